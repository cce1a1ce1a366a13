"""What is known from earlier runs: where each passage was, and whether the themes may be left as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.ids import PassageId, ThemeId


@dataclass(frozen=True, slots=True)
class Previous:
    """The run that a run goes on from; without one, all is empty.

    `themes` says which theme each passage had, None for a passage that was there and unthemed; `parts` which sub-theme.
    `told` says the same of the run of the round before, against which events are told (None: that is the same run), and
    `stood` names the themes that had passages in it, among them those whose passages were withdrawn since.
    `drift` is what has gathered since the themes were last looked for, 0 right after. `can_place` is True where the run was
    made with the same model and settings, so that new passages can be placed among its themes. `solidity` is that of its
    themes and sub-themes.
    """

    themes: Mapping[PassageId, ThemeId | None] = field(default_factory=dict)
    parts: Mapping[PassageId, ThemeId] = field(default_factory=dict)
    told: Mapping[PassageId, ThemeId | None] | None = None
    told_parts: Mapping[PassageId, ThemeId] | None = None
    stood: frozenset[ThemeId] = frozenset()
    drift: float = 0.0
    can_place: bool = False
    solidity: Mapping[ThemeId, float] = field(default_factory=dict)

    @property
    def round_before(self) -> Mapping[PassageId, ThemeId | None]:
        """Which theme each passage had in the run of the round before."""
        return self.themes if self.told is None else self.told

    @property
    def parts_before(self) -> Mapping[PassageId, ThemeId]:
        """Which sub-theme each passage had in the run of the round before."""
        return self.parts if self.told_parts is None else self.told_parts
