"""Whether a closed question was asked alike in two rounds: same words, same answers to choose from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from digest.counting.answers import Answered, list_labels
from domain.action import Incomparable
from domain.ids import RoundId, SourceId
from domain.listening import Round, StoredResponse
from domain.questions import Question
from warehouse.store import Store

ACCEPTED = "questions accepted"
"""The audit event by which somebody took a changed question as it is asked now."""

_MANY = 1_000_000


def find_wording_changes(
    store: Store,
    asked: tuple[str, Mapping[SourceId, Question]],
    answers: Mapping[RoundId, Sequence[Answered]],
    between: tuple[RoundId, Round],
    responses: Sequence[StoredResponse],
) -> tuple[Incomparable, ...]:
    """Why a question's answers in the later round cannot be held against those of the earlier; empty where they can.

    `asked` is its code, and the question as each source asks it. Whoever accepted that a question changed said that its
    answers may be read, and not that they may be compared.
    """
    code, questions = asked
    before_id, now = between
    sources = [_list_sources(code, each, responses) for each in (before_id, now.id)]
    found: list[Incomparable] = []
    if any(each.held_reason for source_id, each in questions.items() if source_id in sources[1]):
        found.append(Incomparable.QUESTION)
    is_reworded = _is_other_survey(questions, *sources) or _is_labelled_otherwise(answers[before_id], answers[now.id])
    if is_reworded or any(_is_between(day, store, before_id, now) for day in _list_accepted(store, code, sources[1])):
        found.append(Incomparable.WORDING)
    return tuple(found)


def _list_sources(code: str, round_id: RoundId, responses: Sequence[StoredResponse]) -> frozenset[SourceId]:
    return frozenset(
        each.source_id for each in responses if each.round_id == round_id and any(one.question == code for one in each.closed_answers)
    )


def _is_other_survey(questions: Mapping[SourceId, Question], before: Collection[SourceId], now: Collection[SourceId]) -> bool:
    """Whether a round was asked by sources that asked in other words than those of the round before."""
    said = [{_fold(questions[each]) for each in sources if each in questions} for sources in (before, now)]
    return bool(said[0] and said[1] and said[0] != said[1])


def _fold(question: Question) -> tuple[object, ...]:
    """Words and options in the base language, without regard to case and spaces."""
    options = tuple((each.code, _plain(each.texts)) for each in question.options)
    return _plain(question.texts), options


def _plain(texts: tuple[tuple[str, str], ...]) -> str:
    return " ".join(texts[0][1].casefold().split()) if texts else ""


def _is_labelled_otherwise(before: Sequence[Answered], now: Sequence[Answered]) -> bool:
    """Whether a place of the scale has no name in common in the two rounds."""
    names, later = list_labels(before), list_labels(now)
    return any(not names[score] & later[score] for score in names.keys() & later.keys())


def _list_accepted(store: Store, code: str, sources: Collection[SourceId]) -> Iterator[date]:
    """The days on which somebody accepted that this question had changed in one of the sources."""
    for event in store.audit.recent(_MANY, (ACCEPTED,)):
        if event.subject in sources and code in str(event.detail.get("questions", "")).split(", "):
            yield event.happened_at.date()


def _is_between(day: date, store: Store, before_id: RoundId, now: Round) -> bool:
    """Whether a change falls after the earlier round and not after the next one began; without dates it may."""
    rounds = store.rounds.all()
    before = next((each for each in rounds if each.id == before_id), None)
    later = [each.starts_on for each in rounds if each.starts_on and now.starts_on and each.starts_on > now.starts_on]
    starts = before.ends_on if before else None
    return (starts is None or day > starts) and (not later or day < min(later))
