"""Recommendations -> the status table of a board on a day. Pure; the warehouse counts the same from its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from domain.course import SETTLED, derive
from domain.following import Board
from domain.moved import count_moves
from domain.recommendations import Recommendation, Reply, Standings, UpdateState


@dataclass(frozen=True, slots=True)
class _Followed:
    """What the table needs of one recommendation: how it stands, and how often dates of it were moved."""

    standings: Standings
    moves: int


def count_board(recommendations: Iterable[Recommendation], *, today: date) -> Board:
    """The table over these recommendations. It counts recommendations, never people.

    Every recommendation that waits for something is in exactly one of `late`, `on_time` and `no_date`; one that is due today
    is on time. `states` holds the states that occur. `verified` are those whose state is verified now.
    """
    followed = [_Followed(derive(each), count_moves(each)) for each in recommendations]
    facts = [each.standings for each in followed]
    waiting = [each.next_due_on for each in facts if is_waited_for(each)]
    late = [(today - due_on).days for due_on in waiting if due_on is not None and due_on < today]
    no_date = sum(due_on is None for due_on in waiting)
    return Board(
        on=today,
        total=len(followed),
        states=dict(Counter(each.state for each in facts)),
        late=len(late),
        on_time=len(waiting) - len(late) - no_date,
        no_date=no_date,
        rejected=sum(each.reply is Reply.REJECTED for each in facts),
        verified=sum(each.state is UpdateState.VERIFIED for each in facts),
        median_days_late=median(late) if late else None,
        moved=sum(each.moves > 0 for each in followed),
        moves=sum(each.moves for each in followed),
    )


def is_waited_for(facts: Standings) -> bool:
    """True while something is to come: neither settled nor turned down (as `domain.course.Course` says of a course)."""
    return facts.state not in SETTLED and not (facts.state is UpdateState.RESPONDED and facts.reply is Reply.REJECTED)
