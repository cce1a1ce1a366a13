"""`hearback calendar` as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from config.settings import load_settings
from domain.contacts import Contact
from domain.errors import BadSettings, WrongUse
from flows.steps.stage import opened_store
from tests.calendars.rfc5545 import read_calendar
from tests.calendars.samples import make_recommendation
from tests.played import hearback
from warehouse.keys import create_keys


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    file = tmp_path / "hearback.toml"
    file.write_text('[hearback]\ntown = "Alder Falls"\n[calendar]\naddress = "https://pages.example/"\n', encoding="utf-8")
    settings = load_settings(file)
    create_keys(settings.key_folder)
    with opened_store(settings) as store:
        store.contacts.save(Contact("Jo Alder"))
        store.recommendations.save([make_recommendation()])
    return file


def test_a_calendar_from_its_making_to_its_end(settings_file: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["calendar", *arguments, "--settings", str(settings_file)], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    made = json.loads(run("add", "--owner", "jo alder", "--who", "Rowan", "--json"))
    assert made["address"].startswith("https://pages.example/calendar/")
    listed = run("list", "--json")
    assert made["address"].split("/")[-1] not in listed
    assert [(each["kind"], each["whom"], each["by"], each["state"]) for each in json.loads(listed)] == [
        ("owner", "Jo Alder", "Rowan", "stands")
    ]
    assert "2 dates" in run("write", str(tmp_path / "jo.ics"), "--owner", "Jo Alder")
    assert len(read_calendar((tmp_path / "jo.ics").read_bytes()).all("VEVENT")) == 2
    assert run("write", str(tmp_path / "jo.ics"), "--owner", "Jo Alder").startswith("Unchanged")
    assert "Revoked" in run("revoke", made["id"][:14], "--why", "the telephone was lost")
    assert json.loads(run("list", "--json"))[0]["state"].startswith("revoked")


def test_whose_calendar_must_be_said_once(settings_file: Path) -> None:
    done = hearback("calendar", "add", "--board", "--public", "--settings", str(settings_file))
    assert (done.returncode, "--owner NAME, --board, --public" in done.stderr) == (2, True)
    with pytest.raises(WrongUse, match="Say whose calendar"):
        CliRunner().invoke(app, ["calendar", "add", "--settings", str(settings_file)], catch_exceptions=False)


@pytest.mark.parametrize(
    "address", ["pages.example", "https://pages.example/?a=1", "https://pages.example\\r\\nX: y", "javascript:alert(1)"]
)
def test_an_address_that_is_none_is_refused(settings_file: Path, address: str) -> None:
    settings_file.write_text(f'[calendar]\naddress = "{address}"\n', encoding="utf-8")
    with pytest.raises(BadSettings, match="is no address of pages"):
        load_settings(settings_file)
