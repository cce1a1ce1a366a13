"""The parts of held words that a person takes out: found by the words typed, or given as places and types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from domain.errors import WrongUse
from domain.listening import Span
from domain.text import RawText

_SPAN = re.compile(r"(\d{1,9}):(\d{1,9}):([A-Za-z_ ]{1,40})")


def read_span(said: str) -> Span:
    """A span as written on the command line, `3:9:PERSON`: first place, place after the last, type. Raises WrongUse."""
    match = _SPAN.fullmatch(said.strip())
    if match is None:
        raise WrongUse("A span is not written as it must be.", next_step="Write START:END:TYPE, as in 3:9:PERSON.")
    return Span(int(match[1]), int(match[2]), read_type(match[3]))


def read_type(said: str) -> str:
    """A type as placeholders show it; case and blanks do not matter. Raises WrongUse that lists the types."""
    from nlp.redact.found import Kind

    name = said.strip().upper().replace(" ", "_")
    if name not in set(Kind):
        raise WrongUse("There is no such type.", next_step=f"Types: {', '.join(Kind)}.")
    return name


def check_spans(words: RawText, spans: Sequence[Span]) -> None:
    """Raises WrongUse where a span does not lie within the words, or holds no letter and no digit."""
    spoken = words.reveal()
    for each in spans:
        where = f"span {each.start}:{each.end}"
        if not each.start < each.end <= len(spoken):
            raise WrongUse(f"It does not lie within the comment, which has {len(spoken)} characters.", where=where)
        if not any(map(str.isalnum, spoken[each.start : each.end])):
            raise WrongUse("There is no letter and no digit in it, so there is nothing to take out.", where=where)


def refuse_overlaps(spans: Sequence[Span]) -> None:
    """Raises WrongUse where two spans overlap: one of them was not meant so."""
    for left, right in pairwise(sorted(spans, key=lambda each: (each.start, each.end))):
        if right.start < left.end:
            raise WrongUse(f"The spans {left.start}:{left.end} and {right.start}:{right.end} overlap.", next_step="Make them one.")


def find_said(words: RawText, said: RawText, kind: str) -> tuple[Span, ...]:
    """Every place where `said` stands in the words, in any case. Raises WrongUse, without the words, where it does not.

    Places between word boundaries are preferred, so that a short name does not go out of the middle of a word.
    """
    from nlp.redact.view import fold

    view, wanted = fold(words.reveal()), re.escape(fold(said.reveal().strip()).lower)
    if not any(map(str.isalnum, said.reveal())):
        raise WrongUse("What was typed has no letter and no digit.", next_step="Type the words that have to go.")
    found = list(re.finditer(rf"(?<!\w){wanted}(?!\w)", view.lower)) or list(re.finditer(wanted, view.lower))
    if not found:
        raise WrongUse("What was typed does not stand in the comment.", next_step="Type it as it stands there; case does not matter.")
    return tuple(Span(*view.to_spoken(*match.span()), kind) for match in found)


def join_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, each once."""
    return tuple(sorted(set(spans), key=lambda each: (each.start, each.end, each.type)))
