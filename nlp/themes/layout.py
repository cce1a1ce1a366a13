"""Where every passage of a run lies, on both levels: after a fit, or after new passages were placed among living themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nlp.themes.bind import NOWHERE, Bound, Level
from nlp.themes.grouping import Grouping, Space, select_rows
from nlp.themes.nearness import measure_nearness, pick_own, take_nearest
from nlp.themes.passage import UNTHEMED, Floats, Labels
from nlp.themes.place import Placed
from nlp.themes.settle import Settled, settle_groups
from nlp.themes.sizes import most_themes

# Passages that make up a sub-theme at least.
FEWEST_IN_PART = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """Slots of themes and parts a row (-1 none) and the score: shape (n,). Slots behind the living ones are born.

    `parent_of` is the theme's slot of each part that has rows. `solidity` and `part_solidity` are by slot, where the run
    looked for themes anew.
    """

    labels: Labels
    scores: Floats
    parts: Labels
    parent_of: Mapping[int, int]
    solidity: Mapping[int, float]
    part_solidity: Mapping[int, float]


def lay_out_grouping(spaces: Sequence[Space], grouping: Grouping, bound: Bound, *, least: int) -> Layout:
    """The layout of a fit: groups settled into themes first, then within each theme its parts."""
    settled = settle_groups(spaces, grouping.labels, bound.themes, least=least, most=most_themes(len(grouping.labels)))
    parts, parent_of, groups = _settle_parts(spaces, grouping, settled.labels, bound)
    return Layout(
        settled.labels,
        _score_rows(settled, grouping, bound),
        parts,
        parent_of,
        _carry_solidity(settled.labels, grouping.labels, grouping.solidity),
        _carry_solidity(parts, groups, grouping.part_solidity),
    )


def _score_rows(settled: Settled, grouping: Grouping, bound: Bound) -> Floats:
    """Grouping's own score where its word stands, else the nearness; what a person decided is sure."""
    scores = np.clip(pick_own(settled.near, settled.labels), 0.0, 1.0)
    slots = settled.matching.slots
    for labels, sure in ((grouping.second, grouping.second_scores), (grouping.labels, grouping.scores)):
        said = np.array([slots.get(int(label), UNTHEMED) for label in labels], dtype=np.int64)
        scores = np.where(said == settled.labels, sure, scores)
    return _score_decided(settled.labels, scores, bound)


def _score_decided(labels: Labels, scores: Floats, bound: Bound) -> Floats:
    scores = np.where(np.asarray(bound.by_person, dtype=bool), 1.0, scores)
    return np.where(labels == UNTHEMED, 0.0, scores)


def _carry_solidity(labels: Labels, groups: Labels, solidity: Sequence[float]) -> dict[int, float]:
    """The solidity of each slot: that of the group most like it, less what the two do not share (Dice)."""
    sizes = np.bincount(groups[groups != UNTHEMED], minlength=len(solidity))
    carried: dict[int, float] = {}
    for slot in np.unique(labels[labels != UNTHEMED]).tolist():
        inside = groups[(labels == slot) & (groups != UNTHEMED)]
        shared = np.bincount(inside, minlength=len(solidity))
        alike = 2 * shared / np.maximum(sizes + (labels == slot).sum(), 1)
        best = int(alike.argmax()) if len(solidity) else UNTHEMED
        carried[slot] = round(float(np.clip(alike[best] * solidity[best], 0.0, 1.0)), 4) if len(solidity) else 0.0
    return carried


