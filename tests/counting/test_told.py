"""What a card says of who raised its theme, and of how it changed: nothing but what the shown figures say."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.screen_texts import list_text_codes, load_texts
from digest.counting.raised import LANGUAGE_GROUP, RaisedCount, RaisedCounts
from digest.disclosing.check import check_issues
from digest.disclosing.load import make_issue
from digest.disclosing.policy import DisclosurePolicy, ShownShare
from digest.pages.cards import RaisedTable, ThemeCard
from digest.pages.digest_page import DigestPage
from digest.pages.write import to_json
from digest.telling.build import build_digest
from digest.telling.changes import say_change, say_reasons
from digest.telling.wording import Wording
from domain.action import Change, Finding, Incomparable
from domain.ids import ThemeId
from tests.digest.example import ROUNDS, THEMES, count_all, make_facts

POLICY = DisclosurePolicy()
ENGLISH = Wording(load_texts("en"))
LIGHTS = next(theme.id for theme in THEMES if theme.title == "Street lights that stay broken")


def tell(*tables: RaisedCounts, code: str = "en") -> DigestPage:
    return build_digest(make_facts(raised=tables), texts=load_texts(code), policy=POLICY)


def tables_of(page: DigestPage, theme_id: ThemeId = LIGHTS) -> tuple[RaisedTable, ...]:
    (card,) = (each for each in page.themes if each.anchor == theme_id)
    return card.raised_by


def table(group: str, *rows: tuple[str, int, int], theme_id: ThemeId = LIGHTS) -> RaisedCounts:
    return RaisedCounts(theme_id, group, tuple(RaisedCount(*row) for row in rows))


TOWN = table("Neighbourhood", ("Riverside", 45, 120), ("Northgate", 10, 105), ("Old Mill", 15, 85), ("Harbor", 2, 3))


def test_a_group_that_raised_it_more_often_is_held_against_all_and_not_labelled() -> None:
    (told,) = tables_of(tell(TOWN))
    rows = {row.label: row for row in told.rows}
    assert (rows["Riverside"].raised, rows["Riverside"].heard, rows["Riverside"].standing) == (45, 120, "above")
    assert rows["Riverside"].words == "about 4 in 10 people (29 to 46%). More often than others: among all, it is about 2 in 10."
    assert rows["Northgate"].standing == "below"
    assert "Less often than others" in rows["Northgate"].words


def test_a_small_group_is_named_in_no_row_and_counted_in_none() -> None:
    (told,) = tables_of(tell(TOWN))
    assert told.rows[-1].label == "All others"
    assert (told.rows[-1].raised, told.rows[-1].heard, told.rows[-1].share, told.rows[-1].standing) == (None, None, None, "")
    assert "Harbor" not in {row.label for row in told.rows}


def test_with_two_values_of_which_one_is_small_neither_is_told_from_the_other() -> None:
    found = tables_of(tell(table("Disabled", ("no", 78, 412), ("yes", 3, 8))))
    assert all(row.standing == "" for told in found for row in told.rows)
    assert all(row.raised is None for told in found for row in told.rows if row.label != "no")


def test_a_group_of_which_nothing_may_be_shown_has_no_table() -> None:
    assert tables_of(tell(table("Street", ("Elm", 3, 8), ("Oak", 2, 7), ("Ash", 4, 9)))) == ()


def test_two_hundred_values_stand_in_as_many_rows_as_there_are_figures() -> None:
    streets = [(f"Street {number}", 1, 1) for number in range(198)]
    (told,) = tables_of(tell(table("Street", ("Mill Road", 30, 100), ("High Street", 20, 110), *streets)))
    assert [row.label for row in told.rows] == ["High Street", "Mill Road", "All others"]


def test_languages_stand_first_and_by_their_names_in_the_language_of_the_page() -> None:
    languages = table(LANGUAGE_GROUP, ("en", 40, 190), ("es", 20, 98))
    found = tables_of(tell(TOWN, languages, code="fr"))
    assert [each.title for each in found] == ["Langue", "Neighbourhood"]
    assert {row.label for row in found[0].rows} >= {"anglais", "espagnol"}
    assert (found[0].language, found[1].language) == ("fr", "en")


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(-2, 2), st.integers(-2, 2)), min_size=3, max_size=3))
def test_what_is_told_hangs_on_the_shown_figures_alone(moves: list[tuple[int, int]]) -> None:
    # Every count stays within what is rounded to the same figure; so do the totals of three rows that are moved one by one.
    rows = [("Riverside", 45, 120), ("Northgate", 15, 105), ("Old Mill", 15, 85)]
    for place, (raised, heard) in enumerate(moves):
        name, was_raised, was_heard = rows[place]
        moved = [*rows[:place], (name, was_raised + raised, was_heard + heard), *rows[place + 1 :]]
        assert tables_of(tell(table("Neighbourhood", *moved))) == tables_of(tell(table("Neighbourhood", *rows)))


@settings(deadline=None, max_examples=20)
@given(st.randoms())
def test_no_count_under_the_threshold_is_ever_told(chance: random.Random) -> None:
    rows = []
    for number in range(chance.randrange(2, 7)):
        heard = chance.choice((3, 8, 14, 40, 110))
        rows.append((f"Place {number}", chance.randrange(heard + 1), heard))
    for told in tables_of(tell(table("Place", *rows))):
        shown = {name: (raised, heard) for name, raised, heard in rows}
        for row in told.rows:
            if row.label in shown:
                raised, heard = shown[row.label]
                assert row.raised is None or min(raised, heard - raised) >= POLICY.threshold
                assert row.heard is None or heard >= POLICY.threshold
            assert (row.share is None) == (row.raised is None)
            assert row.standing in ("", "above", "below", "alike")


@pytest.mark.parametrize("code", list_text_codes())
def test_all_that_is_told_of_who_raised_what_can_be_read_and_attacked(code: str) -> None:
    few = table("Age", ("16 to 24", 12, 130), ("25 to 64", 14, 220), theme_id=THEMES[7].id)
    texts = load_texts(code)
    page = tell(TOWN, few, table(LANGUAGE_GROUP, ("en", 40, 190), ("es", 20, 98), ("ar", 11, 40), ("so", 4, 30)), code=code)
    assert any(card.raised_by for card in page.themes)
    assert check_issues([make_issue(ROUNDS[2], 1, to_json(page), texts, POLICY)]) == ()


def make_finding(change: Change, *reasons: Incomparable) -> Finding:
    found = next(each for each in count_all()[2] if each.theme_id == LIGHTS)
    return replace(found, change=change, incomparable=reasons)


def say(change: Change, now: ShownShare | None, before: ShownShare | None, *reasons: Incomparable) -> str:
    return say_change(make_finding(change, *reasons), now, before, ROUNDS[1], ENGLISH).replace("\u2068", "").replace("\u2069", "")


def test_a_change_says_by_how_many_of_a_hundred() -> None:
    assert say(Change.MORE, ShownShare(31, 27, 36), ShownShare(17, 14, 21)) == (
        "More than in Spring 2026, when it was about 2 in 10: about 3 in 10. The difference is larger than chance. "
        "Of 100 people, likely between 8 and 20 more."
    )
    assert say(Change.LESS, ShownShare(12, 9, 16), ShownShare(26, 22, 31)).endswith("Of 100 people, likely between 8 and 20 fewer.")
    assert say(Change.SAME, ShownShare(21, 17, 25), ShownShare(22, 18, 26)) == (
        "About the same as in Spring 2026. Of 100 people, it could be anything from 7 fewer to 5 more."
    )


def test_no_range_is_said_that_would_contradict_its_word() -> None:
    assert "100" not in say(Change.SAME, ShownShare(20, 18, 22), ShownShare(30, 28, 32))
    assert "100" not in say(Change.MORE, ShownShare(20, 10, 30), ShownShare(19, 10, 30))


def test_nothing_is_said_of_a_share_that_is_not_shown() -> None:
    assert say(Change.MORE, ShownShare(20, 18, 22), None) == "More than in Spring 2026. The difference is larger than chance."


def test_why_rounds_cannot_be_compared_is_said_in_words() -> None:
    words = say(Change.NOT_COMPARABLE, None, None, Incomparable.QUESTION, Incomparable.LANGUAGES)
    assert words == (
        "Cannot be compared with Spring 2026: not the same questions were asked and the people who were heard spoke other languages."
    )


@pytest.mark.parametrize("code", list_text_codes())
def test_every_reason_has_its_own_words_in_every_language(code: str) -> None:
    wording = Wording(load_texts(code))
    assert len({say_reasons([each], wording) for each in Incomparable}) == len(Incomparable)


def test_findings_from_before_reasons_were_kept_say_that_too_few_were_heard() -> None:
    assert say(Change.NOT_COMPARABLE, None, None) == "Cannot be compared with Spring 2026: too few people were heard."


def make_incomparable_page() -> DigestPage:
    found = tuple(replace(each, change=Change.NOT_COMPARABLE, incomparable=(Incomparable.MODE,)) for each in count_all()[2])
    return build_digest(make_facts(findings=found), texts=load_texts("en"), policy=POLICY)


def test_a_round_that_cannot_be_compared_is_not_said_to_have_changed_in_nothing() -> None:
    (changed,) = (each for each in make_incomparable_page().summary if each.key == "changed")
    assert len(changed.lines) == 1
    assert "people were heard in another way" in changed.lines[0]


def test_no_card_of_such_a_round_stands_beside_the_round_before() -> None:
    cards: tuple[ThemeCard, ...] = make_incomparable_page().themes
    assert cards
    assert all(card.previous is None for card in cards)
