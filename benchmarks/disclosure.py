"""Is anybody singled out, and how much is still said: random tables and histories of twelve rounds. Prints JSON.

`python -m benchmarks.disclosure [--tables 400] [--histories 40] [--seed 0]`. `singled_out` must be 0; `shown_of_plain` is the share of
the figures that hiding small ones alone would show.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.protect import protect, suppress_small
from digest.disclosing.raised import RAISED, protect_raised
from tests.disclosing.random_groups import hide_small, make_town, solve
from tests.disclosing.random_tables import any_table, narrow, play_history

POLICY = DisclosurePolicy()


@dataclass(frozen=True, slots=True)
class Measured:
    """One table or history: figures shown, figures that plain suppression shows, groups singled out by each, seconds."""

    shown: int
    plain: int
    singled_out: int
    singled_out_of_plain: int
    seconds: float


def measure_tables(number: int, seed: int) -> Iterator[Measured]:
    """Tables of one to three dimensions."""
    for each in range(seed, seed + number):
        table = any_table(np.random.default_rng(each))
        started = time.perf_counter()
        published = protect(table, POLICY)
        seconds = time.perf_counter() - started
        plain = suppress_small(table, POLICY)
        yield Measured(len(published.shown), len(plain.shown), len(narrow((published,), POLICY)), len(narrow((plain,), POLICY)), seconds)


def measure_histories(number: int, seed: int) -> Iterator[Measured]:
    """Twelve rounds with one to three releases each; `narrow` has all releases of a round in hand."""
    for each in range(seed, seed + number):
        started = time.perf_counter()
        town = play_history(np.random.default_rng(each), POLICY)
        seconds = time.perf_counter() - started
        plain = [tuple(suppress_small(table, POLICY) for table in tables) for tables in town.counted]
        yield Measured(
            sum(len(release.shown) for releases in town.published for release in releases),
            sum(len(release.shown) for releases in plain for release in releases),
            sum(len(narrow(releases, POLICY)) for releases in town.published),
            sum(len(narrow(releases, POLICY)) for releases in plain),
            seconds,
        )


def measure_groups(number: int, seed: int) -> Iterator[Measured]:
    """Who raised each of eight themes, by a group of 4 (neighbourhood, age) or 12 values (language), of 150 to 800 people: as the demo."""
    for each in range(seed, seed + number):
        chance = np.random.default_rng(each)
        tables, beside = make_town(chance, themes=8, values=int(chance.choice([4, 4, 12])), people=int(np.exp(chance.uniform(5, 6.7))))
        started = time.perf_counter()
        found = protect_raised(tables, POLICY, beside=beside)
        seconds = time.perf_counter() - started
        plain = [(row.heard >= POLICY.threshold) + (row.raised >= POLICY.threshold) for table in tables for row in table.values]
        places = [(found[table.theme_id, table.group], place) for table in tables for place in range(len(table.values))]
        shown = [(one.figures[place, None] is not None) + (one.figures[place, RAISED] is not None) for one, place in places]
        singled_out = len(solve(tables, found, beside))
        plainly = len(solve(tables, hide_small(tables), beside))
        yield Measured(sum(shown), sum(plain), singled_out, plainly, seconds)


def summarise(measured: Iterator[Measured]) -> dict[str, float]:
    """The figures to report."""
    each = list(measured)
    plain, shown = sum(one.plain for one in each), sum(one.shown for one in each)
    return {
        "tried": len(each),
        "singled_out": sum(one.singled_out for one in each),
        "with_someone_singled_out": sum(one.singled_out > 0 for one in each),
        "with_someone_singled_out_by_plain_suppression": sum(one.singled_out_of_plain > 0 for one in each),
        "shown_of_plain": round(shown / plain, 3),
        "seconds_each_median": round(float(np.median([one.seconds for one in each])), 3),
        "seconds_each_longest": round(max(one.seconds for one in each), 3),
    }


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tables", type=int, default=400)
    options.add_argument("--histories", type=int, default=40)
    options.add_argument("--seed", type=int, default=0)
    asked = options.parse_args()
    found = {
        "threshold": POLICY.threshold,
        "round_to": POLICY.round_to,
        "tables": summarise(measure_tables(asked.tables, asked.seed)),
        "groups": summarise(measure_groups(asked.tables, asked.seed)),
        "histories": summarise(measure_histories(asked.histories, asked.seed)),
    }
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
