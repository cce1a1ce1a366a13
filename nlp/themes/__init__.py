"""Passages to themes: found by what many partitions agree on, named in plain words, matched with the themes that live."""

from nlp.themes.grouping import Space
from nlp.themes.nearest import nearest_themes
from nlp.themes.passage import PassageToTheme
from nlp.themes.previous import Previous
from nlp.themes.theming import Theming, theme_passages

__all__ = ["PassageToTheme", "Previous", "Space", "Theming", "nearest_themes", "theme_passages"]
