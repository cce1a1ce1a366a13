"""Which characters say something, and which only part what is said."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

BULLETS: Final = frozenset("•‣◦▪▫●○◉◘∙·⁃➢➤►▶✓✔✗☐☑☒■□◆◇★☆–—*-+|")
"""Signs that may stand before an item of a list."""

_OPENERS: Final = frozenset("\"'“‘«‹([{「『《【¿¡#@%&")
_LEFT_AT_END: Final = frozenset(",;:،؛、，；：፣፤-–—/|\\") | (BULLETS - frozenset("+*"))


@lru_cache(maxsize=8192)
def is_said(sign: str) -> bool:
    """True for letters, marks, digits and symbols but bullets: what no gap between passages may hold."""
    return unicodedata.category(sign)[0] in "LMNS" and sign not in BULLETS


@lru_cache(maxsize=8192)
def _is_left_at_start(sign: str) -> bool:
    return sign.isspace() or sign in BULLETS or (unicodedata.category(sign)[0] in "PCZ" and sign not in _OPENERS)


@lru_cache(maxsize=8192)
def _is_left_at_end(sign: str) -> bool:
    return sign.isspace() or sign in _LEFT_AT_END or unicodedata.category(sign)[0] in "CZ"


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without space, bullets and separators at its ends; empty where nothing in it says anything."""
    while start < end and _is_left_at_start(text[start]):
        start += 1
    while end > start and _is_left_at_end(text[end - 1]):
        end -= 1
    return (start, end) if any(map(is_said, text[start:end])) else (start, start)
