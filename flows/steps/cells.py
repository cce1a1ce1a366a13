"""Groups and closed answers in a person's own words -> what may stand in the open. Options of a survey stay as they are.

A file has no options, and nothing keeps people from writing an address into a column of neighbourhoods.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from config.settings import Settings
from domain.listening import ClosedAnswer, Response
from domain.text import RawText
from flows.steps.redaction import SafeWords, redactor_of

OTHER = "other"
LONGEST = 60  # code points: what is longer is no neighbourhood, age or answer on a scale, but a story


def make_cells_safe(responses: Sequence[Response], words: Sequence[Sequence[SafeWords]], settings: Settings) -> list[Response]:
    """The responses with every unsafe group called "other" and every unsafe closed answer left with its score alone.

    `words` are the responses' redacted answers: a cell of two words is read in the language that they are in.
    """
    languages = [_language_of(response, safe, settings) for response, safe in zip(responses, words, strict=True)]
    asked = {
        (value, language)
        for response, language in zip(responses, languages, strict=True)
        for value in _own_words(response)
        if not _is_figure(value)
    }
    unsafe = _find_unsafe(sorted(asked), settings)
    return [
        _cleaned(response, frozenset(value for value, tongue in unsafe if tongue == language))
        for response, language in zip(responses, languages, strict=True)
    ]


def _language_of(response: Response, words: Iterable[SafeWords], settings: Settings) -> str:
    told = (each.language.code for each in words if each.language.code)
    return next(told, "") or response.language or settings.hearback.language


def _own_words(response: Response) -> Iterable[str]:
    yield from (value for name, value in response.groups if name in response.in_own_words)
    yield from (each.value for each in response.closed_answers if each.question in response.in_own_words)


def _is_figure(value: str) -> bool:
    """A place on a scale, an age, a ward: too short to find anybody by, and most of what such columns hold."""
    return len(value) <= 3 and value.isalnum()


def _find_unsafe(values: Sequence[tuple[str, str]], settings: Settings) -> frozenset[tuple[str, str]]:
    """Those that hold an identifier, or that a person would have to look at first. Each is redacted by itself."""
    short = [each for each in values if len(each[0]) <= LONGEST]
    redactions = redactor_of(settings).redact_batch([[(RawText(value), language)] for value, language in short])
    unsafe = (each for each, (made,) in zip(short, redactions, strict=True) if made.spans or made.held_reason)
    return frozenset((*unsafe, *(each for each in values if len(each[0]) > LONGEST)))


def _cleaned(response: Response, unsafe: frozenset[str]) -> Response:
    if not unsafe:
        return response
    own = response.in_own_words
    groups = tuple((name, OTHER if name in own and value in unsafe else value) for name, value in response.groups)
    closed = tuple(_without_words(each) if each.question in own and each.value in unsafe else each for each in response.closed_answers)
    return replace(response, groups=groups, closed_answers=closed)


def _without_words(answer: ClosedAnswer) -> ClosedAnswer:
    return replace(answer, value="")
