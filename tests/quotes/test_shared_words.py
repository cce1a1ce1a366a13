"""Six words in a row: found however they are written, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.quotes.shared_words import PublicText, cut_runs, find_shared, list_tokens, shares_words

SAID = "The lamp by the old mill has been dark since the winter."
_WORDS = st.lists(st.sampled_from(["ab", "cd", "ef", "gh", "ij", "kl", "mn", "op", "qr", "st", "uv"]), max_size=40)


@pytest.mark.parametrize(
    "text",
    [
        "lamp by the old mill has",
        "THE LAMP, by the «old mill» has…",
        "They say: the lamp by the old mill has gone",
        "the la\u00admp by the\u200b old mill h\u0301as",
        "\u202ethe lamp\u202c by the old \u2066mill\u2069 has",
        "ｔｈｅ ｌａｍｐ ｂｙ ｔｈｅ ｏｌｄ ｍｉｌｌ",
        "The lamp by [PERSON 1] the old mill has",
        "<b>the</b> lamp by the old mill".replace("<b>", " ").replace("</b>", " "),
    ],
)
def test_six_words_are_found_however_they_are_written(text: str) -> None:
    assert shares_words(text, [SAID])


@pytest.mark.parametrize(
    "text", ["", "the lamp by the old", "lamp by the old bakery has been", "has mill old the by lamp", "[PERSON 1] " * 9]
)
def test_five_words_and_other_orders_are_free(text: str) -> None:
    assert not shares_words(text, [SAID, "[PERSON 1] " * 9])


def test_apostrophes_and_accents_belong_to_their_words() -> None:
    assert list_tokens("Don’t l'École niño") == ["dont", "lecole", "nino"]
    assert shares_words("No tenemos luz en la parada", ["no tenémos luz en la parada!"])
    assert not shares_words("I don't, I can't, it's", ["I don't, I can't, it's"])


def test_signs_of_scripts_without_spaces_count_twelve_for_six_words() -> None:
    said = "路口的灯坏了很久没有人来修理"
    assert shares_words("路口的灯坏了很久没有人", [said]) is False  # eleven
    assert shares_words("路口的灯坏了很久没有人来", [said])
    assert shares_words("ไฟถนนดับมานานแล้ว", ["เพราะไฟถนนดับมานานแล้วครับ"])


def test_marks_of_indian_scripts_do_not_part_words() -> None:
    assert len(list_tokens("हिन्दी में बत्ती नहीं है")) == 5
    assert not shares_words("हिन्दी में बत्ती नहीं है", ["हिन्दी में बत्ती नहीं है"])


def test_a_place_is_told_and_never_the_words() -> None:
    public = [PublicText("theme-1: title", "Dark lamps"), PublicText("theme-1: why", f"Someone wrote: {SAID}")]
    assert find_shared(public, ["Nothing of it.", SAID]) == ("theme-1: why",)
    assert "lamp" not in repr(public[1])


def test_what_a_survey_asks_is_nobodys() -> None:
    asked = "How safe do you feel when you walk alone after dark?"
    public = [PublicText("theme-1: why", "People were asked how safe do you feel when you walk alone.")]
    assert find_shared(public, ["how safe do you feel when you walk alone, not at all"]) == ("theme-1: why",)
    assert find_shared(public, ["how safe do you feel when you walk alone, not at all"], exempt=[asked]) == ()
    longer = [PublicText("theme-1: why", "when you walk alone after dark the lamps are out")]
    assert find_shared(longer, ["when you walk alone after dark the lamps are out"], exempt=[asked]) == ("theme-1: why",)


def test_words_without_end_are_read_at_once() -> None:
    endless = "x" * 10_000
    assert not shares_words(endless, [endless])
    assert shares_words(f"{endless} a b c d e", [f"a {endless} a b c d e"])


@given(_WORDS, _WORDS)
@settings(max_examples=200, deadline=None)
def test_it_is_found_exactly_where_six_in_a_row_are_the_same(one: list[str], other: list[str]) -> None:
    mine = {tuple(one[at : at + 6]) for at in range(len(one) - 5)}
    theirs = {tuple(other[at : at + 6]) for at in range(len(other) - 5)}
    assert shares_words(" ".join(one), [" ".join(other)]) == bool(mine & theirs)


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_a_text_that_holds_another_shares_what_that_holds(text: str, before: str, after: str) -> None:
    inside = shares_words(text, [f"{before} {text} {after}"])
    assert inside or not cut_runs(text)
