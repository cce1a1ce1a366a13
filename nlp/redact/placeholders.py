"""Typed, numbered placeholders: "[PERSON 1]". The same words get the same number within one response or session."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from nlp.redact.found import Kind
from nlp.redact.view import strip_accents

PLACEHOLDER = re.compile(r"\[(" + "|".join(kind.value for kind in Kind) + r") (\d{1,4})\]")
_NAMES = frozenset({Kind.PERSON, Kind.OFFICER})


@dataclass(slots=True)
class Numbering:
    """The numbers given out so far, for the texts that belong together. `taken` are numbers that the texts already show."""

    taken: frozenset[tuple[str, int]]
    _numbers: dict[tuple[Kind, str], int] = field(default_factory=dict)
    _last: dict[Kind, int] = field(default_factory=dict)

    def placeholder(self, kind: Kind, lower: str) -> str:
        """The placeholder for these words; `lower` as in `View.lower`."""
        key = self._key(kind, lower)
        number = self._numbers.get((kind, key)) or self._number_of_fuller_name(kind, key) or self._next(kind)
        self._numbers[kind, key] = number
        return f"[{kind.value} {number}]"

    def _key(self, kind: Kind, lower: str) -> str:
        return strip_accents(lower) if kind in _NAMES else re.sub(r"[\W_]+", "", lower)

    def _number_of_fuller_name(self, kind: Kind, key: str) -> int | None:
        """The number of the one name that holds all words of this one, or is held by it; None where there is none or several."""
        if kind not in _NAMES:
            return None
        words = set(key.split())
        fits = {
            number
            for (other, name), number in self._numbers.items()
            if other is kind and (words <= set(name.split()) or set(name.split()) <= words)
        }
        return fits.pop() if len(fits) == 1 else None

    def _next(self, kind: Kind) -> int:
        number = self._last.get(kind, 0) + 1
        while (kind.value, number) in self.taken:
            number += 1
        self._last[kind] = number
        return number


def find_placeholders(texts: Iterable[str]) -> frozenset[tuple[str, int]]:
    """Type and number of everything in these texts that looks like a placeholder, be it ours or an imitation."""
    return frozenset((match[1], int(match[2])) for text in texts for match in PLACEHOLDER.finditer(text))
