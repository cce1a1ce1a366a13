"""Drafts of all sections -> recommendations as they are to be, and the result of every row.

First the recommendations' own rows, then milestones, moved dates and updates. A row that is not sound leaves everything else as
it would be without it; what hangs on it is not taken either, and says so.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypedDict

from desk.recommending.checks import check_recommendation
from desk.recommending.deed import find_fallen
from desk.recommending.exchange.context import Context
from desk.recommending.exchange.drafts import Draft
from desk.recommending.exchange.moved import Part, check_moves, find_same, read_move
from desk.recommending.exchange.outcomes import Outcome, RowResult, refuse, tell
from desk.recommending.exchange.put_moves import find_part, move_date
from desk.recommending.exchange.put_own import Put, explain_moves, make_blank, put_own
from desk.recommending.exchange.put_step import StepRow, name_step, put_step
from desk.recommending.exchange.put_update import put_updates
from desk.recommending.exchange.sections import Section
from desk.recommending.problems import Problem, show_safely
from desk.recommending.references import suggest
from domain.contacts import Contact
from domain.ids import MilestoneId
from domain.recommendations import DueChange, Recommendation


class _Told(TypedDict):
    contacts: Sequence[Contact]
    today: date


class Assembly:
    """Puts the rows of a file together with what the warehouse has."""

    def __init__(self, drafts: Sequence[Draft], context: Context) -> None:
        self._drafts, self._context = drafts, context
        self._results: dict[str, RowResult] = {}
        self._now: dict[str, Recommendation] = {}
        self._known = dict(context.known)
        self._own_rows = _group_by_reference(drafts, Section.RECOMMENDATIONS)
        self._move_rows = _group_by_reference(drafts, Section.MOVES)

    @property
    def pairs(self) -> tuple[tuple[Recommendation | None, Recommendation], ...]:
        """Recommendations as they stood (None: new) and as they are to be, where that is another thing."""
        known = self._context.known
        return tuple((known.get(name), value) for name, value in self._now.items() if known.get(name) != value)

    def run(self) -> tuple[RowResult, ...]:
        """The result of every row, in the order of the rows."""
        self._put_own_rows()
        self._drop_unsound()
        for section, put in ((Section.MILESTONES, self._put_steps), (Section.MOVES, self._put_moves), (Section.UPDATES, self._put_updates)):
            for reference, drafts in self._group(section).items():
                put(reference, drafts)
        return tuple(self._results[each.place] for each in self._drafts)

    def _group(self, section: Section) -> dict[str, list[Draft]]:
        """The rows of a section that can be read, by the reference of what they belong to; the others are refused."""
        groups = _group_by_reference(self._drafts, section)
        for each in (draft for drafts in groups.values() for draft in drafts if draft.problems):
            self._results[each.place] = refuse(each, *each.problems)
        return {name: sound for name, drafts in groups.items() if (sound := [each for each in drafts if not each.problems])}

    def _put_own_rows(self) -> None:
        own_moves = self._read_own_moves()
        for reference, drafts in self._own_rows.items():
            if len(drafts) > 1 and reference:
                places = ", ".join(each.where for each in drafts)
                twice = Problem("reference", f"{show_safely(reference)} stands on more than one row ({places}).", "Give each its own.")
                self._results |= {each.place: refuse(each, twice, *each.problems) for each in drafts}
                continue
            for draft in drafts:
                self._keep(draft, put_own(draft, self._context.known.get(reference), own_moves.get(reference, ()), self._context))

    def _keep(self, draft: Draft, put: Put) -> None:
        self._results[draft.place] = put.result
        if put.value is not None:
            self._now[draft.reference] = put.value

    def _read_own_moves(self) -> dict[str, list[DueChange]]:
        """Moves of recommendations' own dates that nobody knows yet, from the rows of moved dates; each row is looked at again later."""
        found: dict[str, list[DueChange]] = {}
        for reference, drafts in self._group(Section.MOVES).items():
            base = self._context.known.get(reference) or self._sketch(reference)
            for draft in (each for each in drafts if base is not None and not each.values.get("milestone")):
                if base is not None and (move := self._read_fresh(draft, base, None)) is not None:
                    found.setdefault(reference, []).append(move)
        return found

    def _sketch(self, reference: str) -> Recommendation | None:
        """A recommendation that the file brings, with as much as its moves need: its id."""
        own = self._find_own(reference)
        return make_blank(own) if own and own.values.get("issued_on") else None

    def _find_own(self, reference: str) -> Draft | None:
        """The recommendation's own row."""
        return next((each for each in self._own_rows.get(reference, ())), None)

    def _read_fresh(self, draft: Draft, base: Recommendation, own_id: MilestoneId | None) -> DueChange | None:
        """The move of a row, None where the warehouse knows it."""
        part = Part(base.id, own_id, None, None, is_new=False)
        move = read_move(draft.values, part, explain_moves(draft, self._context))
        return None if find_same(move, base.due_changes, is_day_told="on" in draft.values) else move

    def _drop_unsound(self) -> None:
        """Take out what cannot stand, then what needs that, until all that is left can stand together."""
        rows = {name: drafts[0] for name, drafts in self._own_rows.items()}
        waiting = set(self._now)
        while waiting:
            everything = self._everything()
            bad = {name: fresh for name in sorted(waiting) if (fresh := self._find_fresh(self._now[name], everything))}
            for name, problems in bad.items():
                del self._now[name]
                self._results[rows[name].place] = refuse(rows[name], *problems)
            waiting = {name for name, value in self._now.items() if set(value.needs) & bad.keys()}

    def _everything(self) -> Mapping[str, Recommendation]:
        """Every recommendation as it is to be, as far as rows name it or what they need."""
        return ChainMap(self._now, self._known)

    def _find_fresh(self, value: Recommendation, everything: Mapping[str, Recommendation]) -> tuple[Problem, ...]:
        """What is wrong with a recommendation that was not so before."""
        context = self._context
        before = context.known.get(value.reference)
        if before == value:
            return ()
        told: _Told = {"contacts": context.contacts_for(value), "today": context.today}
        found = (
            *check_recommendation(value, known=everything, **told),
            *find_fallen(before, value),
            *check_moves(before, value, context.today),
        )
        old = set(check_recommendation(before, known=everything, **told)) if before and found else set()
        return tuple(each for each in found if each not in old)

    def _base(self, reference: str, drafts: Sequence[Draft]) -> Recommendation | None:
        """What rows of a section are added to; where there is nothing, the rows are told so."""
        base = self._now.get(reference) or self._context.known.get(reference)
        if base is not None:
            return base
        own = self._find_own(reference)
        result = self._results.get(own.place) if own else None
        for each in drafts:
            if result is not None:
                outcome = Outcome.HELD if result.outcome is Outcome.HELD else Outcome.REFUSED
                problem = Problem("reference", f"Its recommendation is {result.outcome} ({result.where}).", "Mend that row first.")
                self._results[each.place] = tell(each, outcome, problems=(problem,))
            else:
                what = f"There is no recommendation {show_safely(reference)}.{suggest(reference, self._context.references)}"
                self._results[each.place] = refuse(each, Problem("reference", what, "Import the recommendations first."))
        return None

    def _put_steps(self, reference: str, drafts: list[Draft]) -> None:
        base = self._base(reference, drafts)
        if base is None:
            return
        peers = {str(each.values.get("title", "")).casefold(): name_step(base, each.values) for each in drafts}
        waiting, is_moving = self._refuse_twice(drafts, [name_step(base, each.values) for each in drafts]), True
        while waiting and is_moving:  # a step may need one that stands further down
            left = [each for each in waiting if not self._put_step(reference, each, peers, is_last=False)]
            is_moving, waiting = len(left) < len(waiting), left
        for each in waiting:
            self._put_step(reference, each, peers, is_last=True)

    def _refuse_twice(self, drafts: list[Draft], ids: list[MilestoneId]) -> list[Draft]:
        """The rows whose milestone has no other row; the others are refused."""
        for draft in (each for each, own_id in zip(drafts, ids, strict=True) if ids.count(own_id) > 1):
            self._results[draft.place] = refuse(draft, Problem("title", "This milestone stands on more than one row.", "Keep one of them."))
        return [each for each, own_id in zip(drafts, ids, strict=True) if ids.count(own_id) == 1]

    def _put_step(self, reference: str, draft: Draft, peers: dict[str, MilestoneId], *, is_last: bool) -> bool:
        """Whether the row was settled, for good or ill."""
        base = self._now.get(reference) or self._context.known[reference]
        own_id = name_step(base, draft.values)
        moves = [self._read_fresh(each, base, own_id) for each in self._moves_rows(reference, own_id, draft.values.get("title", ""), base)]
        row = StepRow(draft.values, explain_moves(draft, self._context), draft.version, tuple(filter(None, moves)))
        put = put_step(base, row, peers, self._context)
        problems = put.problems or self._find_fresh(put.value, self._everything())
        if problems and not is_last:
            return False
        if problems or put.clashes:
            outcome = Outcome.CONFLICT if put.clashes else Outcome.REFUSED
            self._results[draft.place] = tell(draft, outcome, problems=problems, clashes=put.clashes)
            return True
        outcome = Outcome.NEW if put.is_new else Outcome.CHANGED if put.fields else Outcome.UNCHANGED
        self._results[draft.place] = tell(draft, outcome, fields=() if put.is_new else put.fields)
        if put.value != base:
            self._now[reference] = put.value
        return True

    def _moves_rows(self, reference: str, own_id: MilestoneId, title: str, base: Recommendation) -> list[Draft]:
        """The rows of moved dates that are about a milestone, which may be one that comes in only now."""
        rows = [each for each in self._move_rows.get(reference, ()) if not each.problems and each.values.get("milestone")]
        return [each for each in rows if own_id in (each.values["milestone"], find_part(base, each)) or each.values["milestone"] == title]

    def _put_moves(self, reference: str, drafts: list[Draft]) -> None:
        """Rows of moved dates: those that came in with their date are told so, others move it now."""
        base = self._base(reference, drafts)
        if base is None:
            return
        before = self._context.known.get(reference)
        for draft in drafts:
            base = self._now.get(reference) or self._context.known[reference]
            own_id = find_part(base, draft)
            if draft.values.get("milestone") and own_id is None:
                what = f"There is no milestone {show_safely(str(draft.values['milestone']))} here."
                self._results[draft.place] = refuse(draft, Problem("milestone", what, "Name one of this recommendation."))
                continue
            self._put_move(base, draft, own_id, before)

    def _put_move(self, base: Recommendation, draft: Draft, own_id: MilestoneId | None, before: Recommendation | None) -> None:
        move = self._read_fresh(draft, base, own_id)
        if move is None:  # it is known, or came with its recommendation's or milestone's row
            is_known = before is not None and self._read_fresh(draft, before, own_id) is None
            self._results[draft.place] = tell(draft, Outcome.UNCHANGED if is_known else Outcome.NEW)
            return
        value, problem = move_date(base, own_id, move, self._context)
        problems = (problem,) if problem else self._find_fresh(value, self._everything())
        self._results[draft.place] = refuse(draft, *problems) if problems else tell(draft, Outcome.NEW)
        if not problems:
            self._now[base.reference] = value

    def _put_updates(self, reference: str, drafts: list[Draft]) -> None:
        base = self._base(reference, drafts)
        if base is None:
            return
        value, results = put_updates(base, drafts, self._context)
        self._results |= results
        if value != base:
            self._now[reference] = value


def _group_by_reference(drafts: Sequence[Draft], section: Section) -> dict[str, list[Draft]]:
    groups: dict[str, list[Draft]] = {}
    for each in (draft for draft in drafts if draft.section is section):
        groups.setdefault(each.reference, []).append(each)
    return groups
