"""`hearback privacy report` over a real warehouse: its figures are those of the warehouse, and its words are nobody's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import app
from config.settings import Settings, load_settings
from domain.errors import BadFile, VaultError, WrongUse
from domain.ids import CommentId
from domain.listening import StoredResponse
from flows.steps.privacy import gather_privacy_facts, gather_raw
from flows.steps.retention import destroy_old_words
from flows.steps.stage import opened_store
from tests.cli.test_errors import hearback
from tests.warehouse.samples import HALLS, SOURCE, make_response, raw_of, save_places, theme_spring
from warehouse.keys import VAULT_VARIABLE, create_keys
from warehouse.store import Store

PEOPLE = 23
SETTINGS = """
[hearback]
town = "Alder Falls"
languages = ["en", "es"]

[sources.survey]
kind = "limesurvey"
title = "Safety survey"
url = "https://survey.example.org/index.php/admin/remotecontrol"
survey_id = 1
user = "puller"
password_env = "NOWHERE"
columns = { comments = ["q0"] }

[sources.talks]
kind = "transcripts"
title = "Town halls"
folder = "talks"
"""


@dataclass(frozen=True, slots=True)
class Place:
    folder: Path
    settings: Settings
    responses: list[StoredResponse]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A warehouse with answers of 23 people in two comments each, one of them held for a third of them."""
    monkeypatch.delenv(VAULT_VARIABLE, raising=False)
    (tmp_path / "hearback.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "talks").mkdir()
    keys = create_keys(tmp_path / "keys")
    settings = load_settings(tmp_path / "hearback.toml")
    responses = [make_response(keys, str(one), "the lamp is dark", None if one % 3 else "it is loud") for one in range(PEOPLE)]
    with opened_store(settings) as store:
        save_ours(store, settings)
        store.responses.replace(ours(responses, settings), raw_of(responses))
        theme_spring(store)
    with chdir(tmp_path):
        yield Place(tmp_path, settings, responses)


def save_ours(store: Store, settings: Settings) -> None:
    """The sample's places, and the sources of the settings."""
    save_places(store)
    for name in settings.sources:
        store.sources.save(settings.source_value(name))


def ours(responses: list[StoredResponse], settings: Settings) -> list[StoredResponse]:
    return [replace(each, source_id=settings.source_value("survey").id) for each in responses]


def report(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["privacy", "report", *arguments])
    assert done.exception is None, done.exception
    return done.stdout


def read_report() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(report("--json"))
    return content


def table(content: dict[str, Any], title: str) -> dict[str, list[str]]:
    found = [each for section in content["sections"] for each in (*section["tables"], *section["folded"]) if each["title"] == title]
    return {row[0]: row[1:] for each in found for row in each["rows"]}


def test_the_figures_are_those_of_the_warehouse(place: Place) -> None:
    with opened_store(place.settings) as store:
        counts = store.counts()
    assert (counts["person"], counts["comment"], counts["vault_entry"]) == (23, 46, 46)
    kept = table(read_report(), "Everything that is kept")
    assert kept["Pseudonyms"][1] == "about 25"
    assert kept["Redacted comments"][1] == "about 45"
    assert kept["Raw words"][1:3] == ["about 45", "yes"]
    assert kept["Sessions"][1] == "fewer than 10"
    assert kept["Closed answers"][1] == "about 45"


def test_what_is_held_is_told_by_its_reason(place: Place) -> None:
    content = read_report()
    held = next(each for each in content["sections"] if each["anchor"] == "held")
    assert "Now waiting: about 15." in held["lines"][0]
    assert table(content, "Why they wait") == {"language unknown": ["about 15"]}


def test_the_oldest_words_go_when_their_days_are_over(place: Place) -> None:
    due = (datetime.now(UTC) + timedelta(days=90)).date()
    rows = table(read_report(), "Raw words by source")
    assert rows["Safety survey"][:2] == ["90", "about 45"]
    assert f"{due:%B} {due.day}, {due.year}" == rows["Safety survey"][2]
    assert rows["Town halls"] == ["90", "none", ""]


def test_what_was_destroyed_stands_in_the_report(place: Place) -> None:
    later = place.settings.model_copy(update={"redaction": place.settings.redaction.model_copy(update={"raw_days": 0})})
    with opened_store(later) as store:
        assert destroy_old_words(store, later) == 46
    content = read_report()
    assert table(content, "Everything that is kept")["Raw words"][1] == "fewer than 10"
    assert table(content, "So far")["raw words destroyed"][:2] == ["fewer than 10", "about 45"]


def test_reading_raw_words_is_counted_and_the_words_are_not_shown(place: Place) -> None:
    comment_id: CommentId = place.responses[0].comments[0].id
    with opened_store(place.settings) as store:
        for _ in range(12):
            store.vault.read(comment_id, actor="staff", why="a test of the report")
    out = report("--json")
    assert table(json.loads(out), "So far")["read raw words"][0] == "about 10"
    assert "Ysolde" not in out
    assert "a test of the report" not in out


def test_nothing_that_people_said_or_that_names_a_row_is_in_any_form(place: Place) -> None:
    report("--out", "page.html")
    report("--out", "page.md")
    forms = (report(), report("--json"), Path("page.html").read_text(encoding="utf-8"), Path("page.md").read_text(encoding="utf-8"))
    for each in forms:
        assert not re.search(r"Ysolde|the lamp is dark|person-[0-9a-f]{8}|comment-[0-9a-f]{8}|response-[0-9a-f]{8}", each)


def test_the_days_of_a_source_are_its_own(place: Place) -> None:
    file = place.folder / "hearback.toml"
    file.write_text(SETTINGS.replace("survey_id = 1", "survey_id = 1\nraw_days = 30"), encoding="utf-8")
    due = (datetime.now(UTC) + timedelta(days=30)).date()
    content = read_report()
    rows = table(content, "Raw words by source")
    assert rows["Safety survey"] == ["30", "about 45", f"{due:%B} {due.day}, {due.year}"]
    assert rows["Town halls"][0] == "90"
    assert "30 or 90 days" in content["answers"][2]["lines"][0]


def test_words_of_a_source_that_left_the_settings_are_still_told(place: Place) -> None:
    with opened_store(place.settings) as store:
        store.vault.note_days(place.settings.source_value("survey").id, 45)
        rest = Settings(folder=place.folder, sources={"talks": place.settings.sources["talks"]})
        raw = gather_raw(store, rest)
    gone = next(each for each in raw if not each.is_in_settings)
    assert gone.comments == 46
    assert gone.days == 45
    assert gone.destroyed_on == (datetime.now(UTC) + timedelta(days=45)).date()


def test_words_that_should_be_gone_are_told(place: Place) -> None:
    with opened_store(place.settings) as store:
        facts = gather_privacy_facts(store, place.settings, now=datetime.now(UTC) + timedelta(days=92))
    assert any(each.destroyed_on and each.destroyed_on < facts.today for each in facts.raw)


def attention(content: dict[str, Any]) -> str:
    return " ".join(next(each["lines"] for each in content["answers"] if each["key"] == "attention"))


def test_an_open_database_and_lying_transcripts_are_told(place: Place) -> None:
    assert "can read the database" not in attention(read_report())
    (place.folder / "hearback.db").chmod(0o644)
    (place.folder / "talks" / "market.txt").write_text("Ana: hello", encoding="utf-8")
    said = attention(read_report())
    assert "can read the database" in said
    assert "can read the files of Town halls" in said
    assert "Files with raw words" in said


def test_a_key_from_the_environment_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VAULT_VARIABLE, (place.folder / "keys" / "vault.key").read_text(encoding="ascii").strip())
    content = read_report()
    assert "is given the key" in " ".join(content["answers"][1]["lines"])
    assert "has both" not in attention(content)


