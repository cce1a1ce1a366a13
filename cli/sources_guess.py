"""`hearback source guess FILE`: what kind of file it is, what its columns could become, and the settings to paste."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import AsJson
from cli.show import print_json, print_line, print_table

if TYPE_CHECKING:
    from surveys.files import Column, FileFacts
    from surveys.proposal import Proposal, Proposed


def guess(
    file: Annotated[Path, typer.Argument(help="A CSV, TSV or XLSX file of survey answers.")],
    sheet: Annotated[str | None, typer.Option("--sheet", help="XLSX: the sheet of the answers.")] = None,
    language: Annotated[str, typer.Option("--language", help="Language of the answers, for files older than UTF-8.")] = "",
    as_json: AsJson = False,
) -> None:
    """Tell what a file of survey answers is and what each column could become. Nothing is read in, nothing is written."""
    from surveys.files import describe_file
    from surveys.proposal import propose

    facts = describe_file(file, language=language, sheet=sheet)
    proposal = propose(facts.as_candidates())
    toml = _as_toml(file, facts, proposal)
    rows = [_row(column, proposed) for column, proposed in zip(facts.columns, proposal.columns, strict=True)]
    if as_json:
        print_json({"file": file.name, **_written(facts), "columns": rows, "toml": toml})
        return
    print_line(_say(facts))
    print_line()
    print_table(
        "",
        ["column", "holds", "becomes", "why"],
        [[row[key] for key in ("code", "holds", "becomes", "why")] for row in rows],
        numbers_from=99,
    )
    print_line()
    print_line(toml or "No column holds people's own words, so there would be nothing to listen to.")


def _written(facts: FileFacts) -> dict[str, Any]:
    return {"shape": facts.shape, "rows": facts.rows, "encoding": facts.encoding, "delimiter": facts.delimiter, "sheet": facts.sheet}


def _say(facts: FileFacts) -> str:
    told = f"This is an export of {facts.shape}" if facts.shape != "a table" else "This is a table that no known survey tool wrote"
    form = f"an Excel workbook, sheet {facts.sheet!r}" if facts.sheet else f"text in {facts.encoding}, fields parted by {facts.delimiter!r}"
    return f"{told}: {facts.rows:,} {'answer' if facts.rows == 1 else 'answers'}, {form}."


def _row(column: Column, proposed: Proposed) -> dict[str, Any]:
    from flows.steps.connect import say_role

    return {
        "code": column.code,
        "text": column.text,
        "holds": str(column.kind),
        "filled": column.filled,
        "options": list(column.shown_values),
        "becomes": say_role(proposed),
        "why": proposed.why,
    }


def _as_toml(file: Path, facts: FileFacts, proposal: Proposal) -> str:
    """The settings of the source; empty where no column asks for words."""
    from config.write import render_source
    from flows.steps.connect import columns_as_settings
    from surveys.proposal import Role

    if not proposal.of(Role.COMMENT):
        return ""
    values = {"kind": "file", "file": str(file), "sheet": facts.sheet or None, "columns": columns_as_settings(proposal)}
    return render_source("answers", {key: value for key, value in values.items() if value is not None})
