"""The translation of a part is cut from that of the whole, by sentences, or there is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.quotes.translated import find_sentences, translate_parts

SPANISH = "La lámpara lleva meses apagada. Nadie viene a verla. Mi hija vuelve sola."
ENGLISH = "The lamp has been off for months. Nobody comes to see it. My daughter returns alone."


@pytest.mark.parametrize(
    ("pieces", "translation", "wanted"),
    [
        (((0, 31),), ENGLISH, ("The lamp has been off for months.",)),
        (((0, 10),), ENGLISH, ()),
        (((0, 31),), "One sentence. Another one.", ()),
        (((0, len(SPANISH)),), "However it is cut", ("However it is cut",)),
        (((0, 31),), "", ()),
    ],
)
def test_a_translation_that_cannot_be_cut_is_left_out(
    pieces: tuple[tuple[int, int], ...], translation: str, wanted: tuple[str, ...]
) -> None:
    assert translate_parts(SPANISH, "es", translation, "en", pieces) == wanted


@given(st.text(alphabet="ab .!?\n路。", max_size=80))
@settings(max_examples=200, deadline=None)
def test_sentences_are_in_order_and_hold_every_letter(text: str) -> None:
    spans = find_sentences(text, "en")
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join(text[start:end] for start, end in spans).replace(" ", "").replace("\n", "") == "".join(text.split())
