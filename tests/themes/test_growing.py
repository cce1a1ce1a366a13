from __future__ import annotations

from itertools import count as count_from
from pathlib import Path

import numpy as np

from benchmarks.growing.plain import keep_names
from benchmarks.growing.sets import Growing, read_growing
from benchmarks.identity import follow_set
from nlp.themes.drift import LIMIT, measure_drift
from nlp.themes.place import Placed

SET = Growing("made up", tuple("abcdefgh"), ("x", "x", "x", "x", "y", "y", "", ""), (4, 8))


class Told:
    """A method whose themes are told beforehand."""

    def __init__(self, *steps: str) -> None:
        self._steps = iter(steps)
        self.told = {"b"}

    def follow(self, count: int) -> list[str]:
        return [name.strip(".") for name in next(self._steps)[:count]]


def test_what_is_kept_and_explained_is_counted_on_what_had_a_theme() -> None:
    result = follow_set(SET, Told("aab.", "aaccc.c."), lambda count: list("aaaaccaa")[:count])
    assert result["kept"] == round(2 / 3, 4)
    assert result["explained"] == 1.0  # a goes on, and b has an event
    assert (result["unthemed_new"], result["unthemed_old"]) == (0.5, 0.0)
    assert follow_set(SET, Told("azb.", "aaccccc."), lambda count: ["x"] * count)["explained"] == round(2 / 3, 4)


def test_a_plain_refit_takes_the_names_with_which_it_shares_the_most() -> None:
    before = ["t0", "t0", "t0", "t1", "t1", ""]
    assert keep_names([*"221113", "", "3"], before, count_from(7)) == ["t0", "t0", "t1", "t1", "t1", "t7", "", "t7"]


def test_sets_grow_by_time_and_the_last_step_has_all(shared_data: Path) -> None:
    for each in read_growing(shared_data):
        assert list(each.steps) == sorted(each.steps)
        assert each.steps[-1] == len(each.texts) == len(each.labels)


def test_drift_gathers_over_runs_and_grows_where_new_passages_fit_badly() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    well, badly = Placed(nothing, np.zeros(0), 0.05, 0.05, 0.0), Placed(nothing, np.zeros(0), 0.4, 0.05, 1.2)
    once = measure_drift(0.05, before=0.0, placed=well)
    assert once == measure_drift(0.05, before=0.0) == 0.05
    assert measure_drift(0.05, before=once, placed=well) > once
    assert measure_drift(0.1, before=0.0, placed=badly) > LIMIT > measure_drift(0.1, before=0.0, placed=well)
    assert measure_drift(1.0, before=0.5, placed=badly) == 1.0
    assert measure_drift(0.0, before=once) == once
