"""Words of a page -> numbers, by writing the same words of them again in the page's own language."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from digest.disclosing.policy import ShownShare
from digest.telling.wording import Wording

LANGUAGES = "\x00language"  # the group of languages, whatever its title is in a page's own language
_MARK = "\x00"
_BETWEEN = "[.,\u066b\u066c\u00a0\u202f]"  # what stands between the digits of one number
_TENTHS, _HUNDREDTHS = range(1, 11), range(8)  # what `Wording.rough_share` can say


@dataclass(slots=True)
class Reader:
    """One page's words; `unread` collects where something stands that could not be read."""

    wording: Wording
    unread: list[str] = field(default_factory=list)

    def people(self, text: str, where: str) -> int | None:
        """The number in "about 55 people"; None where it is withheld, and where it cannot be read, which is noted."""
        number = read_digits(text)
        if number is not None and self.wording.count("people.about", number) == text:
            return number
        withheld = [self.wording.say("people.hidden"), self.wording.say("people.withheld", n=self.wording.number(number or 0))]
        if text not in ("", *withheld):
            self.unread.append(where)
        return None

    def confirm(self, words: str, where: str, *, numbers: Iterable[float | None], texts: Iterable[str] = ()) -> None:
        """Note words in which a number stands that is none of these, nor part of one of these texts (names and labels)."""
        known = {self.wording.number(each) for each in numbers if each is not None}
        left = words
        for each in sorted((*self._rough_shares(), *texts), key=len, reverse=True):
            left = left.replace(each, "")
        for each in sorted(known, key=len, reverse=True):
            left = re.sub(rf"(?<!\d)(?<!\d{_BETWEEN}){re.escape(each)}(?!{_BETWEEN}?\d)", "", left)
        if any(sign.isdecimal() for sign in left):
            self.unread.append(where)

    def count(self, value: Any, where: str) -> int | None:
        """A rounded count that stands as a number; None where it is withheld. Anything else is noted."""
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
            return value
        self.unread.append(where)
        return None

    def _rough_shares(self) -> Iterable[str]:
        wording = self.wording
        # Hundreds first: "about 4 in 10" stands within "about 4 in 100".
        yield from (wording.say("share.in_hundred", n=wording.number(each)) for each in _HUNDREDTHS)
        yield from (wording.say("share.in_ten", n=wording.number(each)) for each in _TENTHS)


def read_share(share: Mapping[str, Any] | None) -> ShownShare | None:
    """A share as it stands on a page."""
    return None if share is None else ShownShare(share["value"], share["low"], share["high"], share.get("design_effect", 1.0))


def list_figures(*shares: ShownShare | None) -> tuple[int, ...]:
    """All whole per cents that stand in these shares."""
    return tuple(number for each in shares if each is not None for number in (each.value, each.low, each.high))


def mark_place(name: str) -> str:
    """A name that is the same wherever the same words stand, and in which no word stands: 16 hex digits of its SHA-256.

    Rows are held side by side by it, also with those of a release whose page says nothing any more.
    """
    return hashlib.sha256(name.encode()).hexdigest()[:16]


@cache
def codes_by_name(language: str) -> Mapping[str, str]:
    """Every language's code by its name in this one: the same language is the same row in a page of another language."""
    from babel import Locale

    return {name: code for code, name in Locale.parse(language).languages.items()}


def match_numbers(say: Callable[..., str], names: tuple[str, ...], text: str) -> tuple[int, ...] | None:
    """The whole numbers that stand in a phrase at these names; None where the text is another phrase."""
    phrase = re.escape(say(**{name: f"\x01{name}\x01" for name in names})).replace(re.escape(_MARK), ".+?")
    for name in names:
        phrase = phrase.replace(re.escape(f"\x01{name}\x01"), rf"(?P<{name}>\S+?)")
    found = re.fullmatch(phrase, text)
    numbers = [read_digits(found[name]) for name in names] if found else [None]
    return None if None in numbers else tuple(number for number in numbers if number is not None)


def read_digits(text: str) -> int | None:
    """All digits of a text as one number, in whatever script they are written."""
    digits = "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())
    return int(digits) if digits else None
