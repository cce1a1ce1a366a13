"""YAML and JSON -> the same tables as sheets give: lists of recommendations, milestones, updates and moved dates."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from desk.recommending.exchange.cells import join_list, tidy
from desk.recommending.exchange.columns import name_section
from desk.recommending.exchange.given import GivenRow, GivenTable
from desk.recommending.exchange.open_sheets import MOST_CELLS
from desk.recommending.exchange.sections import Section
from desk.recommending.exchange.yaml_tree import Tree, read_yaml
from domain.errors import BadFile
from surveys.decode import decode, read_bytes

LIMIT_BYTES = 50_000_000
_SHAPE = "Write a list of recommendations, or lists under the names: recommendations, milestones, updates, moves."
Record = dict[str, Tree]


def open_yaml(file: Path) -> tuple[GivenTable, ...]:
    """The lists of a YAML file. Aliases and tags are refused: nothing here needs them, and some are traps."""
    return _lay_out(read_yaml(decode(read_bytes(file, LIMIT_BYTES), file).text, str(file)), str(file))


def open_json(file: Path) -> tuple[GivenTable, ...]:
    """The lists of a JSON file; numbers stay as they are written."""
    text = decode(read_bytes(file, LIMIT_BYTES), file).text
    try:
        tree = json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_refuse_twice)
    except json.JSONDecodeError as error:
        raise BadFile("This is no JSON.", where=f"{file}, line {error.lineno}", next_step="Export it again, or mend it there.") from None
    except _Twice as error:
        raise BadFile(f"The name {error.name!r} stands twice in one entry.", where=str(file), next_step="Keep one of the two.") from None
    except RecursionError:
        raise BadFile("It is nested too deeply.", where=str(file), next_step=_SHAPE) from None
    return _lay_out(tree, str(file))


class _Twice(Exception):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__("a name stands twice")


def _refuse_twice(pairs: list[tuple[str, Tree]]) -> Record:
    made: Record = {}
    for name, value in pairs:
        if name in made:
            raise _Twice(name)
        made[name] = value
    return made


def _lay_out(tree: Tree, source: str) -> tuple[GivenTable, ...]:
    """A table for each list, and for the lists that stand within recommendations."""
    lists: dict[Section | None, list[tuple[str, Record]]] = {}
    for section, name, records in _find_lists(tree, source):
        for number, record in enumerate(records, 1):
            if not isinstance(record, dict):
                raise BadFile("An entry is no list of names and values.", where=f"{source}, {name} {number}", next_step=_SHAPE)
            _put(lists, section, f"{name} {number}", record)
    return tuple(_make_table(source, section, records) for section, records in lists.items())


def _find_lists(tree: Tree, source: str) -> list[tuple[Section | None, str, list[Tree]]]:
    if isinstance(tree, list):
        return [(None, "entry", tree)]
    if not isinstance(tree, dict):
        raise BadFile("There is no list in it.", where=source, next_step=_SHAPE)
    found: list[tuple[Section | None, str, list[Tree]]] = []
    for name, value in tree.items():
        section = name_section(name)
        if section is None or not isinstance(value, list):
            raise BadFile(f"Nobody knows what {name!r} is here.", where=source, next_step=_SHAPE)
        found.append((section, name, value))
    return found


def _put(lists: dict[Section | None, list[tuple[str, Record]]], section: Section | None, where: str, record: Record) -> None:
    """A record, and the milestones, updates and moved dates that stand in it, under its reference."""
    flat = {}
    for name, value in record.items():
        inner = name_section(name)
        if inner is not None and isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            reference = {"reference": record.get("reference", "")}
            for number, each in enumerate(value, 1):
                lists.setdefault(inner, []).append((f"{where}, {name} {number}", {**reference, **each} if isinstance(each, dict) else {}))
        else:
            flat[name] = value
    lists.setdefault(section, []).append((where, flat))


def _make_table(source: str, section: Section | None, records: Sequence[tuple[str, Record]]) -> GivenTable:
    headings = tuple(dict.fromkeys(name for _, record in records for name in record))
    if len(headings) * len(records) > MOST_CELLS:
        raise BadFile(f"There are over {MOST_CELLS:,} values.", where=source, next_step="Check that it is the right file, and split it.")
    rows = tuple(
        GivenRow(where, tuple(_write(record.get(name, ""), f"{source}, {where}", name) for name in headings)) for where, record in records
    )
    return GivenTable(source, headings, rows, section)


def _write(value: Tree, where: str, name: str) -> str:
    """A value as the text of a cell."""
    if isinstance(value, list):
        if any(isinstance(each, list | dict) for each in value):
            raise BadFile(f"Under {name!r} stands a list of lists.", where=where, next_step="Write a plain list.")
        return join_list(tidy(_say(each)) for each in value)
    if isinstance(value, dict):
        raise BadFile(f"Under {name!r} stand names and values, and one value is expected.", where=where, next_step=_SHAPE)
    return tidy(_say(value))


def _say(value: Tree) -> str:
    return "" if value is None else str(value)
