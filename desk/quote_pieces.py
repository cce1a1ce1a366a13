"""Which parts of a comment are to be quoted, as somebody types it: by places, or by the numbers of its sentences. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desk.quote_find import QuoteWords
from domain.errors import WrongUse
from domain.quotes import Pieces

_PART = re.compile(r"(\d{1,7}):(\d{1,7})")
_NUMBERS = re.compile(r"\d{1,4}(?:\s*,\s*\d{1,4})*")


def read_pieces(said: Sequence[str]) -> Pieces:
    """Places such as "3:40", in their order. Raises WrongUse for what is none."""
    found = [_PART.fullmatch(each.strip()) for each in said]
    pieces = tuple((int(each[1]), int(each[2])) for each in found if each is not None)
    if len(pieces) < len(said) or any(start >= end for start, end in pieces):
        raise WrongUse("A part is named by where it begins and where it ends.", next_step="As in: --parts 3:40")
    return tuple(sorted(pieces))


def pick_sentences(read: QuoteWords, said: str) -> Pieces:
    """The places of sentences by their numbers, from 1; those that follow one another are one part.

    Raises WrongUse for a number that no sentence has, and for a comment that is held.
    """
    from nlp.quotes.translated import find_sentences

    if read.comment.text is None:
        raise WrongUse("Its comment is held.", where=read.quote.id, next_step="Decide about that first: hearback held list")
    sentences = find_sentences(read.comment.text, read.comment.language)
    if not _NUMBERS.fullmatch(said.strip()):
        raise WrongUse("Sentences are named by their numbers.", next_step="As in: --sentences 1,2")
    numbers = sorted({int(each) for each in said.split(",")})
    if not 1 <= numbers[0] <= numbers[-1] <= len(sentences):
        raise WrongUse(f"The comment has {len(sentences)} sentences.", next_step=f"Their numbers: hearback quote show {read.quote.id}")
    pieces: list[tuple[int, int]] = []
    for before, number in zip([-1, *numbers], numbers, strict=False):
        start, end = sentences[number - 1]
        if number == before + 1 and pieces:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return tuple(pieces)
