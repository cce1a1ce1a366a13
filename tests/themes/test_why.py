"""The words that carried a passage: leaving out what speaks of the theme takes it away from there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.embed import Encoder, open_encoder
from nlp.embed.centre import centre_by_language, find_origins
from nlp.themes.passage import unit_mean
from nlp.themes.why import MOST_LEFT_OUT, cut_pieces, find_centres, move_to, rank_rows, rank_themes, weigh_words

LIGHT = ("the street lamp is broken", "no light at the bus stop", "the lamps are dark at night", "we need lighting in the park")
FOOD = ("the school lunch is cold", "the pantry has no bread", "fresh food is expensive", "there is no market for vegetables")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder("packaged:multilingual-e5-small")


def test_the_word_that_speaks_of_the_theme_carries_the_passage(encoder: Encoder) -> None:
    raw = encoder.encode([*LIGHT, *FOOD])
    origin = find_origins(raw, ["en"] * len(raw))["en"]
    centres = find_centres(move_to(raw, [origin] * len(raw)), ["light"] * 4 + ["food"] * 4)
    text = "My cousin says the lamp, again."
    whole, words = weigh_words(text, centres["light"], encode=encoder.encode, origin=origin)
    told = {text[each.start : each.end]: each.change for each in words}
    assert set(told) == {"My", "cousin", "says", "the", "lamp,", "again."}
    assert max(told, key=lambda word: told[word]) == "lamp," and told["lamp,"] > 0.05
    without = move_to(encoder.encode(["My cousin says the again."]), [origin])[0] @ centres["light"]
    assert told["lamp,"] == pytest.approx(whole - without, abs=5e-3)  # texts are padded to the longest of their batch
    assert [theme for theme, _ in rank_themes(move_to(encoder.encode([text]), [origin])[0], centres)] == ["light", "food"]


def count_signs(texts: Sequence[str]) -> np.ndarray:  # type: ignore[type-arg]
    """A small encoder: how often each of three letters stands in a text, and one of everything else."""
    return np.array([[text.count(sign) for sign in "abc"] + [1.0] for text in texts], dtype=np.float64)


def test_what_pulls_a_passage_away_is_told_with_its_sign() -> None:
    centre = np.array([1.0, 0.0, 0.0, 0.0])
    whole, words = weigh_words("aa b", centre, encode=count_signs, origin=np.zeros(4))
    assert whole == pytest.approx(2 / np.sqrt(6))
    assert words[0].change == pytest.approx(2 / np.sqrt(6), abs=1e-4) and words[1].change == pytest.approx(
        2 / np.sqrt(6) - 2 / np.sqrt(5), abs=1e-4
    )


def test_one_word_alone_has_nothing_that_could_be_left_out() -> None:
    whole, words = weigh_words("a", np.array([1.0, 0, 0, 0]), encode=count_signs, origin=np.zeros(4))
    assert whole == pytest.approx(1 / np.sqrt(2)) and words == ()


@given(st.text(max_size=400))
def test_pieces_lie_in_order_within_the_text_and_never_are_too_many(text: str) -> None:
    pieces = cut_pieces(text)
    assert len(pieces) <= MOST_LEFT_OUT
    assert all(start < end <= len(text) for start, end in pieces)
    assert all(one[1] <= other[0] for one, other in pairwise(pieces))
    assert all(any(map(str.isalnum, text[start:end])) for start, end in pieces)


def test_scripts_without_spaces_are_cut_in_pairs_of_signs() -> None:
    text = "夜里很暗 at night"
    assert [text[start:end] for start, end in cut_pieces(text)] == ["夜里", "很暗", "at", "night"]


def test_passages_are_seen_from_where_the_run_saw_them() -> None:
    vectors = np.random.default_rng(1).normal(size=(90, 6)).astype(np.float32)
    languages = ["en"] * 80 + ["so"] * 10
    origins = find_origins(vectors, languages)
    seen = move_to(vectors, [origins[each] for each in languages])
    assert np.allclose(seen, centre_by_language(vectors, languages), atol=1e-6)


def test_ranks_follow_the_cosine_and_rows_of_no_theme_make_no_centre() -> None:
    vectors = move_to(np.array([[1.0, 0.0], [0.8, 0.6], [0.0, 1.0]]), [np.zeros(2)] * 3)
    centres = find_centres(vectors, ["x", None, "y"])
    assert set(centres) == {"x", "y"} and np.allclose(centres["x"], unit_mean(vectors[:1]))
    assert rank_rows(vectors[0], vectors, [2, 1]) == [(1, pytest.approx(0.8)), (2, pytest.approx(0.0))]
    assert rank_rows(vectors[0], vectors, []) == []
