"""The words of a leaf in any language: a catalogue's, or those that staff translated; dates and digits as that language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from digest.pages.said_page import StaffWords
from digest.telling.wording import Wording, isolate, show_plainly
from domain.screen import ScreenTexts
from domain.translations import StaffTranslation

if TYPE_CHECKING:
    from babel import Locale

LEAF = "leaf."
_PHRASE = "phrase:"
_KNOWN_DIGITS = frozenset({"latn", "arab", "arabext", "beng", "deva", "khmr", "mymr"})  # those that `Wording` writes
# Languages written from the right that Unicode's locale data does not know, or knows only in part.
_FROM_RIGHT = frozenset({"ckb", "prs", "rhg", "bal", "arc", "aii", "ug", "yi", "ps", "sd", "dv"})


@dataclass(slots=True)
class SaidWords:
    """Gives a leaf its words in one language, and notes which it asked for: `asked` are the words as written, by their place.

    `source` is the catalogue in which phrases stand that have to be translated, `written_in` the language of what staff wrote.
    `catalogue` is that of the language itself, None where there is none: then its phrases are translated like everything else.
    """

    language: str
    written_in: str
    source: ScreenTexts
    catalogue: ScreenTexts | None
    translations: Mapping[str, StaffTranslation]
    asked: dict[str, str] = field(default_factory=dict)

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The side from which the language is read."""
        return self.catalogue.direction if self.catalogue else find_direction(self.language)

    def say(self, key: str, **values: str) -> str:
        """A phrase of the leaf; where it is not translated, as the source has it."""
        return self._find_phrase(key).format(**values)

    def read(self, place: str, written: str) -> StaffWords:
        """What staff wrote, translated where that was done of these very words."""
        plain = show_plainly(written)
        if self.language == self.written_in or not plain:
            return StaffWords(plain, self.language, self.direction)
        self.asked[place] = plain
        known = self.translations.get(place)
        if known is not None and known.holds_for(plain):
            return StaffWords(known.words, self.language, self.direction)
        return StaffWords(plain, self.written_in, find_direction(self.written_in), is_original=True)

    def day(self, day: date) -> str:
        """A date in full; as in 2026-03-31 where nobody knows how the language writes one."""
        wording = self._find_wording()
        return day.isoformat() if wording is None else wording.day(day)

    def number(self, number: int) -> str:
        """A whole number in the language's digits."""
        wording = self._find_wording()
        return str(number) if wording is None else wording.number(number)

    def isolate(self, words: str) -> str:
        """Words that keep their own direction inside a sentence."""
        return isolate(words)

    def list_missing(self) -> dict[str, str]:
        """What was asked for and is not translated, or was translated of other words."""
        return {place: words for place, words in self.asked.items() if not self._holds(place, words)}

    def _holds(self, place: str, words: str) -> bool:
        known = self.translations.get(place)
        return known is not None and known.holds_for(words)

    def _find_phrase(self, key: str) -> str:
        if self.catalogue is not None:
            return self.catalogue.phrases[LEAF + key]
        written, place = self.source.phrases[LEAF + key], place_phrase(key)
        self.asked[place] = written
        return self.translations[place].words if self._holds(place, written) else written

    def _find_wording(self) -> Wording | None:
        if self.catalogue is not None:
            return Wording(self.catalogue)
        locale = _find_locale(self.language)
        if locale is None:
            return None
        digits = locale.default_numbering_system
        known = digits if digits in _KNOWN_DIGITS else "latn"
        return Wording(ScreenTexts(self.language, self.language, self.direction, known, {}, {}, lambda number: "other"))


def place_phrase(key: str) -> str:
    """Where a phrase of the leaf stands."""
    return f"{_PHRASE}{LEAF}{key}"


def is_phrase(place: str) -> bool:
    """Whether a place is that of a phrase and not of what staff wrote."""
    return place.startswith(_PHRASE)


def list_phrases(source: ScreenTexts) -> dict[str, str]:
    """Every phrase of the leaf as a catalogue has it, by its place."""
    keys = (key.removeprefix(LEAF) for key in source.phrases if key.startswith(LEAF))
    return {place_phrase(key): source.phrases[LEAF + key] for key in keys}


def find_direction(language: str) -> Literal["ltr", "rtl"]:
    """From which side a language is read, by Unicode's locale data."""
    locale = _find_locale(language)
    if locale is None or language.partition("-")[0] in _FROM_RIGHT:
        return "rtl" if language.partition("-")[0] in _FROM_RIGHT else "ltr"
    return "rtl" if locale.text_direction == "rtl" else "ltr"


def _find_locale(language: str) -> Locale | None:
    from babel import Locale
    from babel.core import UnknownLocaleError

    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None
