"""Who raised a theme: of the people of each group value who were heard in their own words, how many did. Exact; pure."""

from __future__ import annotations

from dataclasses import dataclass

from domain.ids import ThemeId


@dataclass(frozen=True, slots=True)
class RaisedCount:
    """Of the `heard` people of one value, those who raised the theme: `0 <= raised <= heard`."""

    value: str
    raised: int
    heard: int


@dataclass(frozen=True, slots=True)
class RaisedCounts:
    """One theme by one public group, in one round: people whose value is known and who said something in words."""

    theme_id: ThemeId
    group: str
    values: tuple[RaisedCount, ...]
