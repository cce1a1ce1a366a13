from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.themes import Solidity
from nlp.themes.passage import UNTHEMED
from nlp.themes.solidity import FAIR, SOLID, measure_separation, solidity_of
from nlp.themes.sure import place_surely
from nlp.themes.votes.agreement import Vote, agree_with_groups, bind_pairs, count_votes, voice_before
from nlp.themes.votes.landmarks import follow_landmarks, pair_translations, pick_landmarks
from nlp.themes.votes.settle import settle_rows
from nlp.themes.votes.tree import cut_tree, grow_tree
from nlp.themes.votes.views import damp_strongest, link_neighbours, see_views, spread_out
from tests.themes.clouds import make_clouds, to_unit, word

BLOCKS = np.repeat(np.arange(4), [12, 10, 8, 3])


def agree(blocks: np.ndarray, inside: float = 0.9, outside: float = 0.1) -> np.ndarray:
    agreement = np.where(blocks[:, None] == blocks[None, :], inside, outside).astype(np.float32)
    np.fill_diagonal(agreement, 1.0)
    return agreement


def free(count: int) -> np.ndarray:
    return np.full(count, UNTHEMED)


def test_agreement_is_the_squared_share_of_the_votes_that_see_both() -> None:
    every, some = np.arange(4), np.array([0, 1, 2])
    votes = [Vote(every, np.array([0, 0, 1, 1])), Vote(some, np.array([0, 1, 1])), Vote(some, np.array([0, 0, 1]), 2.0)]
    agreement = count_votes(votes, 5)
    assert agreement[0, 1] == pytest.approx((3 / 4) ** 2)
    assert agreement[1, 2] == pytest.approx((1 / 4) ** 2)
    assert agreement[2, 3] == 1
    assert agreement[0, 4] == 0
    assert (np.diag(agreement) == 1).all()
    assert (agreement == agreement.T).all()


@given(st.lists(st.lists(st.integers(0, 4), min_size=6, max_size=6), min_size=1, max_size=6))
def test_agreement_is_symmetrical_and_lies_between_none_and_all(labels: list[list[int]]) -> None:
    agreement = count_votes([Vote(np.arange(6), np.array(each)) for each in labels], 6)
    assert (agreement == agreement.T).all()
    assert ((agreement >= 0) & (agreement <= 1)).all()


def test_the_run_before_is_a_vote_of_its_share_on_the_rows_that_it_knew() -> None:
    votes = [Vote(np.arange(4), np.zeros(4, dtype=np.int64))] * 6
    (voice,) = voice_before(np.array([7, UNTHEMED, 7, 2]), 0.5, votes)
    assert (voice.rows.tolist(), voice.labels.tolist(), voice.weight) == ([0, 2, 3], [1, 1, 0], 3.0)
    assert voice_before(free(4), 0.5, votes) == []


def test_a_free_row_agrees_with_what_people_joined_as_with_the_part_it_is_like() -> None:
    bound = free(len(BLOCKS))
    bound[[0, 1, 12, 13]] = 5
    joined = bind_pairs(agree(BLOCKS), bound)
    assert joined[0, 12] == 1
    assert joined[2, 12] == joined[2, 0] == pytest.approx(0.9)
    assert joined[22, 0] == pytest.approx(0.1)
    bound[12] = 6
    assert bind_pairs(agree(BLOCKS), bound)[0, 12] == 0


def test_a_row_does_not_count_in_its_agreement_with_its_own_group() -> None:
    near = agree_with_groups(agree(BLOCKS), BLOCKS, 4, np.ones(len(BLOCKS)))
    assert near[np.arange(len(BLOCKS)), BLOCKS] == pytest.approx(0.9)
    assert near[0, 1:] == pytest.approx(0.1)


def test_a_cut_counts_real_groups_only_and_cuts_lie_within_each_other() -> None:
    tree = grow_tree(agree(BLOCKS), np.ones(len(BLOCKS)), least=5)
    three = cut_tree(tree, 3)
    assert set(three.tolist()) >= {0, 1, 2}
    assert all(len(set(three[block == BLOCKS].tolist())) == 1 for block in range(3))
    two = cut_tree(tree, 2)
    assert all(len(set(two[three == group].tolist())) == 1 for group in range(3))
    assert len(set(cut_tree(tree, 99).tolist()) - {UNTHEMED}) == tree.most_cores()


@given(st.integers(0, 10_000), st.integers(2, 8), st.integers(1, 6))
def test_every_cut_has_at_least_as_many_groups_as_asked_for_where_there_are_any(seed: int, groups: int, least: int) -> None:
    random = np.random.default_rng(seed)
    votes = [Vote(np.arange(40), random.integers(0, size, 40)) for size in (2, 4, 6, 8)]
    tree = grow_tree(count_votes(votes, 40), np.ones(40), least=least)
    labels = cut_tree(tree, groups)
    sizes = np.bincount(labels[labels != UNTHEMED])
    assert (sizes >= least).all()
    assert len(sizes) >= min(groups, tree.most_cores())


