"""A name found once is found everywhere in the texts that belong together: in any case, alone or in part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.redact.found import Found, Kind
from nlp.redact.names.places import PLACE_NOUNS
from nlp.redact.names.words import Sort, Word
from nlp.redact.view import View

_NAMES = frozenset({Kind.PERSON, Kind.OFFICER})
_BETWEEN = re.compile(r" ?|[ .]{1,2}[A-Z]\.? ")  # a space, or a middle initial
_SHORTEST = 3  # letters of a name's word that is looked for by itself


@dataclass(frozen=True, slots=True)
class Known:
    """The names known of some texts. `sure` words are looked for in any case, `perhaps` words with a capital only.

    `whole` are names in scripts without spaces, looked for as they are.
    """

    sure: dict[str, Kind]
    perhaps: dict[str, Kind]
    whole: dict[str, Kind]


def gather_names(read: Iterable[tuple[View, Sequence[Word], Sequence[Found]]]) -> Known:
    """The names found in these texts, by word."""
    known = Known({}, {}, {})
    for view, words, found in read:
        for each in found:
            if each.kind in _NAMES:
                _add_name(known, view, words, each)
    return known


def find_known(view: View, words: Sequence[Word], known: Known) -> Iterator[Found]:
    """Every place where a known name stands."""
    for word in words:
        kind = known.sure.get(word.bare)
        if kind is None and word.is_capital and not word.begins:
            kind = known.perhaps.get(word.bare)
        if kind is not None:
            yield Found(word.start, word.end, kind)
    for name, kind in known.whole.items():
        yield from (Found(*match.span(), kind) for match in re.finditer(re.escape(name), view.lower))


def join_neighbours(found: Iterable[Found], text: str) -> list[Found]:
    """Finds with the names that stand side by side made one."""
    joined: list[Found] = []
    names: list[Found] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.kind not in _NAMES:
            joined.append(each)
        elif names and _BETWEEN.fullmatch(text[names[-1].end : each.start]):
            kind = Kind.OFFICER if Kind.OFFICER in (each.kind, names[-1].kind) else Kind.PERSON
            names[-1] = Found(names[-1].start, max(each.end, names[-1].end), kind)
        else:
            names.append(each)
    return joined + names


def _add_name(known: Known, view: View, words: Sequence[Word], found: Found) -> None:
    inside = [word for word in words if word.start >= found.start and word.end <= found.end]
    if not inside:
        known.whole[view.lower[found.start : found.end]] = found.kind
    for word in inside:
        if len(word.bare) < _SHORTEST or word.bare in PLACE_NOUNS:
            continue
        kept = known.sure if word.sort >= Sort.TOWN else known.perhaps
        if word.sort is not Sort.STOP:
            kept.setdefault(word.bare, found.kind)
