"""Our side: the facade that the product uses, with a history of its own instead of a warehouse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from domain.decisions import Bindings
from domain.ids import PassageId, RoundId, RunId, ThemeId
from domain.themes import EventKind, Theme
from nlp.themes import PassageToTheme, Previous, Space, Theming, theme_passages
from nlp.themes.grouping import select_rows

Names = list[str]  # a theme's name a row, empty for unthemed
_EXPLAINED = {EventKind.MERGED, EventKind.FADED, EventKind.SPLIT, EventKind.RETURNED}


@dataclass(slots=True)
class Ours:
    """Themes that follow a set as it grows, by rounds. `is_placing` allows new passages to be placed without a refit."""

    texts: Sequence[str]
    spaces: Sequence[Space]
    is_placing: bool = True
    living: dict[ThemeId, Theme] = field(default_factory=dict)
    previous: Previous = field(default_factory=Previous)
    refits: int = 0
    steps: int = 0
    told: set[str] = field(default_factory=set)

    def follow(self, count: int) -> Names:
        """The themes of the first `count` rows, after those of the steps before."""
        self.steps += 1
        made = run_ours(self.texts, self.spaces, range(count), self.living.values(), self.previous, f"round-{self.steps}")
        self.refits += made.is_refit
        self.told = {event.theme_id for event in made.events if event.kind in _EXPLAINED}
        self.living |= {theme.id: theme for theme in made.themes}
        self.previous = Previous(
            themes={each.passage_id: each.theme_id for each in made.assignments},
            parts={each.passage_id: each.part_id for each in made.assignments if each.part_id},
            stood=frozenset(each.theme_id for each in made.standings),
            drift=0.0 if made.is_refit else made.drift or 0.0,
            can_place=self.is_placing,
            solidity={each.theme_id: each.solidity for each in made.standings},
        )
        return [each.theme_id or "" for each in made.assignments]


def run_ours(
    texts: Sequence[str],
    spaces: Sequence[Space],
    rows: Sequence[int],
    living: Iterable[Theme] = (),
    previous: Previous | None = None,
    name: str = "anew",
) -> Theming:
    """The facade on some rows; without history it looks for themes anew."""
    return theme_passages(
        [PassageToTheme(PassageId(f"p{row:06}"), texts[row], "en") for row in rows],
        select_rows(spaces, list(rows)),
        living=tuple(living),
        previous=previous or Previous(),
        bindings=Bindings(),
        round_id=RoundId(name),
        run_id=RunId(name),
        stop_words=frozenset(),
        smallest=None,
        language="en",
    )
