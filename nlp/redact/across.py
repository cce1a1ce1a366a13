"""What is spread over texts that follow one another: "five five five", "zero one nine", "two" in three turns of a session."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.email import find_emails
from nlp.redact.recognisers.rules import Rules
from nlp.redact.recognisers.said import Run, find_runs
from nlp.redact.view import View, fold

Text = tuple[View, Rules]

_WINDOW = 90  # characters at either end of a text in which a number may begin or go on
_FEWEST, _MOST = 7, 20  # digits of a number that is worth hiding
_SAID = 4  # digits said as words that make a number of it
_LISTENING = 30  # characters of a turn that may stand between ("mm-hm, go on")
_MOST_BETWEEN = 2
_FILLER = (
    r"(?:[\s.,;:!?…\-–'\"]|\b(?:uh|um|er|eh|euh|este|and|then|y|et|e|so|ok|okay|yes|sí|oui|it's|is|that's|alors|luego|entonces)\b){0,12}"
)
_TO_END = re.compile(rf"{_FILLER}$")
_FROM_START = re.compile(rf"{_FILLER}")
# How people part a number when they write it over several fields or messages.
_SHAPES = frozenset({(3, 4), (3, 3, 4), (1, 3, 3, 4), (3, 2, 2), (3, 3, 2, 2), (6, 4), (3, 7)})
_OPEN_END = re.compile(r"[-.(/]\s*$")
_HALF_MAIL = re.compile(r"(?:\b(?:at|dot|arroba|punto|arobase|point|ponto|underscore|guion bajo|tiret)|[@._])\s*$", re.I)
_OTHER_HALF = re.compile(r"\s*(?:(?:at|dot|arroba|punto|arobase|point|ponto|underscore|guion bajo|tiret)\b|[@._])", re.I)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a number: `number` of the text it stands in, and its place there."""

    number: int
    run: Run


def find_across(texts: Sequence[Text]) -> list[list[Found]]:
    """For each text what belongs to a telephone number or an address that goes on in the next texts."""
    found: list[list[Found]] = [[] for _ in texts]
    number = 0
    while number < len(texts) - 1:
        pieces = _follow(texts, number)
        is_number = _is_number(texts, pieces)
        if is_number:
            for piece in pieces:
                found[piece.number].append(Found(piece.run.start, piece.run.end, Kind.PHONE))
        for place, each in _find_mail(texts, number):
            found[place].append(each)
        number = pieces[-1].number if is_number else number + 1
    return found


def _follow(texts: Sequence[Text], first: int) -> list[_Piece]:
    """The parts of one number from the end of a text through those that hold little else."""
    tail = _tail(texts[first])
    if tail is None:
        return []
    pieces = [_Piece(first, tail)]
    skipped = 0
    for number in range(first + 1, min(len(texts), first + _MOST)):
        head = _head(texts[number])
        if head is None:
            skipped += 1
            if skipped > _MOST_BETWEEN or len(texts[number][0].lower) > _LISTENING:
                break
            continue
        pieces.append(_Piece(number, head))
        skipped = 0
        if not _TO_END.match(texts[number][0].lower, head.end):
            break
    return pieces if len(pieces) > 1 else []


def _tail(text: Text) -> Run | None:
    lower, rules = text[0].lower, text[1]
    start = max(0, len(lower) - _WINDOW)
    runs = list(find_runs(lower[start:], rules))
    if not runs or not _TO_END.match(lower, start + runs[-1].end):
        return None
    return Run(start + runs[-1].start, start + runs[-1].end, runs[-1].digits, runs[-1].said)


def _head(text: Text) -> Run | None:
    lower, rules = text[0].lower, text[1]
    run = next(find_runs(lower[:_WINDOW], rules), None)
    lead = _FROM_START.match(lower)
    return run if run and lead and lead.end() >= run.start else None


def _is_number(texts: Sequence[Text], pieces: Sequence[_Piece]) -> bool:
    """True for parts that make a telephone number: said in words, left open by a hyphen, after a cue, or parted as numbers are."""
    digits = sum(piece.run.digits for piece in pieces)
    if not pieces or not _FEWEST <= digits <= _MOST:
        return False
    view, rules = texts[pieces[0].number]
    before = view.lower[max(0, pieces[0].run.start - 40) : pieces[0].run.start]
    return (
        sum(piece.run.said for piece in pieces) >= _SAID
        or _OPEN_END.search(view.lower) is not None
        or rules.pattern("phone_cues").search(before) is not None
        or tuple(piece.run.digits for piece in pieces) in _SHAPES
    )


def _find_mail(texts: Sequence[Text], number: int) -> Iterator[tuple[int, Found]]:
    """The two halves of an e-mail address that is cut at the end of a text."""
    (left, rules), (right, _) = texts[number], texts[number + 1]
    if not (_HALF_MAIL.search(left.lower[-_WINDOW:]) or _OTHER_HALF.match(right.lower)):
        return
    start = max(0, len(left.lower) - _WINDOW)
    end_of_left = left.lower[start:].rstrip()
    for glue in (" ", ""):
        joined = fold(end_of_left + glue + right.lower[:_WINDOW].lstrip())
        border = len(end_of_left) + len(glue)
        shift = len(right.lower) - len(right.lower.lstrip()) - border
        for each in find_emails(joined, rules):
            if each.start < len(end_of_left) and each.end > border:
                yield number, Found(start + each.start, start + len(end_of_left), Kind.EMAIL)
                yield number + 1, Found(max(0, border + shift), each.end + shift, Kind.EMAIL)
