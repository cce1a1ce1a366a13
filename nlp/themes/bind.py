"""What is known of each passage before a run: where it was, where a person put it, and what themes may never become one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from domain.decisions import Bindings
from domain.ids import PassageId, ThemeId
from domain.themes import Theme
from nlp.themes.grouping import Guide
from nlp.themes.passage import UNTHEMED, Labels, PassageToTheme, group_copies
from nlp.themes.previous import Previous

NOWHERE = -2
"""In `Level.pinned`: a person said that the passage belongs to no theme."""


@dataclass(frozen=True, slots=True)
class Level:
    """Themes of one level (a board's, or the parts within) and what is known of each row; arrays of shape (n,).

    A theme's slot is its place in `living`, which is in order of the ids. `before` is the slot of the run before (-1 none),
    `pinned` the slot in which a row must end (-1 free, -2 in none). Slots `protected` were approved or parted by a person and never
    go on as another theme; pairs `apart` never share a group.
    """

    living: tuple[Theme, ...]
    before: Labels
    pinned: Labels
    protected: frozenset[int] = frozenset()
    apart: frozenset[frozenset[int]] = frozenset()

    def rows_before(self) -> Labels:
        """Rows that each living theme had before: shape (themes,)."""
        return np.bincount(self.before[self.before != UNTHEMED], minlength=len(self.living)).astype(np.int64)

    def select(self, rows: Labels, living: Sequence[int]) -> Level:
        """The level with only these rows and, in this order, these themes."""
        place = {slot: number for number, slot in enumerate(living)}
        return Level(
            tuple(self.living[slot] for slot in living),
            np.array([place.get(int(slot), UNTHEMED) for slot in self.before[rows]], dtype=np.int64),
            np.array([slot if slot == NOWHERE else place.get(int(slot), UNTHEMED) for slot in self.pinned[rows]], dtype=np.int64),
            frozenset(place[slot] for slot in self.protected if slot in place),
            frozenset(frozenset(place[slot] for slot in pair) for pair in self.apart if pair <= place.keys()),
        )


@dataclass(frozen=True, slots=True)
class Bound:
    """Both levels, and for each row whether a person put it where it is and whether an earlier run knew it: shape (n,)."""

    themes: Level
    parts: Level
    by_person: Sequence[bool]
    is_new: Sequence[bool]

    def guide(self) -> Guide:
        """What grouping is told: pinned rows are bound.

        Not where passages were before: a grouping that hears it finds the same again and misses what is new, while few passages
        leave their theme in any case (decision 14, with figures).
        """
        bound = np.where(self.themes.pinned >= 0, self.themes.pinned, UNTHEMED)
        return Guide(bound, np.full(len(bound), UNTHEMED, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class _Place:
    """A slot at each level; -1 none."""

    theme: int = UNTHEMED
    part: int = UNTHEMED


@dataclass(slots=True)
class _Atlas:
    """Where an id is now: itself, or what a person made it part of."""

    tops: tuple[Theme, ...]
    subs: tuple[Theme, ...]
    merged: Mapping[ThemeId, ThemeId]
    _top: dict[ThemeId, int] = field(default_factory=dict)
    _sub: dict[ThemeId, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._top = {theme.id: slot for slot, theme in enumerate(self.tops)}
        self._sub = {theme.id: slot for slot, theme in enumerate(self.subs)}

    def find(self, theme_id: ThemeId | None) -> _Place:
        """The place of an id; nowhere for a theme that lives no more."""
        if theme_id is None:
            return _Place()
        now = self.merged.get(theme_id, theme_id)
        if now in self._sub:
            parent = self.subs[self._sub[now]].parent_id
            above = self._top.get(self.merged.get(parent, parent), UNTHEMED) if parent is not None else UNTHEMED
            return _Place(above, self._sub[now])
        return _Place(self._top.get(now, UNTHEMED))

    def pairs(self, apart: Iterable[frozenset[ThemeId]]) -> frozenset[frozenset[int]]:
        """The pairs of a board's themes that are to stay apart."""
        found = (frozenset(self._top[theme] for theme in pair if theme in self._top) for pair in apart)
        return frozenset(pair for pair in found if len(pair) == 2)

    def part_pairs(self, apart: Iterable[frozenset[ThemeId]]) -> frozenset[frozenset[int]]:
        """The pairs of sub-themes that are to stay apart."""
        found = (frozenset(self._sub[theme] for theme in pair if theme in self._sub) for pair in apart)
        return frozenset(pair for pair in found if len(pair) == 2)


def bind_passages(
    passages: Sequence[PassageToTheme],
    *,
    living: Sequence[Theme],
    previous: Previous,
    bindings: Bindings,
    claimed: Mapping[PassageId, ThemeId],
) -> Bound:
    """What binds each passage; of a person's moves, merges, a codebook's claims and the run before, the earlier named wins.

    A passage that is new takes the theme before of a copy of its text, so that copies stay together.
    """
    atlas = _draw_atlas(living, bindings)
    targets = frozenset(bindings.merged.values())
    was = [_find_before(passage.id, previous, atlas) for passage in passages]
    pins = [_find_pin(passage.id, place, previous, bindings, claimed, atlas, targets) for passage, place in zip(passages, was, strict=True)]
    by_person = [passage.id in bindings.moved and pin is not None for passage, pin in zip(passages, pins, strict=True)]
    is_new = [passage.id not in previous.themes for passage in passages]
    before = _follow_copies(passages, [pin or place for pin, place in zip(pins, was, strict=True)], is_new, by_person)
    approved = {theme.id for theme in living if theme.approved_by} | bindings.approved.union(*bindings.apart)
    # Beneath a theme that goes, an approved sub-theme would have no place.
    approved |= {theme.parent_id for theme in living if theme.id in approved and theme.parent_id is not None}
    return Bound(
        Level(
            atlas.tops,
            np.array([place.theme for place in before], dtype=np.int64),
            np.array([UNTHEMED if pin is None else _pinned(pin, pin.theme) for pin in pins], dtype=np.int64),
            frozenset(slot for slot, theme in enumerate(atlas.tops) if theme.id in approved),
            atlas.pairs(bindings.apart),
        ),
        Level(
            atlas.subs,
            np.array([place.part for place in before], dtype=np.int64),
            np.array([UNTHEMED if pin is None else _pinned(pin, pin.part) for pin in pins], dtype=np.int64),
            frozenset(slot for slot, theme in enumerate(atlas.subs) if theme.id in approved),
            atlas.part_pairs(bindings.apart),
        ),
        by_person,
        is_new,
    )


def _draw_atlas(living: Sequence[Theme], bindings: Bindings) -> _Atlas:
    here = sorted((theme for theme in living if not theme.is_retired and theme.id not in bindings.merged), key=lambda theme: theme.id)
    return _Atlas(
        tuple(theme for theme in here if theme.parent_id is None),
        tuple(theme for theme in here if theme.parent_id is not None),
        bindings.merged,
    )


def _find_before(passage: PassageId, previous: Previous, atlas: _Atlas) -> _Place:
    theme, part = atlas.find(previous.themes.get(passage)), atlas.find(previous.parts.get(passage))
    # A sub-theme that a person made part of another theme, or that lies elsewhere now, takes its passages along.
    if part.theme not in (UNTHEMED, theme.theme):
        return part
    return _Place(theme.theme, part.part if part.part != UNTHEMED else theme.part)


def _find_pin(
    passage: PassageId,
    was: _Place,
    previous: Previous,
    bindings: Bindings,
    claimed: Mapping[PassageId, ThemeId],
    atlas: _Atlas,
    targets: frozenset[ThemeId],
) -> _Place | None:
    """Where the passage must end; None where nobody says."""
    if passage in bindings.moved:
        wanted = bindings.moved[passage]
        place = atlas.find(wanted)
        # A theme that is gone binds nothing.
        return place if wanted is None or place.theme != UNTHEMED else None
    for theme in (previous.themes.get(passage), previous.parts.get(passage)):
        if theme is not None and was.theme != UNTHEMED and bindings.merged.get(theme, theme) in targets:
            return was
    place = atlas.find(claimed.get(passage))
    return place if place.theme != UNTHEMED else None


def _pinned(pin: _Place, slot: int) -> int:
    return NOWHERE if pin.theme == UNTHEMED else slot


def _follow_copies(
    passages: Sequence[PassageToTheme], places: Sequence[_Place], is_new: Sequence[bool], by_person: Sequence[bool]
) -> list[_Place]:
    """The places, with those of new passages taken from known copies of their text; what a person moved is no example."""
    copies = group_copies(passages).tolist()
    known: defaultdict[int, Counter[_Place]] = defaultdict(Counter)
    for copy, place, new, by in zip(copies, places, is_new, by_person, strict=True):
        if not new and not by and place.theme != UNTHEMED:
            known[copy][place] += 1
    return [
        min(known[copy], key=lambda each: (-known[copy][each], each.theme, each.part)) if new and not by and copy in known else place
        for copy, place, new, by in zip(copies, places, is_new, by_person, strict=True)
    ]
