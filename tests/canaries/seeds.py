"""Canaries: comments with one identifier each, of every type in every language, the same for the same count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from config.packs import list_languages, load_packs
from nlp.redact.found import Kind
from tests.canaries.values import cue_of, load_words, make_name, make_value

_STOPS = {"zh": "。", "am": "። ", "ti": "። ", "my": "။ "}


@dataclass(frozen=True, slots=True, repr=False)
class Canary:
    """One comment. `value` is what could find a person; `concern` is the rest of what was said.

    Neither stands in the `repr`, so that a test that fails repeats no words.
    """

    number: int
    kind: Kind
    language: str
    concern: str
    value: str
    text: str

    def __repr__(self) -> str:
        return f"Canary({self.number}, {self.kind}, {self.language})"


def make_canaries(count: int) -> list[Canary]:
    """That many, every value another; the first 396 are each type in each language, the first 22 each type."""
    return [_make_canary(number) for number in range(count)]


def _make_canary(number: int) -> Canary:
    kinds, languages = list(Kind), list_languages()
    # 22 types and 18 languages have a common divisor: one step aside after each common multiple meets every pair.
    kind = kinds[number % len(kinds)]
    language = languages[(number + number // 198) % len(languages)]
    pack = load_packs([language])[language]
    value = make_value(kind, number, pack)
    concerns = load_words()[language]["concerns"]
    concern = concerns[number % len(concerns)]
    said = _join(cue_of(kind, pack), value, has_spaces=pack.has_spaces)
    stop = _STOPS.get(language, ". ")
    return Canary(number, kind, language, concern, value, f"{said[0].upper()}{said[1:]}{stop}{concern}{stop.strip()}")


def _join(cue: str, value: str, *, has_spaces: bool) -> str:
    """The cue and the value; where a language writes without spaces one still stands between two Latin words."""
    is_parted = has_spaces or (cue.isascii() and value.isascii())
    return f"{cue} {value}" if cue and is_parted else f"{cue}{value}"


def all_concerns() -> list[str]:
    """Everything that is said beside identifiers: words that may be published, and may stand in no log."""
    return [concern for language in list_languages() for concern in load_words()[language]["concerns"]]


def hidden_names() -> Iterator[str]:
    """Invented names for places that must never be read, none of them a canary's: without end."""
    number = 1200
    while True:
        yield make_name(number, "latin")
        number += 1
