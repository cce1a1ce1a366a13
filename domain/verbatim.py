"""Whether words are a contiguous part of a comment, cut where nothing is torn apart. Pure."""

from __future__ import annotations

import unicodedata

from domain.quotes import Pieces
from domain.text import PLACEHOLDER

# Scripts that put no spaces between words: Thai, Lao, Tibetan, Burmese, Khmer, Chinese and Japanese.
_UNSPACED = ((0x0E00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_APOSTROPHES = frozenset("'’ʼ")
_JOINERS = frozenset("\u200c\u200d")


def cut_parts(text: str, pieces: Pieces) -> tuple[str, ...]:
    """The words at these places, one text a piece. Raises ValueError where a comment cannot be cut so.

    Pieces are in order and apart, each says something besides placeholders, and none tears a word, a letter or a placeholder.
    The error never holds a word of the text.
    """
    if not pieces:
        raise ValueError("no part is named")
    last = 0
    for number, (start, end) in enumerate(pieces):
        if not last <= start < end <= len(text):
            raise ValueError("the parts are not in order within the comment")
        if number and not text[last:start].strip():
            raise ValueError("two parts follow each other with nothing left out between them")
        last = end
    torn = {span for match in PLACEHOLDER.finditer(text) for span in range(match.start() + 1, match.end())}
    if any(at in torn or is_within_word(text, at) for piece in pieces for at in piece):
        raise ValueError("a part begins or ends within a word")
    parts = tuple(text[start:end] for start, end in pieces)
    if not all(says_something(each) for each in parts):
        raise ValueError("a part says nothing besides what was taken out of it")
    return parts


def says_something(part: str) -> bool:
    """True where a letter or digit stands in it outside placeholders."""
    return any(sign.isalnum() for sign in PLACEHOLDER.sub(" ", part))


def is_within_word(text: str, at: int) -> bool:
    """True where a cut before `text[at]` would tear a word, or a sign from its letter."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if _is_mark(after) or after in _JOINERS or before in _JOINERS:
        return True
    if _is_unspaced(before) or _is_unspaced(after):
        return False
    if after in _APOSTROPHES:
        return _is_letter(before) and at + 1 < len(text) and _is_letter(text[at + 1])
    if before in _APOSTROPHES:
        return _is_letter(after) and at > 1 and _is_letter(text[at - 2])
    return _is_letter(before) and _is_letter(after)


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or _is_mark(sign)


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M")


def _is_unspaced(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in _UNSPACED)
