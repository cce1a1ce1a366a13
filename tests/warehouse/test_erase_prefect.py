"""The whole way, as staff go it: a round run by Prefect, a person erased, and every file beside it searched, Prefect's own too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from demo.town.survey import SURVEY_ID
from tests.canaries.search import Searcher
from tests.flows.town import ROUND, small_town

ROOT = Path(__file__).parents[2]
WORDS = ("zorvaquilly", "quombrastled")
SAID = (
    "Behind the zorvaquilly shed the lamps have been broken for weeks. The zorvaquilly shed is dark when school is out. "
    "Nobody mends the lamps at the zorvaquilly shed. The bus stop at the quombrastled gate has no light. "
    "Water stands at the quombrastled gate every morning."
)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line with every folder that a program writes to by itself inside this one."""
    places = {name: str(folder / "own" / name.lower()) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_STATE_HOME")}
    for each in places.values():
        Path(each).mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name not in ("PREFECT_HOME", "PREFECT_API_URL")}
    command = [sys.executable, "-m", "cli.main", *arguments]
    loud = {"PYTHONPATH": str(ROOT), "PREFECT_LOGGING_LEVEL": "DEBUG", "PREFECT_SERVER_LOGGING_LEVEL": "DEBUG"}
    return subprocess.run(command, cwd=folder, env=kept | places | loud, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_after_a_whole_round_and_an_erasure_no_file_has_a_word_of_theirs(tmp_path: Path) -> None:
    searcher = Searcher({each: (each,) for each in WORDS})
    with small_town(tmp_path / "town", languages=("en",), people=25) as town:
        folder = town.settings.folder
        town.server.update(SURVEY_ID, 3, {"qworry": SAID})
        done = run(folder, "run", "--round", ROUND)
        assert done.returncode == 0, done.stderr[-500:]
        before = {each.place for each in searcher.in_folder(folder)}
        assert before and not any("prefect" in each for each in before), "Prefect's own files never have words"
        erased = run(folder, "erase", "--source", "survey", "--response", "3", "--why", "asked", "--yes")
        assert erased.returncode == 0, erased.stderr
        assert (folder / ".hearback" / "prefect").is_dir()
        assert {each.place for each in searcher.in_folder(folder)} == set()
        again = run(folder, "run", "--round", ROUND)
        assert again.returncode == 0 and "erased on request" in again.stdout
        assert {each.place for each in searcher.in_folder(folder)} == set()
        said = done.stdout + done.stderr + erased.stdout + erased.stderr + again.stdout + again.stderr
        assert not any(each in said for each in WORDS)
