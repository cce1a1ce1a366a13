"""What a leaf says of each fate, in catalogues' languages and in others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from config.screen_texts import list_text_codes, load_texts
from digest.pages.said_page import Fate, SaidPage
from digest.rendering.said import list_kept, render_said, write_said_text
from digest.telling.said_leaf import SaidFacts, describe_said
from digest.telling.said_words import SaidWords, find_direction, list_phrases
from domain.ids import DueChangeId, MilestoneId
from domain.recommendations import DueChange, Milestone, Recommendation, Reply, UpdateState
from domain.translations import StaffTranslation, hash_source
from tests.helped.town import DONE, LAMPS, recommend, theme_id, update

S = UpdateState
TODAY = date(2026, 11, 15)
NOON = datetime(2026, 11, 15, 12, tzinfo=UTC)
ENGLISH = load_texts("en")
ANSWERED = update("R-01", date(2026, 6, 10), S.RESPONDED, "We will.", reply=Reply.ACCEPTED)


def make_facts(*recommendations: Recommendation, shown: int | None = 30, title: str = LAMPS, more: str = "") -> SaidFacts:
    from digest.disclosing.policy import DisclosurePolicy
    from digest.telling.build import build_digest
    from tests.digest.example import make_facts as make_digest_facts

    card = build_digest(make_digest_facts(), texts=ENGLISH, policy=DisclosurePolicy()).themes[0]
    card = replace(card, anchor=theme_id(LAMPS), title=title, shown=shown)
    return SaidFacts(card, "Alder", "round-2", "Autumn", 3, "ab" * 32, recommendations, TODAY, more)


def make_words(language: str = "en", translations: Mapping[str, StaffTranslation] | None = None) -> SaidWords:
    catalogue = load_texts(language) if language in list_text_codes() else None
    return SaidWords(language, "en", ENGLISH, catalogue, translations or {})


def make_leaf(*recommendations: Recommendation, language: str = "en", **more: object) -> SaidPage:
    return describe_said(make_facts(*recommendations, **more), make_words(language))  # type: ignore[arg-type]


def translate_all(facts: SaidFacts, language: str, mark: str = "tarjumaad") -> dict[str, StaffTranslation]:
    """Everything that a leaf asks for, translated as a person would: marked, with the placeholders in it."""
    words = make_words(language)
    describe_said(facts, words)
    return {
        place: StaffTranslation(language, place, hash_source(source), f"{mark} {source}", "Ana", NOON)
        for place, source in words.asked.items()
    }


def asked(*states: UpdateState, **more: object) -> Recommendation:
    """What was accepted, and then went through these states."""
    steps = (update("R-01", date(2026, 7, 1 + number), state, f"Because of {state}.") for number, state in enumerate(states))
    return recommend("R-01", "Mend every lamp", LAMPS, ANSWERED, *steps, **more)


REJECTED = recommend("R-01", "A lamp", LAMPS, update("R-01", date(2026, 6, 10), S.RESPONDED, "There is no money.", reply=Reply.REJECTED))
LATER = date(2026, 12, 24)


@pytest.mark.parametrize(
    ("recommendation", "fate", "told"),
    [
        (DONE, Fate.DONE, ["Answer on June 10, 2026: yes.", "Done. Checked on July 20, 2026."]),
        (asked(S.REPORTED_DONE), Fate.DONE, ["Reported done on July 1, 2026. Nobody has checked it yet."]),
        (asked(S.REPORTED_DONE, S.VERIFIED, S.CLOSED), Fate.DONE, ["Done. Checked on July 2, 2026.", "Closed on July 3, 2026."]),
        (asked(S.PLANNED, due_on=LATER), Fate.GOING, ["To be done by December 24, 2026.", "Because of planned."]),
        (asked(S.PLANNED, due_on=None), Fate.GOING, ["No day is set."]),
        (asked(S.PLANNED), Fate.NOT_DONE, ["Late: it was due on August 1, 2026.", "Because of planned."]),
        (asked(S.REPORTED_DONE, S.NOT_VERIFIED, due_on=LATER), Fate.NOT_DONE, ["not done as it was reported", "Because of not verified."]),
        (asked(S.REPORTED_DONE, S.PARTLY_VERIFIED, due_on=LATER), Fate.GOING, ["done only in part", "To be done by December 24, 2026."]),
        (asked(S.WITHDRAWN), Fate.NOT_DONE, ["Taken back on July 1, 2026.", "Because of withdrawn."]),
        (asked(S.SUPERSEDED), Fate.NOT_DONE, ["Something else took its place", "Because of superseded."]),
        (asked(S.CLOSED), Fate.NOT_DONE, ["Closed on July 1, 2026.", "Because of closed."]),
        (REJECTED, Fate.NOT_DONE, ["Answer on June 10, 2026: no.", "There is no money."]),
        (recommend("R-01", "A lamp", LAMPS, due_on=LATER), Fate.GOING, ["There is no answer yet."]),
    ],
)
def test_each_fate_is_told_with_its_day_and_its_reason(recommendation: Recommendation, fate: Fate, told: list[str]) -> None:
    page = make_leaf(recommendation)
    assert [part.fate for part in page.parts] == [fate]
    text = write_said_text(page)
    assert all(words in text for words in told), text
    assert "Asked on June 1, 2026. Who answers for it: Public Works" in text


def test_a_day_that_moved_says_what_it_was_at_first_and_why() -> None:
    moved = DueChange(DueChangeId("due-1"), DONE.id, None, date(2026, 7, 2), date(2026, 8, 1), LATER, "The poles are late.", "Ana")
    page = make_leaf(asked(S.PLANNED, due_on=LATER, first_due_on=date(2026, 8, 1), due_changes=(moved,)))
    assert "The day was moved. It was August 1, 2026 at first." in write_said_text(page)
    assert "The poles are late." in write_said_text(page)


@pytest.mark.parametrize(
    ("due", "told"), [(LATER, "Next, by December 24, 2026: Poles set"), (date(2026, 10, 1), "It should have been done by October 1")]
)
def test_what_comes_next_says_by_when(due: date, told: str) -> None:
    step = Milestone(MilestoneId("step-1"), DONE.id, "Poles set", due, due)
    assert told in write_said_text(make_leaf(asked(S.PLANNED, due_on=LATER, milestones=(step,))))


def test_people_are_rounded_or_not_shown() -> None:
    assert "Number of people who said this in Autumn: about 30" in write_said_text(make_leaf())
    assert "is not shown, so that nobody can be recognised" in write_said_text(make_leaf(shown=None))


def test_where_nothing_was_asked_for_it_says_so() -> None:
    page = make_leaf(recommend("R-09", "About something else", "Another theme"))
    assert page.parts == ()
    assert "Nothing has been asked for because of this yet." in write_said_text(page)


def test_the_leaf_names_its_release_and_its_hash() -> None:
    assert "From release 3 of Autumn. Check number: abababababababab" in write_said_text(make_leaf())


def test_where_to_say_more_stands_only_where_staff_said_it() -> None:
    assert "Tell us more" not in write_said_text(make_leaf())
    assert "Call 555" in write_said_text(make_leaf(more="Call 555"))


@pytest.mark.parametrize("code", list_text_codes())
def test_every_phrase_is_used_and_every_language_reads_from_its_side(code: str) -> None:
    states = (DONE, asked(S.PLANNED), asked(S.PLANNED, due_on=LATER), REJECTED)
    page = make_leaf(*(replace(each, reference=f"R-{number}") for number, each in enumerate(states)), language=code)
    assert page.direction == load_texts(code).direction
    html = render_said(page)
    assert f'<html lang="{code}" dir="{page.direction}">' in html
    assert page.head == load_texts(code).phrases["leaf.head"]
    assert "{" not in write_said_text(page)


def test_every_phrase_of_the_catalogue_is_said_by_some_leaf() -> None:
    import inspect

    from digest.telling import said_leaf

    source = inspect.getsource(said_leaf)
    heads = {f"{fate.value}_head" for fate in Fate}
    built = {"closed", "superseded", "withdrawn", "partly_verified", "not_verified", *heads}
    keys = {place.rpartition(".")[2] for place in list_phrases(ENGLISH)}
    assert {key for key in keys if f'"{key}"' not in source} <= built


def test_what_is_not_translated_stands_as_it_was_written_and_says_so() -> None:
    page = make_leaf(DONE, language="es")
    assert page.is_part_original
    text = write_said_text(page)
    assert "(Aún sin traducir. Tal como se escribió:) Mend every lamp" in text
    assert '<bdi lang="en" dir="ltr">Mend every lamp</bdi>' in render_said(page)


def test_a_language_without_a_catalogue_needs_its_phrases_too() -> None:
    words = make_words("so")
    describe_said(make_facts(DONE), words)
    assert {place for place in words.list_missing() if place.startswith("phrase:")} >= {"phrase:leaf.head", "phrase:leaf.verified"}


@pytest.mark.parametrize(
    ("language", "direction", "day"),
    [("so", "ltr", "20"), ("am", "ltr", "20"), ("fa", "rtl", "۲۰"), ("prs", "rtl", "2026-07-20"), ("tlh", "ltr", "2026-07-20")],
)
def test_any_language_can_be_told_once_staff_translated_it(language: str, direction: str, day: str) -> None:
    facts = make_facts(DONE, more="Call us")
    words = make_words(language, translate_all(facts, language))
    page = describe_said(facts, words)
    assert words.list_missing() == {}
    assert not page.is_part_original
    assert page.direction == direction
    text = write_said_text(page)
    assert "tarjumaad Mend every lamp" in text
    assert day in text
    assert all(line.startswith("\u200f") for line in text.splitlines() if line) == (direction == "rtl")


def test_a_source_that_changed_makes_its_translation_stale_and_it_is_not_used() -> None:
    translations = translate_all(make_facts(DONE), "so")
    words = make_words("so", translations)
    page = describe_said(make_facts(replace(DONE, title="Mend every lamp and every pole")), words)
    assert list(words.list_missing()) == [f"recommendation:{DONE.id}"]
    assert page.parts[0].entries[0].title.is_original


def test_directions_are_those_of_the_scripts() -> None:
    assert {each: find_direction(each) for each in ("ar", "fa", "ur", "ps", "ckb", "he", "prs")} == dict.fromkeys(
        ("ar", "fa", "ur", "ps", "ckb", "he", "prs"), "rtl"
    )
    assert {find_direction(each) for each in ("en", "so", "am", "ti", "zh", "my", "xx")} == {"ltr"}


def test_paper_keeps_what_fits_from_the_first_and_the_screen_keeps_all() -> None:
    many = [replace(asked(S.WITHDRAWN), reference=f"R-{number}", title="A long title " * 12) for number in range(12)]
    page = make_leaf(*many)
    kept = list_kept(page)
    assert 0 < len(kept) < 12
    html = render_said(page)
    assert html.count('class="screen-only"') == 12 - len(kept)
    assert all(f">R-{number}<" in html for number in range(12))
    assert page.more_asked in html


def test_hostile_words_stay_words() -> None:
    hostile = replace(DONE, title="<script>alert(1)</script> {n} \u202eabc")
    html = render_said(make_leaf(hostile, title="<b>{hash}</b>"))
    assert "<script" not in html
    assert "<b>" not in html
    assert not re.search("[\u202a-\u202e]", html)
    assert "{hash}" in html
