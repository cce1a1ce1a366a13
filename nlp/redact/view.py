"""A text as recognisers see it: one form for digits, dashes, quotes and case, with the way back to the offsets as spoken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Signs that are not seen: joiners, marks of direction, fillers, selectors of variants, tags (Unicode's default ignorables).
_HIDDEN = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u3164\ufeff\uffa0\ufff9\ufffa\ufffb"
    + "".join(
        map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080)))
    )
)
_QUOTES = dict.fromkeys("’‘ʼ`´ʻʹ＇", "'")
_ARABIC_FORMS = {"ك": "ک", "ي": "ی", "ى": "ی", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ۀ": "ه", "ؤ": "و", "ئ": "ی"}
_LOOKALIKES = dict(
    zip(
        "АВЕКМНОРСТУХаеорсухіјѕԁһԛѡΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναικρτυνωґ",
        "ABEKMHOPCTYXaeopcyxijsdhqwABEZHIKMNOPTYXovaikptuvwr",
        strict=True,
    )
)
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z]")


class _FoldTable(dict[int, str]):
    """One code point to one code point, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


class _LowerTable(dict[int, str]):
    """One code point to its lower-case form where that is one code point too."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        lower = _ARABIC_FORMS.get(character, character.lower())
        self[code] = lower if len(lower) == 1 else lower[0]
        return self[code]


def _fold_character(character: str) -> str:
    if character in _QUOTES:
        return _QUOTES[character]
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category == "Pd" or character == "−":
        return "-"
    if category == "Zs" or character == "\t":
        return " "
    compatible = unicodedata.normalize("NFKC", character)
    return compatible if len(compatible) == 1 else character


_FOLD = _FoldTable()
_LOWER = _LowerTable()


@dataclass(frozen=True, slots=True)
class View:
    """A folded text. `text` keeps case, `lower` has none; both have the same length, in code points.

    `offsets` has `len(text) + 1` places in the words as spoken; None where nothing was left out.
    """

    text: str
    lower: str
    offsets: Sequence[int] | None = None

    def to_spoken(self, start: int, end: int) -> tuple[int, int]:
        """The place of `text[start:end]` in the words as spoken."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end]


def fold(words: str) -> View:
    """The view of a text: hidden characters left out, marks joined to their letters, look-alike letters in Latin words made Latin."""
    offsets: list[int] | None = None
    text = words
    if not words.isascii() and (not _HIDDEN.isdisjoint(words) or any(map(unicodedata.combining, words))):
        text, offsets = _join_marks(words)
    text = _unmask(text.translate(_FOLD))
    return View(text, text.translate(_LOWER), offsets)


def fold_word(word: str) -> str:
    """A cue or name as it stands in `View.lower`."""
    return fold(word).lower


def strip_accents(lower: str) -> str:
    """Latin letters without their marks: "josé" and "jose" are one name."""
    if lower.isascii():
        return lower
    parts = unicodedata.normalize("NFD", lower.replace("đ", "d").replace("ł", "l").replace("ø", "o"))
    bare = "".join(c for c in parts if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", bare)


def _join_marks(words: str) -> tuple[str, list[int]]:
    out: list[str] = []
    offsets: list[int] = []
    for position, character in enumerate(words):
        if character in _HIDDEN:
            continue
        if out and unicodedata.combining(character):
            joined = unicodedata.normalize("NFC", out[-1] + character)
            if len(joined) == 1:
                out[-1] = joined
                continue
            if _is_loose_mark(character):
                continue
        out.append(character)
        offsets.append(position)
    return "".join(out), [*offsets, len(words)]


def _is_loose_mark(character: str) -> bool:
    """True for marks that may be left out without changing the word: Latin accents and Arabic vowel signs."""
    return "\u0300" <= character <= "\u036f" or "\u064b" <= character <= "\u0670"


def _unmask(text: str) -> str:
    # Only a token that mixes scripts is a disguise; a Russian word is left Russian.
    if not (_FOREIGN.search(text) and _LATIN.search(text)):
        return text
    return re.sub(r"\S+", lambda match: _unmask_token(match[0]), text)


def _unmask_token(token: str) -> str:
    if _LATIN.search(token) and _FOREIGN.search(token):
        return "".join(_LOOKALIKES.get(character, character) for character in token)
    return token