def test_rows_outside_of_all_groups_go_where_they_agree_most() -> None:
    cut = np.where(BLOCKS == 3, UNTHEMED, BLOCKS)
    agreement = agree(BLOCKS)
    agreement[np.ix_(BLOCKS == 3, BLOCKS == 1)] = 0.3
    agreement[np.ix_(BLOCKS == 1, BLOCKS == 3)] = 0.3
    labels = settle_rows(agreement, cut, np.ones(len(BLOCKS)), free(len(BLOCKS)), least=5)
    assert (labels == np.where(BLOCKS == 3, 1, BLOCKS)).all()


def test_a_group_that_people_made_is_kept_however_small() -> None:
    bound = free(len(BLOCKS))
    bound[[0, 30]] = 4, 9
    labels = settle_rows(bind_pairs(agree(BLOCKS), bound), BLOCKS, np.ones(len(BLOCKS)), bound, least=5)
    assert labels[30] != labels[0]
    assert (labels[BLOCKS == 3] == labels[30]).all()


def test_separation_tells_groups_apart_from_chance() -> None:
    assert measure_separation(agree(BLOCKS), BLOCKS, np.ones(len(BLOCKS))) == pytest.approx(0.8)
    assert measure_separation(agree(BLOCKS, 0.2, 0.2), BLOCKS, np.ones(len(BLOCKS))) == pytest.approx(0.0, abs=1e-6)
    assert [solidity_of(value) for value in (SOLID, FAIR, 0.0)] == [Solidity.SOLID, Solidity.FAIR, Solidity.TENTATIVE]


def test_landmarks_stay_the_same_as_texts_are_added() -> None:
    texts = [word(number) for number in range(3000)]
    before = {texts[row] for row in pick_landmarks(texts[:2700], free(2700), 1000).tolist()}
    after = {texts[row] for row in pick_landmarks(texts, free(3000), 1000).tolist()}
    assert len(before) == len(after) == 1000
    assert len(before & after) > 850


def test_what_people_placed_is_among_the_landmarks() -> None:
    bound = free(3000)
    bound[::10] = 1
    chosen = pick_landmarks([word(number) for number in range(3000)], bound, 1000)
    assert set(range(0, 3000, 10)) <= set(chosen.tolist())
    assert len(set(chosen.tolist())) == 1000


def test_pairs_are_made_between_languages_only() -> None:
    random = np.random.default_rng(1)
    rows = to_unit(random.normal(size=(40, 30)))
    twins = to_unit(rows + random.normal(size=rows.shape) * 0.02)
    spaces, bound = [np.vstack([rows, twins])], free(80)
    pairs = pair_translations(spaces, ["en"] * 40 + ["fr"] * 40, bound)
    assert (pairs[:40] == pairs[40:]).all()
    assert len(set(pair_translations(spaces, ["en"] * 80, bound).tolist())) == 80
    bound[0] = 3
    parted = pair_translations(spaces, ["en"] * 40 + ["fr"] * 40, bound)
    assert parted[0] != parted[40]
    assert (parted[1:40] == parted[41:]).all()


def test_who_is_no_landmark_follows_the_nearest_ones() -> None:
    clouds = make_clouds([40, 40])
    landmarks = np.arange(0, 80, 2)
    agreement = np.eye(2)[clouds.truth[landmarks]]
    followed = follow_landmarks(clouds.spaces, landmarks, agreement)
    assert (followed.argmax(axis=1) == clouds.truth).all()
    assert followed.sum(axis=1) == pytest.approx(1.0)


def test_at_most_a_tenth_is_unsure_and_who_agrees_with_nothing_always_is() -> None:
    agreement = np.tile([0.5, 0.45, 0.4], (50, 1))
    agreement[0] = 0.0
    placing = place_surely(agreement, np.zeros(50, dtype=np.int64), free(50))
    assert placing.labels[0] == UNTHEMED
    assert (placing.labels == UNTHEMED).mean() <= 0.1
    assert placing.second[1] == 1
    assert placing.scores[1] > placing.second_scores[1] > 0


def test_a_graph_in_very_many_pieces_has_finite_coordinates() -> None:
    pieces = np.repeat(np.eye(60, dtype=np.float32), 7, axis=0)
    coordinates = spread_out(link_neighbours(pieces, 6))
    assert np.isfinite(coordinates).all()
    assert coordinates.shape == (420, 40)


def test_views_of_an_encoder_leave_out_what_it_cannot_read() -> None:
    whole = make_clouds([60, 60]).spaces[0]
    half = np.where(np.arange(120)[:, None] % 2 == 0, whole, 0).astype(np.float32)
    assert {len(view.rows) for view in see_views([whole, half])} == {60, 120}
    assert {len(view.rows) for view in see_views([whole, np.zeros_like(whole)])} == {120}


def test_rows_that_are_all_alike_are_not_damped_to_nothing() -> None:
    alike = np.tile(to_unit(np.ones((1, 8))), (20, 1))
    assert (damp_strongest(alike) == alike).all()
