"""The themes of codebooks as staff see them: what each is looked for by, and how many passages it has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from desk.theme_deed import latest_themed
from domain.codebook import CodebookEntry
from domain.themes import Theme
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class CodebookTheme:
    """A theme with its codebook's words, and the passages that it has in the latest run."""

    theme: Theme
    entry: CodebookEntry
    passages: int

    def as_row(self) -> dict[str, str | int]:
        """What a person asks first; figures last."""
        return {
            "theme": self.theme.id,
            "title": self.theme.title,
            "language": self.entry.language,
            "examples": len(self.entry.examples),
            "passages": self.passages,
        }


def list_codebook(store: Store) -> tuple[CodebookTheme, ...]:
    """The living themes that a codebook describes, in order of the title."""
    run = latest_themed(store)
    counted = Counter(theme for each in store.themes.assignments(run.id) for theme in (each.theme_id, each.part_id)) if run else Counter()
    living = {each.id: each for each in store.themes.living()}
    found = [CodebookTheme(living[each.theme_id], each, counted[each.theme_id]) for each in store.codebook.all() if each.theme_id in living]
    return tuple(sorted(found, key=lambda each: (each.theme.title.casefold(), each.theme.id)))
