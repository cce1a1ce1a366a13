"""The measurement itself: ranks, what is stripped, and a floor for what needs no model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.linking.alder_falls import ANSWERS
from benchmarks.linking.ranks import compare, rank_right, sum_up
from benchmarks.linking.tracker import _REFERENCE, _join, _strip, read_tracker
from config.packs import load_packs
from demo.town.comments import read_comments
from nlp.links.words import WordRule, compare_words
from nlp.stop_words import stop_words_of


def test_what_is_tied_shares_the_middle_of_its_places() -> None:
    scores = np.array([[0.5, 0.5, 0.1], [0.9, 0.5, 0.1], [0.2, 0.2, 0.2]])
    assert rank_right(scores, [{0}, {2}, {1}]).tolist() == [1.5, 3.0, 2.0]


def test_of_several_that_are_right_the_best_counts() -> None:
    assert rank_right(np.array([[0.9, 0.5, 0.7]]), [{1, 2}]).tolist() == [2.0]


@settings(deadline=None, max_examples=15)
@given(st.lists(st.integers(1, 9), min_size=2, max_size=12))
def test_figures_lie_within_their_intervals(places: list[int]) -> None:
    ranks = np.array(places, dtype=np.float64)
    told = sum_up(ranks, [str(each % 4) for each in range(len(places))])
    for each in told.values():
        assert each["interval"] is not None and 0 <= each["interval"][0] <= each["interval"][1] <= 1
    assert compare(ranks, ranks, [str(each) for each in range(len(places))])["mrr_more"] == 0


def test_references_are_stripped_and_other_words_are_not() -> None:
    given_words = ("R06's panel", "Recommendation 43 and recommendations 2, 3 and 4; see R-12. ISO 9001, 5 lamps, R&D.")
    assert _strip(given_words) == ("panel", "and ; see . ISO 9001, 5 lamps, R&D.")


def test_every_recommendation_of_the_town_answers_concerns_that_people_wrote_about() -> None:
    concerns = {name for each in read_comments() for name in each.concerns}
    assert len(ANSWERS) == 12 and {name for names in ANSWERS.values() for name in names} <= concerns


def test_words_alone_find_most_recommendations_of_a_public_tracker(shared_data: Path) -> None:
    folder = shared_data / "uk_nuclear_tracker"
    if not folder.is_dir():
        pytest.skip("the tracker is not among the data")
    tracker = read_tracker(folder)
    assert (len(tracker.recommendations), len(tracker.updates)) == (47, 57)
    updates = [_join(_strip(each)) for each in tracker.updates]
    assert not any(map(_REFERENCE.search, updates))
    rule = WordRule("en", stop_words_of("en", load_packs(("en",))["en"].stop_words))
    ranks = rank_right(compare_words(updates, list(map(_join, tracker.recommendations)), rule), [{each} for each in tracker.own])
    assert float((ranks <= 3).mean()) >= 0.95
    assert float((1 / ranks).mean()) >= 0.9
