"""A milestone's row, or a part of a cell -> a recommendation with that milestone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desk.recommending.exchange.context import Context
from desk.recommending.exchange.merge import merge
from desk.recommending.exchange.moved import Part, WhyMoved, settle
from desk.recommending.exchange.outcomes import Clash
from desk.recommending.exchange.versions import PART
from desk.recommending.problems import Problem, show_safely
from domain.ids import MilestoneId, stable_id
from domain.recommendations import DueChange, Milestone, Recommendation

_VERIFY = "The board or an auditor says it, with evidence: hearback recommendations verify"


@dataclass(frozen=True, slots=True)
class StepRow:
    """What a file says of one milestone. `moves` are those of it that the warehouse does not know."""

    values: Mapping[str, Any]
    why: WhyMoved
    version: Mapping[str, str] | None = None
    moves: tuple[DueChange, ...] = ()


@dataclass(frozen=True, slots=True)
class StepPut:
    """The recommendation with the milestone, and what changed; where `problems` or `clashes` are told, it is as it was."""

    value: Recommendation
    is_new: bool
    fields: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    clashes: tuple[Clash, ...] = ()


def find_step(value: Recommendation, values: Mapping[str, Any]) -> Milestone | None:
    """The milestone that a row is about: by its id, else by its title."""
    by_id = next((each for each in value.milestones if each.id == values.get("id")), None)
    return by_id or find_titled(value, str(values.get("title") or ""))


def find_titled(value: Recommendation, title: str) -> Milestone | None:
    """The milestone of this title, whichever letters are large."""
    return next((each for each in value.milestones if each.title.casefold() == title.casefold()), None)


def name_step(value: Recommendation, values: Mapping[str, Any]) -> MilestoneId:
    """The id of the milestone that a row is about, or that a new one gets."""
    known = find_step(value, values)
    if known is not None or values.get("id"):
        return known.id if known else MilestoneId(values["id"])
    taken = {each.id for each in value.milestones}
    own_id = MilestoneId(stable_id("milestone", value.id, str(values.get("title") or "")))
    number = 2
    while own_id in taken:  # one that was renamed keeps the id of its first title
        own_id = MilestoneId(stable_id("milestone", value.id, str(values.get("title") or ""), number))
        number += 1
    return own_id


def put_step(base: Recommendation, row: StepRow, peers: Mapping[str, MilestoneId], context: Context) -> StepPut:
    """Merge a row into its milestone, or add it. `peers` are ids of the file's milestones by title, for what needs them."""
    known = find_step(base, row.values)
    own_id = name_step(base, row.values)
    mine, problems = _read_values(base, row, peers)
    problems += [] if context.owns(own_id, base.id) else [Problem("id", "This id belongs to another recommendation.", "Empty the cell.")]
    merged = merge(mine, known, row.version, context.terms.take, context.past_of(base.id) if row.version and known else ())
    problems += _check_known(known, row, merged.values)
    if problems or merged.clashes:
        return StepPut(base, known is None, (), tuple(problems), merged.clashes)
    return _settle(base, known, own_id, mine, merged.values, row)


def _read_values(base: Recommendation, row: StepRow, peers: Mapping[str, MilestoneId]) -> tuple[dict[str, Any], list[Problem]]:
    """The milestone's own fields as the row has them, with ids for what it needs."""
    mine = {name: row.values[name] for name in PART if name in row.values}
    if row.values.get("revised_due_on"):
        mine["due_on"] = row.values["revised_due_on"]
    problems = []
    if "needs" in mine:
        ids = {each.id: each.id for each in base.milestones} | {each: each for each in peers.values()}
        titles = {each.title.casefold(): each.id for each in base.milestones} | dict(peers)
        found = [ids.get(each) or titles.get(each.casefold()) for each in mine["needs"]]
        for words in (each for each, own_id in zip(mine["needs"], found, strict=True) if own_id is None):
            problems.append(Problem("needs", f"There is no milestone {show_safely(words)} here.", "Name one of this recommendation."))
        mine["needs"] = tuple(each for each in found if each is not None)
    return mine, problems


def _check_known(known: Milestone | None, row: StepRow, changed: Mapping[str, Any]) -> list[Problem]:
    problems = []
    first = _first_of(row.values)
    if known is None:
        problems += [
            Problem(name, f"It is new, and its {name.replace('_', ' ')} is missing.", "Fill it in.") for name in _missing(row.values)
        ]
    elif first is not None and first != known.first_due_on:
        what = f"The first date of “{known.title}” is {known.first_due_on} and stays so."
        problems.append(Problem("first_due_on", what, "To move the date, change the due date and say why."))
    if changed.get("verified_on") != (known.verified_on if known else None) and "verified_on" in changed and not _is_history(known, row):
        problems.append(Problem("verified_on", "Whether a step was done is not said in a file.", _VERIFY))
    if known is not None and "due_on" in changed and changed["due_on"] is None:
        problems.append(Problem("due_on", "A milestone has a date.", "Fill it in."))
    return problems


def _is_history(known: Milestone | None, row: StepRow) -> bool:
    return known is None and row.version is not None


def _missing(values: Mapping[str, Any]) -> list[str]:
    return [name for name in ("title", "due_on") if not values.get(name)]


def _first_of(values: Mapping[str, Any]) -> date | None:
    first: date | None = values.get("first_due_on") or (values.get("due_on") if values.get("revised_due_on") else None)
    return first


def _settle(
    base: Recommendation, known: Milestone | None, own_id: MilestoneId, mine: Mapping[str, Any], changed: Mapping[str, Any], row: StepRow
) -> StepPut:
    wanted = changed.get("due_on", known.due_on if known else mine.get("due_on"))
    first = known.first_due_on if known else _first_of(row.values) or wanted
    part = Part(base.id, own_id, first, known.due_on if known else None, known is None)
    why = replace(row.why, is_history=_is_history(known, row))
    settled = settle(part, wanted, row.moves, why, is_said="due_on" in mine)
    if settled.problem or settled.due_on is None or first is None:
        problem = settled.problem or Problem("due_on", "A milestone has a date.", "Fill it in.")
        problem = replace(problem, what=f"“{mine.get('title') or (known.title if known else '')}”: {problem.what}")
        return StepPut(base, known is None, (), (problem,))
    blank = known or Milestone(own_id, base.id, str(mine.get("title", "")), first, first)
    put = replace(blank, **{**changed, "due_on": settled.due_on})
    others = tuple(each for each in base.milestones if each.id != own_id)
    milestones = tuple(sorted((*others, put), key=lambda each: (each.first_due_on, each.id)))
    value = replace(base, milestones=milestones, due_changes=(*base.due_changes, *settled.moves))
    fields = tuple(name for name in PART if known is None or getattr(known, name) != getattr(put, name))
    return StepPut(value, known is None, fields + (("moves",) if settled.moves and "due_on" not in fields else ()))
