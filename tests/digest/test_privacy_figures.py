"""The figures of redaction that the program ships: whole, counted right, and damaged ones refused."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.privacy_figures import count_caught, tell_casing
from config.packs import list_languages
from config.privacy_figures import FILE, load_figures, read_figures, write_figures
from domain.errors import BadFile
from domain.listening import Redaction, Span
from domain.measured import Caught, MarkedSet, MeasuredRedaction, Split
from domain.text import RedactedText
from nlp.redact.found import Kind


def test_every_type_stands_in_the_figures() -> None:
    assert load_figures().types == tuple(Kind)


def test_every_language_was_measured_or_is_known_not_to_be() -> None:
    measured = {one.name for each in load_figures().sets for one in each.caught if one.split is Split.LANGUAGE}
    assert measured <= set(list_languages())
    assert {"en", "es", "fr", "ar"} <= measured


def test_the_parts_of_a_set_add_up() -> None:
    for each in load_figures().sets:
        everything = each.find(Split.ALL, "all")
        assert everything is not None
        for split in (Split.TYPE, Split.LANGUAGE, Split.TYPE_LANGUAGE):
            parts = [one for one in each.caught if one.split is split]
            for name in ("marked", "taken", "held"):
                assert sum(getattr(one, name) for one in parts) == getattr(everything, name), (each.name, split, name)


def test_no_sentence_came_along_with_the_figures() -> None:
    """Only names of types, languages, origins and casings, and numbers."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for each in content["sets"].values():
        names = [name for split in Split for name in each[split]]
        assert all(len(name) < 40 and name.replace("_", "").replace(" ", "").isalnum() for name in names)


SPLITS = st.sampled_from([split for split in Split if split is not Split.ALL])


@st.composite
def any_caught(draw: st.DrawFn) -> Caught:
    marked = draw(st.integers(0, 50))
    taken = draw(st.integers(0, marked))
    return Caught(
        draw(SPLITS),
        draw(st.from_regex(r"[A-Za-z_]{1,8}( [a-z]{2})?", fullmatch=True)),
        marked,
        taken,
        draw(st.integers(0, marked - taken)),
    )


@given(st.lists(any_caught(), max_size=8, unique_by=lambda one: (one.split, one.name)), st.text("ab\"\\'é", max_size=12))
def test_figures_come_back_as_they_were_written(caught: list[Caught], title: str) -> None:
    ordered = sorted(caught, key=lambda one: (list(Split).index(one.split), one.name))
    one = MarkedSet("seen", title, True, 9, 3, 1, 2, tuple(ordered))
    measured = MeasuredRedaction(f"rules=9 {title}", date(2026, 1, 2), "python -m x", ("PERSON",), (one,))
    assert read_figures(tomllib.loads(write_figures(measured))) == measured


@pytest.mark.parametrize("damage", ["", "version = 1", 'version = "1"\nmeasured_on = 2026-01-01', "[[["])
def test_damaged_figures_are_refused_with_the_way_to_make_them_anew(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "figures.toml"
    file.write_text(damage, encoding="utf-8")
    with pytest.raises(BadFile, match=r"benchmarks\.privacy_figures"):
        load_figures(file)


def test_more_cannot_be_kept_back_than_was_marked() -> None:
    with pytest.raises(ValueError, match="no more"):
        Caught(Split.TYPE, "PERSON", 3, 2, 2)


ROW = {"text": "ask ANA RUIZ or 555", "lang": "en", "origin": "hispanic", "spans": [{"start": 4, "end": 12, "type": "PERSON"}]}


def count(redaction: Redaction) -> dict[str, tuple[int, int, int]]:
    return {str(one.split): (one.marked, one.taken, one.held) for one in count_caught([(ROW, redaction)])}


def test_a_name_counts_only_when_all_of_it_is_taken_out() -> None:
    half = Redaction(RedactedText("ask [PERSON 1] RUIZ or 555"), (Span(4, 7, "PERSON"),))
    both = Redaction(RedactedText("ask [PERSON 1] [PERSON 2] or 555"), (Span(4, 7, "PERSON"), Span(8, 12, "PERSON")))
    assert count(half)["type"] == (1, 0, 0)
    assert count(both) == dict.fromkeys(
        ("all", "type", "language", "name_language", "name_casing", "name_origin", "type_language"), (1, 1, 0)
    )


def test_a_name_in_a_held_text_is_held_and_not_taken_out() -> None:
    assert count(Redaction(None, (Span(4, 12, "PERSON"),), "language not known"))["type"] == (1, 0, 1)


@pytest.mark.parametrize(
    ("words", "casing"), [("Ana Ruiz", "title"), ("ana", "lower"), ("ANA", "upper"), ("阿娜", "none"), ("McRae", "title")]
)
def test_casing_is_told_by_the_name_itself(words: str, casing: str) -> None:
    assert tell_casing(words) == casing
