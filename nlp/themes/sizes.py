"""How sizes follow from the data. Chosen by measuring on four labelled sets (see benchmarks/themes.py); none is set per set."""

from __future__ import annotations

import math

FEWEST = 60
"""Distinct passages below which no structure is looked for: what would be found is chance."""

NEIGHBOURS = 15
DIMENSIONS = 5
_MOST_THEMES = 20
_FEWEST_THEMES = 4


def smallest_theme(passages: int, asked: int | None = None) -> int:
    """Passages that make up a theme: as asked, or a quarter of the square root of their number, at least four."""
    return asked if asked is not None else max(4, round(math.sqrt(passages) / 4))


def most_themes(passages: int) -> int:
    """Themes that a board is shown at most: half the square root of the passages, 4 to 20."""
    return min(max(round(math.sqrt(passages) / 2), _FEWEST_THEMES), _MOST_THEMES)


def fewest_themes(passages: int) -> int:
    """Themes below which merging stops: half of the most."""
    return max(most_themes(passages) // 2, _FEWEST_THEMES)
