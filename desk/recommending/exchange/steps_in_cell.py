"""Milestones in one cell, as people write them: `2026-03-01 > 2026-05-01 (the floor is repaired) Hall open [done 2026-05-02]; …`.

Each begins with its first date. `> date (reason)` follows as often as the date moved; the reason may begin with the day on which
that was said (`2026-03-26: poles are late`). Behind the title, in brackets: `[done 2026-05-02]`, `[weight 2]`, `[needs Title]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk.recommending.exchange.cells import split_list
from desk.recommending.exchange.days import read_iso
from desk.recommending.problems import Problem, show_safely

HOW = 'Write: "2026-03-01 Title; 2026-05-01 > 2026-06-15 (why it moved) Title [done 2026-06-10]".'
_DAY = r"\d{4}-\d\d-\d\d"
_STEP = re.compile(
    rf"(?P<first>{_DAY})(?P<moves>(?:\s*>\s*{_DAY}(?:\s*\([^()]*\))?)*)\s+(?P<title>[^\[\]]+?)\s*(?P<marks>(?:\[[^\[\]]*\]\s*)*)",
    re.DOTALL,
)
_MOVE = re.compile(rf">\s*(?P<to>{_DAY})(?:\s*\((?:(?P<on>{_DAY}):)?(?P<reason>[^()]*)\))?")
_MARK = re.compile(r"\[\s*(?P<word>done|weight|needs)\s+(?P<value>[^\[\]]+?)\s*\]")


@dataclass(frozen=True, slots=True)
class WrittenMove:
    """A date that moved, as it stands in the cell; `on` None and `reason` "" where nobody wrote them."""

    before: date
    after: date
    on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """A milestone as it stands in the cell: the fields that it tells, and how its date moved."""

    values: dict[str, Any]
    moves: tuple[WrittenMove, ...]


def read_steps(cell: str) -> tuple[tuple[WrittenStep, ...], tuple[Problem, ...]]:
    """The milestones of a cell, and what is wrong with those that cannot be read."""
    steps, problems = [], []
    for words in split_list(cell):
        read = _read_step(words)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            steps.append(read)
    return tuple(steps), tuple(problems)


def _read_step(words: str) -> WrittenStep | Problem:
    found = _STEP.fullmatch(words)
    marks = [_MARK.fullmatch(each) for each in re.findall(r"\[[^\[\]]*\]", found["marks"])] if found else []
    if found is None or None in marks:
        return Problem("milestones", f"The milestone {show_safely(words)} is not written as it must be.", HOW)
    try:
        return _make_step(found, [each for each in marks if each])
    except ValueError:
        return Problem("milestones", f"A date or a weight of the milestone {show_safely(words)} cannot be read.", HOW)


def _make_step(found: re.Match[str], marks: list[re.Match[str]]) -> WrittenStep:
    first = _day(found["first"])
    moves = tuple(_list_moves(first, found["moves"]))
    values: dict[str, Any] = {"title": found["title"], "first_due_on": first, "due_on": moves[-1].after if moves else first}
    for mark in marks:
        if mark["word"] == "done":
            values["done_on"] = _day(mark["value"])
        elif mark["word"] == "weight":
            values["weight"] = float(mark["value"].replace(",", "."))
        else:
            values["needs"] = (*values.get("needs", ()), mark["value"])
    return WrittenStep(values, moves)


def _list_moves(first: date, words: str) -> Iterator[WrittenMove]:
    before = first
    for found in _MOVE.finditer(words):
        after = _day(found["to"])
        yield WrittenMove(before, after, _day(found["on"]) if found["on"] else None, (found["reason"] or "").strip())
        before = after


def _day(words: str) -> date:
    day = read_iso(words)
    if day is None:
        raise ValueError("no such day")
    return day