def test_the_report_changes_nothing(place: Place) -> None:
    with opened_store(place.settings) as store:
        before = (store.fingerprint(), store.counts())
    report()
    with opened_store(place.settings) as store:
        assert (store.fingerprint(), store.counts()) == before


def test_the_terminal_shows_every_section_in_eighty_columns(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = report()
    for section in read_report()["sections"]:
        assert section["title"] in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_report_ends_in_html_or_md(place: Place) -> None:
    done = CliRunner().invoke(app, ["privacy", "report", "--out", "page.pdf"])
    assert isinstance(done.exception, WrongUse)
    assert ".html" in str(done.exception)
    assert not Path("page.pdf").exists()


def test_a_place_that_cannot_be_written_is_told(place: Place) -> None:
    (place.folder / "file").write_text("", encoding="utf-8")
    done = CliRunner().invoke(app, ["privacy", "report", "--out", "file/page.md"])
    assert isinstance(done.exception, BadFile)


def test_without_the_key_there_is_a_sentence(place: Place) -> None:
    (place.folder / "keys" / "vault.key").unlink()
    done = hearback("privacy", "report", folder=place.folder)
    assert done.returncode == 1
    assert done.stderr.startswith("hearback: ")
    assert "Traceback" not in done.stderr
    assert isinstance(CliRunner().invoke(app, ["privacy", "report"]).exception, VaultError)


def test_the_sample_sources_are_known(place: Place) -> None:
    """The fixture means what it says: both sample sources and both of the settings are in the warehouse."""
    with opened_store(place.settings) as store:
        assert {SOURCE.id, HALLS.id} < {each.id for each in store.sources.all()}
