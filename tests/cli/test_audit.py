"""`hearback audit` as staff and auditors use it."""

from __future__ import annotations

import json
import shutil
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from cli.options import name_actor
from domain.errors import BadFile, HearbackError, WrongUse
from tests.cli.test_errors import assert_explains, hearback
from tests.warehouse.tampering import tamper
from warehouse.audit_key import VARIABLE

START = """
[[rounds]]
name = "autumn"
starts_on = 2026-10-01
[sources.answers]
kind = "file"
file = "missing.csv"
columns = { comments = ["What worries you?"] }
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HEARBACK_SETTINGS", raising=False)
    monkeypatch.setenv("HEARBACK_ACTOR", "ana")
    _run("init")
    return tmp_path


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a log of one event, for what changes nothing."""
    folder = tmp_path_factory.mktemp("used")
    with chdir(folder):
        _run("init")
        _run("audit", "head")
    return folder


def _run(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments))
    if done.exception is not None:
        raise done.exception
    return done.stdout


def test_a_head_is_made_verified_and_written_on_paper(place: Path) -> None:
    said = _run("audit", "head", "--out", "head.json")
    paper = next(line.split()[1] for line in said.splitlines() if line.startswith("Head:"))
    _run("audit", "head", "--who", "ben", "--why", "for the minutes")
    said = _run("audit", "verify", "--head", "head.json", "--paper", paper, "--key", "keys/audit.pub")
    assert "2 events" in said and "Chain:   intact." in said
    assert said.count("agrees") == 2 and said.count("signature is right") == 1 and "1 event came since" in said
    events = json.loads(_run("audit", "list", "--json"))
    assert [(each["actor"], each["why"]) for each in events] == [("ben", "for the minutes"), ("ana", "to be kept elsewhere")]


def test_without_a_head_it_is_said_what_cannot_be_seen(place: Path) -> None:
    _run("audit", "head")
    assert "only a head that was kept elsewhere" in _run("audit", "verify").replace("\n", " ")


def test_an_auditor_with_a_copy_needs_no_settings_and_no_key(place: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    _run("audit", "head", "--out", "head.json")
    _run("audit", "export", "log.jsonl")
    desk = tmp_path_factory.mktemp("auditor")
    for name in ("hearback.db", "head.json", "log.jsonl"):
        shutil.copy(place / name, desk)
    shutil.copy(place / "keys" / "audit.pub", desk)
    found = hearback("audit", "verify", "--database", "hearback.db", "--head", "head.json", "--key", "audit.pub", folder=desk)
    assert found.returncode == 0 and "agrees" in found.stdout, found.stderr
    found = hearback("audit", "verify", "--log", "log.jsonl", "--head", "head.json", "--json", folder=desk)
    (report,) = json.loads(found.stdout)
    assert (found.returncode, report["is_right"], report["heads"][0]["since"]) == (0, True, 0)
    tamper(f"sqlite:///{desk}/hearback.db", "UPDATE audit_event SET why = 'nothing'")
    found = hearback("audit", "verify", "--database", "hearback.db", "--head", "head.json", "--json", folder=desk)
    assert_explains(found, 1, "not as it was written")
    (report,) = json.loads(found.stdout)
    assert (report["is_intact"], report["first_broken"]) == (False, 1)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE audit_event SET actor = 'cleo' WHERE number = 2", "BROKEN at event 2"),
        ("DELETE FROM audit_event WHERE number = 3", "its end was cut off"),
    ],
)
def test_what_is_wrong_is_said_and_the_exit_code_is_one(place: Path, statement: str, says: str) -> None:
    for number in range(3):
        _run("audit", "head", "--out", f"{number}.json")
    tamper(f"sqlite:///{place}/hearback.db", statement)
    done = CliRunner().invoke(app, ["audit", "verify", "--head", "2.json"])
    assert isinstance(done.exception, HearbackError) and not isinstance(done.exception, WrongUse)
    assert says in done.stdout


def test_status_tells_a_broken_log_and_goes_on(place: Path) -> None:
    _run("audit", "head")
    assert "Audit log: 1 event, intact." in _run("status")
    tamper(f"sqlite:///{place}/hearback.db", "UPDATE audit_event SET why = 'x'")
    assert "BROKEN" in _run("status")
    assert "Head:" in _run("audit", "head")


