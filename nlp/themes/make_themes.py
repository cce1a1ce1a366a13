"""From slots to themes with an id for life, a title and a centre."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from domain.decisions import Bindings
from domain.ids import RoundId, RunId, ThemeId, stable_id
from domain.themes import Theme
from nlp.themes.bind import Bound
from nlp.themes.grouping import Space
from nlp.themes.label import Label, label_themes
from nlp.themes.layout import Layout
from nlp.themes.names.term import Wording
from nlp.themes.passage import UNTHEMED, Labels, PassageToTheme, unit_mean


@dataclass(frozen=True, slots=True)
class Naming:
    """How titles are made: by which words, in which language, and whether living themes are looked at anew."""

    wording: Wording
    language: str
    is_anew: bool


@dataclass(frozen=True, slots=True)
class Cast:
    """The themes and sub-themes of a run that have passages, and which slot each fills."""

    themes: tuple[Theme, ...]
    parts: tuple[Theme, ...]
    theme_slots: Mapping[int, ThemeId]
    part_slots: Mapping[int, ThemeId]

    @property
    def all(self) -> tuple[Theme, ...]:
        """Sub-themes after the themes that they lie in."""
        return self.themes + self.parts

    def themes_of(self, labels: Labels) -> list[ThemeId | None]:
        """The theme of each row."""
        return [self.theme_slots.get(int(slot)) for slot in labels]

    def parts_of(self, parts: Labels) -> list[ThemeId | None]:
        """The sub-theme of each row."""
        return [self.part_slots.get(int(slot)) for slot in parts]

    def name_slots(self, values: Mapping[int, float]) -> dict[ThemeId, float]:
        """Values by slot of a theme, by id."""
        return {self.theme_slots[slot]: value for slot, value in values.items()}

    def name_parts(self, values: Mapping[int, float]) -> dict[ThemeId, float]:
        """Values by slot of a sub-theme, by id."""
        return {self.part_slots[slot]: value for slot, value in values.items()}


@dataclass(frozen=True, slots=True)
class _Role:
    """A theme to be made: the rows that are in it, the living theme that goes on in it, and the slot of its parent (-1 none)."""

    slot: int
    rows: Labels
    living: Theme | None
    parent: int = UNTHEMED


def cast_themes(
    passages: Sequence[PassageToTheme],
    spaces: Sequence[Space],
    layout: Layout,
    bound: Bound,
    naming: Naming,
    *,
    bindings: Bindings,
    round_id: RoundId,
    run_id: RunId,
) -> Cast:
    """The themes of a layout: living ones keep their id and, once approved, their title; born ones get both."""
    tops = _list_roles(layout.labels, bound.themes.living, {})
    subs = _list_roles(layout.parts, bound.parts.living, layout.parent_of)
    rest = [passages[row] for row in np.flatnonzero(layout.labels == UNTHEMED).tolist()]
    names = _name([*tops, *subs], passages, spaces[0], rest, naming, bindings)
    made: list[Theme] = []
    ids: dict[int, ThemeId] = {}
    for number, (role, label) in enumerate(zip([*tops, *subs], names, strict=True)):
        members = sorted(passages[row].id for row in role.rows.tolist())
        level = ("part",) if number >= len(tops) else ()
        new_id = ThemeId(stable_id("theme", round_id, run_id, *level, *members))
        parent = ids[role.parent] if role.parent != UNTHEMED else None
        centre = tuple(round(float(part), 6) for part in unit_mean(spaces[0].vectors[role.rows]))
        made.append(_make_theme(role.living, label, new_id, round_id, parent, centre))
        if number < len(tops):
            ids[role.slot] = made[-1].id
    return Cast(
        tuple(made[: len(tops)]),
        tuple(made[len(tops) :]),
        ids,
        {role.slot: theme.id for role, theme in zip(subs, made[len(tops) :], strict=True)},
    )


def _list_roles(labels: Labels, living: Sequence[Theme], parent_of: Mapping[int, int]) -> list[_Role]:
    """The slots that have rows, the largest first."""
    slots, sizes = np.unique(labels[labels != UNTHEMED], return_counts=True)
    by_size = sorted(zip(slots.tolist(), sizes.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
    return [
        _Role(slot, np.flatnonzero(labels == slot), living[slot] if slot < len(living) else None, parent_of.get(slot, UNTHEMED))
        for slot, _ in by_size
    ]


def _name(
    roles: Sequence[_Role],
    passages: Sequence[PassageToTheme],
    space: Space,
    rest: Sequence[PassageToTheme],
    naming: Naming,
    bindings: Bindings,
) -> list[Label]:
    """A label a role; where nothing was looked for anew, living themes keep the one they have."""
    goes_on = {number: role.living for number, role in enumerate(roles) if role.living is not None}
    if not naming.is_anew and len(goes_on) == len(roles):
        return [Label(theme.title, theme.description, tuple(theme.keywords)) for theme in goes_on.values()]
    return label_themes(
        [[passages[row] for row in role.rows.tolist()] for role in roles],
        rest,
        language=naming.language,
        wording=naming.wording,
        kept={number: theme.title for number, theme in goes_on.items()},
        may_change={number for number, theme in goes_on.items() if not theme.approved_by and theme.id not in bindings.approved},
        parents=[_place_parent(roles, role) for role in roles],
        vectors=[space.vectors[role.rows] for role in roles],
    )


def _place_parent(roles: Sequence[_Role], role: _Role) -> int | None:
    """Where the parent of a sub-theme stands among the roles."""
    above = (number for number, each in enumerate(roles) if each.parent == UNTHEMED and each.slot == role.parent)
    return None if role.parent == UNTHEMED else next(above)


def _make_theme(
    living: Theme | None, label: Label, new_id: ThemeId, round_id: RoundId, parent: ThemeId | None, centre: tuple[float, ...]
) -> Theme:
    """A living theme keeps its id for life, and its title too once somebody approved it; the rest follows what people say now."""
    if living is None:
        return Theme(new_id, label.title, label.description, label.keywords, born_in=round_id, centroid=centre, parent_id=parent)
    described = living.description if label.title == living.title else label.description
    return replace(living, title=label.title, description=described, keywords=label.keywords, centroid=centre, parent_id=parent)
