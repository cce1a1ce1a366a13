from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score, homogeneity_score

from domain.themes import Solidity
from nlp.themes.grouping import Grouping
from nlp.themes.passage import UNTHEMED
from nlp.themes.sizes import FEWEST
from nlp.themes.solidity import solidity_of
from tests.themes.clouds import Clouds, group, make_clouds, to_unit

FIVE = make_clouds([40, 35, 30, 25, 20])
BLUR = make_clouds([30] * 4, spread=2.0, seed=4)
FEW_EXAMPLES = settings(max_examples=5, deadline=None)


def found(clouds: Clouds, **known: object) -> Grouping:
    grouping = group(clouds, **known)  # type: ignore[arg-type]
    assert grouping is not None
    return grouping


@pytest.fixture(scope="module")
def five() -> Grouping:
    return found(FIVE)


@pytest.fixture(scope="module")
def blur() -> Grouping:
    return found(BLUR, smallest=4)


def check_whole(grouping: Grouping, count: int) -> None:
    """What must hold of every grouping."""
    themes, parts = len(grouping.solidity), len(grouping.parents)
    assert {len(grouping.labels), len(grouping.scores), len(grouping.parts), len(grouping.second), len(grouping.second_scores)} == {count}
    assert set(grouping.labels.tolist()) - {UNTHEMED} == set(range(themes))
    assert set(grouping.parts.tolist()) - {UNTHEMED} == set(range(parts))
    assert len(grouping.part_solidity) == parts
    sizes = np.bincount(grouping.labels[grouping.labels != UNTHEMED], minlength=themes)
    assert (np.diff(sizes) <= 0).all()
    inside = grouping.parts != UNTHEMED
    assert (np.array(grouping.parents, dtype=np.int64)[grouping.parts[inside]] == grouping.labels[inside]).all()
    assert all(grouping.parents.count(theme) >= 2 for theme in set(grouping.parents))
    for values in (grouping.scores, grouping.second_scores, np.array(grouping.solidity), np.array(grouping.part_solidity)):
        assert ((values >= 0) & (values <= 1)).all()
    assert not grouping.scores[grouping.labels == UNTHEMED].any()
    assert (grouping.second[grouping.second != UNTHEMED] != grouping.labels[grouping.second != UNTHEMED]).all()
    assert (grouping.second < themes).all()


def test_clouds_that_lie_apart_are_the_themes_by_size(five: Grouping) -> None:
    assert (five.labels == FIVE.truth).all()
    assert {solidity_of(value) for value in five.solidity} == {Solidity.SOLID}
    check_whole(five, len(FIVE.truth))


def test_where_there_is_no_structure_no_theme_is_solid() -> None:
    random = np.random.default_rng(2)
    noise = replace(make_clouds([400]), spaces=(to_unit(random.normal(size=(400, 100))),))
    grouping = found(noise)
    assert {solidity_of(value) for value in grouping.solidity} == {Solidity.TENTATIVE}
    assert (grouping.labels == UNTHEMED).mean() <= 0.1
    assert len(grouping.solidity) <= 12


def test_sub_themes_lie_in_their_themes_and_are_the_smaller_clouds() -> None:
    nested = make_clouds([120] * 5, inner=6, spread=0.25, seed=2)
    grouping = found(nested)
    assert homogeneity_score(nested.truth // 6, grouping.labels) > 0.95
    assert len(grouping.solidity) <= 12 < len(grouping.parents)
    finest = np.where(grouping.parts == UNTHEMED, 100 + grouping.labels, grouping.parts)
    # 600 texts are told apart in at most 24 parts, of 30 clouds.
    assert adjusted_rand_score(nested.truth, finest) > 0.6
    check_whole(grouping, len(nested.truth))


def test_another_order_of_the_rows_gives_the_same_grouping() -> None:
    order = np.random.default_rng(5).permutation(len(BLUR.truth)).tolist()
    one, other = found(BLUR), found(BLUR.only(order))
    for name in ("labels", "scores", "parts", "second", "second_scores"):
        assert (getattr(one, name)[order] == getattr(other, name)).all()
    assert (one.parents, one.solidity, one.part_solidity) == (other.parents, other.solidity, other.part_solidity)


@FEW_EXAMPLES
@given(st.data())
def test_copies_change_nothing_and_share_their_theme(blur: Grouping, data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.integers(0, len(BLUR.truth) - 1), max_size=30))
    copies = BLUR.only([*range(len(BLUR.truth)), *rows])
    named = tuple(replace(p, id=type(p.id)(f"{p.id}-{n}"), text=p.text.upper() if n % 2 else p.text) for n, p in enumerate(copies.passages))
    grouping = found(replace(copies, passages=named), smallest=4)
    assert (grouping.labels[len(BLUR.truth) :] == grouping.labels[rows]).all()
    assert (grouping.parts[len(BLUR.truth) :] == grouping.parts[rows]).all()
    assert adjusted_rand_score(blur.labels, grouping.labels[: len(BLUR.truth)]) == 1
    check_whole(grouping, len(named))


