"""Keeps what must not be translated (placeholders, addresses) out of an engine's hands: each becomes a word that no language has.

`[IBAN 1]` would come back from Spanish as `[WENT 1]`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import count
from typing import Final

_KEPT: Final = re.compile(
    r"\[[A-Z][A-Z_]{0,40} \d{1,6}\]|(?:https?://|www\.)[^\s<>\"]{1,2000}(?<![.,;:!?)\]])|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
)
_LETTERS: Final = "bcdfghjk"
_STEMS: Final = ("Zqx", "Xqz", "Qzx", "Qxz")


@dataclass(frozen=True, slots=True, repr=False)
class Shielded:
    """A text with its kept parts replaced: `words` goes to the engine, `restore` brings the parts back."""

    words: str
    stem: str
    parts: tuple[str, ...]

    def restore(self, translated: str) -> str | None:
        """`translated` with every part where its word now stands; None if one was lost, doubled or made up."""
        if not self.parts:
            return translated
        pattern = re.compile(rf"{self.stem}([{_LETTERS}]+)q", re.IGNORECASE)
        found = Counter(match[1].lower() for match in pattern.finditer(translated))
        if found != Counter(_write_number(index) for index in range(len(self.parts))):
            return None
        parts = {_write_number(index): part for index, part in enumerate(self.parts)}
        return pattern.sub(lambda match: parts[match[1].lower()], translated)


def shield(text: str) -> Shielded:
    """Replace placeholders, web and mail addresses by made-up words whose stem the text does not have."""
    stem = _choose_stem(text)
    parts: list[str] = []

    def take(match: re.Match[str]) -> str:
        parts.append(match[0])
        before = " " if match.start() and text[match.start() - 1].isalnum() else ""
        after = " " if text[match.end() : match.end() + 1].isalnum() else ""
        return f"{before}{stem}{_write_number(len(parts) - 1)}q{after}"

    return Shielded(_KEPT.sub(take, text), stem, tuple(parts))


def _choose_stem(text: str) -> str:
    lowered = text.lower()
    stems = (stem + "z" * longer for longer in count() for stem in _STEMS)
    return next(stem for stem in stems if stem.lower() not in lowered)


def _write_number(number: int) -> str:
    """A number in letters, since digits would end a word: 0 -> b, 7 -> k, 8 -> cb."""
    written = _LETTERS[number % 8]
    while number >= 8:
        number //= 8
        written = _LETTERS[number % 8] + written
    return written
