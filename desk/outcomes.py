"""Bring in series from other records, and take them out: all of a file, or nothing and the rows that are wrong are named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from desk.outcome_rows import RowRules, RowsRead, read_outcome_rows
from desk.tables import hash_file
from domain.errors import BadFile, WrongUse
from domain.ids import OutcomeId, stable_id
from domain.outcomes import Outcome, OutcomeKind
from domain.receipt import Receipt
from warehouse.store import Store

NAME_RULE = re.compile(r"[a-z0-9][a-z0-9_-]*")
MOST_NAMED = 5  # bad rows that one error names
_LONGEST = 200  # letters of a title, a unit or a source


@dataclass(frozen=True, slots=True)
class OutcomeTold:
    """What a file is, as whoever hands it over says it; `date_format` is empty for dates as in 2026-03-31."""

    name: str
    title: str
    unit: str
    kind: OutcomeKind
    source: str
    date_format: str = ""


def import_outcome(store: Store, file: Path, told: OutcomeTold, *, today: date, who: str, is_bad_skipped: bool = False) -> Receipt:
    """Import a CSV in the place of what the series of this name had, with its audit event. The receipt counts rows.

    Raises BadFile naming the rows that are wrong, unless they are to be skipped and counted, and WrongUse where it is not
    said well what the file is; then nothing was written.
    """
    _check_told(told)
    read = read_outcome_rows(file, RowRules(told.kind, told.unit, told.date_format, today))
    if read.bad and not is_bad_skipped:
        raise _name_bad(file, read.bad)
    if not read.values:
        raise BadFile("There is no row in it that can be read.", where=str(file), next_step="Nothing was brought in.")
    outcome = Outcome(
        id=OutcomeId(stable_id("outcome", told.name)),
        name=told.name,
        title=told.title or told.name,
        unit=told.unit,
        kind=told.kind,
        source=told.source,
        imported_at=datetime.now(UTC),
        values=read.values,
    )
    with store.transaction():
        is_written = store.outcomes.save(outcome)
        if is_written:
            facts: dict[str, str | int] = {"rows": len(read.values), "skipped": len(read.bad), "file": hash_file(file)}
            store.audit.append(who, "outcomes imported", told.name, "a file was handed over", facts)
    return _count(read, is_written=is_written)


def remove_outcome(store: Store, name: str, *, why: str, who: str) -> None:
    """Take a series out. Raises WrongUse where there is none of this name, or no reason is given."""
    if not why.strip():
        raise WrongUse("It is not said why.", next_step="Say it with: --why")
    with store.transaction():
        if not store.outcomes.remove(name):
            known = ", ".join(each.name for each in store.outcomes.all()) or "none"
            raise WrongUse(f"There is no series {name!r}.", next_step=f"There are: {known}.")
        store.audit.append(who, "outcomes removed", name, why, {})


def _count(read: RowsRead, *, is_written: bool) -> Receipt:
    good, bad = len(read.values), len(read.bad)
    written, unchanged = (good, 0) if is_written else (0, good)
    return Receipt(read=good + bad, written=written, unchanged=unchanged, skipped=bad, notes=tuple(map(str, read.bad)))


def _check_told(told: OutcomeTold) -> None:
    if not NAME_RULE.fullmatch(told.name):
        raise WrongUse(f"{told.name!r} cannot be the name of a series.", next_step="Use a to z, 0 to 9, - and _, as in complaints.")
    for name, words in (("title", told.title), ("unit", told.unit), ("source", told.source)):
        if len(words) > _LONGEST:
            raise WrongUse(f"The {name} has {len(words):,} letters.", next_step=f"At most {_LONGEST}.")
    if not told.unit.strip():
        raise WrongUse("It is not said what the values are.", next_step='Say it with --unit, as in --unit "complaints" or --unit %.')
    if not told.source.strip():
        raise WrongUse("It is not said whose records these are.", next_step='Say it with --source, as in --source "Oversight board".')


def _name_bad(file: Path, bad: Sequence[BadFile]) -> BadFile:
    told = " ".join(f"{each.where.rpartition(', ')[2]}: {each.what}" for each in bad[:MOST_NAMED])
    more = f" And {len(bad) - MOST_NAMED} more." if len(bad) > MOST_NAMED else ""
    return BadFile(
        f"{len(bad)} rows are not as they must be. {told}{more}" if len(bad) > 1 else f"One row is not as it must be. {told}",
        where=str(file),
        next_step="Nothing was brought in. Mend them, or leave them out and have them counted with --skip-bad.",
    )
