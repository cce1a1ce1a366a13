"""How each theme stands: its passages, how well it is found again, and how many people sent one and the same text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from domain.ids import RunId, ThemeId
from domain.themes import Standing
from nlp.themes.passage import PassageToTheme, group_copies


def tell_standings(
    passages: Sequence[PassageToTheme], themes: Sequence[ThemeId | None], solidity: Mapping[ThemeId, float], run_id: RunId
) -> list[Standing]:
    """One standing a theme that has passages, in order of the ids; `themes` gives each passage's theme."""
    sizes = Counter(theme for theme in themes if theme is not None)
    same = _count_same_words(passages, themes)
    return [Standing(run_id, theme, sizes[theme], solidity.get(theme, 0.0), same.get(theme, 0)) for theme in sorted(sizes)]


def _count_same_words(passages: Sequence[PassageToTheme], themes: Sequence[ThemeId | None]) -> dict[ThemeId, int]:
    """People in each theme's largest group of copies; a theme in which nobody repeated anybody is left out."""
    people: defaultdict[tuple[ThemeId, int], set[str]] = defaultdict(set)
    for passage, theme, copy in zip(passages, themes, group_copies(passages).tolist(), strict=True):
        if theme is not None:
            people[theme, copy].add(passage.person or passage.id)
    largest: dict[ThemeId, int] = {}
    for (theme, _), who in people.items():
        if len(who) > 1:
            largest[theme] = max(largest.get(theme, 0), len(who))
    return largest
