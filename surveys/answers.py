"""From the cells of one row to answers: the part that a survey and a CSV file have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from domain.listening import ClosedAnswer, OpenAnswer
from domain.text import RawText
from surveys.mapping import Indicator, Mapping

Cell = Callable[[str], str | None]
"""The cell of a mapped code; None where the question was not answered."""

OTHER = "-oth-"
"""LimeSurvey's code for "other"; what was written there lies in a column of its own."""

OTHER_LABEL = "other"

_SCORE = re.compile(r"[A-Za-z]{0,4}?(-?\d+(?:[.,]\d+)?)")
_LABELLED_SCORE = re.compile(r"(\d+)\s*[-–—:.=(]\s*[^\W\d].*", re.DOTALL)  # "5 - Very safe", "1 (not at all)"
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def read_open_answers(mapping: Mapping, cell: Cell, other: Cell) -> tuple[OpenAnswer, ...]:
    """One answer a question that was answered in words; `other(code)` is what was written under "other"."""
    said = ((code, cell(code)) for code in mapping.comments)
    words = ((code, other(code) if value == OTHER else value) for code, value in said)
    return tuple(OpenAnswer(code, RawText(said)) for code, said in words if said and said.strip())


def read_closed_answers(mapping: Mapping, cell: Cell, label: Callable[[str, str], str]) -> tuple[ClosedAnswer, ...]:
    """One answer an indicator that was answered; `label(code, value)` says what the value means."""
    values = ((indicator, cell(indicator.question)) for indicator in mapping.indicators)
    return tuple(
        ClosedAnswer(indicator.question, _say(value, indicator.question, label), score_answer(value, indicator))
        for indicator, value in values
        if value
    )


def read_groups(
    mapping: Mapping, cell: Cell, label: Callable[[str, str], str], ticked: Callable[[str], Sequence[str] | None] = lambda _: None
) -> tuple[tuple[str, str], ...]:
    """Pairs of a group's name and the person's value in it, in words; one for each option where several were ticked.

    `ticked(code)` is what was ticked of such a question, in words, and None for a question with one answer.
    """
    pairs: list[tuple[str, str]] = []
    for name, code in mapping.groups:
        several, value = ticked(code), cell(code)
        if several is not None:
            pairs += [(name, " ".join(each.split())) for each in several]
        elif value:
            pairs.append((name, _say(value, code, label)))
    return tuple(pairs)


def find_own_words(mapping: Mapping, cell: Cell, is_option: Callable[[str, str], bool]) -> frozenset[str]:
    """Names of the groups and codes of the indicators whose cell is no option: `is_option(code, value)`."""
    named = [*mapping.groups, *((each.question, each.question) for each in mapping.indicators)]
    return frozenset(name for name, code in named if (value := cell(code)) and value != OTHER and not is_option(code, value))


def _say(value: str, code: str, label: Callable[[str, str], str]) -> str:
    # Groups and scales are kept in the open, so what a person wrote under "other" must not become one:
    # it can be mapped as a comment, and then it is redacted.
    return OTHER_LABEL if value == OTHER else " ".join(label(code, value).split())


def read_consent(mapping: Mapping, cell: Cell) -> bool:
    """True when the person said that their words may be quoted; no answer is no."""
    return mapping.quote_consent is not None and cell(mapping.quote_consent) == mapping.quote_consent_value


def read_language(mapping: Mapping, cell: Cell, otherwise: str) -> str:
    """The language that the person stated, where it reads like a language tag; else `otherwise`."""
    import langcodes

    stated = (cell(mapping.language) or "").strip() if mapping.language else ""
    if not _LANGUAGE_TAG.fullmatch(stated):
        return otherwise
    # A tag is kept in the open: "de-informal" is LimeSurvey's own, and what a person typed may be a name.
    return stated if langcodes.tag_is_valid(stated) else re.split("[-_]", stated)[0]


def read_respondent(mapping: Mapping, cell: Cell) -> RawText | None:
    """What tells this person apart from others, where it is mapped and given."""
    token = cell(mapping.respondent) if mapping.respondent else None
    return RawText(token) if token else None


def score_answer(value: str, indicator: Indicator) -> float | None:
    """Place on the scale of what the indicator scores, of `4`, `4.5`, `5 - very safe` or codes such as `A4`.

    None for what is neither, or lies outside the scale.
    """
    if indicator.scores:
        score = {_fold(label): place for label, place in indicator.scores}.get(_fold(value))
    else:
        found = _SCORE.fullmatch(value.strip()) or _LABELLED_SCORE.fullmatch(value.strip())
        score = float(found[1].replace(",", ".")) if found else None
    return score if score is not None and indicator.lowest <= score <= indicator.highest else None


def _fold(label: str) -> str:
    return " ".join(label.split()).casefold()
