"""Recommendations -> tables of plain values: what every form of an export is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from desk.recommending.exchange.cells import tidy, write_cell
from desk.recommending.exchange.sections import FIELDS, Field, Kind, Section
from desk.recommending.exchange.versions import make_version
from domain.recommendations import Recommendation


@dataclass(frozen=True, slots=True)
class OutTable:
    """A section as it goes out. Cells are text, dates, numbers, tuples of text, or None for nothing."""

    section: Section
    fields: tuple[Field, ...]
    rows: tuple[tuple[Any, ...], ...]


def lay_out(values: Sequence[Recommendation]) -> tuple[OutTable, ...]:
    """A table for each section, those without rows too."""
    return tuple(_make_table(section, values) for section in Section)


def _make_table(section: Section, values: Sequence[Recommendation]) -> OutTable:
    fields = tuple(each for each in FIELDS[section] if each.is_out)
    records = (record for value in values for record in _list_records(section, value))
    return OutTable(section, fields, tuple(tuple(_plain(each, record) for each in fields) for record in records))


def _list_records(section: Section, value: Recommendation) -> Iterator[dict[str, Any]]:
    if section is Section.RECOMMENDATIONS:
        yield _read(value, section) | {"version": make_version(value)}
    elif section is Section.MILESTONES:
        yield from (_read(each, section) | {"reference": value.reference, "version": make_version(each)} for each in value.milestones)
    elif section is Section.UPDATES:
        yield from (_read(each, section) | {"reference": value.reference} for each in value.updates)
    else:
        yield from (_read(each, section) | {"reference": value.reference, "milestone": each.milestone_id} for each in value.due_changes)


def _read(value: object, section: Section) -> dict[str, Any]:
    return {each.name: getattr(value, each.name, None) for each in FIELDS[section]}


def _plain(each: Field, record: dict[str, Any]) -> Any:
    value = record[each.name]
    if each.kind is Kind.LIST:
        return tuple(map(write_cell, value))
    if each.kind in (Kind.DAY, Kind.NUMBER):
        return value
    return tidy("" if value is None else str(value))
