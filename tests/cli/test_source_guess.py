"""`hearback source guess`: staff see what a file is and what to paste, and nobody's words."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from typer.testing import CliRunner

from cli.main import app
from config.settings import load_settings

SAMPLES = Path(__file__).parents[1] / "surveys" / "files"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["source", "guess", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_guess_names_the_tool_and_every_column_with_its_reason() -> None:
    shown = run(str(SAMPLES / "qualtrics.csv"))
    assert "This is an export of Qualtrics: 3 answers" in shown
    for word in ("IPAddress", "ignored", "Q2", "comment", "indicator 1 to 5"):
        assert word in shown
    for said in ("More lamps", "rosa@example.org", "203.0.113", "Mill End"):
        assert said not in shown


def test_what_a_guess_prints_is_a_source_that_loads_and_reads(tmp_path: Path) -> None:
    told = json.loads(run(str(SAMPLES / "qualtrics.csv"), "--json"))
    file = tmp_path / "hearback.toml"
    file.write_text(told["toml"], encoding="utf-8")
    source = load_settings(file).source("answers")
    assert source.kind == "file"
    assert source.columns.comments == ("Q2",)
    assert source.columns.indicators[0].scores["Very safe"] == 5
    assert tomllib.loads(told["toml"])["sources"]["answers"]["columns"]["quote_consent_value"] == "Yes"


def test_a_table_without_words_says_that_there_is_nothing_to_listen_to(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("a,b\n" + "1,2\n3,4\n5,5\n" * 3, encoding="utf-8")
    assert "nothing to listen to" in run(str(path))
