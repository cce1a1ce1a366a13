"""What goes wrong at the keyboard: a sentence with the next step, exit code 1 or 2, and no stack trace."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.settings import PASSWORD_FILE
from demo.town.survey import SURVEY_ID
from flows.steps.stage import opened_store
from tests.flows.town import ROUND, SmallTown, small_town

ROOT = Path(__file__).parents[2]


def hearback(*arguments: str, folder: Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person would, in `folder`."""
    command = [sys.executable, "-m", "cli.main", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, input=text, env=os.environ, check=False)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[SmallTown]:
    with small_town(tmp_path / "town", languages=("en",), people=3) as made:
        yield made


def assert_explains(done: subprocess.CompletedProcess[str], code: int, *says: str) -> None:
    assert done.returncode == code, done.stderr
    assert done.stderr.startswith(("hearback: ", "Usage:")), done.stderr
    assert "Traceback" not in done.stderr
    for each in says:
        assert each in done.stderr


def replace_in(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def assert_nothing_kept(town: SmallTown) -> None:
    with opened_store(town.settings) as store:
        assert store.counts()["response"] == 0


def test_a_wrong_password_is_tried_once(town: SmallTown) -> None:
    (town.settings.folder / PASSWORD_FILE).write_text("wrong", encoding="utf-8")
    done = hearback("pull", "survey", "--round", ROUND, folder=town.settings.folder)
    assert_explains(done, 1, "password")
    assert sum(entry.method == "get_session_key" for entry in town.server.wire) == 1
    assert_nothing_kept(town)


def test_an_unreachable_host_says_so(town: SmallTown) -> None:
    replace_in(town.file, town.server.url, "http://127.0.0.1:9/index.php/admin/remotecontrol")
    assert_explains(hearback("pull", "survey", "--round", ROUND, folder=town.settings.folder), 1, "127.0.0.1:9")
    assert_nothing_kept(town)


def test_an_inactive_survey_says_so(town: SmallTown) -> None:
    town.server.deactivate(SURVEY_ID)
    assert_explains(hearback("pull", "survey", "--round", ROUND, folder=town.settings.folder), 1, "not active")
    assert_nothing_kept(town)


def test_an_unknown_question_names_the_nearest(town: SmallTown) -> None:
    replace_in(town.file, '"qidea"', '"qideas"')
    assert_explains(hearback("pull", "survey", "--round", ROUND, folder=town.settings.folder), 1, "qideas", "qidea")
    assert_nothing_kept(town)


def test_a_survey_without_answers_is_no_error(tmp_path: Path) -> None:
    with small_town(tmp_path, languages=("none",)) as town:
        done = hearback("pull", "survey", "--round", ROUND, folder=town.settings.folder)
        assert (done.returncode, "Nothing changed" in done.stdout) == (0, True)


def test_a_typo_in_the_settings_names_the_key(town: SmallTown) -> None:
    replace_in(town.file, "threshold" if "threshold" in town.file.read_text() else "[digest]", "[digset]")
    assert_explains(hearback("status", folder=town.settings.folder), 2, "digset", "Did you mean digest?")


def test_no_settings_file_says_how_to_make_one(tmp_path: Path) -> None:
    assert_explains(hearback("status", folder=tmp_path), 2, "hearback init")


@pytest.mark.parametrize(("name", "content"), [("empty.vtt", b""), ("binary.txt", bytes(range(256)) * 20), ("fake.docx", b"PK not a zip")])
def test_an_unreadable_transcript_is_named(town: SmallTown, name: str, content: bytes) -> None:
    (town.settings.folder / name).write_bytes(content)
    done = hearback("import", name, "--session", "s", "--round", ROUND, folder=town.settings.folder)
    assert_explains(done, 2, name)
    assert_nothing_kept(town)


def test_a_csv_without_the_column_lists_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,comment\n1,hello\n", encoding="utf-8")
    done = hearback("themes", "a.csv", "--text-col", "coment", "--out", "out", folder=tmp_path)
    assert_explains(done, 2, "coment", "comment")
    assert not (tmp_path / "out").exists()


def test_a_bad_line_for_redact_is_named_by_number(tmp_path: Path) -> None:
    done = hearback("redact", folder=tmp_path, text='{"id": 1, "text": "hello there", "lang": "en"}\nnot json at all\n')
    assert_explains(done, 2, "line 2")
    assert "not json at all" not in done.stderr


def test_init_never_overwrites(tmp_path: Path) -> None:
    assert hearback("init", folder=tmp_path).returncode == 0
    keys = {file: file.read_bytes() for file in (tmp_path / "keys").iterdir()}
    assert_explains(hearback("init", folder=tmp_path), 2, "already there")
    assert {file: file.read_bytes() for file in (tmp_path / "keys").iterdir()} == keys


def test_a_full_disk_says_so_and_nothing_is_half_written(town: SmallTown) -> None:
    """The disk is full from the first write on: no file of this process may grow beyond what the empty warehouse has."""
    with opened_store(town.settings):
        limit = max(file.stat().st_size for file in town.settings.folder.glob("*.db*"))
    script = (
        "import resource, signal, sys, pathlib; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "from config.settings import load_settings; from flows.steps.pull import pull; from domain.errors import HearbackError;"
        f"settings = load_settings(pathlib.Path({str(town.file)!r}));"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}));"
        f"\ntry: pull(settings, 'survey', '{ROUND}')\nexcept HearbackError as error: sys.exit(str(error))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "full" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert_nothing_kept(town)
    assert hearback("pull", "survey", "--round", ROUND, folder=town.settings.folder).returncode == 0


def test_ctrl_c_says_that_what_was_finished_is_kept(tmp_path: Path) -> None:
    """The filter waits for its input, so that it is surely running when it is stopped."""
    command = [
        sys.executable,
        "-c",
        "import sys; sys.argv = ['hearback', 'redact']; print('up', flush=True); import cli.main; cli.main.main()",
    ]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (1, "hearback: Stopped. What was finished is kept; run it again to go on.\n")


def test_redact_knows_every_language_that_has_a_pack(tmp_path: Path) -> None:
    lines = '{"id": 1, "text": "Ako si Luz, tawagan ako sa 555-0142", "lang": "tgl_Latn"}\n{"id": 2, "text": "??", "lang": "xx"}\n'
    done = hearback("redact", folder=tmp_path, text=lines)
    known, unknown = (json.loads(line) for line in done.stdout.splitlines())
    assert (known["held"], "555-0142" in known["redacted_text"]) == (False, False)
    assert (unknown["held"], unknown["redacted_text"]) == (True, None)
