"""Responses -> what each person answered to one closed question in one round: one answer a person, the last. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from domain.ids import PersonId, RoundId, SessionId, SourceId
from domain.listening import ClosedAnswer, StoredResponse
from domain.town import LANGUAGE

UNKNOWN = ""
"""The value of an attribute of which a person told nothing, or more than one."""

FEWEST_TO_NAME = 10  # people who chose an answer; of fewer, what they called it may be one language's word for it


@dataclass(frozen=True, slots=True)
class Answered:
    """One person who was asked. `score` is None where they gave no answer, or one that has no place on the scale.

    `values` are pairs of an attribute (a public group, or `LANGUAGE`) and the person's value in it, `UNKNOWN` where it is
    not known. `label` says in words what they chose.
    """

    person_id: PersonId
    session_id: SessionId | None
    on: date | None
    score: float | None
    label: str
    values: tuple[tuple[str, str], ...]

    def value_of(self, attribute: str) -> str:
        """The person's value in an attribute, `UNKNOWN` where it is not known."""
        return next((value for name, value in self.values if name == attribute), UNKNOWN)


def list_answers(
    question: str, round_id: RoundId, responses: Iterable[StoredResponse], asking: Collection[SourceId]
) -> tuple[Answered, ...]:
    """Everybody who was asked the question in the round, by their id; `asking` are the sources that ask it.

    Of somebody who answered more than once the last answer with a score counts, the last in the order of `responses`
    where none has a day.
    """
    theirs: defaultdict[PersonId, list[StoredResponse]] = defaultdict(list)
    for each in responses:
        if each.round_id == round_id and (each.source_id in asking or _find(each, question)):
            theirs[each.person_id].append(each)
    return tuple(_merge(question, given) for _, given in sorted(theirs.items()))


def find_asking(question: str, responses: Iterable[StoredResponse], asking: Collection[SourceId]) -> frozenset[SourceId]:
    """The sources that ask a question: those that are known to (`asking`), and those whose people answered it."""
    return frozenset(asking) | {each.source_id for each in responses if _find(each, question)}


def _merge(question: str, given: list[StoredResponse]) -> Answered:
    ordered = sorted(given, key=lambda each: each.submitted_on or date.min) if len(given) > 1 else given
    pairs = [(each, _find(each, question)) for each in ordered]
    response, answer = next((pair for pair in reversed(pairs) if pair[1] and pair[1].score is not None), None) or (
        next((pair for pair in reversed(pairs) if pair[1]), pairs[-1])
    )
    return Answered(
        person_id=response.person_id,
        session_id=response.session_id,
        on=response.submitted_on,
        score=answer.score if answer else None,
        label=answer.value if answer else "",
        values=_settle_values(given),
    )


def _find(response: StoredResponse, question: str) -> ClosedAnswer | None:
    for each in response.closed_answers:
        if each.question == question:
            return each
    return None


def _settle_values(given: Iterable[StoredResponse]) -> tuple[tuple[str, str], ...]:
    return _settle(tuple((each.language, each.groups) for each in given))


@lru_cache(maxsize=4096)  # many people told the same of themselves
def _settle(told: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> tuple[tuple[str, str], ...]:
    """Each attribute once: whoever told two values of one is in neither, or the rows of a table would not add up."""
    settled: dict[str, str] = {}
    for language, groups in told:
        for name, value in ((LANGUAGE, language), *groups):
            settled[name] = value if settled.get(name, value) == value else UNKNOWN
    return tuple(sorted(settled.items()))


def list_labels(answers: Iterable[Answered], *, fewest: int = FEWEST_TO_NAME) -> Mapping[float, frozenset[str]]:
    """What each place of the scale was called, without regard to case, where at least `fewest` people chose it."""
    labels: defaultdict[float, list[str]] = defaultdict(list)
    for each in answers:
        if each.score is not None:
            labels[each.score].append(each.label.casefold())
    return {score: frozenset(found) for score, found in labels.items() if len(found) >= fewest}
