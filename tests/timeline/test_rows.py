"""What a digest says of a recommendation: answered how, moved how often, done how far, silent how long, waiting for what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from config.screen_texts import list_text_codes, load_texts
from digest.pages.tables import RecommendationRow
from digest.telling.build import build_digest
from digest.telling.recommend_rows import describe_recommendations
from digest.telling.wording import Wording, show_plainly
from domain.recommendations import Recommendation, Reply, UpdateState
from tests.digest.example import TODAY, make_facts
from tests.timeline.town import POLICY, answer, ask_all, make_step, report

PLAIN = replace(ask_all()[1], milestones=(), updates=(), due_on=None, first_due_on=None)
ENGLISH = Wording(load_texts("en"))


def rows_of(*asked: Recommendation, wording: Wording = ENGLISH) -> dict[str, RecommendationRow]:
    rows = describe_recommendations(make_facts(recommendations=asked), {}, wording=wording)
    return {each.reference: each for each in rows}


def row_of(asked: Recommendation) -> RecommendationRow:
    return rows_of(asked)[asked.reference]


def test_a_no_stands_with_its_reason_also_when_more_was_said_later() -> None:
    no = report(1, date(2026, 6, 1), UpdateState.RESPONDED, Reply.REJECTED, "There is no money for it.")
    assert show_plainly(row_of(replace(PLAIN, updates=(no,))).reply) == "Rejected on June 1, 2026"
    later = report(2, date(2026, 7, 1), UpdateState.ISSUED)
    row = row_of(replace(PLAIN, updates=(no, replace(later, state=UpdateState.WITHDRAWN, note="Taken back."))))
    assert show_plainly(row.reply) == "Rejected on June 1, 2026: There is no money for it."
    assert row.last_word == "Taken back."


def test_steps_reported_and_steps_verified_are_told_apart_by_their_weight() -> None:
    steps = (
        make_step("One", date(2026, 5, 1), date(2026, 5, 1), done_on=date(2026, 5, 1), verified_on=date(2026, 6, 1), weight=1.0),
        make_step("Two", date(2026, 6, 1), date(2026, 6, 1), done_on=date(2026, 6, 1), weight=2.0),
        make_step("Three", date(2027, 6, 1), date(2027, 6, 1), weight=1.0),
    )
    row = row_of(replace(PLAIN, milestones=steps))
    assert (row.reported, row.verified) == (75, 25)
    assert row.steps == "Of its steps, 75% are reported done and 25% are verified."
    assert (row_of(PLAIN).reported, row_of(PLAIN).steps) == (None, "")


def test_how_often_and_how_far_dates_moved_and_why_the_last_time() -> None:
    row = row_of(answer(ask_all()[0]))
    assert row.moves == 2
    assert row.moved == "Dates were moved 2 times, one of them by 106 days."
    assert show_plainly(row.moved_why) == "Why: The poles came late."


def test_silence_is_said_where_something_is_waited_for_and_nowhere_else() -> None:
    begun = report(1, date(2026, 9, 1), UpdateState.IN_PROGRESS)
    assert row_of(replace(PLAIN, updates=(begun,))).silent == "No word for 75 days"
    assert row_of(replace(PLAIN, updates=(replace(begun, on=TODAY),))).silent == ""
    assert row_of(replace(PLAIN, updates=(replace(begun, state=UpdateState.WITHDRAWN),))).silent == ""


def test_it_waits_for_what_is_not_done_and_no_longer_for_what_is() -> None:
    needing = replace(PLAIN, reference="R-20", needs=("R-21", "R-22", "R-99"))
    open_one, done = replace(PLAIN, reference="R-21"), replace(PLAIN, reference="R-22")
    done = replace(done, updates=(report(1, date(2026, 6, 1), UpdateState.REPORTED_DONE),))
    row = rows_of(needing, open_one, done)["R-20"]
    assert show_plainly(row.waits) == "Waits for R-21 and R-99"


@pytest.mark.parametrize("code", list_text_codes())
def test_a_digest_says_it_in_every_language_and_counts_how_they_stand(code: str) -> None:
    page = build_digest(make_facts(recommendations=ask_all()), texts=load_texts(code), policy=POLICY)
    assert page.board is not None
    assert page.board.total == len(page.recommendations) == len(ask_all())
    first = next(each for each in page.recommendations if each.reference == "R-01")
    assert all((first.reply, first.moved, first.moved_why, first.steps, first.silent, first.waits))
