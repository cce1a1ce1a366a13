"""Words that are no person's name however rare: places, languages, months, days, peoples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from nlp.redact.lists import read_words
from nlp.redact.view import fold_word, strip_accents

_GRAMMAR = read_words(__file__, "grammar.toml")
PLACE_NOUNS = _GRAMMAR["place_nouns"]
SURE_PLACE_NOUNS = _GRAMMAR["sure_place_nouns"]
PLACE_OPENERS = _GRAMMAR["place_openers"]
_ENDONYMS = (
    "Soomaali",
    "Kiswahili",
    "Kreyòl",
    "Tagalog",
    "Taglish",
    "Spanglish",
    "Farsi",
    "Dari",
    "Pashto",
    "Oromo",
    "Tigrinya",
    "Mandarin",
    "Cantonese",
)
_GEO = ("1",)  # country code of the towns that count as places: the United States and Canada


@cache
def load_places() -> frozenset[str]:
    """Names of one word: towns (libphonenumber's geography, Apache-2.0), countries and languages (Unicode CLDR)."""
    names = {*_towns(), *_territories(), *_cldr_names()}
    return frozenset(strip_accents(fold_word(name)) for name in names)


@cache
def load_town_phrases() -> frozenset[str]:
    """Names of towns of several words, lower case: "bowling green"."""
    return frozenset(name for name in map(fold_word, _all_towns()) if " " in name)


@cache
def load_languages() -> frozenset[str]:
    """Names of languages, months and days in the languages served (Unicode CLDR)."""
    return frozenset(strip_accents(fold_word(name)) for name in (*_cldr_names(), *_ENDONYMS))


@cache
def load_calendar() -> frozenset[str]:
    """Names of months and days in the languages served (Unicode CLDR), whole: "july"; "jun" is a name as well."""
    names = (name for locale in _locales() for forms in (locale.months, locale.days) for name in _spell_out(forms))
    return frozenset(strip_accents(fold_word(name)) for name in names)


def _spell_out(forms: Any) -> Iterator[str]:
    """The whole names of months or days, of one word each, in whatever width."""
    for widths in forms.values():
        yield from _words(widths["wide"].values())


def _towns() -> Iterator[str]:
    return (name for name in _all_towns() if " " not in name and len(name) > 3)


@cache
def _all_towns() -> frozenset[str]:
    from phonenumbers.geodata import GEOCODE_DATA

    towns = set()
    for prefix, names in GEOCODE_DATA.items():
        if prefix.startswith(_GEO):
            towns.add(names.get("en", "").split(",")[0].strip())
    return frozenset(towns - {""})


def _territories() -> Iterator[str]:
    for locale in _locales():
        yield from _words(locale.territories.values())


def _cldr_names() -> Iterator[str]:
    for locale in _locales():
        yield from _words(locale.languages.values())
        for forms in (locale.months, locale.days):
            for widths in forms.values():
                yield from _words(name for width in ("wide", "abbreviated") for name in widths[width].values())


def _locales() -> Iterator[Any]:
    from babel import Locale, UnknownLocaleError

    for code in ("en", "es", "fr", "pt", "so", "sw", "vi", "ar", "am", "ru", "uk", "fa", "fil", "ti", "ps", "my"):
        try:
            locale = Locale.parse(code)
        except UnknownLocaleError:
            continue
        yield locale


def _words(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if " " not in name and len(name) > 2:
            yield name.rstrip(".")
