"""What holds for every text, in every language."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.passage_scores import Marked
from benchmarks.passages import read_demo
from nlp.passages import cut_passages
from nlp.passages.signs import is_said
from nlp.passages.words import cutting_words

LANGUAGES = ("en", "es", "fr", "pt", "ar", "so", "vi", "zh", "am", "sw", "ht", "ru", "my", "")
PLACEHOLDERS = ("[PERSON 1]", "[STREET_ADDRESS 12]", "https://town.example/a.b?c=1,2", "3.50", "a.lee@town.example", "&amp;")
FRAGMENTS = (
    *PLACEHOLDERS,
    *("housing", "buses", "We need", "Mr.", "St.", "U.S.", "p. ej.", "yes", "thank you", "and", "first", "second", "y", "第一", "第二"),
    *("治安", "住房", "السكن", "أولاً", "ثانياً", "و", "ቤት", "እና", "дом", "и", "x", "I", "👍", "$", "é", "e\u0301"),
    *(".", "..", "…", "!", "?", ",", ";", ":", "،", "؟", "。", "、", "፣", "።", "::", "፡፡", "\n", "\n\n", "\r\n", "\u2028", " ", "  ", "\t"),
    *(
        "1)",
        "2)",
        "3)",
        "1.",
        "2.",
        "a)",
        "b)",
        "①",
        "②",
        "1、",
        "٢)",
        "-",
        " - ",
        "•",
        "*",
        "(",
        ")",
        "[",
        "]",
        '"',
        "»",
        "/",
        "\0",
        "\ud800",
    ),
)
ANY_TEXT = st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS)).map("".join), st.lists(st.sampled_from(FRAGMENTS)).map(" ".join))
COUNT_MARK = re.compile(r"(?:\d{1,2}|[a-zA-Z])\s?[.)\]）．、:º°–-]|[①-⑳]")


@given(ANY_TEXT, st.sampled_from(LANGUAGES))
@settings(max_examples=600, deadline=None)
def test_passages_are_in_order_and_never_blank_or_overlapping(text: str, language: str) -> None:
    at = 0
    for start, end in cut_passages(text, language):
        assert at <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end] != ""
        at = end


@given(ANY_TEXT, st.sampled_from(LANGUAGES))
@settings(max_examples=600, deadline=None)
def test_nothing_that_says_something_is_lost_between_passages(text: str, language: str) -> None:
    for gap in gaps_of(text, cut_passages(text, language)):
        said = "".join(sign if is_said(sign) else " " for sign in COUNT_MARK.sub(" ", gap))
        assert all(word.lower() in cutting_words(language).connectors for word in said.split())


@given(st.sampled_from(read_demo()))
def test_a_passage_of_a_comment_is_not_cut_again(row: Marked) -> None:
    for start, end in cut_passages(row.text, row.language):
        passage = row.text[start:end]
        assert cut_passages(passage, row.language) == ((0, len(passage)),)


@given(ANY_TEXT, st.sampled_from(LANGUAGES))
@settings(max_examples=200, deadline=None)
def test_the_same_text_is_always_cut_the_same(text: str, language: str) -> None:
    assert cut_passages(text, language) == cut_passages(text, language)


@given(st.lists(st.sampled_from(FRAGMENTS)).map(" ".join), st.sampled_from(LANGUAGES))
@settings(max_examples=400, deadline=None)
def test_placeholders_and_addresses_are_never_cut(text: str, language: str) -> None:
    spans = cut_passages(text, language)
    for kept in PLACEHOLDERS[:3]:
        for match in re.finditer(rf"(?<!\S){re.escape(kept)}(?!\S)", text):
            assert sum(start <= match.start() and match.end() <= end for start, end in spans) == 1


@given(ANY_TEXT)
def test_a_language_that_is_not_known_is_cut_by_signs(text: str) -> None:
    assert cut_passages(text, "xx") == cut_passages(text, "")


@given(st.text(alphabet=" \n\t.,;:!?…-–•*()[]\"'،؟。、"))
def test_a_text_of_signs_alone_has_no_passage(text: str) -> None:
    assert cut_passages(text, "en") == ()


@pytest.mark.parametrize(
    "unit",
    ["a", "a.", "A.", ",", "a,", " ", "\n", "1)", "a@", "x.x", "[A 1]", "[A", "http://", "和", "。", "first, ", "и ", "٢", "-", "::"],
)
@pytest.mark.parametrize("language", ["en", "zh", "ru"])
def test_a_long_text_without_a_break_is_cut_in_linear_time(unit: str, language: str) -> None:
    text = unit * (60_000 // len(unit))
    started = time.perf_counter()
    cut_passages(text, language)
    assert time.perf_counter() - started < 10  # a guard against hanging: it takes well under a second


def gaps_of(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]
