"""From groups that were found anew to the themes that live on: what people decided holds, and no passage moves without need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from nlp.themes.bind import NOWHERE, Level
from nlp.themes.grouping import Space
from nlp.themes.identity import Matching, match_groups
from nlp.themes.nearness import measure_nearness, measure_separation, pick_own, take_nearest
from nlp.themes.passage import UNTHEMED, Floats, Labels

# The share of known passages that a run may take out of their themes: who reads a digest every year must know them again.
TURNOVER = 0.045
# A passage leaves its theme only for one that it is nearer to by this much (cosine), and an approved theme by that.
STAY = 0.06
STAY_APPROVED = 0.12
# A living theme that the run did not find again, and a new one that is part of a living one, are themes of their own where
# their passages lie nearer to them than to any other theme by this much in the mean.
APART = 0.05
# Themes that may stand beside those that were found, since they lived before.
_MORE = 2
# The share of themed passages that lie farther from their theme than the floor.
_FLOOR_QUANTILE = 0.05
# Cosine at which a passage comes back to an approved theme that had none left.
_CLAIM = 0.4


@dataclass(frozen=True, slots=True)
class Settled:
    """Slot of each row (-1 none): shape (n,); slots from `len(level.living)` on are born.

    `near` is the nearness of each row to each slot's theme: shape (n, slots); `matching` says which group is which slot.
    """

    labels: Labels
    near: Floats
    matching: Matching


@dataclass(frozen=True, slots=True)
class _Work:
    """Groups as slots: `labels` the slot that grouping says, `kept` slots that live, of `count` in all; shape (n,).

    `moves` is how many known rows may still be taken out of their themes, `most` how many themes there may be.
    """

    level: Level
    labels: Labels
    kept: frozenset[int]
    count: int
    moves: int
    most: int

    @property
    def before(self) -> Labels:
        """The slot before where it lives on, else -1."""
        return np.where(np.isin(self.level.before, sorted(self.kept)), self.level.before, UNTHEMED)


def settle_groups(spaces: Sequence[Space], groups: Labels, level: Level, *, least: int, most: int = 0) -> Settled:
    """Match groups with living themes, keep what lives, and give each row its slot.

    `groups` of shape (n,), -1 for none; `least` is the number of rows that makes a new theme, and `most` the number of themes up
    to which living ones that were not found again may stand beside the others (a few may in any case). The order of work: groups are
    matched; living themes without a group live on where they are approved or still stand apart, and a group that is only a part
    of a living theme is born only where it stands apart; then each row stays where it was, unless another theme is clearly
    nearer; last, what a person decided is put right.
    """
    matching = match_groups(spaces[0], groups, level)
    work = _as_slots(groups, level, matching, most)
    work = _drop_blurred(spaces, work, least)
    labels = _keep_places(spaces, work)
    labels = _drop_small(spaces, work, labels, least)
    labels = _bring_back(spaces, work, labels, least)
    labels = _pin(work, _keep_apart(level, labels))
    return Settled(labels, measure_nearness(spaces, labels, work.count), matching)


def _as_slots(groups: Labels, level: Level, matching: Matching, most: int) -> _Work:
    labels = np.array([matching.slots.get(int(group), UNTHEMED) for group in groups], dtype=np.int64)
    count = max(len(level.living), *(slot + 1 for slot in matching.slots.values()), 0)
    alive = {slot for slot, rows in enumerate(level.rows_before()) if rows}
    moves = int(TURNOVER * (level.before != UNTHEMED).sum())
    return _Work(level, labels, frozenset(alive | set(matching.slots.values())), count, moves, most)


def _drop_blurred(spaces: Sequence[Space], work: _Work, least: int) -> _Work:
    """Without living themes that were not found again and parts of living ones, as far as they do not stand apart.

    What would move more rows than a run may waits for a later one, but for living themes that are too many.
    """
    lost, parts = _find_lost(work), _find_parts(work)
    if not lost and not parts:
        return work
    labels = _with_lost(work, lost)
    separation = measure_separation(measure_nearness(spaces, labels, work.count), labels)
    sizes = np.bincount(labels[labels != UNTHEMED], minlength=work.count)
    blurred = sorted(lost - work.level.protected, key=lambda slot: (separation[slot], slot))
    found = len(work.kept - lost - parts)
    too_many = max(found + len(lost) - max(work.most, found + _MORE), 0)
    moves, gone = work.moves, set(blurred[:too_many])
    for slot in blurred[too_many:]:
        if separation[slot] < APART and sizes[slot] <= moves:
            gone.add(slot)
            moves -= int(sizes[slot])
    for slot in sorted(parts, key=lambda slot: (-separation[slot], slot)):
        taken = int(((work.labels == slot) & (work.before != UNTHEMED)).sum())
        if separation[slot] < APART or sizes[slot] < least or taken > moves:
            gone.add(slot)
        else:
            moves -= taken
    return replace(_without(work, frozenset(gone)), moves=moves)


def _find_lost(work: _Work) -> frozenset[int]:
    """Living slots with rows before that no group goes on as."""
    found = set(work.labels[work.labels != UNTHEMED].tolist())
    return frozenset(slot for slot in work.kept if slot < len(work.level.living) and slot not in found)


def _find_parts(work: _Work) -> frozenset[int]:
    """Born slots most of whose rows had a living theme before: they would take them away from it."""
    parts = set()
    for slot in work.kept:
        rows = work.labels == slot
        if slot >= len(work.level.living) and 2 * (work.before[rows] != UNTHEMED).sum() > rows.sum():
            parts.add(slot)
    return frozenset(parts)


def _with_lost(work: _Work, lost: frozenset[int]) -> Labels:
    """The labels, with the rows of lost themes where they were."""
    return np.where(np.isin(work.level.before, sorted(lost)), work.level.before, work.labels)


def _without(work: _Work, gone: frozenset[int]) -> _Work:
    """Without these slots; rows of a born one go back to where they were, and new ones among them where most of the others go."""
    back = replace(work, kept=work.kept - gone)
    labels, before = work.labels.copy(), back.before
    for slot in sorted(gone):
        inside = work.labels == slot
        known = before[inside & (before != UNTHEMED)]
        home = int(np.bincount(known).argmax()) if len(known) else UNTHEMED
        labels[inside] = np.where(before[inside] == UNTHEMED, home, before[inside])
    return replace(back, labels=labels)


def _keep_places(spaces: Sequence[Space], work: _Work) -> Labels:
    """Each row where it was before, unless the theme that it was found in is clearly nearer; of such rows those that gain the most."""
    before = work.before
    provisional = _pin(work, _with_lost(work, _find_lost(work)))
    near = measure_nearness(spaces, provisional, work.count)
    rival = np.where(work.labels == UNTHEMED, _find_floor(near, provisional), pick_own(near, work.labels))
    gain = rival - pick_own(near, before) - np.where(np.isin(before, sorted(work.level.protected)), STAY_APPROVED, STAY)
    asks = (before != UNTHEMED) & (work.labels != before) & ~np.isin(work.labels, sorted(_find_parts(work)))
    labels = np.where(asks & (gain < max(_find_bar(gain[asks & (gain > 0)], work.moves), 1e-12)), before, work.labels)
    return _keep_approved(work, labels, near)


def _find_bar(gains: Floats, moves: int) -> float:
    """The gain from which at most `moves` rows move; rows of equal gain, as copies are, move together or not at all."""
    if len(gains) <= moves:
        return 0.0
    ordered = np.sort(gains)[::-1]
    return float(np.nextafter(ordered[moves], np.inf))


def _find_floor(near: Floats, labels: Labels) -> float:
    """How near nearly all themed rows lie to their theme."""
    themed = labels != UNTHEMED
    return float(np.quantile(pick_own(near, labels)[themed], _FLOOR_QUANTILE)) if themed.any() else 0.0


def _keep_approved(work: _Work, labels: Labels, near: Floats) -> Labels:
    """An approved theme that would be left without rows keeps those that it had and that still lie near."""
    labels = labels.copy()
    floor = _find_floor(near, work.before)
    for slot in sorted(work.level.protected & work.kept):
        if not (labels == slot).any():
            labels[(work.before == slot) & (near[:, slot] >= floor)] = slot
    return labels


def _keep_apart(level: Level, labels: Labels) -> Labels:
    """What was in one of two themes that are to stay apart never comes to the other."""
    labels = labels.copy()
    for pair in sorted(level.apart, key=sorted):
        for one, other in (sorted(pair), sorted(pair, reverse=True)):
            labels[(level.before == one) & (labels == other)] = one
    return labels


def _drop_small(spaces: Sequence[Space], work: _Work, labels: Labels, least: int) -> Labels:
    """Born themes that were left with fewer than `least` rows end; their rows go back, or to the nearest theme above the floor."""
    labels = _pin(work, labels)
    sizes = np.bincount(labels[labels != UNTHEMED], minlength=work.count)
    small = [slot for slot in work.kept if slot >= len(work.level.living) and sizes[slot] < least]
    homeless = np.isin(labels, small)
    if not homeless.any():
        return labels
    near = measure_nearness(spaces, labels, work.count)
    nearest, nearness = take_nearest(near, [slot for slot in sorted(work.kept) if sizes[slot] and slot not in small])
    placed = np.where(nearness >= _find_floor(near, labels), nearest, UNTHEMED)
    return np.where(homeless, np.where(work.before != UNTHEMED, work.before, placed), labels)


def _bring_back(spaces: Sequence[Space], work: _Work, labels: Labels, least: int) -> Labels:
    """An approved theme that has no rows, and had none, takes those that are nearer to its centre than to their own theme."""
    labels = labels.copy()
    vectors = spaces[0].vectors
    lacking = sorted(work.level.protected - set(labels.tolist()))
    own = measure_nearness(spaces[:1], labels, work.count).max(axis=1, initial=0.0) if lacking else np.zeros(len(labels))
    for slot in lacking:
        centre = np.asarray(work.level.living[slot].centroid, dtype=np.float32)
        if len(centre) != vectors.shape[1]:
            continue
        near = vectors @ centre
        free = (work.level.pinned == UNTHEMED) & ~np.isin(work.before, sorted(work.level.protected))
        rows = free & (near >= _CLAIM) & (near > own)
        if rows.sum() >= least:
            labels[rows] = slot
    return labels


def _pin(work: _Work, labels: Labels) -> Labels:
    """The labels, with what a person decided in its place."""
    pinned = work.level.pinned
    return np.where(pinned == NOWHERE, UNTHEMED, np.where(pinned == UNTHEMED, labels, pinned))
