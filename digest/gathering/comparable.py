"""Rows of the warehouse -> how each of two rounds was made up: what decides whether they can be compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from digest.counting.comparable import Asked, Makeup, find_reasons
from domain.action import Incomparable
from domain.ids import PersonId, ResponseId, RoundId, SourceId
from domain.listening import Comment, Round, StoredResponse
from domain.questions import Question, QuestionRole
from warehouse.store import Store

Value = TypeVar("Value", bound=Hashable)


def find_incomparable(store: Store, rounds: Sequence[Round]) -> tuple[Incomparable, ...]:
    """Why the last of these rounds cannot be held against the one before it; none where it can, or where it is the first."""
    if len(rounds) < 2:
        return ()
    before, now = (gather_makeup(store, each.id) for each in rounds[-2:])
    return find_reasons(now, before)


def gather_makeup(store: Store, round_id: RoundId) -> Makeup:
    """Who was heard in words in a round, and how."""
    responses = {each.id: each for each in store.responses.of_rounds([round_id])}
    spoken = [each for each in store.comments.of_rounds([round_id]) if each.text is not None and not each.is_context]
    in_sessions = {each.person_id for each in spoken if each.session_id is not None}
    people = {each.person_id for each in spoken}
    alone = [each for each in spoken if each.person_id not in in_sessions]
    questions = store.questions.of_sources({each.source_id for each in responses.values()})
    return Makeup(
        people=len(people),
        in_sessions=len(in_sessions),
        languages=_count((each.language, each.person_id) for each in spoken),
        groups=_count_groups(each for each in responses.values() if each.person_id in people),
        sources=_count((responses[each.response_id].source_id, each.person_id) for each in alone),
        asked=_count((_ask(each, responses, questions), each.person_id) for each in alone),
        held=frozenset(
            each.code for asked in questions.values() for each in asked if each.held_reason and each.role is QuestionRole.COMMENT
        ),
    )


def _ask(comment: Comment, responses: Mapping[ResponseId, StoredResponse], questions: Mapping[SourceId, Sequence[Question]]) -> Asked:
    """The question that a comment answers, in the words of the source's own language, without what makes no difference to a reader."""
    known = questions.get(responses[comment.response_id].source_id, ())
    words = next((each.texts[0][1] for each in known if each.code == comment.question and each.texts), "")
    return Asked(comment.question, " ".join(words.casefold().split()))


def _count_groups(responses: Iterable[StoredResponse]) -> dict[str, Mapping[str, int]]:
    said: defaultdict[str, list[tuple[str, PersonId]]] = defaultdict(list)
    for response in responses:
        for name, value in response.groups:
            said[name].append((value, response.person_id))
    return {name: _count(pairs) for name, pairs in said.items()}


def _count(pairs: Iterable[tuple[Value, PersonId]]) -> Mapping[Value, int]:
    """People by value, each once a value."""
    return Counter(value for value, _ in set(pairs))
