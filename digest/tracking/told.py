"""What releases told of themes: titles and rounded shares, and nothing else. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from digest.disclosing.policy import ShownShare
from domain.ids import RoundId, ThemeId


@dataclass(frozen=True, slots=True)
class ToldTheme:
    """A theme as the release of one round told it. `share` is None where the release did not show it.

    `history` holds the shares that the same release gave for earlier rounds, by the round's title: all of one theming, so that
    they can be set beside `share`. It is empty where the release says that its round cannot be compared. `change` is its sentence
    on how that stands against the round before.
    """

    id: ThemeId
    title: str
    share: ShownShare | None
    history: tuple[tuple[str, ShownShare], ...] = ()
    change: str = ""

    def before(self, round_title: str) -> ShownShare | None:
        """The share that this release gave for an earlier round; None where it gave none."""
        return dict(self.history).get(round_title)


@dataclass(frozen=True, slots=True)
class ToldRound:
    """The themes that a round's release told and that hold, in its order."""

    round_id: RoundId
    themes: tuple[ToldTheme, ...]

    def find(self, theme_id: ThemeId) -> ToldTheme | None:
        """The theme as this release told it; None where it did not."""
        return next((each for each in self.themes if each.id == theme_id), None)


def name_told(told: Iterable[ToldRound]) -> dict[ThemeId, str]:
    """Every theme that a release told, with the title that the last of these gave it."""
    return {theme.id: theme.title for each in told for theme in each.themes}
