"""Passages are claimed by the themes whose words they are near to, whatever their order, and by none where none is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.codebook import CodebookEntry
from domain.ids import ThemeId
from nlp.codebook import Anchors, Claims, choose_all, claim_passages, embed_anchors, join_claims, place_by_codebook
from nlp.codebook.anchors import centre_anchors, to_unit
from nlp.codebook.place import find_strong
from nlp.codebook.spread import MOST, spread_scores
from nlp.embed.centre import centre_by_language
from nlp.themes.grouping import Space

DIM = 24
Vectors = npt.NDArray[np.float32]
LIGHT, BUSES = ThemeId("theme-light"), ThemeId("theme-buses")


@dataclass(frozen=True)
class WordEncoder:
    """An encoder in which each word is a direction of its own: what shares words is near."""

    model: str = "words"
    dim: int = DIM

    def encode(self, texts: Sequence[str], *, progress: object = None) -> Vectors:
        rows = np.zeros((len(texts), DIM), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.casefold().split():
                rows[row, sum(map(ord, word)) % DIM] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)


def make_town(count: int, *, noise: float = 0.15) -> tuple[Vectors, list[int]]:
    """Passages in three bundles around directions 0, 1 and 2, and which bundle each is in."""
    chance = np.random.default_rng(1)
    bundles = [number % 3 for number in range(count)]
    rows = chance.normal(scale=noise, size=(count, DIM))
    rows[np.arange(count), bundles] += 1
    return to_unit(rows).astype(np.float32), bundles


def point(direction: int) -> npt.NDArray[np.float64]:
    row = np.zeros((1, DIM))
    row[0, direction] = 1
    return row


def test_passages_go_to_the_theme_they_speak_of_and_others_to_none() -> None:
    rows, bundles = make_town(150)
    claims = claim_passages([rows], [np.vstack([point(0), point(1)])])
    bound = find_strong(claims)
    assert {bundles[row] for row in np.flatnonzero(bound == 0)} == {0}
    assert {bundles[row] for row in np.flatnonzero(bound == 1)} == {1}
    assert (bound >= 0).sum() > 30


def test_a_theme_that_nobody_speaks_of_claims_hardly_anything() -> None:
    rows, _ = make_town(150, noise=0.08)
    bound = find_strong(claim_passages([rows], [np.vstack([point(0), point(7)])]))
    assert (bound == 1).sum() <= 0.1 * (bound == 0).sum() and (bound == 0).sum() > 30


@settings(max_examples=25, deadline=None)
@given(st.permutations(list(range(40))))
def test_another_order_of_passages_gives_the_same_claims(order: list[int]) -> None:
    rows, _ = make_town(40)
    themes = [np.vstack([point(0), point(1), point(2)])]
    straight, turned = claim_passages([rows], themes), claim_passages([rows[order]], themes)
    assert np.allclose(straight.scores[order], turned.scores, atol=1e-6)
    assert find_strong(straight)[order].tolist() == find_strong(turned).tolist()


@settings(max_examples=30, deadline=None)
@given(count=st.integers(0, 45), themes=st.integers(0, 4), unread=st.integers(0, 3))
def test_any_number_of_passages_and_themes_gives_finite_claims(count: int, themes: int, unread: int) -> None:
    rows, _ = make_town(count)
    rows[:unread] = 0
    centres = np.vstack([point(number) for number in range(themes)]) if themes else np.zeros((0, DIM))
    claims = claim_passages([rows, np.zeros_like(rows)], [centres, np.zeros_like(centres)])
    assert claims.scores.shape == claims.nearness.shape == (count, themes)
    assert np.isfinite(claims.scores).all()
    bound = find_strong(claims)
    assert bound.shape == (count,) and (bound[: min(unread, count)] == -1).all()


def test_what_the_second_encoder_cannot_read_is_told_by_the_first() -> None:
    rows, bundles = make_town(90)
    second = rows.copy()
    second[::2] = 0
    themes = np.vstack([point(0), point(1)])
    bound = find_strong(claim_passages([rows, second], [themes, themes]))
    assert {bundles[row] for row in np.flatnonzero(bound == 0)} == {0}
    assert (bound[::2] >= 0).sum() > 10


def test_among_few_passages_only_plain_nearness_counts() -> None:
    rows = np.vstack([point(0), point(1), point(5)]).astype(np.float32)
    themes = np.vstack([point(0), to_unit(point(1) + 3 * point(9))])
    assert find_strong(claim_passages([rows], [themes])).tolist() == [0, -1, -1]


def test_all_passages_alike_are_claimed_by_nobody() -> None:
    rows = np.repeat(point(3), 60, axis=0).astype(np.float32)
    assert set(find_strong(claim_passages([rows], [np.vstack([point(0), point(1)])])).tolist()) == {-1}


def test_a_comment_gets_what_all_of_it_says_and_what_one_passage_says() -> None:
    rows, bundles = make_town(60)
    themes = [np.vstack([point(0), point(1), point(2)])]
    # The first comment has two passages: one of the first bundle and one of the second.
    parts = claim_passages([np.vstack([rows, rows[[1]]])], themes)
    whole_rows = rows.copy()
    whole_rows[0] = to_unit((rows[[0]] + rows[[1]]).astype(np.float64))[0]
    whole = claim_passages([whole_rows], themes)
    answers = choose_all(join_claims(whole, parts, np.array([*range(60), 0])))
    assert answers[0][:2] in ((0, 1), (1, 0))
    assert [answers[row][0] for row in range(1, 60)] == bundles[1:]
    assert sum(map(len, answers)) < 80


def test_a_comment_without_passages_is_answered_all_the_same() -> None:
    whole = Claims(np.array([[2.0, 0.0], [0.0, 2.0]]), np.zeros((2, 2)))
    parts = Claims(np.array([[1.0, 0.0]]), np.zeros((1, 2)))
    assert [answer[0] for answer in choose_all(join_claims(whole, parts, np.array([0])))] == [0, 1]


def test_the_answers_of_a_row_begin_with_the_strongest() -> None:
    scores = np.array([[0.1, 2.0, 1.8], [3.0, 0.0, 0.0]])
    assert choose_all(scores) == [(1, 2), (0,)]


def test_a_row_that_is_about_none_of_the_themes_has_no_answer() -> None:
    assert choose_all(np.array([[0.2, -1.0], [0.4, 0.3]])) == [(), ()]
    assert choose_all(np.zeros((2, 0))) == [(), ()]


def test_title_description_and_examples_weigh_alike() -> None:
    entry = CodebookEntry(LIGHT, "lamps", "dark streets", ("night", "night again", "night still"))
    anchors = embed_anchors([entry, CodebookEntry(BUSES, "buses")], [(WordEncoder(), None)])
    assert anchors.themes == (BUSES, LIGHT)
    assert anchors.kinds == (((0, 1),), ((1, 2), (2, 3), (3, 6)))
    assert anchors.spaces[0].vectors.shape == (6, DIM)


def test_an_entry_whose_words_were_all_erased_is_left_out() -> None:
    anchors = embed_anchors([CodebookEntry(LIGHT, ""), CodebookEntry(BUSES, "buses")], [(WordEncoder(), None)])
    assert anchors.themes == (BUSES,)


def test_an_encoder_of_one_language_reads_no_anchor_of_another() -> None:
    entries = [CodebookEntry(LIGHT, "lamps", language="es"), CodebookEntry(BUSES, "buses", language="en")]
    anchors = embed_anchors(entries, [(WordEncoder(), None), (WordEncoder(), "en")])
    spaces = [Space("words", make_town(12)[0])] * 2
    first, second = centre_anchors(anchors, spaces, ["en"] * 12, centre=_centre)
    assert first.any(axis=1).all()
    assert second.any(axis=1).tolist() == [True, False]  # in order of the ids: buses, light


def test_placing_names_its_columns_and_gives_each_theme_a_centre() -> None:
    encoder = WordEncoder()
    texts = [f"dark lamps {number}" for number in range(40)] + [f"late buses {number}" for number in range(40)]
    spaces = [Space("words", encoder.encode(texts))]
    languages = ["en"] * len(texts)
    centred = [Space("words", _centre(spaces[0], languages))]
    anchors = embed_anchors([CodebookEntry(LIGHT, "dark lamps"), CodebookEntry(BUSES, "late buses")], [(encoder, None)])
    placing = place_by_codebook(anchors, spaces, centred, languages, centre=_centre)
    light, buses = placing.themes.index(LIGHT), placing.themes.index(BUSES)
    assert set(placing.bound[:40].tolist()) <= {light, -1} and set(placing.bound[40:].tolist()) <= {buses, -1}
    assert (placing.bound >= 0).mean() > 0.5
    assert placing.centroids.shape == (2, DIM) and np.allclose(np.linalg.norm(placing.centroids, axis=1), 1)


def test_no_codebook_binds_nothing() -> None:
    spaces = [Space("words", make_town(20)[0])]
    empty = Anchors((), (), (), (Space("words", np.zeros((0, DIM), dtype=np.float32)),))
    placing = place_by_codebook(empty, spaces, spaces, ["en"] * 20, centre=_centre)
    assert placing.bound.tolist() == [-1] * 20


@pytest.mark.parametrize("count", [0, 1, 2, MOST + 1])
def test_scores_stay_as_they_are_where_there_are_too_few_or_too_many_to_listen(count: int) -> None:
    scores = np.random.default_rng(1).normal(size=(count, 2))
    assert spread_scores([np.ones((count, 2), dtype=np.float32)], scores) is scores


def _centre(space: Space, languages: Sequence[str]) -> Vectors:
    return centre_by_language(space.vectors, languages, model=space.model)
