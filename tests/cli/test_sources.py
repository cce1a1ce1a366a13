"""`hearback source add|check|accept` as staff use them, against a LimeSurvey server on this machine."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import app
from config.settings import load_settings
from demo.limesurvey import DEMO_ACCOUNT, LocalLimeSurvey
from demo.town.survey import SURVEY_ID, make_survey
from domain.errors import HearbackError, WrongUse
from flows.steps.pull import pull
from flows.steps.stage import opened_store
from tests.cli.test_errors import hearback
from tests.surveys.small_survey import SID, small_survey
from warehouse.keys import create_keys

START = """# Our own notes
[hearback]
timezone = "America/Chicago"  # where the server is

[[rounds]]
name = "autumn-2026"
"""


@pytest.fixture(scope="module")
def server() -> Iterator[LocalLimeSurvey]:
    with LocalLimeSurvey([make_survey(), small_survey()]) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "hearback.toml").write_text(START, encoding="utf-8")
    create_keys(tmp_path / "keys")
    monkeypatch.setenv("SURVEY_PASSWORD", DEMO_ACCOUNT.password)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    return tmp_path


def assert_explains(done: subprocess.CompletedProcess[str], code: int, *says: str) -> None:
    assert done.returncode == code, done.stderr
    assert done.stderr.splitlines()[-1].startswith("hearback: "), done.stderr
    assert "Traceback" not in done.stderr
    assert all(each in done.stderr for each in says), done.stderr


def here(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command in this process, which has no terminal: quicker than `hearback`, and ends as it does."""
    with chdir(folder):
        done = CliRunner().invoke(app, arguments)
    if isinstance(done.exception, HearbackError):
        code, told = (2 if isinstance(done.exception, WrongUse) else 1), f"hearback: {done.exception}\n"
        return subprocess.CompletedProcess(arguments, code, done.stdout, done.stderr + told)
    assert done.exception is None, done.exception
    return subprocess.CompletedProcess(arguments, 0, done.stdout, done.stderr)


def flags(server: LocalLimeSurvey, *more: str, survey_id: int = SID) -> list[str]:
    said = ["--name", "safety", "--url", server.url, "--user", DEMO_ACCOUNT.user, "--password-env", "SURVEY_PASSWORD", "--allow-local"]
    return ["source", "add", *said, *(["--survey-id", str(survey_id)] if survey_id else []), *more]


def read_source(place: Path, name: str = "safety") -> dict[str, Any]:
    sources: dict[str, Any] = tomllib.loads((place / "hearback.toml").read_text(encoding="utf-8"))["sources"]
    return dict(sources[name])


def logins(server: LocalLimeSurvey) -> int:
    return sum(entry.method == "get_session_key" for entry in server.wire)


def test_flags_alone_connect_a_survey_that_is_then_ready(server: LocalLimeSurvey, place: Path) -> None:
    before = logins(server)
    done = hearback(*flags(server, "--ignore", "qneighbourhood[other]", "--group", "hood=qneighbourhood"), folder=place)
    assert (done.returncode, logins(server) - before) == (0, 1), done.stderr
    assert "hearback pull safety --round autumn-2026" in done.stdout
    written = (place / "hearback.toml").read_text(encoding="utf-8")
    assert written.startswith(START.rstrip())
    columns = read_source(place)["columns"]
    assert "qconcern" in columns["comments"]
    assert "qneighbourhood[other]" not in columns["comments"]
    assert columns["groups"]["hood"] == "qneighbourhood"
    assert columns["quote_consent"] == "qquote"
    assert not any("qname" in str(each) for each in columns.values())
    checked = hearback("source", "check", "safety", "--json", folder=place)
    assert checked.returncode == 0, checked.stderr
    points = {point["name"]: point for point in json.loads(checked.stdout)[0]["points"]}
    assert {"address", "password", "login", "survey", "permission", "languages", "questions"} <= points.keys()
    assert all(point["is_good"] for point in points.values())


def test_a_dry_run_prints_the_toml_and_writes_nothing(server: LocalLimeSurvey, place: Path) -> None:
    done = here(*flags(server, "--dry-run"), folder=place)
    assert tomllib.loads(done.stdout)["sources"]["safety"]["survey_id"] == SID, done.stderr
    assert (place / "hearback.toml").read_text(encoding="utf-8") == START


