"""A file that was handed over -> its tables: CSV, XLSX, YAML or JSON, within limits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desk.recommending.exchange.columns import name_section
from desk.recommending.exchange.given import GivenTable
from desk.recommending.exchange.open_sheets import open_text, open_workbook
from desk.recommending.exchange.open_tree import open_json, open_yaml
from domain.errors import BadFile

READABLE = ".csv, .tsv, .txt, .xlsx, .yaml, .yml or .json"
_SHEETS = frozenset((".xlsx", ".xlsm"))
_TEXTS = frozenset((".csv", ".tsv", ".txt", ""))


def open_files(files: Sequence[Path], sheets: Sequence[str] = ()) -> tuple[GivenTable, ...]:
    """The tables of several files, in order. Raises BadFile for what cannot be read, or is none of the kinds that are."""
    return tuple(table for file in files for table in _open(file, sheets))


def _open(file: Path, sheets: Sequence[str]) -> tuple[GivenTable, ...]:
    ending = file.suffix.casefold()
    if file.is_dir():
        raise BadFile("This is a folder.", where=str(file), next_step="Name the files in it.")
    if ending in _SHEETS:
        return open_workbook(file, sheets)
    if sheets:
        raise BadFile("This file has no sheets.", where=str(file), next_step="Leave --sheet away.")
    if ending in _TEXTS:
        # "plan.updates.csv", as an export calls it; by any other name the columns say what it holds.
        return (open_text(file, name_section(Path(file.stem).suffix.removeprefix("."))),)
    if ending in (".yaml", ".yml"):
        return open_yaml(file)
    if ending == ".json":
        return open_json(file)
    raise BadFile(f"Files that end in {ending} are not read.", where=str(file), next_step=f"Save it as {READABLE}.")
