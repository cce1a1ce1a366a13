"""Figures, dates and lists in the words and digits of a language; text that people wrote, made safe to stand among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from digest.disclosing.policy import Shown, ShownShare
from domain.screen import ScreenTexts

if TYPE_CHECKING:
    from babel import Locale

# Marks that turn the reading order of what follows (Unicode TR 9), and control characters: they could make a title
# say on screen what it does not say in the record.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"  # and what no file can hold or nobody can see
)
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_ZEROS = {"latn": "0", "arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "khmr": "០", "mymr": "၀"}  # by Unicode numbering system
_SPACE = re.compile(r"\s+")
_NUMBERS_KEPT = 20_000


def show_plainly(words: str) -> str:
    """Words as they read: on one line, without characters that cannot be seen."""
    return _SPACE.sub(" ", _UNSEEN.sub("", words)).strip()


def isolate(words: str) -> str:
    """Words that keep their own direction inside a sentence of another (Unicode isolates)."""
    return f"{_ISOLATE}{show_plainly(words)}{_END_ISOLATE}"


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of one language with that language's way to write numbers, dates and lists."""

    texts: ScreenTexts

    @property
    def locale(self) -> Locale:
        """Babel's locale of the texts."""
        return _find_locale(self.texts.code)

    def say(self, key: str, /, **values: str) -> str:
        """The phrase, filled."""
        return self.texts.say(key, **values)

    def count(self, key: str, number: int, /, **values: str) -> str:
        """The phrase in the plural form of a number, which it may name as `{n}`."""
        return self.texts.count(key, number, n=self.number(number), **values)

    def isolate(self, words: str) -> str:
        """Words that people wrote, safe inside a sentence."""
        return isolate(words)

    def contrast(self, share: ShownShare, other: ShownShare) -> tuple[str, str]:
        """Two shares as people say them; in per cent where both would read the same."""
        said = self.rough_share(share), self.rough_share(other)
        return said if said[0] != said[1] else (self.percent(share.value), self.percent(other.value))

    def number(self, number: float, *, decimals: int = 0) -> str:
        """A number with so many decimals, in the language's digits."""
        return _write_number(self.texts.code, self.texts.digits, number, decimals)

    def percent(self, per_cent: int) -> str:
        """A whole percentage: 27 is "27%" in English, "27 %" in French."""
        return _write_percent(self.texts.code, self.texts.digits, per_cent)

    def day(self, day: date) -> str:
        """A date in full: "3 November 2026"."""
        from babel.dates import format_date

        return self.digits(format_date(day, format="long", locale=self.locale))

    def month(self, day: date) -> str:
        """The month and year of a date."""
        from babel.dates import format_skeleton

        return self.digits(format_skeleton("yMMMM", day, locale=self.locale))

    def short_month(self, day: date) -> str:
        """The month and year of a date, shortened for an axis."""
        from babel.dates import format_skeleton

        return self.digits(format_skeleton("yMMM", day, locale=self.locale))

    def days(self, start: date | None, end: date | None) -> str:
        """A span of dates; one of them alone where the other is not known, nothing where neither is."""
        known = [self.day(each) for each in (start, end) if each is not None]
        if len(known) == 2 and start != end:
            return self.say("span", start=known[0], end=known[1])
        return known[0] if known else ""

    def instant(self, at: datetime) -> str:
        """A moment to the minute, in universal time."""
        universal = at.astimezone(UTC)
        return self.say("moment", day=self.day(universal.date()), time=self.digits(f"{universal:%H:%M}"))

    def listing(self, items: Iterable[str]) -> str:
        """Items as a list within a sentence: "a, b, and c"."""
        from babel.lists import format_list

        return format_list(list(items), locale=self.locale)

    def quote(self, words: str) -> str:
        """A title within a sentence, in the language's quotation marks."""
        return self.say("quoted", words=isolate(words))

    def language_name(self, code: str) -> str:
        """The name of a language; the code itself where it has no name here."""
        from babel.core import UnknownLocaleError

        names = self.locale.languages
        if code in ("", "und"):
            return self.say("language_unknown")
        from babel import Locale

        try:
            return names.get(code) or Locale.parse(code.replace("-", "_")).get_display_name(self.locale) or code
        except (UnknownLocaleError, ValueError):
            return show_plainly(code)

    def people(self, shown: Shown, *, threshold: int) -> str:
        """About how many people, or that they are too few to be shown."""
        if shown.count is None:
            return self.say("people.withheld", n=self.number(threshold))
        return self.count("people.about", shown.count)

    def about(self, shown: int | None) -> str:
        """A rounded count of people in a table; that it is not shown where it is withheld."""
        return self.say("people.hidden") if shown is None else self.say("counts.about", n=self.number(shown))

    def rough_share(self, share: ShownShare) -> str:
        """A share as people say it: "about 3 in 10"; under 8 per cent of a hundred."""
        if share.value < 8:
            return self.say("share.in_hundred", n=self.number(share.value))
        tenths = min((share.value + 5) // 10, 10)
        return self.say("share.almost_all") if tenths == 10 else self.say("share.in_ten", n=self.number(max(tenths, 1)))

    def interval(self, share: ShownShare) -> str:
        """The 95 % interval: "27 to 34%"."""
        return self.say("share.interval", low=self.number(share.low), high=self.percent(share.high))

    def share(self, share: ShownShare) -> str:
        """The rough share with its interval behind it: "about 3 in 10 people (27 to 34%)"."""
        return self.say("share.full", rough=self.rough_share(share), interval=self.interval(share))

    def digits(self, words: str) -> str:
        """Western digits and the per cent sign put into the language's own. Babel writes separators only."""
        return words.translate(_map_digits(self.texts.digits))


@cache
def _find_locale(code: str) -> Locale:
    from babel import Locale

    return Locale.parse(code)


# A digest of fifty themes writes the same few thousand numbers a hundred thousand times.
@lru_cache(maxsize=_NUMBERS_KEPT)
def _write_number(code: str, digits: str, number: float, decimals: int) -> str:
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(number, format=pattern, locale=_find_locale(code), numbering_system=digits).translate(_map_digits(digits))


@lru_cache(maxsize=_NUMBERS_KEPT)
def _write_percent(code: str, digits: str, per_cent: int) -> str:
    from babel.numbers import format_percent

    return format_percent(per_cent / 100, locale=_find_locale(code), numbering_system=digits).translate(_map_digits(digits))


@cache
def _map_digits(digits: str) -> dict[int, int | str | None]:
    zero = _ZEROS[digits]
    own: dict[str, str | int | None] = {str(digit): chr(ord(zero) + digit) for digit in range(10)}
    return str.maketrans(own | ({"%": "٪"} if digits == "arab" else {}))