def _settle_parts(spaces: Sequence[Space], grouping: Grouping, labels: Labels, bound: Bound) -> tuple[Labels, dict[int, int], Labels]:
    """Parts a row, the theme of each part, and the part's group a row as far as it lies in the theme that most of it is in."""
    groups = _keep_at_home(grouping.parts, labels)
    homes = find_homes(bound, labels)
    parts = np.full(len(labels), UNTHEMED, dtype=np.int64)
    parent_of: dict[int, int] = {}
    born = len(bound.parts.living)
    for theme in np.unique(labels[labels != UNTHEMED]).tolist():
        rows = np.flatnonzero(labels == theme)
        here = [part for part, home in sorted(homes.items()) if home == theme]
        if not here and not (groups[rows] != UNTHEMED).any():
            continue
        level = bound.parts.select(rows, here)
        settled = settle_groups(select_rows(spaces, rows.tolist()), _fill(groups[rows]), level, least=FEWEST_IN_PART)
        slots = np.unique(settled.labels[settled.labels != UNTHEMED]).tolist()
        names = {slot: here[slot] if slot < len(here) else born + number for number, slot in enumerate(slots)}
        born += len(slots)
        parts[rows] = [names.get(int(slot), UNTHEMED) for slot in settled.labels]
        parent_of |= dict.fromkeys(names.values(), theme)
    return parts, parent_of, groups


def _fill(groups: Labels) -> Labels:
    """Numbered from 0 without gaps."""
    names = np.unique(groups[groups != UNTHEMED])
    return np.where(groups == UNTHEMED, UNTHEMED, np.searchsorted(names, groups)).astype(np.int64)


def _keep_at_home(parts: Labels, labels: Labels) -> Labels:
    """The groups of parts, each only in the theme where most of its rows are; shape (n,)."""
    kept = parts.copy()
    for part in np.unique(parts[parts != UNTHEMED]).tolist():
        inside = labels[(parts == part) & (labels != UNTHEMED)]
        home = int(np.bincount(inside).argmax()) if len(inside) else UNTHEMED
        kept[(parts == part) & (labels != home)] = UNTHEMED
    return kept


def find_homes(bound: Bound, labels: Labels) -> dict[int, int]:
    """The theme of each living sub-theme: where a person put passages of it, else where most of its own are, else its parent."""
    themes = {theme.id: slot for slot, theme in enumerate(bound.themes.living)}
    homes: dict[int, int] = {}
    for part, theme in enumerate(bound.parts.living):
        own = themes.get(theme.parent_id, UNTHEMED) if theme.parent_id is not None else UNTHEMED
        decided = labels[bound.parts.pinned == part]
        here = labels[(bound.parts.before == part) & (labels != UNTHEMED)]
        said = decided if len(decided) else here
        homes[part] = int(np.bincount(said).argmax()) if len(said) else own
    return {part: home for part, home in homes.items() if home != UNTHEMED}


def lay_out_placed(spaces: Sequence[Space], placed: Placed, bound: Bound) -> Layout:
    """The layout of known passages where they were and new ones placed; what people decided since is put right."""
    pinned = bound.themes.pinned
    labels = np.where(pinned == NOWHERE, UNTHEMED, np.where(pinned == UNTHEMED, placed.labels, pinned))
    homes = find_homes(bound, labels)
    parts = _place_in_parts(spaces, labels, bound.parts, homes)
    used = set(parts.tolist()) - {UNTHEMED}
    return Layout(
        labels,
        _score_decided(labels, np.where(labels == placed.labels, placed.scores, 1.0), bound),
        parts,
        {part: home for part, home in homes.items() if part in used},
        {},
        {},
    )


def _place_in_parts(spaces: Sequence[Space], labels: Labels, level: Level, homes: Mapping[int, int]) -> Labels:
    """Each row's part before where that lies in its theme; else the theme's nearest part, where the row is as near as rows are."""
    home = np.array([homes.get(part, UNTHEMED) for part in range(len(level.living))] + [UNTHEMED], dtype=np.int64)
    pinned = np.where(level.pinned >= 0, level.pinned, level.before)
    parts = np.where((home[pinned] == labels) & (labels != UNTHEMED), pinned, UNTHEMED)
    near = measure_nearness(spaces, parts, len(level.living))
    themed = parts != UNTHEMED
    floor = float(np.median(pick_own(near, parts)[themed])) if themed.any() else 1.0
    for theme in np.unique(labels[labels != UNTHEMED]).tolist():
        asks = (labels == theme) & (parts == UNTHEMED) & (level.before == UNTHEMED)
        nearest, nearness = take_nearest(near, [part for part, where in sorted(homes.items()) if where == theme])
        parts = np.where(asks & (nearness >= floor), nearest, parts)
    return parts