def test_the_demo_town_is_proposed_as_its_people_would_map_it(server: LocalLimeSurvey, place: Path) -> None:
    done = here(*flags(server, "--json", survey_id=SURVEY_ID), folder=place)
    told = json.loads(done.stdout)
    becomes = {row["code"]: row["becomes"] for row in told["questions"]}
    assert becomes["qworry"] == becomes["qidea"] == "comment"
    assert becomes["qtrust"] == becomes["qnight"] == "indicator 1 to 5"
    assert (becomes["qhood"], becomes["qage"]) == ("group neighbourhood", "group age")
    assert (becomes["startlanguage"], becomes["qcontact"]) == ("language", "ignored")
    assert all(row["why"] for row in told["questions"])


@pytest.mark.parametrize(
    ("flag", "says"),
    [("--name", "--name"), ("--url", "--url"), ("--user", "--user"), ("--password-env", "--password-env"), ("--survey-id", str(SID))],
)
def test_what_is_missing_without_a_terminal_names_its_flag(server: LocalLimeSurvey, place: Path, flag: str, says: str) -> None:
    said = flags(server)
    at = said.index(flag)
    assert_explains(here(*said[:at], *said[at + 2 :], folder=place), 2, says)
    assert (place / "hearback.toml").read_text(encoding="utf-8") == START


