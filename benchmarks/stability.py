"""Do the same data give the same themes? Another order, and nine tenths of the rows, beside plain BERTopic.

    python -m benchmarks.stability [--sets NAME …] [--draws 3] > stability.json

ARI of two runs over the rows that both have, unthemed rows as a group of their own. `same_in_another_order` must be true: ours has no
seed, and the order of the rows decides nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks import find_data
from benchmarks.themes import ENGLISH, read_spaces, theme_cuts
from benchmarks.theming.plain import find_topics
from benchmarks.theming.sets import SETS, Cut, LabelledSet, cut_rows
from nlp.embed import Encoder, centre_by_language, open_encoder
from nlp.themes import Space

Rows = npt.NDArray[np.int64]
Labels = npt.NDArray[np.str_]
_KEPT = 0.9


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the sets and print what came of them."""
    asked = _read_arguments(arguments)
    folder, encoders = find_data(), (open_encoder("packaged:multilingual-e5-small"), open_encoder(ENGLISH))
    results = [measure_set(each, folder, encoders, draws=asked.draws) for each in SETS if each.name in asked.sets]
    json.dump({"kept": _KEPT, "draws": asked.draws, "results": results}, sys.stdout, indent=2)
    return 0


def _read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    core = [each.name for each in SETS if each.is_core]
    parser.add_argument("--sets", nargs="*", choices=[each.name for each in SETS], default=core)
    parser.add_argument("--draws", type=int, default=3)
    return parser.parse_args(arguments)


def measure_set(each: LabelledSet, folder: Path, encoders: Sequence[Encoder], *, draws: int) -> dict[str, Any]:
    """How alike runs are on one set: ours and the plain methods."""
    cuts = cut_rows(each.read(folder), is_cut=False)
    spaces = read_spaces(cuts, encoders)
    everything = np.arange(len(cuts))
    levels = ("themes", "sub_themes")
    whole = _theme(cuts, spaces, everything)
    shuffled = np.random.default_rng(1).permutation(everything)
    in_order = np.argsort(shuffled)
    again = [labels[in_order] for labels in _theme(cuts, spaces, shuffled)]
    subsets = [_draw(everything, draw) for draw in range(draws)]
    parts = [_theme(cuts, spaces, rows) for rows in subsets]
    ours = {
        level: [_compare(whole[at][rows], part[at]) for rows, part in zip(subsets, parts, strict=True)] for at, level in enumerate(levels)
    }
    return {
        "set": each.name,
        "same_in_another_order": all(bool((one == other).all()) for one, other in zip(whole, again, strict=True)),
        "nine_tenths": ours,
        "plain": _measure_plain(cuts, spaces[0], subsets),
    }


def _draw(rows: Rows, draw: int) -> Rows:
    return np.sort(np.random.default_rng(100 + draw).choice(rows, int(_KEPT * len(rows)), replace=False))


def _theme(cuts: Sequence[Cut], spaces: Sequence[Space], rows: Rows) -> tuple[Labels, Labels]:
    """Theme and sub-theme of these rows. Names of themes follow from their members, so equal names are equal themes."""
    theming = theme_cuts([cuts[row] for row in rows], [Space(space.model, space.vectors[rows]) for space in spaces])
    themes = np.array([each.theme_id or "" for each in theming.assignments])
    return themes, np.array([each.part_id or each.theme_id or "" for each in theming.assignments])


def _compare(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> float:
    from sklearn.metrics import adjusted_rand_score

    return round(float(adjusted_rand_score(one, other)), 3)


def _measure_plain(cuts: Sequence[Cut], space: Space, subsets: Sequence[Rows]) -> dict[str, dict[str, list[float]]]:
    """Each plain method between seeds on the same rows, and on nine tenths of them with the same seed."""
    centred = centre_by_language(space.vectors, [cut.language for cut in cuts])
    texts = [cut.text for cut in cuts]

    def find(rows: Rows, seed: int) -> dict[str, npt.NDArray[np.int64]]:
        return find_topics([texts[row] for row in rows], centred[rows], seed)

    everything = np.arange(len(cuts))
    first = find(everything, 1)
    told: dict[str, dict[str, list[float]]] = {name: {"another_seed": [], "nine_tenths": []} for name in first}
    for number, rows in enumerate(subsets):
        seeded, fewer = find(everything, number + 2), find(rows, 1)
        for name, topics in first.items():
            told[name]["another_seed"].append(_compare(topics, seeded[name]))
            told[name]["nine_tenths"].append(_compare(topics[rows], fewer[name]))
    return told


if __name__ == "__main__":
    sys.exit(main())
