"""Import: everything of the files in one transaction, with the past of every field and its audit event; or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desk.recommending.exchange.outcomes import Outcome, RowResult
from desk.recommending.exchange.plan import Plan, plan_import
from desk.recommending.exchange.terms import Terms
from desk.recommending.past import MOVE, UPDATE, Past, compare, keep_past
from desk.tables import hash_file
from domain.errors import BadFile, WrongUse
from domain.receipt import Receipt, count_reasons
from warehouse.store import Store

MOST_NAMED = 5  # rows that one error names
HANDED_OVER = "a file was handed over"


class UnsoundRows(BadFile):
    """Some rows cannot be taken, and none was; `plan` says of every row what is the matter."""

    plan: Plan


def import_files(store: Store, files: Sequence[Path], terms: Terms, *, who: str, today: date) -> Plan:
    """Import what the files hold, and say what became of every row.

    Where rows are not sound, nothing is written and UnsoundRows is raised, unless `terms.is_good_kept`: then the sound ones are
    written. Raises WrongUse where a column was only guessed by its cells: that wants to be said.
    """
    with store.transaction():
        plan = plan_import(store, files, terms, who=who, today=today)
        _check_guesses(plan)
        if plan.unsound and not terms.is_good_kept:
            raise _name_unsound(plan)
        past = compare(plan.pairs, who=who, why=terms.why or HANDED_OVER)
        store.recommendations.save([after for _, after in plan.pairs])
        _keep(store, plan, past, files, who, terms.why or HANDED_OVER)
    return plan


def count_rows(plan: Plan) -> Receipt:
    """The rows of an import as a receipt."""
    written = plan.count(Outcome.NEW) + plan.count(Outcome.CHANGED)
    held = [each for each in plan.results if each.outcome is Outcome.HELD]
    left = [each for each in plan.unsound if each.outcome is not Outcome.HELD]
    return Receipt(
        read=len(plan.results),
        written=written,
        unchanged=plan.count(Outcome.UNCHANGED),
        held=len(held),
        skipped=len(left),
        new=plan.count(Outcome.NEW),
        held_for=count_reasons({"an owner who is no contact": len(held)}),
        skipped_for=count_reasons({each.value: plan.count(each) for each in (Outcome.REFUSED, Outcome.CONFLICT)}),
    )


def _check_guesses(plan: Plan) -> None:
    if plan.guessed:
        said = " ".join(f'--column "{name}={heading}"' for name, heading in plan.guessed)
        raise WrongUse(
            "Some columns were only guessed by what stands in them.", where=plan.tables[0].source, next_step=f"Say that it is so: {said}"
        )


def _name_unsound(plan: Plan) -> UnsoundRows:
    unsound = plan.unsound
    told = [_name_row(each) for each in unsound[:MOST_NAMED]]
    more = [f"And {len(unsound) - MOST_NAMED} more rows."] if len(unsound) > MOST_NAMED else []
    first = unsound[0]
    error = UnsoundRows(
        " ".join((*told, *more)),
        where=first.source if len(unsound) > 1 else f"{first.source}, {first.where}",
        next_step="Nothing was written. Mend the rows, or take the sound ones only: --keep-good",
    )
    error.plan = plan
    return error


def _name_row(row: RowResult) -> str:
    said = " ".join(map(str, row.problems)) or f"{', '.join(each.field for each in row.clashes)}: changed on both sides since it went out."
    return f"{row.where[:1].upper()}{row.where[1:]} ({row.reference or 'no reference'}): {said}"


def _keep(store: Store, plan: Plan, past: Past, files: Sequence[Path], who: str, why: str) -> None:
    """One event for updates and one for all the rest, each with the changes that are its own."""
    facts: dict[str, str | int] = {"rows": len(plan.results), "taken": len(plan.results) - len(plan.unsound), "file": _hash_files(files)}
    updates = Past(tuple(each for each in past.changes if each.field == UPDATE))
    others = Past(tuple(each for each in past.changes if each.field != UPDATE))
    if others.changes:
        moved = sum(each.field == MOVE for each in others.changes)
        event = store.audit.append(who, "recommendations imported", "recommendations", why, facts | {"moved": moved} | others.facts)
        keep_past(store, others, event)
    if updates.changes:
        event = store.audit.append(who, "status updates imported", "recommendations", why, facts | updates.facts)
        keep_past(store, updates, event)


def _hash_files(files: Sequence[Path]) -> str:
    if len(files) == 1:
        return hash_file(files[0])
    return hashlib.sha256("".join(map(hash_file, files)).encode()).hexdigest()
