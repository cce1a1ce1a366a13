"""A language pack made ready for matching: its phrases as patterns, joined with the English ones that people mix in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from domain.languages import LanguagePack
from nlp.redact.view import View, fold_word

# What may stand between a cue and its value: "my case number is: 12-3456".
_GAP = r"(?:[\s:=#.,'\"(：，、号號是为-]|\b(?:is|was|were|are|it's|its|number|numbers|no|num|id|nr|with|of|the|said|says|reads|on|was|under|es|era|eran|est|était|sous|le|la|se|a se|c'est|é|là|của|tôi|tui|mang|tahay|ahaa|número|numero|numéro|nimewo|waa|ni|là|号|是|为|номер|هو|رقم)\b){0,12}"

# Letters of scripts that put words before or after a number without a space: Arabic, Ethiopic, Thai, Burmese, Han.
_GLUING = r"\u0600-\u06ff\u0e00-\u0eff\u1000-\u109f\u1200-\u137f\u2e80-\u9fff"
EDGE_BEFORE = rf"(?<![^\W{_GLUING}])"
EDGE_AFTER = rf"(?![^\W{_GLUING}])"
# Small words that Arabic and Amharic write together with the word after them: "and", "for", "of".
_PREFIXES = ((re.compile(r"[\u0600-\u06ff]{3}"), "(?:[وفبلک]{1,2})??"), (re.compile(r"[\u1200-\u137f]{3}"), "(?:ስለ|[ለየበከ])??"))


@dataclass(frozen=True, slots=True)
class Rules:
    """The cues of one language. `own` is its pack, `packs` the packs whose cues count: its own and English."""

    own: LanguagePack
    packs: tuple[LanguagePack, ...]

    def phrases(self, field: str) -> tuple[str, ...]:
        """The phrases of one field of all packs that count."""
        return tuple(phrase for pack in self.packs for phrase in getattr(pack, field))

    def pattern(self, field: str) -> re.Pattern[str]:
        """A pattern that finds any phrase of a field as whole words in `View.lower`."""
        return compile_phrases(self.phrases(field))

    def values_after(self, field: str, value: str, view: View) -> Iterator[tuple[int, int]]:
        """Where `value` (a pattern of bounded length) stands right after a cue of this field."""
        for cue in self.pattern(field).finditer(view.lower):
            match = compile_value(value).match(view.lower, cue.end())
            if match:
                yield match.span("value")


@cache
def compile_phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these phrases as whole words (anywhere in scripts without spaces), the longest first; nothing for none."""
    return re.compile(join_phrases(phrases) or r"(?!)")


def join_phrases(phrases: Iterable[str]) -> str:
    """The source of a pattern for any of these phrases; empty for none."""
    folded = sorted({fold_word(phrase) for phrase in phrases}, key=len, reverse=True)
    shapes: dict[tuple[str, str], list[str]] = {}
    for phrase in folded:
        shapes.setdefault(_edges(phrase), []).append(r"\s+".join(map(re.escape, phrase.split())))
    # The edges stand outside: with plain words to choose from, the engine looks at each place in a text once.
    return "|".join(f"{before}(?:{'|'.join(ways)}){after}" for (before, after), ways in shapes.items())


@cache
def compile_value(value: str) -> re.Pattern[str]:
    """A value right after a cue, with the small words that may stand between."""
    return re.compile(rf"{_GAP}(?P<value>{value}){EDGE_AFTER}")


@cache
def _compile_gap() -> re.Pattern[str]:
    return re.compile(_GAP)


def skip_gap(lower: str, start: int) -> int:
    """Where a value begins after a cue that ends at `start`: behind the small words and signs that may stand between."""
    gap = _compile_gap().match(lower, start)
    return gap.end() if gap else start


def merge_rules(packs: Iterable[LanguagePack], own: LanguagePack) -> Rules:
    """The rules of one language: its own pack first, English after it where English is among the packs."""
    english = [pack for pack in packs if pack.code == "en" and pack.code != own.code]
    return Rules(own, (own, *english))


def has_no_spaces(text: str) -> bool:
    """True for a phrase in a script that puts no spaces between words (Han, Kana, Thai, Lao, Khmer, Burmese)."""
    return any("\u2e80" <= c <= "\u9fff" or "\u0e00" <= c <= "\u0eff" or "\u1000" <= c <= "\u109f" for c in text)


def _edges(phrase: str) -> tuple[str, str]:
    """What must stand before and after a phrase: a word's edge where its script has such, with small words written to it."""
    if has_no_spaces(phrase):
        return "", ""
    prefix = next((prefix for script, prefix in _PREFIXES if script.match(phrase)), "")
    return rf"(?<!\w)(?=\w){prefix}" if phrase[:1].isalnum() else rf"(?<!\w){prefix}", r"(?!\w)"
