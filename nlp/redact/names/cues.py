"""Where a name is due: right after "my name is", "Mrs", "my cousin"; and officers' titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from nlp.redact.names.words import Word
from nlp.redact.placeholders import PLACEHOLDER
from nlp.redact.recognisers.rules import Rules, compile_phrases
from nlp.redact.view import View


class Cue(IntEnum):
    """What stands before a name, from weak to strong."""

    NEAR = 1
    TITLE = 2
    NAME = 3
    OFFICER = 4


@dataclass(frozen=True, slots=True)
class Due:
    """A name is due at word `index` because of a cue."""

    index: int
    cue: Cue


_LONGEST_SHORT_TITLE = 5  # letters of a title that may end in a full stop: "Srta."; after longer ones it ends the sentence
_FIELDS = (("kin_words", Cue.NEAR), ("titles", Cue.TITLE), ("name_cues", Cue.NAME), ("officer_titles", Cue.OFFICER))


def find_dues(view: View, words: Sequence[Word], rules: Rules) -> tuple[list[Word], list[Due]]:
    """The words with those of cues marked, and every place where a name is due: only space or a light stop after a cue."""
    starts = {word.start: index for index, word in enumerate(words)}
    dues: list[Due] = []
    spans: list[tuple[int, int]] = []
    for field, cue in _FIELDS:
        for match in compile_phrases(_phrases(rules, field)).finditer(view.lower):
            position = _skip(view.lower, match, cue)
            if position in starts:
                dues.append(Due(starts[position], cue))
            # A name that was redacted before keeps its title a title: redacting twice changes nothing more.
            if position in starts or PLACEHOLDER.match(view.text, position):
                spans.append(match.span())
    return _mark(words, spans), dues


def _mark(words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> list[Word]:
    marked = {word for start, end in spans for word in words if start <= word.start and word.end <= end}
    return [replace(word, is_cue=True) if word in marked else word for word in words]


def _phrases(rules: Rules, field: str) -> tuple[str, ...]:
    # English titles stand before names in every language here; English cues ("i am") do not.
    return rules.phrases(field) if field in ("titles", "officer_titles") and rules.own.code != "vi" else getattr(rules.own, field)


def _skip(lower: str, match: re.Match[str], cue: Cue) -> int:
    position = match.end()
    allowed = " ,:\n" if cue in (Cue.TITLE, Cue.OFFICER, Cue.NEAR) else " :,\"'("
    if len(match[0]) <= _LONGEST_SHORT_TITLE:
        allowed += "."
    limit = min(len(lower), position + 4)
    while position < limit and lower[position] in allowed:
        position += 1
    return position