@FEW_EXAMPLES
@given(st.lists(st.integers(-1, 5), min_size=120, max_size=120), st.sampled_from([0, 90, 110]))
def test_whatever_people_decided_holds(numbers: list[int], free: int) -> None:
    bound = np.array([UNTHEMED] * free + numbers[free:])
    grouping = found(BLUR, bound=bound)
    ends = {number: set(grouping.labels[bound == number].tolist()) for number in set(bound.tolist()) - {UNTHEMED}}
    assert all(len(labels) == 1 and UNTHEMED not in labels for labels in ends.values())
    assert len({next(iter(labels)) for labels in ends.values()}) == len(ends)
    assert (grouping.scores[bound != UNTHEMED] == 1).all()
    check_whole(grouping, len(bound))


def test_two_clouds_that_a_person_made_one_stay_one_and_the_rest_of_both_follows() -> None:
    bound = np.full(len(FIVE.truth), UNTHEMED)
    for cloud in (0, 1):
        bound[np.flatnonzero(FIVE.truth == cloud)[:12]] = 7
    labels = found(FIVE, bound=bound).labels
    assert len(set(labels[FIVE.truth <= 1].tolist())) == 1


def test_a_cloud_that_a_person_split_stays_split() -> None:
    bound = np.full(len(FIVE.truth), UNTHEMED)
    bound[:10], bound[10:20] = 0, 1
    labels = found(FIVE, bound=bound).labels
    assert labels[0] != labels[10]
    assert adjusted_rand_score(FIVE.truth[20:], labels[20:]) > 0.8


def test_copies_that_people_placed_in_two_themes_lie_in_two() -> None:
    clouds = FIVE.say(1, FIVE.passages[0].text).say(2, FIVE.passages[0].text).say(3, FIVE.passages[0].text)
    bound = np.full(len(FIVE.truth), UNTHEMED)
    bound[[0, 1, 2]] = 0, 0, 1
    labels = found(clouds, bound=bound).labels
    assert labels[0] == labels[1] == labels[3] != labels[2]


def test_a_placed_passage_without_words_is_where_it_was_put() -> None:
    bound = np.full(len(FIVE.truth), UNTHEMED)
    bound[[0, 60]] = 3, 3
    labels = found(FIVE.say(60, "?!"), bound=bound).labels
    assert labels[60] == labels[0] != UNTHEMED


def test_the_run_before_keeps_passages_where_they_were() -> None:
    whole = make_clouds([50] * 4, spread=1.4, seed=9)
    first = list(range(0, 200, 2))
    before = np.full(200, UNTHEMED)
    before[first] = found(whole.only(first)).labels
    known = before != UNTHEMED
    kept = [adjusted_rand_score(before[known], found(whole, before=voice).labels[known]) for voice in (before, None)]
    assert kept[0] > kept[1] + 0.05


def test_a_new_concern_is_found_against_the_voice_of_the_run_before() -> None:
    before = np.where(FIVE.truth < 4, FIVE.truth, UNTHEMED)
    before[FIVE.truth == 4] = np.where(np.arange(20) % 10 == 0, 0, UNTHEMED)
    labels = found(FIVE, before=before).labels
    assert adjusted_rand_score(FIVE.truth, labels) > 0.95


def test_the_second_look_is_at_the_next_nearest_theme() -> None:
    grouping = found(BLUR)
    sure, unsure = grouping.scores >= 0.99, (grouping.scores < 0.7) & (grouping.labels != UNTHEMED)
    assert unsure.any()
    assert (grouping.second[unsure] != UNTHEMED).all()
    assert grouping.second_scores[unsure].mean() > grouping.second_scores[sure].mean()


