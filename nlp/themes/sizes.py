"""How sizes follow from the data. Chosen by measuring on labelled sets (docs/decisions/0012); none is set per set."""

from __future__ import annotations

import math

FEWEST = 60
"""Distinct passages below which no structure is looked for: what would be found is chance."""

LANDMARKS = 2000
"""Distinct texts from which structure is read; all others follow their nearest ones."""

FEWEST_THEMES = 4
"""Themes below which merging stops, unless there are no more to begin with."""

_MOST_THEMES = 12
_MOST_PARTS = 40
# Distinct texts a theme or a part at least: what fewer say is told apart by chance.
_SMALLEST_CORE = 4


def smallest_theme(passages: int, asked: int | None = None) -> int:
    """Passages that make up a theme: as asked, or a quarter of the square root of their number, at least four."""
    return asked if asked is not None else max(_SMALLEST_CORE, round(math.sqrt(passages) / 4))


def most_themes(passages: int) -> int:
    """Themes that a board is shown at most: 0.6 of the square root of the passages, 4 to 12."""
    return min(max(round(0.6 * math.sqrt(passages)), FEWEST_THEMES), _MOST_THEMES)


def most_parts(passages: int) -> int:
    """Sub-themes of all themes together at most: the square root of the passages, 4 to 40."""
    return min(max(round(math.sqrt(passages)), FEWEST_THEMES), _MOST_PARTS)


def smallest_core(passages: int, looked_at: int, asked: int | None = None) -> int:
    """Distinct texts among those looked at that make up a theme: the share of all that a smallest theme is, at least four."""
    return max(_SMALLEST_CORE, round(smallest_theme(passages, asked) * looked_at / max(passages, 1)))
