"""Typed, numbered placeholders: "[PERSON 1]". The same words get the same number within one response or session."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from nlp.redact.found import Kind
from nlp.redact.view import strip_accents

_TYPES = {kind.shown: kind for kind in reversed(Kind)} | {kind.value: kind for kind in Kind}
PLACEHOLDER = re.compile(r"\[(" + "|".join(_TYPES) + r") (\d{1,4})\]")
# Ours among those that look like one: numbers above 99 and with a zero first could carry a telephone number through.
OURS = re.compile(r"\[(?:" + "|".join(_TYPES) + r") [1-9]\d?\]")
_IMITATION = re.compile(r"\[(" + "|".join(_TYPES) + r") \d{1,20}\]")
_SHORTEST_NUMBER = 7  # digits in which two numbers must agree to be the same
_MAIL_WORDS = re.compile(r"\b(?:dot|at|punto|arroba|point|arobase|ponto|mailto)\b|[\W_]+")
_NAMES = frozenset({Kind.PERSON, Kind.OFFICER})


@dataclass(slots=True)
class Numbering:
    """The numbers given out so far, for the texts that belong together. `taken` are numbers that the texts already show."""

    taken: frozenset[tuple[str, int]]
    _numbers: dict[tuple[Kind, str], int] = field(default_factory=dict)
    _last: dict[str, int] = field(default_factory=dict)

    def placeholder(self, kind: Kind, lower: str, digits: str = "") -> str:
        """The placeholder for these words; `lower` as in `View.lower`, `digits` those in it, said ones too."""
        key = self._key(kind, lower, digits)
        number = (
            self._numbers.get((kind, key))
            or self._number_of_fuller_name(kind, key)
            or self._number_of_longer(kind, key)
            or self._next(kind)
        )
        self._numbers[kind, key] = number
        return f"[{kind.shown} {number}]"

    def _key(self, kind: Kind, lower: str, digits: str) -> str:
        if kind in _NAMES:
            return strip_accents(lower)
        if kind is Kind.PHONE and len(digits) >= _SHORTEST_NUMBER:
            return digits
        return _MAIL_WORDS.sub("", lower) if kind is Kind.EMAIL else re.sub(r"[\W_]+", "", lower)

    def _number_of_longer(self, kind: Kind, key: str) -> int | None:
        """The number of the same telephone number with or without its country or area."""
        if kind is not Kind.PHONE or len(key) < _SHORTEST_NUMBER:
            return None
        fits = {
            n
            for (other, known), n in self._numbers.items()
            if other is kind and len(known) >= _SHORTEST_NUMBER and (known.endswith(key) or key.endswith(known))
        }
        return fits.pop() if len(fits) == 1 else None

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
        number = self._last.get(kind.shown, 0) + 1
        while (kind.shown, number) in self.taken:
            number += 1
        self._last[kind.shown] = number
        return number


def find_imitations(text: str) -> list[tuple[int, int, Kind]]:
    """Where a text holds what looks like a placeholder and is none of ours, with the type it claims."""
    return [(*match.span(), _TYPES[match[1]]) for match in _IMITATION.finditer(text) if not OURS.fullmatch(match[0])]


def find_placeholders(texts: Iterable[str]) -> frozenset[tuple[str, int]]:
    """Type and number of everything in these texts that looks like a placeholder, be it ours or an imitation."""
    return frozenset((match[1], int(match[2])) for text in texts for match in PLACEHOLDER.finditer(text))
