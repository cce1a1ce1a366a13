"""Does the theme tell the language? It should not."""

from __future__ import annotations

from collections.abc import Sequence

from domain.ids import ThemeId


def measure_leak(themes: Sequence[ThemeId | None], languages: Sequence[str]) -> float | None:
    """NMI of theme and language in [0, 1], unthemed counted as a group; None under two languages."""
    if len(set(languages)) < 2:
        return None
    from sklearn.metrics import normalized_mutual_info_score

    return float(normalized_mutual_info_score(list(languages), [theme or "" for theme in themes]))
