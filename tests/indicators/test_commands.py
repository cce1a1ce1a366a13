"""`hearback outcomes` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from domain.errors import BadFile, WrongUse
from tests.flows.held_town import held_town

CSV = "date,place,category,value\n2026-03-31,Harbor,Answered,12\n2026-03-31,Old Mill,Answered,31\n"
TOLD = ("--name", "complaints", "--title", "Complaints", "--unit", "complaints", "--source", "Board")


def run(*arguments: str) -> str:
    """What a command prints; what it refuses is raised, as `main` has it."""
    done = CliRunner().invoke(app, ["outcomes", *arguments])
    if done.exception is not None:
        raise done.exception
    return done.stdout


def test_a_series_comes_in_is_listed_shown_and_taken_out(tmp_path: Path) -> None:
    with held_town(tmp_path) as (settings, _):
        at = ("--settings", str(settings.folder / "hearback.toml"))
    file = tmp_path / "records.csv"
    file.write_text(CSV + "soon,Harbor,Answered,3\n", encoding="utf-8")

    with pytest.raises(BadFile, match="line 4: The column 'date' holds no date"):
        run("import", str(file), *TOLD, *at)
    assert "No other records yet" in run("list", *at)

    (receipt,) = json.loads(run("import", str(file), *TOLD, "--skip-bad", "--json", *at))["receipts"].values()
    assert (receipt["read"], receipt["written"], receipt["skipped"]) == (3, 2, 1)

    (series,) = json.loads(run("list", "--json", *at))
    assert (series["name"], series["kind"], series["values"], series["first"]) == ("complaints", "count", 2, "2026-03-31")
    assert "2026-03-31 to 2026-03-31" in run("list", *at)
    shown = run("show", "complaints", *at)
    assert "Harbor" in shown and "12" in shown
    assert json.loads(run("show", "complaints", "--json", *at))["values"][1]["value"] == 31
    with pytest.raises(WrongUse, match="no series 'complains'"):
        run("show", "complains", *at)

    assert "Taken out: complaints." in run("remove", "complaints", "--why", "counted twice", *at)
    assert json.loads(run("list", "--json", *at)) == []
