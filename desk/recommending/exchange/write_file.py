"""Tables -> files: CSV, XLSX, YAML, JSON or Parquet. CSV and Parquet hold one table a file, so they become several."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from desk.recommending.exchange.cells import write_cell
from desk.recommending.exchange.lay_out import OutTable
from desk.recommending.exchange.sections import Field, Kind, Section
from digest.rendering.forms.sheets_csv import guard
from domain.errors import BadFile

MOST_SIGNS = 32_767  # of a cell of XLSX, as the format has it
_BOM = "\ufeff"  # without it Excel takes UTF-8 for the machine's old code page
_LITERAL = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LIVE = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_tables(tables: Sequence[OutTable], file: Path) -> dict[str, bytes]:
    """The files by their names: `file` itself, and for CSV and Parquet one beside it for each other section.

    Raises BadFile for a kind that is not written, or for a text that the kind cannot hold.
    """
    ending = file.suffix.casefold()
    whole: dict[str, Callable[[Sequence[OutTable]], bytes]] = {
        ".xlsx": _write_xlsx,
        ".json": _write_json,
        ".yaml": _write_yaml,
        ".yml": _write_yaml,
    }
    apart: dict[str, Callable[[OutTable], bytes]] = {".csv": _write_csv, ".parquet": _write_parquet}
    if ending in whole:
        return {file.name: whole[ending](tables)}
    if ending in apart:
        return {name_apart(file, table.section): apart[ending](table) for table in tables}
    raise BadFile(
        f"Files that end in {ending or 'nothing'} are not written.", where=str(file), next_step=f"Choose {', '.join((*whole, *apart))}."
    )


def name_apart(file: Path, section: Section) -> str:
    """The name of a section's own file: `plan.csv` for recommendations, `plan.updates.csv` beside it."""
    return file.name if section is Section.RECOMMENDATIONS else f"{file.stem}.{section}{file.suffix}"


def _write_csv(table: OutTable) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(each.name for each in table.fields)
    writer.writerows([guard(write_cell(cell)) for cell in row] for row in table.rows)
    return (_BOM + out.getvalue()).encode()


def _write_json(tables: Sequence[OutTable]) -> bytes:
    return (json.dumps(_make_tree(tables), ensure_ascii=False, indent=1) + "\n").encode()


def _write_yaml(tables: Sequence[OutTable]) -> bytes:
    import yaml

    dumper = yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper
    written: str = yaml.dump(_make_tree(tables), Dumper=dumper, allow_unicode=True, sort_keys=False, width=140)
    return written.encode()


def _make_tree(tables: Sequence[OutTable]) -> dict[str, list[dict[str, Any]]]:
    """Lists of all fields, the empty ones too: they show what can be filled in. Dates are text, so that both forms read the same."""
    return {
        str(table.section): [{each.name: _branch(cell) for each, cell in zip(table.fields, row, strict=True)} for row in table.rows]
        for table in tables
    }


def _branch(cell: Any) -> Any:
    if isinstance(cell, date):
        return cell.isoformat()
    return list(cell) if isinstance(cell, tuple) else cell


def _write_xlsx(tables: Sequence[OutTable]) -> bytes:
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, _LITERAL) as book:
        forms = {
            "head": book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
            "words": book.add_format({"text_wrap": True, "valign": "top"}),
            # With this mark a spreadsheet leaves the words alone even when somebody edits the cell.
            "live": book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
        }
        for table in tables:
            made = book.add_worksheet(str(table.section))
            for column, each in enumerate(table.fields):
                made.write_string(0, column, each.name, forms["head"])
                made.set_column(column, column, 40 if each.kind is Kind.WORDS else 16)
            for number, row in enumerate(table.rows, 1):
                for column, (each, cell) in enumerate(zip(table.fields, row, strict=True)):
                    _put_cell(made, number, column, cell, each, table, forms)
            made.freeze_panes(1, 1)
    return out.getvalue()


def _put_cell(made: Any, number: int, column: int, cell: Any, each: Field, table: OutTable, forms: dict[str, Any]) -> None:
    # The format counts days from 1900 and has one too many before March of that year, so earlier days are text.
    if isinstance(cell, date) and cell.year > 1900:
        made.write_datetime(number, column, cell, forms["day"])
    elif isinstance(cell, float | int) and float(f"{cell:.16G}") == cell:  # a workbook keeps sixteen digits
        made.write_number(number, column, cell)
    elif words := write_cell(cell):
        if len(words) > MOST_SIGNS:
            what = (
                f"The {each.name} of {table.rows[number - 1][0]} has {len(words):,} letters, and a cell of a workbook holds {MOST_SIGNS:,}."
            )
            raise BadFile(what, next_step="Export it as .json, .yaml or .csv.")
        made.write_string(number, column, words, forms["live" if words.lstrip(" \t\n'").startswith(_LIVE) else "words"])


def _write_parquet(table: OutTable) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {Kind.DAY: pa.date32(), Kind.NUMBER: pa.float64(), Kind.LIST: pa.list_(pa.string())}
    columns = {each.name: [row[place] for row in table.rows] for place, each in enumerate(table.fields)}
    types = {each.name: pa.int64() if each.name == "turn" else kinds.get(each.kind, pa.string()) for each in table.fields}
    arrays = [pa.array([_listed(cell) for cell in cells], type=types[name]) for name, cells in columns.items()]
    out = io.BytesIO()
    pq.write_table(pa.table(arrays, schema=pa.schema(list(types.items()))), out)
    return out.getvalue()


def _listed(cell: Any) -> Any:
    return list(cell) if isinstance(cell, tuple) else cell