def test_an_encoder_that_reads_only_some_passages_helps_with_those() -> None:
    half = np.arange(len(FIVE.truth)) % 2 == 0
    english = np.where(half[:, None], make_clouds([40, 35, 30, 25, 20], seed=8).spaces[0], 0.0).astype(np.float32)
    grouping = found(replace(FIVE, spaces=(*FIVE.spaces, english)))
    assert (grouping.labels == FIVE.truth).all()
    none_of_it = replace(FIVE, spaces=(*FIVE.spaces, np.zeros_like(english)))
    assert (found(none_of_it).labels == found(FIVE).labels).all()


def test_translations_of_each_other_share_their_theme() -> None:
    random = np.random.default_rng(3)
    blur = make_clouds([40] * 4, spread=2.5, seed=6)
    twins = to_unit(blur.spaces[0] + random.normal(size=blur.spaces[0].shape) * 0.02)
    passages = tuple(replace(p, id=type(p.id)(f"{p.id}-fr"), text=f"{p.text} fr", language="fr") for p in blur.passages)
    both = Clouds((*blur.passages, *passages), np.tile(blur.truth, 2), (np.vstack([blur.spaces[0], twins]),))
    labels = found(both).labels
    assert (labels[:160] == labels[160:]).mean() > 0.95


def test_texts_beyond_the_landmarks_follow_their_nearest() -> None:
    many = make_clouds([620, 560, 500, 400], spread=0.6)
    grouping = found(many)
    assert (grouping.labels == many.truth).mean() > 0.99
    check_whole(grouping, len(many.truth))


def test_too_few_distinct_passages_show_no_structure() -> None:
    assert group(FIVE.only(range(FEWEST - 1))) is None
    words = make_clouds([FEWEST - 1])
    doubled = words.only([*range(FEWEST - 1), *range(FEWEST - 1)])
    named = tuple(replace(p, id=type(p.id)(f"{n}")) for n, p in enumerate(doubled.passages))
    assert group(replace(doubled, passages=named)) is None


@pytest.mark.parametrize("vectors", ["alike", "zero", "pairs"])
def test_vectors_that_tell_nothing_apart_give_a_whole_grouping(vectors: str) -> None:
    clouds = make_clouds([100])
    alike = np.tile(clouds.spaces[0][:1], (100, 1))
    spaces = {"alike": alike, "zero": np.zeros_like(alike), "pairs": np.repeat(clouds.spaces[0][:50], 2, axis=0)}
    grouping = group(replace(clouds, spaces=(spaces[vectors],)))
    if vectors == "zero":
        assert grouping is None
    else:
        assert grouping is not None
        check_whole(grouping, 100)


def test_zero_vectors_and_signs_are_unthemed_and_disturb_nobody(five: Grouping) -> None:
    vectors = FIVE.spaces[0].copy()
    vectors[5] = 0
    grouping = found(replace(FIVE.say(9, "123 ..."), spaces=(vectors,)))
    assert grouping.labels[[5, 9]].tolist() == [UNTHEMED] * 2
    others = np.setdiff1d(np.arange(len(FIVE.truth)), [5, 9])
    assert (grouping.labels[others] == five.labels[others]).all()


def test_a_campaign_is_a_theme_where_nothing_else_is_found() -> None:
    text = "keep the river park open for all"
    clouds = make_clouds([80])
    same = replace(clouds, passages=tuple(replace(p, text=text) for p in clouds.passages), spaces=(np.tile(clouds.spaces[0][:1], (80, 1)),))
    grouping = found(same)
    assert set(grouping.labels.tolist()) == {0}
    assert group(replace(same, passages=tuple(replace(p, text="no") for p in same.passages))) is None


def test_a_smallest_size_that_is_asked_for_is_kept() -> None:
    grouping = found(FIVE, smallest=30)
    sizes = np.bincount(grouping.labels[grouping.labels != UNTHEMED])
    assert sizes.min() >= 30


def test_thirty_texts_and_their_translations_are_grouped_as_thirty_things_said() -> None:
    clouds = make_clouds([10, 10, 10])
    twins = tuple(replace(p, id=type(p.id)(f"{p.id}-fr"), text=f"{p.text} fr", language="fr") for p in clouds.passages)
    both = Clouds((*clouds.passages, *twins), np.tile(clouds.truth, 2), (np.vstack([clouds.spaces[0]] * 2),))
    grouping = found(both)
    check_whole(grouping, 60)
    assert homogeneity_score(both.truth, grouping.labels) > 0.9