def test_a_wrong_password_is_tried_once_and_never_shown(server: LocalLimeSurvey, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SURVEY_PASSWORD", "wrong-and-secret")
    before = logins(server)
    done = here(*flags(server), folder=place)
    assert_explains(done, 1, "does not accept this password")
    assert logins(server) - before == 1
    assert "wrong-and-secret" not in done.stdout + done.stderr
    server.state.failed_logins = 0


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://2130706433/", "http://169.254.169.254/", "http://localhost/index.php/1234"])
def test_an_address_of_this_machine_is_refused_before_the_password_is_read(place: Path, url: str) -> None:
    said = ["source", "add", "--name", "x", "--url", url, "--user", "u", "--password-env", "NOT_SET"]
    assert_explains(here(*said, folder=place), 2, "--allow-local")


def test_a_password_in_the_address_is_refused_and_not_repeated(place: Path) -> None:
    said = ["source", "add", "--name", "x", "--url", "https://mia:very-secret@s.example.org"]
    done = here(*said, folder=place)
    assert_explains(done, 2, "user or a password")
    assert "very-secret" not in done.stderr


def test_a_code_that_is_not_there_names_the_nearest(server: LocalLimeSurvey, place: Path) -> None:
    assert_explains(here(*flags(server, "--comment", "qconcerns"), folder=place), 2, "'qconcern'")


def test_a_name_that_is_there_is_kept_unless_it_is_replaced(server: LocalLimeSurvey, place: Path) -> None:
    assert here(*flags(server), folder=place).returncode == 0
    assert_explains(here(*flags(server), folder=place), 2, "--replace")
    done = here(*flags(server, "--replace", "--title", "Anew"), folder=place)
    assert (done.returncode, read_source(place)["title"]) == (0, "Anew"), done.stderr


def test_a_file_and_a_folder_are_connected_and_checked(place: Path) -> None:
    rows = "id,What worries you most where you live?,email\n1,The stairs are dark,a@example.org\n2,Cars on Mill Street,b@example.org\n"
    (place / "answers.csv").write_text(rows, encoding="utf-8")
    (place / "halls").mkdir()
    (place / "halls" / "one.txt").write_text("Speaker 1: The lights on the bridge are out.\nSpeaker 2: Yes, for weeks.\n", encoding="utf-8")
    (place / "halls" / "broken.docx").write_bytes(b"PK not a zip")
    done = here("source", "add", "--file", "answers.csv", "--name", "paper", folder=place)
    assert (done.returncode, read_source(place, "paper")["columns"]["comments"]) == (0, ["What worries you most where you live?"]), (
        done.stderr
    )
    assert here("source", "add", "--folder", "halls", "--name", "halls", folder=place).returncode == 0
    done = here("source", "check", folder=place)
    assert_explains(done, 1, "1 of 2 sources")
    assert "2 rows can be read" in done.stdout
    assert "1 of them can be read" in done.stdout.replace("\n", " ") or "broken.docx" in done.stdout
    assert "stairs" not in done.stdout


def test_a_password_file_that_others_may_read_is_refused(server: LocalLimeSurvey, place: Path) -> None:
    (place / "pw").write_text(DEMO_ACCOUNT.password, encoding="utf-8")
    (place / "pw").chmod(0o644)
    said = ["source", "add", "--name", "x", "--url", server.url, "--user", "listener", "--password-file", "pw", "--allow-local"]
    assert_explains(here(*said, folder=place), 2, "chmod 600")


def test_a_changed_question_is_held_and_a_person_accepts_it(place: Path) -> None:
    with LocalLimeSurvey([small_survey(rows=())]) as server:
        assert here(*flags(server, "--indicator", "qtrust:1:5:Trust"), folder=place).returncode == 0
        pull(load_settings(place / "hearback.toml"), "safety", "autumn-2026")
        server.reword_question(SID, "qtrust", {"en": "How often do you take the bus to work in the morning?"})
        done = here("source", "check", "safety", folder=place)
        assert_explains(done, 1, "1 of 1 sources")
        assert "source accept" in done.stdout.replace("\n", " ")
        pull(load_settings(place / "hearback.toml"), "safety", "autumn-2026")
        done = here("source", "accept", "safety", "--why", "a typing slip", "--who", "Mia", folder=place)
        assert (done.returncode, "qtrust" in done.stdout) == (0, True), done.stderr
        assert here("source", "check", "safety", folder=place).returncode == 0
    settings = load_settings(place / "hearback.toml")
    with opened_store(settings) as store:
        assert [(event.actor, event.action, event.why) for event in store.audit.recent(1)] == [
            ("Mia", "questions accepted", "a typing slip")
        ]
        assert all(each.held_reason is None for each in store.questions.of_source(settings.source_value("safety").id))


class Terminal:
    """The command on a terminal of 80 columns, with somebody who reads and types."""

    def __init__(self, *arguments: str, folder: Path) -> None:
        self.shown = ""
        self._near, far = pty.openpty()
        command = [sys.executable, "-m", "cli.main", *arguments]
        environment = os.environ | {"COLUMNS": "80", "TERM": "xterm"}
        self.process = subprocess.Popen(command, cwd=folder, stdin=far, stdout=far, stderr=far, env=environment)
        os.close(far)

    def wait_for(self, words: str, *, seconds: float = 30) -> None:
        ends = time.monotonic() + seconds
        at = len(self.shown)
        while words not in self.shown[at:]:
            assert time.monotonic() < ends, self.shown
            self._read()

    def answer(self, words: str, answer: str = "") -> None:
        self.wait_for(words)
        time.sleep(0.1)  # until the question takes its answer, and a hidden one has turned the echo off
        os.write(self._near, f"{answer}\n".encode())

    def end(self) -> int:
        while self.process.poll() is None:
            self._read()
        os.close(self._near)
        return self.process.returncode

    def _read(self) -> None:
        if select.select([self._near], [], [], 0.2)[0]:
            try:
                self.shown += os.read(self._near, 65536).decode(errors="replace")
            except OSError:  # Linux says so when the other side has closed
                time.sleep(0.05)


def test_staff_are_led_through_it_on_a_terminal(server: LocalLimeSurvey, place: Path) -> None:
    terminal = Terminal("source", "add", folder=place)
    terminal.answer("Address of the survey", server.url.replace("admin/remotecontrol", f"{SURVEY_ID}?lang=en"))
    terminal.answer("Is that meant?", "y")
    terminal.answer("Name of the source", "safety")
    terminal.answer("User", DEMO_ACCOUNT.user)
    terminal.answer("Where is the password", "4")
    terminal.answer("Password", DEMO_ACCOUNT.password)
    terminal.answer("Time zone", "")
    terminal.answer("Change a question", "qage")
    terminal.answer("What does it become", "6")
    terminal.answer("Change a question", "")
    terminal.answer("Write this into", "y")
    assert terminal.end() == 0, terminal.shown
    assert DEMO_ACCOUNT.password not in terminal.shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", terminal.shown)
    assert max(len(line.rstrip()) for line in plain.split("\n") if "http" not in line) <= 80
    source = read_source(place)
    assert (source["password_file"], source["survey_id"]) == ("secrets/safety-password", SURVEY_ID)
    assert source["columns"]["groups"] == {"neighbourhood": "qhood"}
    kept = place / "secrets" / "safety-password"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert DEMO_ACCOUNT.password not in (place / "hearback.toml").read_text(encoding="utf-8")
    assert hearback("source", "check", "safety", folder=place).returncode == 0
