"""Reviewing and releasing from the command line, from the draft to the files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from domain.errors import HearbackError
from flows.steps.stage import opened_store
from tests.review.town import FEW, LAMPS, NOISE, Town, review_town, theme_id


def run(town: Town, *arguments: str) -> Result:
    """The command as it ends: its output, or the error that the command line would print."""
    return CliRunner().invoke(app, [*arguments, "--settings", str(town.folder / "hearback.toml")])


def read(town: Town, *arguments: str) -> Any:
    done = run(town, *arguments, "--json")
    assert done.exit_code == 0, done.exception
    return json.loads(done.stdout)


def refuse(town: Town, *arguments: str) -> str:
    done = run(town, *arguments)
    assert isinstance(done.exception, HearbackError), done.output
    return str(done.exception)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with review_town(tmp_path_factory.mktemp("untouched") / "town") as made:
        yield made


def test_a_round_goes_from_the_list_to_its_files(town: Town) -> None:
    out = town.folder / "digest"
    listed = run(town, "review", "list", "--round", "spring").stdout
    assert LAMPS in listed and NOISE in listed and FEW not in listed
    assert "Nobody has looked at it yet." in listed and "To be looked at: 2" in listed and "about 40 people" in listed
    assert "2 themes that would be shown were not looked at" in refuse(town, "release", "make", "--round", "spring", "--out", str(out))
    assert not out.exists()
    approved = run(town, "review", "approve", "--all-solid", "--round", "spring", "--who", "Ana").stdout
    assert LAMPS in approved and NOISE not in approved, "noise is tentative"
    assert theme_id(NOISE)[:12] in run(town, "review", "approve", theme_id(NOISE)[:14], "--round", "spring", "--who", "Ben").stdout
    assert "Release it as number 1" in run(town, "review", "list", "--round", "spring").stdout
    why = "Where nobody sees the path nobody walks it."
    assert run(town, "review", "why", theme_id(LAMPS), why, "--round", "spring", "--who", "Ana").exit_code == 0
    headline = "People asked for light and for quiet."
    assert run(town, "review", "headline", headline, "--round", "spring", "--who", "Ana").exit_code == 0
    made = read(town, "release", "make", "--round", "spring", "--out", str(out), "--who", "Ana")
    assert (made["number"], made["changed"], made["corrects"]) == (1, [], None)
    assert all(Path(each).is_file() for each in made["files"])
    html = (out / "digest-spring.html").read_text(encoding="utf-8")
    assert why in html and headline in html and "2 people of the staff" in (out / "release-spring-1.json").read_text(encoding="utf-8")
    assert "there is nothing to release" in run(town, "review", "list", "--round", "spring").stdout
    shown = run(town, "release", "show", "--round", "spring").stdout
    assert made["hash"] in shown and "looked at" in shown and "Ben" in shown
    assert "every page is the one that was published" in run(town, "release", "verify").stdout


def test_files_of_an_older_release_are_written_again(town: Town, tmp_path: Path) -> None:
    town.look_at_all()
    first = read(town, "release", "make", "--round", "spring", "--out", str(tmp_path / "one"))
    assert run(town, "theme", "hide", theme_id(NOISE), "--why", "double").exit_code == 0
    second = read(
        town, "release", "make", "--round", "spring", "--out", str(tmp_path / "two"), "--corrects", "--note", "One theme was double."
    )
    assert (second["number"], second["corrects"], second["note"]) == (2, 1, "One theme was double.")
    assert any(NOISE in each for each in second["changed"]), "staff see what is gone"
    assert read(town, "release", "show", "--round", "spring")["changed"] == second["changed"]
    again = read(town, "release", "files", "--round", "spring", "--number", "1", "--out", str(tmp_path / "again"))
    for each in map(Path, again):
        assert each.read_bytes() == (tmp_path / "one" / each.name).read_bytes(), each.name
    page = json.loads((tmp_path / "again" / "release-spring-1.json").read_text(encoding="utf-8"))["page"]
    frozen = json.dumps(page, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(frozen.encode()).hexdigest() == first["hash"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("review", "list", "--round", "winter"), "no round 'winter'"),
        (("review", "list", "--round", "autumn"), "no themes yet"),
        (("review", "approve", "--round", "spring"), "Name themes, or say --all-solid"),
        (("review", "approve", "theme-abcdef", "--round", "spring"), "No theme has an id that begins"),
        (("review", "approve", theme_id(FEW), "--round", "spring"), "does not show this theme"),
        (("review", "why", theme_id(LAMPS), "", "--round", "spring"), "says nothing"),
        (("review", "why", theme_id(LAMPS), "a" * 2000, "--round", "spring"), "2,000 letters"),
        (("review", "why", theme_id(LAMPS), "Of 37 people.", "--round", "spring"), "a number that the page does not show"),
        (("review", "headline", "Nobody\u202e waits.", "--round", "spring"), "does not show"),
        (("review", "headline", "--remove", "--round", "spring"), "no first sentence by a person"),
        (("release", "make", "--round", "winter"), "no round 'winter'"),
        (("release", "show", "--round", "spring"), "any release"),
        (("release", "files", "--round", "spring", "--number", "3"), "release 3"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(untouched: Town, arguments: tuple[str, ...], says: str) -> None:
    assert says in refuse(untouched, *arguments)
    with opened_store(untouched.settings) as store:
        assert store.reviews.of_round(untouched.round.id) == () and store.releases.of_round(untouched.round.id) == ()


def test_verify_finds_a_page_that_was_changed_behind_the_programs_back(town: Town, tmp_path: Path) -> None:
    import sqlite3

    town.look_at_all()
    assert read(town, "release", "make", "--round", "spring", "--out", str(tmp_path / "out"))["number"] == 1
    town.store.close()
    with sqlite3.connect(town.folder / "hearback.db") as database:
        database.execute("UPDATE release SET page_json = replace(page_json, 'about 40', 'about 45')")
    done = run(town, "release", "verify")
    assert done.exit_code == 1 and "it was changed" in done.stdout and "its record" not in done.stdout
    with sqlite3.connect(town.folder / "hearback.db") as database:
        database.execute("UPDATE release SET record = replace(record, 'Ana', 'Eve')")
    assert "its record of who looked at what is not the one" in run(town, "release", "verify").stdout
