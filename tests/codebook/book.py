"""A codebook that comes in as staff bring it in, for tests."""

from __future__ import annotations

from pathlib import Path

from desk.codebook import CodebookPlan, import_codebook, plan_codebook
from desk.codebook_files import CodebookFile, read_codebook
from desk.codebook_moves import PlannedMoves, plan_moves
from nlp.redact import Redactor
from tests.desk.theme_town import ANA
from tests.warehouse.samples import SPRING
from warehouse.store import Store

HEAD = "title,description,examples\n"
LIGHT = "Better street lighting,Streets that are too dark,no lamp here|it is dark there\n"
BUSES = "Buses that come late,,\n"


def write(folder: Path, text: str, name: str = "book.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def plan(store: Store, redactor: Redactor, file: Path) -> tuple[CodebookPlan, CodebookFile]:
    read = read_codebook(file)
    return plan_codebook(store, read.rows, redactor, language="en", born_in=SPRING.id), read


def bring_in(store: Store, redactor: Redactor, file: Path, *, who: str = ANA, why: str = "", is_overruling: bool = False) -> CodebookPlan:
    planned, read = plan(store, redactor, file)
    import_codebook(store, planned, read.content, actor=who, why=why, is_overruling=is_overruling)
    return planned


def plan_moved(store: Store, redactor: Redactor, file: Path, *, takes_away: bool = False) -> PlannedMoves:
    planned, read = plan(store, redactor, file)
    assert read.project is not None
    themes = {row.guid: planned.themes[number] for number, row in enumerate(read.rows)}
    return plan_moves(store, read.project, themes, takes_away=takes_away)
