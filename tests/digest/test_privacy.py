"""The privacy report: whole, safe in its figures, and honest in its words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.disclosing.policy import DisclosurePolicy
from digest.privacy.caught import TYPE_WORDS
from digest.privacy.facts import Guards, KeyPlace, Original, PrivacyFacts, RawWords
from digest.privacy.kinds import KINDS
from digest.privacy.report import PrivacyPage
from digest.privacy.text import write_markdown
from digest.rendering.render import render_privacy
from domain.measured import Caught, Split
from nlp.redact.found import Kind
from tests.digest.privacy_example import (
    NOW,
    TABLES,
    TEXTS,
    answer,
    make_facts,
    make_measured,
    make_page,
    make_set,
    rows_of,
)
from warehouse.evidence import Deed
from warehouse.tables import all_tables

SMALL = st.integers(0, 9)
ANY = st.integers(0, 400)


def test_every_table_of_the_warehouse_stands_in_the_report_once() -> None:
    """A new table fails this test: say in digest/privacy/kinds.py what it keeps, for how long, and who can read it."""
    assert Counter(TABLES) == Counter(table.name for table in all_tables())


def test_only_the_vault_is_said_to_be_locked() -> None:
    assert {table for kind in KINDS if kind.is_locked for table in kind.tables} == {"vault_entry", "vault_key"}


def test_every_type_has_plain_words() -> None:
    assert TYPE_WORDS.keys() == set(Kind)


def all_words(page: PrivacyPage) -> str:
    cells = [cell for section in page.sections for table in section.tables for row in table.rows for cell in row]
    lines = [line for each in (*page.answers, *page.sections) for line in each.lines]
    return "\n".join((*lines, *cells))


@st.composite
def any_facts(draw: st.DrawFn) -> PrivacyFacts:
    policy = DisclosurePolicy(threshold=draw(st.integers(3, 20)), round_to=draw(st.integers(1, 10)))
    raw = tuple(
        RawWords(f"Source {place}", 90, draw(ANY), date(2027, 1, 1), is_in_settings=True) for place in range(draw(st.integers(0, 4)))
    )
    held = tuple((f"reason {place}", draw(ANY)) for place in range(draw(st.integers(0, 4))))
    deeds = tuple(Deed(f"done {place}", draw(ANY), draw(ANY), NOW) for place in range(draw(st.integers(0, 3))))
    decisions = {name: draw(ANY) for name in ("released", "discarded")}
    rows = {table: draw(ANY) for table in TABLES}
    return make_facts(rows, raw=raw, held=held, deeds=deeds, decisions=decisions, policy=policy)


@settings(deadline=None, max_examples=60)  # the first report loads scipy
@given(any_facts())
def test_no_count_under_the_threshold_is_shown(facts: PrivacyFacts) -> None:
    page = make_page(facts)
    page = replace(page, sections=tuple(each for each in page.sections if each.anchor != "caught"), answers=page.answers[:3])
    shown = [int(number.replace(",", "")) for number in re.findall(r"about ([\d,]*\d)", all_words(page))]
    lowest = facts.policy.threshold
    assert all(number >= lowest and number % facts.policy.round_to == 0 for number in shown)
    cells = [cell for section in page.sections for table in section.tables for row in table.rows for cell in row[1:]]
    bare = {cell for cell in cells if re.fullmatch(r"[\d,]+", cell)}
    assert bare <= {"90"}, "a figure that did not pass disclosure control, which writes about or fewer than before it"


@settings(deadline=None, max_examples=60)  # the first report loads scipy
@given(SMALL, SMALL, st.sampled_from(TABLES))
def test_small_counts_cannot_be_told_from_one_another(one: int, other: int, table: str) -> None:
    if table == "pending_scrub":
        return  # not people: whether anything is left to do is told on purpose
    assert make_page(make_facts({table: one})) == make_page(make_facts({table: other}))


@settings(deadline=None, max_examples=60)  # the first report loads scipy
@given(st.lists(ANY, min_size=1, max_size=5))
def test_a_hidden_source_does_not_follow_from_the_others(counts: list[int]) -> None:
    raw = tuple(RawWords(f"Source {place}", 90, count, None, is_in_settings=True) for place, count in enumerate(counts))
    shown = [cells[1] for cells in rows_of(make_page(make_facts(raw=raw)), "Raw words by source").values()]
    hidden = [count for count, words in zip(counts, shown, strict=True) if words == "not shown"]
    assert not hidden or len(hidden) > 1 or len([each for each in counts if each]) == 1


def test_a_part_that_is_hidden_is_not_called_small() -> None:
    """It may be a large one that protects a small one."""
    raw = tuple(RawWords(f"Source {place}", 90, count, None, is_in_settings=True) for place, count in enumerate((3, 40)))
    assert {cells[1] for cells in rows_of(make_page(make_facts(raw=raw)), "Raw words by source").values()} == {"not shown"}


def test_the_next_destruction_is_told_by_its_day() -> None:
    raw = (
        RawWords("Safety survey", 90, 40, date(2026, 12, 24), is_in_settings=True),
        RawWords("Sessions", 30, 40, date(2026, 12, 1), is_in_settings=True),
    )
    lines = answer(make_page(make_facts(raw=raw)), "changed")
    assert "30 or 90 days" in lines[0]
    assert "December 1, 2026" in lines[1]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"is_audit_intact": False}, "audit log is broken"),
        ({"redaction_version": "rules=2"}, "not those that were measured"),
        ({"raw": (RawWords("Old", 90, 40, NOW.date() - timedelta(days=2), is_in_settings=True),)}, "still here"),
        ({"raw": (RawWords("Gone", 90, 40, None, is_in_settings=False),)}, "no longer name"),
        ({"guards": Guards(KeyPlace.FILE, is_database_elsewhere=False, open_to_others=())}, "whoever takes the machine has both"),
        (
            {"guards": Guards(KeyPlace.ENVIRONMENT, is_database_elsewhere=False, open_to_others=("the vault key",))},
            "can read the vault key",
        ),
        ({"originals": (Original("Sessions", "transcripts", is_here=True),)}, "Files with raw words"),
    ],
)
def test_what_should_be_looked_into_is_on_the_first_screen(change: dict[str, object], says: str) -> None:
    assert "Nothing that this report can see." in answer(make_page(make_facts()), "attention")
    assert says in " ".join(answer(make_page(make_facts(**change)), "attention"))


def test_words_that_wait_to_be_scrubbed_are_told() -> None:
    assert "rewritten" in answer(make_page(make_facts({"pending_scrub": 1})), "attention")[0]


def test_names_in_lower_case_are_told_with_their_interval() -> None:
    lines = answer(make_page(make_facts()), "missed")
    assert lines[0] == "Of 100 names about 98 are taken out or held (between 94 and 100)."
    assert lines[1] == "Of 100 names in lower case about 90 are taken out or held (between 78 and 96)."
    assert "real text will be worse" in lines[-1]


def test_the_worst_language_here_is_named_on_the_first_screen() -> None:
    names = [Caught(Split.NAME_LANGUAGE, code, 20, taken, 0) for code, taken in (("en", 19), ("es", 12), ("am", 2))]
    measured = make_measured(make_set(Caught(Split.TYPE, "PERSON", 60, 33, 0), *names))
    lines = answer(make_page(make_facts(measured=measured, languages=("en", "es", "so"))), "missed")
    assert lines[1].startswith("Of 100 names in Spanish, the worst of the languages here, about 60 are")
    assert lines[2] == "Not measured: names in Somali."


def test_what_was_missed_once_is_never_called_hundred() -> None:
    measured = make_measured(make_set(Caught(Split.TYPE, "PERSON", 1000, 999, 0)))
    assert rows_of(make_page(make_facts(measured=measured)), "By type")["names of people"][:2] == ("about 99", "99 to 100")


def test_a_type_without_marked_places_is_not_measured() -> None:
    assert rows_of(make_page(make_facts()), "By type")["e-mail addresses"] == ("not measured", "", "0 places")


def test_a_language_that_is_served_and_was_not_measured_is_told() -> None:
    assert rows_of(make_page(make_facts(languages=("so",))), "Names, by the language of the sentence")["Somali"][0] == "not measured"


def test_sentences_that_were_set_aside_count_before_those_seen() -> None:
    seen = make_set(Caught(Split.TYPE, "PERSON", 100, 99, 0), Caught(Split.TYPE, "EMAIL", 10, 10, 0))
    aside = make_set(Caught(Split.TYPE, "PERSON", 100, 80, 0), name="aside", is_in_view=False)
    rows = rows_of(make_page(make_facts(measured=make_measured(seen, aside))), "By type")
    assert (rows["names of people"][0], rows["names of people"][2]) == ("about 80", "100 places, set aside")
    assert rows["e-mail addresses"][2] == "10 places, seen before"


def test_without_figures_nothing_is_claimed() -> None:
    page = make_page(make_facts(measured=make_measured()))
    assert answer(page, "missed") == ("It has not been measured.",)


NASTY = '<script>alert(1)</script> | `rm` [a](b) \u202e"quoted" & more'


def test_words_from_the_settings_cannot_become_markup() -> None:
    facts = make_facts(
        town=NASTY,
        raw=(RawWords(NASTY, 90, 40, None, is_in_settings=True),),
        originals=(Original(NASTY, "file", is_here=True),),
        held=((NASTY, 40),),
    )
    page = make_page(facts)
    html, text = render_privacy(page, TEXTS), write_markdown(page)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "\u202e" not in html + text
    assert not re.search(r"(?<!\\)<script", text)
    assert all(line.count("|") - line.count("\\|") in (0, 3, 5, 6) for line in text.splitlines())


def test_the_page_runs_nothing_and_fetches_nothing() -> None:
    html = render_privacy(make_page(make_facts()), TEXTS)
    assert "default-src 'none'" in html
    assert not re.search(r"<script|src=|href=\"http", html)


def test_the_page_has_every_section_and_one_heading_each() -> None:
    page = make_page(make_facts())
    html = render_privacy(page, TEXTS)
    assert html.count("<h1") == 1
    for section in page.sections:
        assert html.count(f'id="{section.anchor}"') == 1
        assert f'href="#{section.anchor}"' in html