def test_status_says_how_many_of_a_long_log_it_checked(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.steps.overview.AUDIT_CHECKED", 2)
    for _ in range(3):
        _run("audit", "head")
    assert "3 events; the latest 2 are intact" in _run("status")
    tamper(f"sqlite:///{place}/hearback.db", "UPDATE audit_event SET why = 'x' WHERE number = 3")
    assert "BROKEN" in _run("status")


def test_events_are_listed_by_kind(place: Path) -> None:
    _run("status")
    assert _run("audit", "list") == "No events yet.\n"
    _run("audit", "head")
    _run("audit", "new-key", "--why", "the disk was sold")
    assert [each["action"] for each in json.loads(_run("audit", "list", "--json", "--action", "signing key changed"))] == [
        "signing key changed"
    ]
    assert len(json.loads(_run("audit", "list", "--json", "--limit", "1"))) == 1
    shown = _run("audit", "list")
    assert all(word in shown for word in ("ana", "signing", "disk", "sold"))
    with pytest.raises(WrongUse, match="There are: head of the audit log made, signing key changed"):
        _run("audit", "list", "--action", "signing keys changed")


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        (("audit", "verify", "--head", "hearback.toml"), BadFile, "no head"),
        (("audit", "verify", "--head", "missing.json"), BadFile, "cannot be read"),
        (("audit", "verify", "--log", "hearback.toml"), BadFile, "no exported audit log"),
        (("audit", "verify", "--paper", "12"), WrongUse, "short form"),
        (("audit", "verify", "--key", "hearback.toml"), BadFile, "no public key"),
        (("audit", "verify", "--log", "x", "--database", "y"), WrongUse, "cannot go together"),
        (("audit", "verify", "--database", "missing.db"), HearbackError, "no such database"),
        (("audit", "verify", "--database", "hearback.toml"), HearbackError, "not a Hearback database"),
        (("audit", "verify", "--database", "nonsense://"), HearbackError, "not the address of a database"),
        (("audit", "head", "--out", "hearback.toml"), WrongUse, "already there"),
        (("audit", "head", "--out", "no/such/folder.json"), BadFile, "cannot be written"),
        (("audit", "export", "hearback.toml"), BadFile, "cannot be made"),
        (("audit", "new-key"), WrongUse, "not said why"),
        (("audit", "head", "--why", "a" * 501), WrongUse, "At most 500"),
        (("audit", "head", "--who", "a\nb"), WrongUse, "does not show"),
    ],
)
def test_wrong_use_is_a_sentence_and_changes_nothing(
    used: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], error: type[HearbackError], says: str
) -> None:
    monkeypatch.chdir(used)
    before = _list_files(used)
    with pytest.raises(error, match=says):
        _run(*arguments)
    assert [each["number"] for each in json.loads(_run("audit", "list", "--json"))] == [1]
    assert _list_files(used) == before


def _list_files(folder: Path) -> set[str]:
    return {file.name for file in folder.rglob("*") if not file.name.startswith("hearback.db-")}


def test_a_forged_event_moves_no_cursor(place: Path) -> None:
    _run("audit", "head")
    tamper(f"sqlite:///{place}/hearback.db", "UPDATE audit_event SET why = 'a' || char(27) || '[2J' || char(8238) || 'b'")
    shown = _run("audit", "list")
    assert "a?[2J?b" in shown and not {"\x1b", "\u202e"} & set(shown)


def test_a_database_without_an_audit_log_is_told(place: Path) -> None:
    import sqlite3

    sqlite3.connect("other.db").execute("CREATE TABLE something (a)").connection.close()
    with pytest.raises(HearbackError, match="holds no audit log"):
        _run("audit", "verify", "--database", "other.db")


def test_a_lost_signing_key_is_not_replaced_in_silence(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _run("audit", "head", "--out", "before.json")
    (place / "keys" / "audit.key").unlink()
    with pytest.raises(HearbackError, match="hearback audit new-key"):
        _run("audit", "head")
    _run("audit", "new-key", "--why", "lost with its disk")
    _run("audit", "head", "--out", "after.json")
    assert _run("audit", "verify", "--head", "before.json", "--head", "after.json").count("signature is right") == 2
    monkeypatch.setenv(VARIABLE, (place / "keys" / "audit.key").read_text())
    with pytest.raises(WrongUse, match=VARIABLE):
        _run("audit", "new-key", "--why", "once more")


def test_who_acts_is_the_name_given_else_the_variable_else_the_account(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import getpass

    assert name_actor(" ben ") == "ben" and name_actor("") == getpass.getuser()
    monkeypatch.setattr(getpass, "getuser", _no_name)
    assert name_actor("").startswith("account ")


def _no_name() -> str:
    raise KeyError("no such account")


def test_who_began_a_flow_by_hand_is_known_in_its_steps(place: Path) -> None:
    (place / "hearback.toml").write_text(START, encoding="utf-8")
    done = hearback("pull", "answers", "--round", "autumn", "--who", "ben", folder=place)
    assert_explains(done, 2, "missing.csv")
    (event,) = json.loads(_run("audit", "list", "--json"))
    assert (event["actor"], event["action"], event["detail"]["rounds.autumn.starts_on"]) == ("ben", "settings first seen", "2026-10-01")
