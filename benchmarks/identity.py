"""Does a theme stay what it is while a survey grows? Ours beside plain refits, merged models and frozen centres, in one run.

    python -m benchmarks.identity [--sets NAME …] > identity.json

JSON to stdout, a table to stderr. Sets grow by time: 60 % of the comments, then four times 10 %; and a survey of 2018 with the
next of 2024. HEARBACK_SHARED (or ../shared beside the checkout) holds them; they are not part of this repository. Our side
goes through the facade that the product uses. Figures are means over the steps after the first:

- kept: passages with a theme at the step before that have the same theme now, as a share;
- explained: themes of the step before that go on, or have an event that says what became of them, as a share;
- unthemed_new, unthemed_old: shares of new and of known passages without a theme;
- AMI_refit: AMI with a fit of the same rows that knows no history; AMI_two_refits: what two such fits have with each other (ours
  has no seed: of all rows and of nine tenths of them, on the shared ones; the others': two seeds);
- AMI_labels, AMI_labels_refit: AMI with the labels, of the followed themes and of a fit without history.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from benchmarks import find_data
from benchmarks.growing.ours import Ours, run_ours
from benchmarks.growing.plain import Frozen, Merged, Refit, fit_plain, name_topics
from benchmarks.growing.sets import Growing, read_growing
from nlp.embed import centre_by_language, open_encoder
from nlp.themes import Space

MODELS = ("packaged:multilingual-e5-small", "packaged:all-minilm-l6-v2")
Names = list[str]
Result = dict[str, Any]
Anew = Callable[[int], Names]  # the names that a fit without history gives to the first so many rows


class Follower(Protocol):
    """Something that follows a set as it grows."""

    def follow(self, count: int) -> Names:
        """The theme of each of the first `count` rows, under lasting names; empty for none."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Follow all sets by all methods and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="*", help="names of sets; by default all")
    asked = parser.parse_args(arguments)
    results = [
        row for each in read_growing(find_data()) if not asked.sets or each.name in asked.sets for row in measure_set(each, embed(each))
    ]
    json.dump({"models": MODELS, "results": results}, sys.stdout, indent=2)
    print(draw_table(results), file=sys.stderr)
    return 0


def embed(each: Growing) -> list[Space]:
    """The set as the packaged encoders see it: whole rows, not yet centred."""
    return [Space(name, open_encoder(name).encode(list(each.texts))) for name in MODELS]


def measure_set(each: Growing, spaces: Sequence[Space]) -> list[Result]:
    """All methods on one set; the plain ones see the vectors of the first space."""
    centred = centre_by_language(spaces[0].vectors, ["en"] * len(each.texts))
    anew = _once(lambda count: _names_of_ours(each, spaces, range(count)))
    part = _once(lambda count: _names_of_ours(each, spaces, [row for row in range(count) if row % 10 != 3]))
    plain = _once(lambda count: name_topics(fit_plain(each.texts[:count], centred[:count], 11)))
    other = _once(lambda count: name_topics(fit_plain(each.texts[:count], centred[:count], 12)))
    two_ours = _mean_of(each, lambda count: _agree([name for row, name in enumerate(anew(count)) if row % 10 != 3], part(count)))
    two_plain = _mean_of(each, lambda count: _agree(plain(count), other(count)))
    methods: Sequence[tuple[str, Follower, Anew, float]] = (
        ("hearback", Ours(each.texts, spaces), anew, two_ours),
        ("hearback, a refit at each step", Ours(each.texts, spaces, is_placing=False), anew, two_ours),
        ("BERTopic refit, greedy matching", Refit(each.texts, centred), plain, two_plain),
        ("BERTopic merge_models", Merged(each.texts, centred), plain, two_plain),
        ("BERTopic frozen, nearest centre", Frozen(each.texts, centred), plain, two_plain),
    )
    return [
        {"set": each.name, "method": name, **follow_set(each, method, fit), "AMI_two_refits": round(two, 4)}
        for name, method, fit, two in methods
    ]


def follow_set(each: Growing, method: Follower, anew: Anew) -> Result:
    """What the steps of one method have, in the mean, and how long it took."""
    started = time.perf_counter()
    names = [method.follow(each.steps[0])]
    steps: list[Result] = []
    for count in each.steps[1:]:
        names.append(method.follow(count))
        steps.append(_measure_step(each, names[-2], names[-1], getattr(method, "told", set())))
    took = time.perf_counter() - started
    for step, now in zip(steps, names[1:], strict=True):
        fresh = anew(len(now))
        step |= {"AMI_refit": _agree(now, fresh), "AMI_labels": _agree_labels(each, now), "AMI_labels_refit": _agree_labels(each, fresh)}
    mean = {key: _mean([step[key] for step in steps if step[key] is not None]) for key in steps[0]}
    more = {"refits": method.refits - 1} if isinstance(method, Ours) else {}
    return mean | more | {"k": len(set(names[-1]) - {""}), "seconds": round(took, 1), "steps": steps}


def _measure_step(each: Growing, before: Names, now: Names, told: set[str]) -> Result:
    themed = [row for row, name in enumerate(before) if name]
    had = set(before) - {""}
    goes_on = had & set(now)
    return {
        "kept": sum(now[row] == before[row] for row in themed) / max(len(themed), 1),
        "explained": len(goes_on | (had & told)) / max(len(had), 1),
        "unthemed_new": now[len(before) :].count("") / max(len(now) - len(before), 1),
        "unthemed_old": now[: len(before)].count("") / max(len(before), 1),
        "largest": max((now.count(name) for name in set(now) - {""}), default=0) / max(len(now), 1),
    }


def _agree(one: Names, other: Names) -> float:
    from sklearn.metrics import adjusted_mutual_info_score

    return float(adjusted_mutual_info_score(one, other))


def _agree_labels(each: Growing, names: Names) -> float | None:
    """AMI with the labels, on rows that have one; None where none has."""
    rows = [row for row in range(len(names)) if each.labels[row]]
    return _agree([each.labels[row] for row in rows], [names[row] for row in rows]) if rows else None


def _names_of_ours(each: Growing, spaces: Sequence[Space], rows: Sequence[int]) -> Names:
    return [made.theme_id or "" for made in run_ours(each.texts, spaces, rows).assignments]


def _mean_of(each: Growing, measure: Callable[[int], float]) -> float:
    return _mean([measure(count) for count in each.steps[1:]])


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def _once(make: Anew) -> Anew:
    kept: dict[int, Names] = {}

    def ask(count: int) -> Names:
        if count not in kept:
            kept[count] = make(count)
        return kept[count]

    return ask


def draw_table(results: Sequence[Result]) -> str:
    """The means as a table."""
    columns: tuple[str, ...] = (
        "kept",
        "explained",
        "unthemed_new",
        "unthemed_old",
        "AMI_refit",
        "AMI_two_refits",
        "AMI_labels",
        "AMI_labels_refit",
    )
    columns += ("largest", "k", "refits", "seconds")
    lines = [f"{'set':28}{'method':34}" + "".join(f"{column[-13:]:>14}" for column in columns)]
    for each in results:
        cells = "".join(f"{each[column]:>14.3g}" if column in each else f"{'-':>14}" for column in columns)
        lines.append(f"{each['set']:28}{each['method']:34}{cells}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
