"""What became of each row of a file, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desk.recommending.exchange.drafts import Draft
from desk.recommending.exchange.sections import Section
from desk.recommending.problems import Problem


class Outcome(StrEnum):
    """What becomes of a row. Those from `HELD` on are not sound."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    HELD = "held"
    CONFLICT = "conflict"
    REFUSED = "refused"


SOUND = frozenset((Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED))


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that the file and the warehouse both changed since the file went out; `before` None where it is not known any more."""

    field: str
    mine: str
    theirs: str
    before: str | None


@dataclass(frozen=True, slots=True)
class RowResult:
    """What becomes of one row: which fields change, or why it is not taken."""

    section: Section
    source: str
    where: str
    reference: str
    outcome: Outcome
    fields: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    clashes: tuple[Clash, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether the row can be taken."""
        return self.outcome in SOUND


def tell(
    draft: Draft,
    outcome: Outcome,
    *,
    fields: Sequence[str] = (),
    problems: Sequence[Problem] = (),
    clashes: Sequence[Clash] = (),
    notes: Sequence[str] = (),
) -> RowResult:
    """The result of a draft."""
    return RowResult(
        draft.section, draft.source, draft.where, draft.reference, outcome, tuple(fields), tuple(problems), tuple(clashes), tuple(notes)
    )


def refuse(draft: Draft, *problems: Problem) -> RowResult:
    """A row that is not taken, and what is wrong with it."""
    return tell(draft, Outcome.REFUSED, problems=problems)


def count_outcomes(results: Iterable[RowResult]) -> dict[Section, Counter[Outcome]]:
    """How many rows of each section came to what."""
    counts: dict[Section, Counter[Outcome]] = {}
    for each in results:
        counts.setdefault(each.section, Counter())[each.outcome] += 1
    return counts
