"""Sessions that are planned: whom they are meant to reach, so that the plan counts them in."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from desk.tables import Row, hash_file, read_columns, read_rows
from domain.errors import BadFile, WrongUse
from domain.ids import PlannedSessionId, stable_id
from domain.receipt import Receipt
from domain.town import PlannedSession
from nlp.language.tags import normalise_tag
from warehouse.store import Store

COLUMNS = ("title", "planned_on", "expected")
MOST_EXPECTED = 10_000


def import_planned(store: Store, file: Path, *, groups: Collection[str], who: str) -> Receipt:
    """Import a CSV of planned sessions: title, planned_on, expected, and where known place, languages and a column a public group.

    Several languages stand with "; " between. A session is known by its title and day. Raises BadFile naming the row;
    then nothing was written.
    """
    named = [each for each in read_columns(file) if each in {group.casefold() for group in groups}]
    sessions = [_read_session(row, {group.casefold(): group for group in groups}, named) for row in read_rows(file, COLUMNS)]
    _refuse_twice(file, sessions)
    with store.transaction():
        written, unchanged = store.planned.save(sessions)
        if written:
            facts: dict[str, str | int] = {"rows": len(sessions), "written": written, "file": hash_file(file)}
            store.audit.append(who, "planned sessions imported", "plan", "a file was handed over", facts)
    return Receipt(read=len(sessions), written=written, unchanged=unchanged)


def cancel_planned(store: Store, beginning: str, *, why: str, who: str) -> PlannedSession:
    """Take a planned session out, found by its id or the beginning of it. Raises WrongUse where that fits none or several."""
    if not why.strip():
        raise WrongUse("It is not said why.", next_step="Say it with: --why")
    with store.transaction():
        found = [each for each in store.planned.all() if each.id.startswith(beginning)]
        if len(found) != 1:
            many = "Several sessions are" if found else "No session is"
            raise WrongUse(f"{many} planned under {beginning!r}.", next_step="See: hearback plan list")
        store.planned.remove(found[0].id)
        store.audit.append(who, "planned session cancelled", found[0].id, why, {})
    return found[0]


def _read_session(row: Row, groups: dict[str, str], named: list[str]) -> PlannedSession:
    title, planned_on = row.text("title"), row.day("planned_on")
    return PlannedSession(
        id=PlannedSessionId(stable_id("planned", title, planned_on.isoformat())),
        title=title,
        planned_on=planned_on,
        place=row.cells.get("place", ""),
        languages=tuple(_read_language(each.strip(), row) for each in row.cells.get("languages", "").split(";") if each.strip()),
        groups=tuple((groups[column], row.cells[column]) for column in named if row.cells.get(column)),
        expected=_read_expected(row),
    )


def _read_language(name: str, row: Row) -> str:
    code = normalise_tag(name)
    if not code:
        raise row.wrong(f"No language is called {name!r}.", "Write its English name or its code, as in Somali or so.")
    return code


def _read_expected(row: Row) -> int:
    words = row.text("expected")
    if not words.isdecimal() or int(words) > MOST_EXPECTED:
        raise row.wrong("The column 'expected' holds no number of people.", f"Write a whole number up to {MOST_EXPECTED:,}.")
    return int(words)


def _refuse_twice(file: Path, sessions: list[PlannedSession]) -> None:
    ids = [each.id for each in sessions]
    if len(set(ids)) < len(ids):
        raise BadFile("A session stands on more than one row.", where=str(file), next_step="Keep one of them, or give them other titles.")
