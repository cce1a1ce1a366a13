"""`hearback recommendations import|export` as program managers use them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from domain.errors import HearbackError

ROWS = "Ref,Title,Description,Lead,Issued,Deadline,Colour\nR-1,Lights,Mend them,Works,10.01.2026,30.06.2026,red\n"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    with chdir(tmp_path):
        assert CliRunner().invoke(app, ["init", str(tmp_path)]).exit_code == 0
        (tmp_path / "plan.csv").write_text(ROWS, encoding="utf-8")
        yield tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["recommendations", *words, "--who", "Mia"])


def test_a_preview_says_what_it_would_do_and_does_nothing(place: Path) -> None:
    done = run("import", "plan.csv", "--preview")
    assert done.exit_code == 0, done.exception
    assert "Passed over: Colour." in done.output and "Nothing was written." in done.output
    told = json.loads(run("import", "plan.csv", "--preview", "--json").output)
    assert told["tables"][0]["columns"]["due_on"] == {"headings": ["Deadline"], "how_sure": "sure"}
    assert (told["written"], told["counts"]) == (False, {"recommendations": {"new": 1}})


def test_an_import_its_export_and_the_import_of_that(place: Path) -> None:
    assert run("import", "plan.csv").exit_code == 0
    for name in ("out.xlsx", "out.json", "out.yaml", "out.csv"):
        written = json.loads(run("export", name, "--json").output)["files"]
        again = run("import", *written)
        assert again.exit_code == 0 and "Nothing changed" in again.output


def test_rows_that_are_not_sound_are_told_kept_aside_and_nothing_is_written(place: Path) -> None:
    (place / "plan.csv").write_text(ROWS + "R-2,Bumps,Build them,,11.01.2026,,\n", encoding="utf-8")
    refused = run("import", "plan.csv", "--rest", "rest.csv")
    assert isinstance(refused.exception, HearbackError)
    assert "1 of 2 rows are not sound, so nothing was written." in str(refused.exception)
    assert "line 3, R-2 (refused)" in refused.output and "its owner is missing" in refused.output
    assert "owner is missing" in (place / "rest.csv").read_text(encoding="utf-8-sig")
    kept = run("import", "plan.csv", "--keep-good", "--json")
    assert json.loads(kept.output)["counts"] == {"recommendations": {"new": 1, "refused": 1}}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--owners", "nobody"), "--owners does not know 'nobody'"),
        (("--take", "both"), "--take does not know 'both'"),
        (("--section", "people"), "--section does not know 'people'"),
        (("--column", "due_on"), "is not understood"),
        (("--set", "title=a", "--set", "title=b"), "names 'title' twice"),
        (("--sheet", "Plan"), "has no sheets"),
        (("--dates", "%Y"), "does not tell a day"),
        (("--mapping", "none.toml"), "cannot be read"),
        (("--state", "done=finished"), "nobody knows that state"),
    ],
)
def test_what_is_said_wrongly_is_named(place: Path, words: tuple[str, ...], says: str) -> None:
    refused = run("import", "plan.csv", *words)
    assert isinstance(refused.exception, HearbackError) and says in str(refused.exception)
