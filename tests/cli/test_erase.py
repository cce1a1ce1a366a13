"""`hearback erase` as a person runs it, in a process of its own."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from config.settings import FILE_NAME, Settings, load_settings
from domain.listening import Round, Source
from flows.steps.keys import open_keys
from flows.steps.stage import opened_store
from tests.cli.test_errors import assert_explains, hearback
from tests.warehouse.samples import make_release, make_response, raw_of
from warehouse.keys import create_keys

WORDS = "the zorvaquilly lamp by the mill has been dark for weeks now"
_SETTINGS = """
[[rounds]]
name = "autumn"

[sources.safety]
kind = "limesurvey"
url = "https://survey.example/rc"
survey_id = 417
user = "hearback"
password_env = "NOT_SET"
columns = { comments = ["q0"] }

[sources.sheet]
kind = "file"
file = "sheet.csv"
columns = { comments = ["q0"] }
"""


@dataclass(frozen=True)
class Office:
    """Four responses to a survey, one of them quoted in a digest."""

    folder: Path
    settings: Settings

    def run(self, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        return hearback("erase", *arguments, folder=self.folder, text=text)

    def count(self) -> int:
        with opened_store(self.settings) as store:
            return store.counts()["response"]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    (tmp_path / FILE_NAME).write_text(_SETTINGS, encoding="utf-8")
    create_keys(tmp_path / "keys")
    settings = load_settings(tmp_path / FILE_NAME)
    survey, autumn = settings.source_value("safety"), settings.round("autumn")
    with opened_store(settings) as store:
        store.sources.save(survey)
        store.sources.save(settings.source_value("sheet"))
        store.rounds.save(autumn)
        _keep(settings, survey, autumn)
        store.releases.save(replace(make_release(), round_id=autumn.id), json.dumps(_page()))
    (tmp_path / "digest").mkdir()
    for name in ("digest-autumn.html", "timeline.html"):
        (tmp_path / "digest" / name).write_text(f"<p>{WORDS}</p>", encoding="utf-8")
    return Office(tmp_path, settings)


def _page() -> dict[str, object]:
    words = dict.fromkeys(("schema", "dates", "themes_note", "unthemed"), "")
    said = {"language": "en", "content_language": "en", "direction": "ltr", "town": "Alder", "title": "Heard", "round_title": "Autumn"}
    parts = dict.fromkeys(("themes", "heard", "indicators", "recommendations", "method", "counts", "round_titles"), ())
    return words | said | parts | {"summary": [{"key": "said", "question": "What was said?", "lines": [WORDS]}]}


def _keep(settings: Settings, survey: Source, autumn: Round) -> None:
    keys = open_keys(settings)
    texts = ("one lamp", "two lamps", WORDS, "four")
    responses = [make_response(keys, str(number), text, source=survey, round_=autumn) for number, text in enumerate(texts, 1)]
    with opened_store(settings) as store:
        store.responses.replace(responses, raw_of(responses))


def test_a_response_is_erased_and_receipted_and_its_pages_are_withdrawn(office: Office) -> None:
    done = office.run("--source", "safety", "--response", "3", "--why", "asked by telephone", "--yes")
    assert done.returncode == 0, done.stderr
    for each in ("Erasure 1, ", "responses", "releases that show their words", "delete it in survey 417 too", "Backups made before"):
        assert each in done.stdout
    assert "Next: hearback run --round autumn" in done.stdout
    assert not any(each in done.stdout + done.stderr for each in ("zorvaquilly", "person-", "response-", "Traceback"))
    assert office.count() == 3
    page = (office.folder / "digest" / "digest-autumn.html").read_text(encoding="utf-8")
    assert "This release was withdrawn on" in page and "zorvaquilly" not in page
    assert not (office.folder / "digest" / "timeline.html").exists()
    again = office.run("--source", "safety", "--response", "3", "--why", "asked by telephone", "--yes")
    assert_explains(again, 1, "0 responses were erased", "kept away since an earlier erasure")


def test_a_token_is_handed_over_on_standard_input_and_is_on_no_screen(office: Office) -> None:
    done = office.run("--source", "safety", "--token", "--why", "asked", "--yes", "--also-future", "--json", text="token 2\n")
    assert done.returncode == 0, done.stderr
    receipt = json.loads(done.stdout)
    assert receipt["removed"] | {"passages": 0, "vectors": 0} == {
        "responses": 1,
        "people": 1,
        "sessions": 0,
        "comments": 1,
        "held": 0,
        "raw_words": 1,
        "passages": 0,
        "vectors": 0,
        "themes": 0,
        "rounds": 1,
        "releases": 0,
    }
    assert (receipt["later_ones_refused"], receipt["files_rewritten"], receipt["rounds_to_run"]) == (True, True, ["autumn"])
    assert "token 2" not in done.stdout + done.stderr
    assert office.count() == 3


def test_a_wrong_token_erases_nothing_and_is_not_repeated(office: Office) -> None:
    done = office.run("--source", "safety", "--token", "--why", "asked", "--yes", text="token 9\n")
    assert_explains(done, 1, "0 responses were erased", "Check the source and what you typed")
    assert "token 9" not in done.stderr and office.count() == 4


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--source", "safety", "--response", "3", "--yes"), 2, "not said why"),
        (("--why", "x", "--yes"), 2, "not said whose words"),
        (("--why", "x", "--yes", "--response", "3"), 2, "none is named"),
        (("--why", "x", "--yes", "--source", "safety", "--token"), 2, "Not said: the person's token"),
        (("--why", "x", "--yes", "--response", "3", "--person", "person-abcdefgh"), 2, "two questions"),
        (("--why", "x", "--source", "safety", "--response", "3"), 2, "Say it with: --yes"),
        (("--why", "x", "--yes", "--source", "safe", "--response", "3"), 2, "Known: safety, sheet"),
        (("--why", "x", "--yes", "--source", "sheet", "--response", "3"), 1, "0 responses were erased"),
        (("--why", "x", "--yes", "--source", "sheet", "--response", "3", "--also-future"), 1, "0 responses were erased"),
        (("--why", "x", "--yes", "--session", "hall"), 1, "no session 'hall'"),
        (("--why", "x", "--yes", "--person", "person-abcdefgh"), 1, "No person here"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_erased(office: Office, arguments: tuple[str, ...], code: int, says: str) -> None:
    assert_explains(office.run(*arguments), code, says)
    assert office.count() == 4
