"""Bring in a file of contacts: all of it, or nothing and the rows that are wrong are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desk.contact_checks import check_contact
from desk.tables import Row, hash_file, read_rows
from domain.addresses import read_address
from domain.contacts import Contact
from domain.course import fold_name
from domain.errors import BadFile
from domain.receipt import Receipt
from domain.recommendations import Role
from warehouse.store import Store

LISTS = ("roles", "addresses")
WORDS = ("body", "manager", "language", "time_zone", "quiet")
COLUMNS = ("name", *LISTS, *WORDS, "left_on")
MOST_NAMED = 5  # bad rows that one error names


@dataclass(frozen=True, slots=True)
class ContactsRead:
    """What is in a file: contacts as they are to be, and what is wrong with the other rows, which repeats no address."""

    values: tuple[Contact, ...]
    bad: tuple[BadFile, ...]


def import_contacts(store: Store, file: Path, *, who: str, is_bad_skipped: bool = False) -> Receipt:
    """Import a CSV of contacts by their names, with its audit event. The receipt counts rows.

    A cell that is there is what holds from now on, an empty one too; columns that the file does not have stay as they are.
    Raises BadFile naming the rows that are wrong, unless they are to be skipped and counted; then nothing was written.
    """
    with store.transaction():
        read = read_contacts(file, store.contacts.all())
        if read.bad and not is_bad_skipped:
            raise _name_bad(file, read.bad)
        written, unchanged = store.contacts.save(*read.values) if read.values else (0, 0)
        if written:
            facts: dict[str, str | int] = {"rows": len(read.values) + len(read.bad), "written": written, "file": hash_file(file)}
            store.audit.append(who, "contacts imported", "contacts", "a file was handed over", facts)
    total = len(read.values) + len(read.bad)
    return Receipt(read=total, written=written, unchanged=unchanged, skipped=len(read.bad), notes=tuple(map(str, read.bad)))


def read_contacts(file: Path, known: Sequence[Contact]) -> ContactsRead:
    """The contacts of a file beside those that are known. A manager may stand in the same file, above or below."""
    by_name = {fold_name(each.name): each for each in known}
    rows, bad = _read_each(file, by_name)
    while True:  # a row that goes may have been another's manager
        whole = by_name | {fold_name(value.name): value for _, value in rows}
        faults = {row.line: _find_fault(row, value, whole) for row, value in rows}
        worst = [each for each in faults.values() if each is not None]
        if not worst:
            break
        bad += worst
        rows = [(row, value) for row, value in rows if faults[row.line] is None]
    return ContactsRead(tuple(value for _, value in rows), tuple(sorted(bad, key=_line_of)))


def _read_each(file: Path, known: Mapping[str, Contact]) -> tuple[list[tuple[Row, Contact]], list[BadFile]]:
    rows: dict[str, tuple[Row, Contact]] = {}
    bad: list[BadFile] = []
    for row in read_rows(file, ("name",)):
        try:
            name = row.text("name")
            if fold_name(name) in rows:
                raise row.wrong("This name stands on two rows.", "Leave one of them out.")
            rows[fold_name(name)] = (row, _read_contact(row, known.get(fold_name(name), Contact(name))))
        except BadFile as problem:
            bad.append(problem)
    return list(rows.values()), bad


def _read_contact(row: Row, before: Contact) -> Contact:
    value = before
    for name in WORDS:
        if name in row.cells:
            value = replace(value, **{name: row.cells[name]})  # type: ignore[arg-type]  # each of WORDS is text
    if "roles" in row.cells:
        value = replace(value, roles=tuple(_read_role(each, row) for each in _split(row.cells["roles"])))
    if "addresses" in row.cells:
        value = replace(value, addresses=tuple(_read_address(each, row) for each in _split(row.cells["addresses"])))
    if "left_on" in row.cells:
        value = replace(value, left_on=_read_left(row))
    return value


def _split(cell: str) -> list[str]:
    return [each.strip(" ") for each in cell.split(";") if each.strip(" ")]


def _read_role(words: str, row: Row) -> Role:
    try:
        return Role(words.casefold())
    except ValueError:
        raise row.wrong("A role is not known.", f"Known: {', '.join(Role)}; several with a semicolon between them.") from None


def _read_address(words: str, row: Row) -> str:
    try:
        return read_address(words)
    except ValueError as problem:
        raise row.wrong(f"An address is wrong: {problem}.", "Mend it; several with a semicolon between them.") from None


def _read_left(row: Row) -> date | None:
    return row.day("left_on") if row.cells["left_on"] else None


def _find_fault(row: Row, value: Contact, whole: Mapping[str, Contact]) -> BadFile | None:
    problems = check_contact(value, [each for name, each in whole.items() if name != fold_name(value.name)])
    return row.wrong(problems[0].what, problems[0].next_step) if problems else None


def _line_of(problem: BadFile) -> int:
    return int(problem.where.rpartition(" ")[2])


def _name_bad(file: Path, bad: Sequence[BadFile]) -> BadFile:
    told = " ".join(f"{each.where.rpartition(', ')[2]}: {each.what} {each.next_step}" for each in bad[:MOST_NAMED])
    more = f" And {len(bad) - MOST_NAMED} more." if len(bad) > MOST_NAMED else ""
    return BadFile(
        f"{len(bad)} rows are not as they must be. {told}{more}" if len(bad) > 1 else f"One row is not as it must be. {told}",
        where=str(file),
        next_step="Nothing was brought in. Mend them, or leave them out and have them counted with --skip-bad.",
    )
