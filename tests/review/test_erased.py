"""What staff said of a round when somebody withdraws: no sentence keeps a word that only they used."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk.release_make import make_release
from desk.review import say_why
from desk.sentences import StaffSentence
from digest.pages.tables import IndicatorTable
from digest.releasing.leave_out import leave_out
from domain.review import ReviewKind
from tests.disclosing.pages import make_page
from tests.review.town import LAMPS, SAID, SOLID, Town, hear, theme_id


def test_a_sentence_with_a_word_that_only_they_used_goes_and_who_said_it_when_stays(town: Town) -> None:
    hear(town, {**SAID, "Zorvaquilly shed": (12, SOLID)}, run="run-2")
    town.count()
    say_why(
        town.store, town.terms, town.round, theme_id(LAMPS), StaffSentence("The zorvaquilly has no light."), actor="Ana", why="heard it"
    )
    town.look_at_all()
    made = make_release(town.store, town.terms, town.round, actor="Ana", note=StaffSentence("The zorvaquilly was missing."))
    gone = [each.response_id for each in town.store.comments.of_rounds([town.round.id]) if "Zorvaquilly" in (each.text or "")]
    town.store.erasures.erase(gone)
    reviews = town.store.reviews.of_round(town.round.id)
    assert [(each.actor, each.words) for each in reviews if each.kind is ReviewKind.WHY] == [("Ana", "")]
    (release,) = town.store.releases.of_round(town.round.id)
    assert release.withdrawn_at is not None and release.note == "" and release.record == made.release.record
    assert "zorvaquilly" not in repr((reviews, release, town.store.releases.page(release.id))).lower()


@pytest.mark.parametrize("title", ["Neighbourhood", "Language"])
def test_a_table_that_would_tell_of_few_is_left_out_as_a_whole(title: str) -> None:
    page = make_page()
    left = leave_out(page, {title})
    assert [each.title for each in page.heard if each not in left.heard] == [title]
    assert left.themes == page.themes and left.indicators == page.indicators
    assert leave_out(left, {title}) == left


def test_a_question_goes_with_its_tables_by_group_and_nothing_else_does() -> None:
    page = make_page()
    trust = IndicatorTable("Trust", (), "How much do you trust?")
    asked = replace(page, indicators=(trust, replace(trust, title="Trust in courts")))
    assert [each.title for each in leave_out(asked, {"Trust, Neighbourhood"}).indicators] == ["Trust in courts"]
    assert leave_out(asked, {"people heard"}) == asked
