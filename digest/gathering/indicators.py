"""Rows of the warehouse -> closed questions over the rounds, weighted figures, and answers before and after trainings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from digest.counting.answers import Answered, find_asking, list_answers
from digest.counting.indicators import IndicatorFacts, IndicatorPoint, count_point, tell_changes
from digest.counting.raking import Margin, weigh_share
from digest.counting.trainings import TrainingFacts, count_training
from digest.gathering.asked import IndicatorAsked, TrainingAsked
from digest.gathering.asked_alike import find_wording_changes
from digest.gathering.residents import match_residents
from domain.action import Change, Incomparable
from domain.ids import RoundId, SourceId
from domain.listening import Round, StoredResponse
from domain.questions import Question, QuestionRole
from domain.town import ReferenceTable
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Followed:
    """A closed question with everybody who was asked it, round by round."""

    asked: IndicatorAsked
    answers: Mapping[RoundId, tuple[Answered, ...]]
    questions: Mapping[SourceId, Question]


def follow_indicators(
    store: Store, asked: Sequence[IndicatorAsked], rounds: Sequence[Round], responses: Sequence[StoredResponse]
) -> tuple[Followed, ...]:
    """Each closed question with the answers of these rounds."""
    of_sources = store.questions.of_sources([each.id for each in store.sources.all()])
    return tuple(_follow(each, rounds, responses, of_sources) for each in asked)


def _follow(
    asked: IndicatorAsked, rounds: Sequence[Round], responses: Sequence[StoredResponse], of_sources: Mapping[SourceId, tuple[Question, ...]]
) -> Followed:
    questions = {
        source_id: each
        for source_id, known in of_sources.items()
        for each in known
        if each.code == asked.question and each.role is QuestionRole.INDICATOR
    }
    asking = find_asking(asked.question, responses, questions)
    return Followed(asked, {each.id: list_answers(asked.question, each.id, responses, asking) for each in rounds}, questions)


def gather_indicators(
    store: Store, followed: Sequence[Followed], rounds: Sequence[Round], responses: Sequence[StoredResponse], *, language: str
) -> tuple[IndicatorFacts, ...]:
    """What each closed question says round by round, and how the last of these rounds stands against the one before it."""
    counted = [_count(each, rounds, language) for each in followed]
    pairs = [_pair(each, rounds) for each in counted]
    reworded = [
        find_wording_changes(store, (each.asked.question, each.questions), each.answers, (before.round_id, rounds[-1]), responses)
        if before is not None
        else ()
        for each, (before, _) in zip(followed, pairs, strict=True)
    ]
    changes = tell_changes([(before, now, not why) for (before, now), why in zip(pairs, reworded, strict=True)])
    return tuple(
        replace(each, change=change, incomparable=_explain(change, why))
        for each, change, why in zip(counted, changes, reworded, strict=True)
    )


def _count(followed: Followed, rounds: Sequence[Round], language: str) -> IndicatorFacts:
    asked = followed.asked
    points = (count_point(each.id, followed.answers[each.id], highest=asked.highest) for each in rounds)
    question = next((words for each in followed.questions.values() if (words := each.text(language))), "")
    return IndicatorFacts(asked.title, asked.lowest, asked.highest, tuple(each for each in points if each.people), question)


def _pair(facts: IndicatorFacts, rounds: Sequence[Round]) -> tuple[IndicatorPoint | None, IndicatorPoint | None]:
    """The last round's point and the one before it, which may be of a round further back."""
    if not facts.points or facts.points[-1].round_id != rounds[-1].id:
        return None, None
    return (facts.points[-2] if len(facts.points) > 1 else None), facts.points[-1]


def _explain(change: Change, why: tuple[Incomparable, ...]) -> tuple[Incomparable, ...]:
    return () if change is not Change.NOT_COMPARABLE else why or (Incomparable.TOO_FEW,)


def weigh_indicators(
    facts: Sequence[IndicatorFacts], followed: Sequence[Followed], round_id: RoundId, references: Sequence[ReferenceTable], *, fewest: int
) -> tuple[IndicatorFacts, ...]:
    """The same with the last round's share as it were if those who answered were made up like the town.

    `fewest` people must stand on either side of the scale in each group that is weighted by.
    """
    return tuple(
        _weigh(each, one.answers[round_id], references, fewest) if each.points and each.points[-1].round_id == round_id else each
        for each, one in zip(facts, followed, strict=True)
    )


def _weigh(facts: IndicatorFacts, answers: Sequence[Answered], references: Sequence[ReferenceTable], fewest: int) -> IndicatorFacts:
    told = {name.casefold(): name for each in answers for name, _ in each.values}
    attributes = [told[each.attribute.casefold()] for each in references if each.attribute.casefold() in told]
    margins = [
        Margin(name, dict(match_residents(references, name, {each.value_of(name) for each in answers} - {""}))) for name in attributes
    ]
    return replace(facts, weighted=weigh_share(answers, margins, highest=facts.highest, fewest=fewest))


def gather_trainings(
    trainings: Sequence[TrainingAsked], followed: Sequence[Followed], rounds: Sequence[Round]
) -> tuple[TrainingFacts, ...]:
    """What people answered before and after each training; one without answers on both sides is left out."""
    found = []
    for each in trainings:
        wanted = [(number, one) for number, one in enumerate(followed) if one.asked.question in each.questions or not each.questions]
        span = each.starts_on, each.ends_on
        counts = (
            count_training((number, one.asked.title), rounds, one.answers, span=span, highest=one.asked.highest) for number, one in wanted
        )
        counted = tuple(count for count in counts if count is not None)
        if counted:
            found.append(TrainingFacts(each.title, each.starts_on, each.ends_on, counted, each.group, each.had, each.compared_with))
    return tuple(found)
