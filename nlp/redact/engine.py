"""The redactor: texts that belong together in, redacted texts with typed, numbered placeholders out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from typing import Literal

from domain.held import Judgement
from domain.languages import LanguagePack
from domain.listening import Redaction, Span
from domain.text import RawText, RedactedText
from nlp.redact.across import find_across
from nlp.redact.found import Found, Kind, settle
from nlp.redact.judged import find_taken, leave_kept, without_flags
from nlp.redact.names.contacts import find_contact_names
from nlp.redact.names.cues import Due, find_dues
from nlp.redact.names.decide import find_names
from nlp.redact.names.han import find_han_names
from nlp.redact.names.ner import Entity, find_entities, model_versions
from nlp.redact.names.unsure import misses_name
from nlp.redact.names.words import Sort, Word, split_words
from nlp.redact.placeholders import OURS, Numbering, find_imitations, find_placeholders
from nlp.redact.recognisers import find_forms
from nlp.redact.recognisers.rules import Rules, merge_rules
from nlp.redact.recognisers.said import read_digits
from nlp.redact.second_pair import find_with_presidio
from nlp.redact.spread import Known, find_known, gather_names, join_neighbours
from nlp.redact.view import View, fold

# Raise by one whenever a rule, a list or a cue changes, so that what was redacted before can be told apart.
RULES_VERSION = 3
LANGUAGE_NOT_KNOWN = "language not known"
MAY_POINT_TO_ONE = "may point to one person"
MAY_HOLD_A_NAME = "may hold a name"

Text = tuple[RawText, str]
Judged = Mapping[int, Judgement]
"""What a person decided about texts of a group, by their place in it."""

_NONE_JUDGED: Judged = {}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One text on its way: as spoken, as seen, its words and where names are due."""

    spoken: str
    view: View
    rules: Rules
    is_served: bool
    words: Sequence[Word]
    dues: Sequence[Due]


class Redactor:
    """Takes out what could find a person. One redactor serves one set of languages; models load when first needed."""

    def __init__(self, packs: Mapping[str, LanguagePack], *, officers: Literal["replace", "keep"] = "replace") -> None:
        self._rules = {code: merge_rules(packs.values(), pack) for code, pack in packs.items()}
        self._officers = officers
        self._unknown = merge_rules(packs.values(), LanguagePack("und", "", ""))
        parts = {"rules": str(RULES_VERSION), **model_versions(), "faker": version("faker")}
        self._version = " ".join(f"{name}={value}" for name, value in parts.items())

    @property
    def languages(self) -> frozenset[str]:
        """The codes of the languages that can be redacted; texts in others are held."""
        return frozenset(self._rules)

    @property
    def version(self) -> str:
        """What made a redaction: the rules, the models and the lists, so that a change of any can be told."""
        return self._version

    def redact_together(
        self, texts: Sequence[Text], *, known_names: Sequence[RawText] = (), judged: Judged = _NONE_JUDGED
    ) -> list[Redaction]:
        """One redaction a text, in order, for the texts of one response or session: (words, language code) each.

        A person has the same number in all of them. `known_names` (of speakers) are taken out wherever they stand.
        Spans are code points of the words as spoken. What a person judged is redacted as decided, and not held again.
        """
        return self._redact([texts], [known_names], [judged])[0]

    def redact_batch(self, groups: Sequence[Sequence[Text]], *, judged: Sequence[Judged] = ()) -> list[list[Redaction]]:
        """The same for many responses or sessions at once: models read all texts of a language in batches."""
        return self._redact(groups, [()] * len(groups), judged or [_NONE_JUDGED] * len(groups))

    def _redact(
        self, groups: Sequence[Sequence[Text]], names: Sequence[Sequence[RawText]], judged: Sequence[Judged]
    ) -> list[list[Redaction]]:
        read = [[self._read(words.reveal(), language) for words, language in texts] for texts in groups]
        entities = _find_all_entities(list(chain.from_iterable(read)))
        return [
            self._redact_group(readings, entities, known, decided) for readings, known, decided in zip(read, names, judged, strict=True)
        ]

    def _read(self, spoken: str, language: str) -> _Reading:
        code = language.lower().replace("_", "-").partition("-")[0]
        rules = self._rules.get(code, self._unknown)
        spoken = _LONE_SURROGATE.sub("\ufffd", spoken)  # no file or database can hold half a character
        view = fold(spoken)
        words, dues = find_dues(view, split_words(view, rules.own), rules)
        return _Reading(spoken, view, rules, code in self._rules, words, dues)

    def _redact_group(
        self, readings: Sequence[_Reading], entities: Mapping[int, Sequence[Entity]], names: Sequence[RawText], judged: Judged
    ) -> list[Redaction]:
        found = [self._find(reading, entities.get(id(reading), ())) for reading in readings]
        for finds, spread in zip(found, find_across([(reading.view, reading.rules) for reading in readings]), strict=True):
            finds.extend(spread)
        for place, judgement in judged.items():
            found[place] += find_taken(judgement, readings[place].view)  # before names are gathered: they go everywhere
        known = gather_names(
            [(reading.view, reading.words, finds) for reading, finds in zip(readings, found, strict=True)],
            list(map(self._read_name, names)),
        )
        numbering = Numbering(find_placeholders(reading.spoken for reading in readings))
        return [
            self._write(reading, finds, known, numbering, judged.get(place))
            for place, (reading, finds) in enumerate(zip(readings, found, strict=True))
        ]

    def _read_name(self, name: RawText) -> tuple[View, Sequence[Word], Sequence[Found]]:
        reading = self._read(name.reveal(), "en")
        return reading.view, reading.words, [Found(0, len(reading.view.text), Kind.PERSON)]

    def _find(self, reading: _Reading, entities: Sequence[Entity]) -> list[Found]:
        found = list(find_forms(reading.view, reading.rules))
        found += find_with_presidio(reading.view)
        found += (Found(*imitation) for imitation in find_imitations(reading.view.text))
        if reading.is_served:
            found += find_contact_names(reading.view, reading.words, list(found), reading.rules)
            found += find_names(reading.words, reading.dues, entities, reading.rules)
            found += find_han_names(reading.view, reading.rules)
        return found

    def _write(
        self, reading: _Reading, found: Iterable[Found], known: Known, numbering: Numbering, judgement: Judgement | None
    ) -> Redaction:
        everything = [*found, *find_known(reading.view, reading.words, known)]
        joined = join_neighbours(everything, reading.view.text)
        if self._officers == "keep":
            joined = _leave_officers(joined)
        if judgement is not None:
            joined = [*leave_kept(joined, judgement, reading.view), *find_taken(judgement, reading.view)]
        protected = [match.span() for match in OURS.finditer(reading.view.text)]
        settled = settle(joined, protected, reading.view.text)
        spans = _to_spans(reading, settled)
        reason = None if judgement is not None and reading.is_served else _reason_to_hold(reading, settled)
        if reason:
            return Redaction(None, spans, reason, _to_spans(reading, settle(without_flags(joined), protected, reading.view.text)))
        return Redaction(_replace(reading, settled, spans, numbering), spans)


