"""A quote is cut from its comment where nothing is torn, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.quote_pieces import read_pieces
from digest.gathering.quotes import show_parts
from digest.telling.wording import show_plainly
from domain.errors import WrongUse
from domain.verbatim import cut_parts

TEXT = "The lamp is out. [PERSON 1] can't see. Nobody answers at city hall."
_HARD = st.text(alphabet=st.sampled_from("ab cé[]PERSON 1.,'’\u200d\u202e\u2066\u0301ش路ไ้<b>&\n\t"), max_size=60)
_PLACES = st.lists(st.integers(-3, 70), min_size=1, max_size=6)


def test_parts_are_the_words_to_the_letter() -> None:
    assert cut_parts(TEXT, ((0, 16), (39, 67))) == ("The lamp is out.", "Nobody answers at city hall.")


@pytest.mark.parametrize(
    ("pieces", "told"),
    [
        ((), "no part"),
        (((4, 4),), "order"),
        (((9, 4),), "order"),
        (((-1, 4),), "order"),
        (((0, 500),), "order"),
        (((39, 67), (0, 16)), "order"),
        (((0, 8), (4, 16)), "order"),
        (((0, 3), (4, 8)), "nothing left out"),
        (((0, 6),), "within a word"),
        (((1, 8),), "within a word"),
        (((17, 22),), "within a word"),
        (((28, 31),), "within a word"),
        (((17, 27),), "says nothing"),
        (((15, 17),), "says nothing"),
    ],
)
def test_what_would_tear_or_say_nothing_is_refused(pieces: tuple[tuple[int, int], ...], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        cut_parts(TEXT, pieces)


def test_no_refusal_holds_a_word_of_the_text() -> None:
    with pytest.raises(ValueError, match="part") as refused:
        cut_parts("lamplight", ((0, 4),))
    assert "lamp" not in str(refused.value)


def test_scripts_without_spaces_are_cut_anywhere_but_never_between_a_letter_and_its_mark() -> None:
    assert cut_parts("路灯坏了", ((0, 2),)) == ("路灯",)
    with pytest.raises(ValueError, match="within a word"):
        cut_parts("ไฟถนนดับมานานแล้ว", ((0, 6),))


@given(_HARD, _PLACES)
@settings(max_examples=400, deadline=None)
def test_whatever_is_published_stands_contiguously_in_the_comment(text: str, numbers: list[int]) -> None:
    pieces = tuple(zip(numbers[::2], numbers[1::2], strict=False))
    try:
        parts = cut_parts(text, pieces)
    except ValueError:
        return
    at = 0
    for part in parts:
        at = text.index(part, at) + len(part)
    shown = show_plainly(text)
    assert all(each in shown and each for each in show_parts(parts))


@given(_HARD, st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=300, deadline=None)
def test_showing_plainly_keeps_what_is_contiguous_contiguous(text: str, start: int, end: int) -> None:
    assert show_plainly(text[start:end]) in show_plainly(text)


@pytest.mark.parametrize("said", [["x"], ["3:2"], ["3"], ["1:2", "y"], ["1:99999999"]])
def test_places_that_are_none_are_refused(said: list[str]) -> None:
    with pytest.raises(WrongUse):
        read_pieces(said)
