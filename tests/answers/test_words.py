from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.links.asked import centre, place_asked
from nlp.links.fuse import fuse, fuse_ranks, standardise
from nlp.links.words import WordRule, compare_words, share_words
from nlp.themes.nearest import FLOOR, MAYBE, tell_nearness
from tests.answers.answers_town import CountingEncoder

RULE = WordRule("en", frozenset({"the", "and", "are"}))
TEXTS = st.lists(st.text(max_size=60), min_size=1, max_size=5)
SCORES = st.lists(st.lists(st.floats(-1, 1), min_size=4, max_size=4), min_size=1, max_size=4)


def test_what_shares_rare_words_is_nearer_than_what_shares_common_ones() -> None:
    documents = ["street lamps on Cedar Street", "street noise", "street markets", "street trees"]
    (row,) = compare_words(["Lamps in the street"], documents, RULE)
    assert row.argmax() == 0
    assert row[0] > 2 * row[1]


def test_inflections_are_one_word_and_stop_words_are_none() -> None:
    (row,) = compare_words(["the lamp and the families"], ["lamps, family", "the and are"], RULE)
    assert row.tolist() == [pytest.approx(1.0), 0.0]


def test_words_are_found_in_scripts_without_spaces() -> None:
    (row,) = compare_words(["路灯坏了"], ["修理路灯", "噪音太大"], WordRule("zh"))
    assert row[0] > 0 == row[1]


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_words_in_common_are_a_share_between_nothing_and_all(queries: list[str], documents: list[str]) -> None:
    compared = compare_words(queries, documents, RULE)
    assert compared.shape == (len(queries), len(documents))
    assert (compared >= 0).all() and (compared <= 1).all()
    itself = compare_words(documents, documents, RULE)
    assert all(value == 0 or value == pytest.approx(1) for value in np.diag(itself))


def test_shared_words_are_those_of_the_first_text_as_it_writes_them() -> None:
    assert share_words("Mend the Lamps and paths.", "lamp; dark path", RULE) == ("lamps", "paths")
    assert share_words("Mend the lamps.", "the noise", RULE) == ()


@settings(deadline=None)
@given(SCORES, st.floats(0.1, 5), st.floats(-2, 2))
def test_a_view_counts_the_same_in_whatever_unit_it_is_told(scores: list[list[float]], scale: float, shift: float) -> None:
    view = np.round(np.array(scores), 3)
    assert np.allclose(standardise(view * scale + shift), standardise(view), atol=1e-5)
    assert np.allclose(fuse(view, view), 2 * standardise(view))


def test_a_row_in_which_all_is_alike_says_nothing() -> None:
    assert fuse(np.ones((1, 3)), np.array([[0.0, 2.0, 1.0]])).argmax() == 1
    assert not standardise(np.ones((2, 3))).any()


def test_ranks_are_fused_by_their_places() -> None:
    fused = fuse_ranks(np.array([[0.9, 0.5, 0.1]]), np.array([[0.2, 0.9, 0.1]]))
    assert fused[0].tolist() == [pytest.approx(1 / 61 + 1 / 62), pytest.approx(1 / 62 + 1 / 61), pytest.approx(2 / 63)]


def test_few_recommendations_are_centred_mostly_on_what_is_expected() -> None:
    expected = np.array([0.0, 0.0, 1.0])
    one = place_asked([], np.zeros((0, 3), dtype=np.float32), CountingEncoder(), expected)
    assert one.origin.tolist() == expected.tolist() and one.vectors.shape == (0, 3)
    many = place_asked([], np.tile(np.array([[1.0, 0, 0]], dtype=np.float32), (180, 1)), CountingEncoder(), expected)
    assert many.origin.tolist() == pytest.approx([0.9, 0, 0.1])


@settings(deadline=None)
@given(st.integers(0, 6), st.integers(1, 5))
def test_centred_texts_have_length_one_or_say_nothing(rows: int, dim: int) -> None:
    vectors = np.random.default_rng(rows * 10 + dim).normal(size=(rows, dim)).astype(np.float32)
    lengths = np.linalg.norm(centre(vectors, vectors[0] if rows else np.zeros(dim)), axis=1)
    assert np.allclose(lengths[1:], 1)
    assert lengths.shape == (rows,) and (rows == 0 or lengths[0] == 0)


def test_nearness_is_told_in_two_words_or_not_at_all() -> None:
    assert [str(tell_nearness(each)) for each in (FLOOR, MAYBE, 1.0)] == ["near", "maybe", "near"]
    assert tell_nearness(MAYBE - 0.001) is None
