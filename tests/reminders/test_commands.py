"""By the command line, from contacts to the log of what was sent; and in the timetable."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from config.settings import load_settings
from domain.errors import HearbackError
from flows.steps.stage import opened_store
from tests.reminders.calendar_of import make_asked
from tests.reminders.post_office import PostOffice
from tests.reminders.town import write_town


def type_in(file: Path, *words: str) -> str:
    done = CliRunner().invoke(app, [*words, "--settings", str(file)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_from_a_contact_to_the_log_by_the_command_line(tmp_path: Path, office: PostOffice) -> None:
    file = write_town(tmp_path, office.port)
    added = type_in(file, "contacts", "add", "Jo Doe", "--role", "owner", "--address", "jo@riverton.example", "--who", "Rowan")
    assert "Added: Jo Doe" in added and "jo@riverton.example" not in added
    with opened_store(load_settings(file)) as store:
        store.recommendations.save([make_asked(due_on=date.today() + timedelta(days=1)), make_asked("R-02", owner="Ghost")])
    shown = type_in(file, "reminders", "preview")
    assert "mailto:j…@riverton.example" in shown and "R-01 Mend the lights: due on" in shown and "Nobody can be reminded of: R-02" in shown
    assert office.mails == []
    assert "1 sent, 0 not sent." in type_in(file, "reminders", "send", "--who", "Rowan")
    assert "Nothing was to be sent now." in type_in(file, "reminders", "send", "--waiting")
    (row,) = json.loads(type_in(file, "reminders", "list", "--json"))
    assert (row["to"], row["is"], row["address"]) == ("Jo Doe", "sent", "mailto:j…@riverton.example")
    assert "Nothing failed." in type_in(file, "reminders", "list", "--failed")
    with pytest.raises(HearbackError, match="did not fail: it is sent"):
        type_in(file, "reminders", "again", row["message"])
    assert "jo@riverton.example" in type_in(file, "contacts", "list", "--addresses")
    assert "R-01" in type_in(file, "contacts", "show", "jo doe")
    assert "nobody: it needs an owner" in type_in(file, "contacts", "left", "Jo Doe", "--on", "2026-01-31", "--json")


def test_reminders_that_are_off_send_nothing_and_say_so(tmp_path: Path, office: PostOffice) -> None:
    file = write_town(tmp_path, office.port)
    file.write_text(file.read_text(encoding="utf-8").replace("enabled = true", "enabled = false"), encoding="utf-8")
    assert "Reminders are off" in type_in(file, "reminders", "send")


SCRIPT = """
import sys
from pathlib import Path
from flows.embedded import prepare, run_quietly
file = Path(sys.argv[1])
prepare(file.parent)
from config.settings import load_settings
from flows.schedule import plan, to_deployment
from flows.reminders import remind, send_waiting_reminders
for each in plan(load_settings(file), file, "spring")[1:]:
    print(each.name, each.flow_name, each.cron, each.timezone, to_deployment(each).name, *each.parameters, sep="|")
with run_quietly():
    print(remind(str(file)).written, send_waiting_reminders(str(file)).read)
"""


def test_the_timetable_has_the_flows_and_they_send_and_prefect_keeps_no_address(tmp_path: Path, office: PostOffice) -> None:
    """In a process of its own, since Prefect reads where it lives once."""
    file = write_town(tmp_path, office.port)
    type_in(file, "contacts", "add", "Jo Doe", "--address", "jo@riverton.example")
    with opened_store(load_settings(file)) as store:
        store.recommendations.save([make_asked(due_on=date.today() + timedelta(days=1))])
    home = {"PREFECT_HOME": str(tmp_path / "prefect"), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    command = [sys.executable, "-c", SCRIPT, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, env=home, cwd=Path(__file__).parents[2], check=False)
    assert done.stdout.splitlines() == [
        "reminders|remind|0 8 * * *|America/Chicago|reminders|settings_file",
        "waiting-reminders|send_waiting_reminders|40 * * * *|America/Chicago|waiting-reminders|settings_file",
        "1 0",
    ], done.stderr
    assert len(office.mails) == 1
    kept = b"".join(each.read_bytes() for each in (tmp_path / "prefect").rglob("*") if each.is_file())
    assert b"remind" in kept and b"jo@riverton" not in kept and b"Mend the lights" not in kept and "jo@riverton" not in done.stderr
