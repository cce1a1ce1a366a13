"""The status table of a board in words: how many recommendations stand how, and whether their dates are kept."""

from __future__ import annotations

from collections.abc import Iterator

from digest.pages.tables import BoardCount, BoardTable
from digest.telling.wording import Wording
from domain.following import Board
from domain.recommendations import UpdateState


def state_key(state: UpdateState) -> str:
    """A state as it stands in a key of the screen texts."""
    return f"state.{state.name.lower()}"


def describe_board(board: Board, *, wording: Wording) -> BoardTable | None:
    """The table, states in the order of a recommendation's life; None where there is nothing to count.

    It counts recommendations and not people, so its numbers are exact.
    """
    if not board.total:
        return None
    states = [(state, board.states.get(state, 0)) for state in UpdateState]
    return BoardTable(
        on=wording.count("board.on", board.total, on=wording.day(board.on)),
        total=board.total,
        states=tuple(BoardCount(state.name.lower(), wording.say(state_key(state)), number) for state, number in states if number),
        dates=tuple(_count_dates(board, wording)),
        lines=tuple(_say_days(board, wording)),
    )


def _count_dates(board: Board, wording: Wording) -> Iterator[BoardCount]:
    """Late, on time, verified and rejected always stand, also where none is; the others where there are any."""
    counts = {
        "late": board.late,
        "on_time": board.on_time,
        "no_date": board.no_date,
        "verified": board.verified,
        "rejected": board.rejected,
        "moved": board.moved,
    }
    for key, number in counts.items():
        if number or key in ("late", "on_time", "verified", "rejected"):
            yield BoardCount(key, wording.say(f"board.{key}"), number)


def _say_days(board: Board, wording: Wording) -> Iterator[str]:
    if board.median_days_late is not None:
        days, decimals = board.median_days_late, 0 if float(board.median_days_late).is_integer() else 1
        yield wording.texts.count("board.median", days, n=wording.number(days, decimals=decimals))
    if board.moves:
        yield wording.count("board.moves", board.moves)