def open_redactor(packs: Mapping[str, LanguagePack], *, officers: Literal["replace", "keep"] = "replace") -> Redactor:
    """A redactor for the languages of these packs. `officers="keep"` leaves the names of named officers in the text."""
    return Redactor(packs, officers=officers)


def _find_all_entities(readings: Sequence[_Reading]) -> dict[int, Sequence[Entity]]:
    """The entities of each reading by its identity, one batch a language."""
    found: dict[int, Sequence[Entity]] = {}
    for code in {reading.rules.own.code for reading in readings if reading.is_served}:
        mine = [reading for reading in readings if reading.rules.own.code == code]
        entities = find_entities(
            [
                (reading.view, reading.words, frozenset(due.index for due in reading.dues if reading.words[due.index].sort >= Sort.WEAK))
                for reading in mine
            ],
            code,
        )
        found.update((id(reading), each) for reading, each in zip(mine, entities, strict=True))
    return found


def _leave_officers(found: Iterable[Found]) -> list[Found]:
    finds = list(found)
    officers = [each for each in finds if each.kind is Kind.OFFICER]
    return [
        each
        for each in finds
        if each.kind is not Kind.OFFICER
        and not any(each.kind is Kind.PERSON and o.start <= each.start and each.end <= o.end for o in officers)
    ]


def _to_spans(reading: _Reading, settled: Iterable[Found]) -> tuple[Span, ...]:
    return tuple(Span(*reading.view.to_spoken(each.start, each.end), each.kind.value) for each in settled)


def _reason_to_hold(reading: _Reading, found: Sequence[Found]) -> str | None:
    if not reading.is_served:
        return LANGUAGE_NOT_KNOWN
    if any(each.kind is Kind.SMALL_GROUP_ID for each in found):
        return MAY_POINT_TO_ONE
    if misses_name(reading.words, reading.dues, found):
        return MAY_HOLD_A_NAME
    return None


def _replace(reading: _Reading, found: Sequence[Found], spans: Sequence[Span], numbering: Numbering) -> RedactedText:
    parts: list[str] = []
    last = 0
    for each, span in zip(found, spans, strict=True):
        lower = reading.view.lower[each.start : each.end]
        digits = read_digits(lower, reading.rules) if each.kind is Kind.PHONE else ""
        parts += (reading.spoken[last : span.start], numbering.placeholder(each.kind, lower, digits))
        last = span.end
    return RedactedText("".join([*parts, reading.spoken[last:]]))
