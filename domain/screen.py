"""The words of a screen in one language: data that `config/texts/` holds and the pages are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class ScreenTexts:
    """Every visible word of the pages in one language, by key ("theme.people").

    `phrases` have named placeholders; `plurals` have one phrase a plural category ("one", "few", "other"), and
    `plural_category` tells the category of a number. `digits` is a Unicode numbering system ("latn", "arab").
    """

    code: str
    name: str
    direction: Literal["ltr", "rtl"]
    digits: str
    phrases: Mapping[str, str] = field(repr=False)
    plurals: Mapping[str, Mapping[str, str]] = field(repr=False)
    plural_category: Callable[[float], str] = field(repr=False, compare=False)

    def say(self, key: str, /, **values: str) -> str:
        """The phrase with its placeholders filled. Raises KeyError for an unknown key or a missing value."""
        return self.phrases[key].format(**values)

    def count(self, key: str, number: float, /, **values: str) -> str:
        """The phrase in the plural form of `number`, its placeholders filled; `values` holds the number in words or digits."""
        forms = self.plurals[key]
        return forms.get(self.plural_category(number), forms["other"]).format(**values)
