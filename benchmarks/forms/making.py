"""What spellings are made of: shapes filled with digits and letters by a seeded generator, and digits of other scripts."""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

Make = Callable[[Random], str]


@dataclass(frozen=True, slots=True)
class Style:
    """One way to write a value; `languages` in whose sentences it stands, none for all."""

    name: str
    make: Make
    languages: tuple[str, ...] = ()


def make_digits(rng: Random, count: int) -> str:
    """Digits, so many."""
    return "".join(rng.choice(string.digits) for _ in range(count))


def make_letters(rng: Random, count: int) -> str:
    """Capital consonants, so many: never a word."""
    return "".join(rng.choice("BCDFGHJKLMNPRSTVWXZ") for _ in range(count))


def make_line(rng: Random) -> str:
    """The last four digits of a number that nobody has: 555-0100 to 555-0199 are kept for fiction."""
    return f"01{make_digits(rng, 2)}"


def make_area(rng: Random) -> str:
    """An American area code."""
    return rng.choice(("612", "651", "415", "718", "305", "206", "713"))


def make_fill(shape: str) -> Make:
    """A value by its shape: # a digit, @ a capital, \u2116 the sign #, everything else as it stands."""

    def make(rng: Random) -> str:
        filled = (rng.choice(string.digits) if c == "#" else make_letters(rng, 1) if c == "@" else c for c in shape)
        return "".join(filled).replace("\u2116", "#")

    return make


def make_shapes(*shapes: str, languages: tuple[str, ...] = ()) -> list[Style]:
    """A style for each shape."""
    return [Style(shape, make_fill(shape), languages) for shape in shapes]


def make_mapped(digits: str) -> Callable[[str], str]:
    """What writes digits as those of another script."""
    return lambda text: text.translate(str.maketrans(string.digits, digits))


ARABIC, PERSIAN, DEVANAGARI, WIDE = (make_mapped(each) for each in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９"))


def always(text: str) -> Make:
    """This text and no other."""
    return lambda _: text
