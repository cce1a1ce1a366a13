from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nlp.embed.spaces import Said, find_english_rows, spread_rows

SAID = st.builds(Said, st.sampled_from(["en", "fr", "so"]), st.sampled_from([None, "", "in English"]))


def test_english_is_read_in_its_own_words_and_french_in_its_translation() -> None:
    rows = find_english_rows([Said("en"), Said("fr", "the bus"), Said("so"), Said("fr", "")])
    assert rows.own.tolist() == [0]
    assert rows.translated.tolist() == [1]


def test_a_translation_of_a_whole_comment_stands_for_each_of_its_passages() -> None:
    rows = find_english_rows([Said("fr", "the bus and the rent"), Said("fr", "the bus and the rent"), Said("en")])
    assert rows.translated.tolist() == [0, 1]
    assert rows.own.tolist() == [2]


@given(st.lists(SAID, max_size=20))
def test_no_passage_is_read_twice_nor_without_english_words(said: list[Said]) -> None:
    rows = find_english_rows(said)
    assert not set(rows.own) & set(rows.translated)
    assert all(said[row].language == "en" for row in rows.own)
    assert all(said[row].english and said[row].language != "en" for row in rows.translated)


def test_the_second_encoder_is_used_from_half_of_the_passages_on() -> None:
    half = find_english_rows([Said("en"), Said("fr", "bus"), Said("so"), Said("so")])
    assert half.is_worth_reading(4)
    assert not half.is_worth_reading(5)
    assert not find_english_rows([]).is_worth_reading(0)


def test_vectors_lie_at_their_rows_and_zeros_elsewhere() -> None:
    one, two = np.ones((1, 3), dtype=np.float32), np.full((2, 3), 2, dtype=np.float32)
    spread = spread_rows(5, [(np.array([3]), one), (np.array([0, 4]), two)])
    assert spread[:, 0].tolist() == [2, 0, 0, 1, 2]
    assert spread_rows(2, []).shape == (2, 0)


def test_words_never_stand_in_the_repr() -> None:
    assert "bus" not in repr(Said("fr", "bus"))
