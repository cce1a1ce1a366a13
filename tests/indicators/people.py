"""People who answered a closed question, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count

from digest.counting.answers import Answered
from domain.ids import PersonId, SessionId

_numbers = count()


def answer(score: float | None, *, person: str = "", on: date | None = None, session: str = "", label: str = "", **groups: str) -> Answered:
    return Answered(
        person_id=PersonId(person or f"person-{next(_numbers)}"),
        session_id=SessionId(session) if session else None,
        on=on,
        score=score,
        label=label or f"{score}",
        values=tuple(sorted(groups.items())),
    )


def answers(*counts: tuple[float | None, int], **groups: str) -> tuple[Answered, ...]:
    return tuple(answer(score, **groups) for score, number in counts for _ in range(number))


def together(*parts: Iterable[Answered]) -> tuple[Answered, ...]:
    return tuple(each for part in parts for each in part)
