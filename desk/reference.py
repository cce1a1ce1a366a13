"""Bring in who lives here: shares of residents by neighbourhood, language or another group; all of a file, or nothing."""

from __future__ import annotations

import difflib
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desk.tables import Row, hash_file, read_columns, read_rows
from domain.errors import BadFile, WrongUse
from domain.receipt import Receipt
from domain.town import LANGUAGE, ReferenceTable
from nlp.language.tags import normalise_tag
from warehouse.store import Store

PEOPLE, PERCENT = "people", "percent"
COLUMNS = ("attribute", "value")
MOST_OFF = 1.0  # per cent: by how much rounded percentages may miss 100


@dataclass(frozen=True, slots=True)
class ReferenceImport:
    """What was brought in, and for each attribute the values that people gave and the table does not have."""

    receipt: Receipt
    lacking: Mapping[str, tuple[str, ...]]


def import_reference(store: Store, file: Path, *, source: str, groups: Collection[str], who: str) -> ReferenceImport:
    """Import a CSV of `attribute`, `value` and `people` or `percent`, with its audit event.

    `attribute` is one of `groups` (the public groups of the settings) or "language"; languages may be named or given by
    their codes. The receipt counts rows. Raises BadFile naming the row, WrongUse without a source; then nothing was written.
    """
    if not source.strip():
        raise WrongUse("It is not said where these shares come from.", next_step='Say it with: --source "Census 2021"')
    measure = _find_measure(file)
    counts = _read_counts(file, measure, groups)
    now = datetime.now(UTC)
    tables = [ReferenceTable(name, source.strip(), _share_out(file, name, found, measure), now) for name, found in counts.items()]
    rows = sum(map(len, counts.values()))
    with store.transaction():
        changed = [each for each in tables if store.references.save(each)]
        if changed:
            facts: dict[str, str | int] = {"rows": rows, "attributes": len(changed), "file": hash_file(file)}
            store.audit.append(who, "reference tables imported", "reference", f"shares of residents: {source.strip()}"[:500], facts)
    written = sum(len(each.shares) for each in changed)
    return ReferenceImport(Receipt(read=rows, written=written, unchanged=rows - written), find_lacking(store, tables))


def remove_reference(store: Store, attribute: str, *, why: str, who: str) -> None:
    """Take a table out. Raises WrongUse where there is none of this attribute, or no reason is given."""
    if not why.strip():
        raise WrongUse("It is not said why.", next_step="Say it with: --why")
    with store.transaction():
        if not store.references.remove(attribute):
            known = ", ".join(each.attribute for each in store.references.all()) or "none"
            raise WrongUse(f"There is no reference table for {attribute!r}.", next_step=f"There are: {known}.")
        store.audit.append(who, "reference table removed", attribute, why, {})


def find_lacking(store: Store, tables: Iterable[ReferenceTable]) -> dict[str, tuple[str, ...]]:
    """By attribute the values that people gave and that the table lacks, in order of the alphabet."""
    heard: defaultdict[str, set[str]] = defaultdict(set)
    for response in store.responses.of_rounds([each.id for each in store.rounds.all()]):
        heard[LANGUAGE].add(response.language)
        for name, value in response.groups:
            heard[name].add(value)
    lacking = {each.attribute: heard[each.attribute] - {value for value, _ in each.shares} for each in tables}
    known = {each.attribute: {value.casefold() for value, _ in each.shares} for each in tables}
    return {
        attribute: tuple(sorted(value for value in values if value.casefold() not in known[attribute] and value))
        for attribute, values in lacking.items()
        if any(value and value.casefold() not in known[attribute] for value in values)
    }


def _find_measure(file: Path) -> str:
    columns = read_columns(file)
    measures = [each for each in (PEOPLE, PERCENT) if each in columns]
    if len(measures) == 1:
        return measures[0]
    what = "Both 'people' and 'percent' are given." if measures else "Neither 'people' nor 'percent' is among the columns."
    raise BadFile(what, where=str(file), next_step="Give one of them: numbers of residents, or per cent of all of them.")


def _read_counts(file: Path, measure: str, groups: Collection[str]) -> dict[str, dict[str, float]]:
    counts: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for row in read_rows(file, (*COLUMNS, measure)):
        attribute = _read_attribute(row, groups)
        value = _read_value(row, attribute)
        if value.casefold() in {each.casefold() for each in counts[attribute]}:
            raise row.wrong(f"{attribute} has this value on more than one row.", "Keep one of them.")
        counts[attribute][value] = _read_number(row, measure)
    if not counts:
        raise BadFile("There is no row in it.", where=str(file), next_step=f"Write rows of {', '.join(COLUMNS)}, {measure}.")
    return dict(counts)


def _read_attribute(row: Row, groups: Collection[str]) -> str:
    named = row.text("attribute")
    known = {each.casefold(): each for each in (*groups, LANGUAGE)}
    if named.casefold() in known:
        return known[named.casefold()]
    near = difflib.get_close_matches(named.casefold(), known, n=1)
    hint = f" Did you mean {known[near[0]]}?" if near else ""
    raise row.wrong(f"No source asks for {named!r}.{hint}", f"Known: {', '.join(sorted(known.values()))}.")


def _read_value(row: Row, attribute: str) -> str:
    value = row.text("value")
    if attribute != LANGUAGE:
        return value
    code = normalise_tag(value)
    if not code:
        raise row.wrong(f"No language is called {value!r}.", "Write its English name or its code, as in Somali or so.")
    return code


def _read_number(row: Row, measure: str) -> float:
    try:
        number = float(row.text(measure).removesuffix("%").replace(" ", "").replace("\u00a0", ""))
    except ValueError:
        raise row.wrong(f"The column {measure!r} holds no number.", "Write it as in 1200 or 12.5.") from None
    if not math.isfinite(number) or number < 0:
        raise row.wrong(f"The column {measure!r} holds a number that no share can have.", "Write a number from 0 on.")
    return number


def _share_out(file: Path, attribute: str, counts: Mapping[str, float], measure: str) -> tuple[tuple[str, float], ...]:
    total = sum(counts.values())
    if measure == PERCENT and abs(total - 100) > MOST_OFF:
        raise BadFile(
            f"The percentages of {attribute} add up to {total:.1f}, not to 100.",
            where=str(file),
            next_step="Mend them, or add a row for all others.",
        )
    if total == 0:
        raise BadFile(f"Nobody lives here by the rows of {attribute}.", where=str(file), next_step="Fill in the numbers.")
    return tuple((value, number / total) for value, number in counts.items())
