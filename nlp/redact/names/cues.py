"""Where a name is due: right after "my name is", "Mrs", "my cousin"; and officers' titles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from nlp.redact.lists import read_words
from nlp.redact.names.listed import is_listed
from nlp.redact.names.words import Sort, Word
from nlp.redact.placeholders import PLACEHOLDER
from nlp.redact.recognisers.rules import Rules, compile_phrases
from nlp.redact.view import View


class Cue(IntEnum):
    """What stands before a name, from weak to strong."""

    THANKS = 0
    NEAR = 1
    TITLE = 2
    NAME = 3
    OFFICER = 4


@dataclass(frozen=True, slots=True)
class Due:
    """A name is due at word `index` because of a cue; `phrase` is the cue as it stands there.

    `is_sure` is true after a short title ("Mrs.", "Sgt.") and Tagalog's markers of persons: whatever follows is a name.
    `is_naming` is true after "my name is" and its like in other languages.
    """

    index: int
    cue: Cue
    phrase: str = ""
    is_sure: bool = False
    is_naming: bool = False


_LONGEST_SHORT_TITLE = 5  # letters of a title that may end in a full stop: "Srta."; after longer ones it ends the sentence
_SURE_TITLES = read_words(__file__, "grammar.toml")["sure_titles"]
_TAGALOG_MARKERS = frozenset({"si", "sina", "ni", "nina", "kay", "kina"})
_FIELDS = (
    ("thanks_cues", Cue.THANKS),
    ("kin_words", Cue.NEAR),
    ("titles", Cue.TITLE),
    ("name_cues", Cue.NAME),
    ("officer_titles", Cue.OFFICER),
)


def find_dues(view: View, words: Sequence[Word], rules: Rules) -> tuple[list[Word], list[Due]]:
    """The words with those of cues marked, and every place where a name is due: only space or a light stop after a cue."""
    starts = {word.start: index for index, word in enumerate(words)}
    dues: list[Due] = []
    spans: list[tuple[int, int]] = []
    for field, cue in _FIELDS:
        for match in compile_phrases(_phrases(rules, field)).finditer(view.lower):
            position = _skip(view.lower, match, cue)
            if position in starts and not _is_name_itself(words, starts, match, starts[position]):
                dues.append(_make_due(starts[position], cue, match[0], rules))
                spans.append(match.span())
            # A name that was redacted before keeps its title a title: redacting twice changes nothing more.
            elif PLACEHOLDER.match(view.text, position):
                spans.append(match.span())
    return _mark(words, spans), dues


def _make_due(index: int, cue: Cue, phrase: str, rules: Rules) -> Due:
    is_marker = rules.own.code == "tl" and cue is Cue.NAME and phrase.rpartition(" ")[2] in _TAGALOG_MARKERS
    is_naming = cue is Cue.NAME and compile_phrases(rules.own.naming_cues).fullmatch(phrase) is not None
    return Due(index, cue, phrase, is_marker or phrase in _SURE_TITLES, is_naming)


def _is_name_itself(words: Sequence[Word], starts: Mapping[int, int], cue: re.Match[str], after: int) -> bool:
    """True for a title that is a name too, with a name before it and none after it: "Nirmala Sheikh and", "Tú Anh for"."""
    index = starts.get(cue.start())
    if not index or after != index + 1 or words[after].sort > Sort.ORDINARY:
        return False
    before = words[index - 1]
    return words[index].joins and before.sort >= Sort.WEAK and not before.is_cue and is_listed(words[index].bare)


def _mark(words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> list[Word]:
    marked = {word for start, end in spans for word in words if start <= word.start and word.end <= end}
    return [replace(word, is_cue=True) if word in marked else word for word in words]


def _phrases(rules: Rules, field: str) -> tuple[str, ...]:
    # English titles stand before names in every language here; English cues ("i am") do not.
    return rules.phrases(field) if field in ("titles", "officer_titles") and rules.own.code != "vi" else getattr(rules.own, field)


def _skip(lower: str, match: re.Match[str], cue: Cue) -> int:
    position = match.end()
    allowed = " ,:\n" if cue in (Cue.TITLE, Cue.OFFICER, Cue.NEAR, Cue.THANKS) else " :,\"'("
    if len(match[0]) <= _LONGEST_SHORT_TITLE:
        allowed += "."
    limit = min(len(lower), position + 4)
    while position < limit and lower[position] in allowed:
        position += 1
    return position
