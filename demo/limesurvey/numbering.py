"""Ids of groups, questions, subquestions and options, given out as LimeSurvey does: over all surveys, never twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from demo.limesurvey.definitions import Choice, Question, QuestionGroup, SurveyDefinition

IdKey = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberedQuestion:
    """A question with the ids that the server gave it; the ids of its parts stand in the order of the parts."""

    question: Question
    group: QuestionGroup
    qid: int
    gid: int
    group_order: int
    order: int
    subquestion_ids: tuple[int, ...]
    column_ids: tuple[int, ...] = ()
    option_ids: tuple[int, ...] = ()


@dataclass(slots=True)
class IdBook:
    """The ids that one survey has: they stay with their question when it moves, is retyped or renamed."""

    known: dict[IdKey, int] = field(default_factory=dict)

    def give(self, key: IdKey, counter: Iterator[int]) -> int:
        """The id of this part, a new one if it has none."""
        if key not in self.known:
            self.known[key] = next(counter)
        return self.known[key]

    def forget(self, code: str) -> None:
        """Forget a removed question: one of the same code that comes later is another question."""
        self.known = {key: value for key, value in self.known.items() if key[:2] != ("question", code)}

    def rename(self, code: str, new: str) -> None:
        """Let a question keep its ids under another code."""
        self.known = {(key[0], new, *key[2:]) if key[:2] == ("question", code) else key: value for key, value in self.known.items()}


@dataclass(slots=True)
class Numbering:
    """Hands out ids over all surveys of a server: questions first, then their subquestions."""

    next_qid: Iterator[int] = field(default_factory=lambda: count(1))
    next_gid: Iterator[int] = field(default_factory=lambda: count(1))
    next_aid: Iterator[int] = field(default_factory=lambda: count(1))

    def number(self, survey: SurveyDefinition, book: IdBook) -> tuple[NumberedQuestion, ...]:
        """Every question of the survey with its ids."""
        gids = [book.give(("group", str(place)), self.next_gid) for place, _ in enumerate(survey.groups)]
        places = [(place, group, question) for place, group in enumerate(survey.groups) for question in group.questions]
        qids = [book.give(("question", question.code), self.next_qid) for _, _, question in places]
        return tuple(
            NumberedQuestion(
                question,
                group,
                qid,
                gids[place],
                place,
                order,
                self._parts(book, question.code, "row", question.subquestions, self.next_qid),
                self._parts(book, question.code, "column", question.columns, self.next_qid),
                self._parts(book, question.code, "option", question.options, self.next_aid),
            )
            for order, (qid, (place, group, question)) in enumerate(zip(qids, places, strict=True))
        )

    @staticmethod
    def _parts(book: IdBook, code: str, kind: str, parts: tuple[Choice, ...], counter: Iterator[int]) -> tuple[int, ...]:
        return tuple(book.give(("question", code, kind, part.code), counter) for part in parts)
