"""The way from a text to its passages: lines, items, sentences, counting words, lists; then what says nothing joins its neighbour."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nlp.passages.asides import join_asides
from nlp.passages.lines import Spans, split_items, split_lines
from nlp.passages.lists import split_list, split_long
from nlp.passages.sentences import split_ordinals, split_sentences
from nlp.passages.shape import CONTACT, shape_of
from nlp.passages.signs import trim
from nlp.passages.words import cutting_words

CUTTER_VERSION: Final = "2"
"""Changes whenever the same text may be cut otherwise; passages cut by another version are cut anew."""

_WORD: Final = re.compile(r"\w+")
_MOST_LEAD_WORDS: Final = 4
_MOST_CONTACT_WORDS: Final = 6  # "me llamo … y mi cel es [PHONE 1]"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A span `[start, end)` and the line it stands in."""

    start: int
    end: int
    line: int


def cut_passages(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """The passages of a text as spans `[start, end)` in code points: in order, not overlapping, none blank.

    Whatever says something lies in a passage. Between passages lie only: space, punctuation, bullets, control characters,
    the mark of a counted item ("2)", "b)", "③") and the connector of a list ("housing, crime *and* litter"). A text that
    has no letter, digit or symbol has no passage. `language` is a code; for one that is not known, signs alone decide.
    """
    shape = shape_of(text, language)
    pieces = [piece for line, span in enumerate(split_lines(shape)) for piece in _cut_line(shape, *span, line, language)]
    return tuple((piece.start, piece.end) for piece in _join_idle(shape, pieces, language))


def _cut_line(shape: str, start: int, end: int, line: int, language: str) -> list[_Piece]:
    items = _join_lead(shape, split_items(shape, start, end))
    spans = [span for item in items for span in _cut_item(shape, *item, language)]
    return [_Piece(*span, line) for span in spans]


def _cut_item(shape: str, start: int, end: int, language: str) -> Spans:
    """The passages of one item, trimmed, without the blank ones."""
    spans: Spans = []
    for sentence in join_asides(shape, split_sentences(shape, start, end), language):
        for part in split_ordinals(shape, *sentence, language):
            for each in split_list(shape, *part, language):
                spans += [trim(shape, *piece) for piece in split_long(shape, *each, language)]
    return [span for span in spans if span[0] < span[1]]


def _join_lead(shape: str, items: Spans) -> Spans:
    """The items, the first of them with the short lead before it ("My list: 1) housing"), which speaks of nothing alone."""
    if len(items) < 2:
        return items
    (start, end), (_, next_end), *others = items
    lead = shape[start:end].strip()
    is_lead = lead.endswith((":", "：")) and len(_WORD.findall(lead)) <= _MOST_LEAD_WORDS
    return [(start, next_end), *others] if is_lead else items


def _join_idle(shape: str, pieces: list[_Piece], language: str) -> list[_Piece]:
    """Join each fragment that speaks of nothing to the one before it in its line, else to the one after, else to any."""
    joined: list[_Piece] = []
    carried: _Piece | None = None
    for piece in pieces:
        is_idle = _is_idle(shape[piece.start : piece.end], language)
        if is_idle and carried is None and joined and joined[-1].line == piece.line:
            joined[-1] = _Piece(joined[-1].start, piece.end, piece.line)
        elif is_idle:
            carried = carried or piece
        else:
            joined.append(_Piece(carried.start if carried else piece.start, piece.end, piece.line))
            carried = None
    if carried is None:
        return joined
    end = pieces[-1].end
    return [*joined[:-1], _Piece(joined[-1].start, end, joined[-1].line)] if joined else [_Piece(carried.start, end, carried.line)]


def _is_idle(words: str, language: str) -> bool:
    """True for a fragment too short to speak of anything: "Yes.", "Thank you.", a bare number or placeholder, a way to reach somebody."""
    known = cutting_words(language)
    tokens = _WORD.findall(words.casefold())
    said = [token for token in tokens if not set(token) <= {"x", CONTACT}]
    if CONTACT in words and len(said) <= _MOST_CONTACT_WORDS:
        return True
    if not known.has_spaces and "".join(tokens) in known.idle:
        return True
    return all(token in known.idle | known.endings or token.isdigit() for token in said)
