"""The commands about links and drafts as staff use them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.release_make import make_release
from domain.recommendations import ThemeLink
from domain.themes import MadeBy
from tests.answers.answers_town import make_asked
from tests.cli.test_sources import assert_explains
from tests.cli.test_sources import here as run
from tests.review.town import FEW, LAMPS, NOISE, Town, review_town, theme_id

AS_ANA = ("--who", "Ana", "--why", "agreed in the meeting")
DRAFT = ("recommendations", "draft", theme_id(LAMPS), "--round", "spring")
WHOLE = ("--reference", "R-09", "--title", "Lamps that burn", "--text", "Mend all of them.", "--owner", "Public Works")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with review_town(tmp_path / "town") as made:
        made.store.recommendations.save([make_asked("R-01", "Mend every lamp")])
        made.look_at_all()
        make_release(made.store, made.terms, made.round, actor="Ana")
        yield made


def here(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(*arguments, folder=folder)


def suggest(town: Town) -> None:
    (own,) = town.store.recommendations.all()
    town.store.recommendations.link({own.id: [ThemeLink(theme_id(LAMPS), MadeBy.MODEL, 0.61)]})


def test_what_was_suggested_is_listed_refused_and_gone(town: Town) -> None:
    suggest(town)
    listed = here(town.folder, "recommendations", "suggest")
    assert f"near: R-01 -> {LAMPS}" in listed.stdout and "refuse REFERENCE THEME" in listed.stdout
    done = here(town.folder, "recommendations", "refuse", "R-01", theme_id(LAMPS), *AS_ANA)
    assert done.returncode == 0 and f"Refused for: {LAMPS}" in done.stdout
    assert "Nothing seems to be missing" in here(town.folder, "recommendations", "suggest").stdout
    assert_explains(here(town.folder, "recommendations", "refuse", "R-01", theme_id(LAMPS)), 2, "refused already")


def test_a_link_is_made_shown_and_taken_back(town: Town) -> None:
    linked = here(town.folder, "recommendations", "link", "R-01", theme_id(NOISE), *AS_ANA, "--json")
    assert json.loads(linked.stdout) == {"reference": "R-01", "theme": theme_id(NOISE), "update": ""}
    assert NOISE in here(town.folder, "recommendations", "show", "R-01").stdout
    done = here(town.folder, "recommendations", "unlink", "R-01", theme_id(NOISE), *AS_ANA)
    assert f"No longer linked to: {NOISE}" in done.stdout
    assert_explains(here(town.folder, "recommendations", "unlink", "R-01", theme_id(NOISE)), 2, "Nobody linked")


def test_one_thing_is_asked_at_a_time(town: Town) -> None:
    assert_explains(here(town.folder, "recommendations", "suggest", "--theme", "theme-aaaa", "--updates"), 2, "one of the three")
    assert_explains(here(town.folder, "recommendations", "suggest", "--reference", "R-77"), 2, "no recommendation")


def test_a_recommendation_is_drafted_with_rounded_figures(town: Town) -> None:
    drafted = here(town.folder, *DRAFT, *WHOLE, "--due", "2027-03-31", *AS_ANA)
    assert drafted.returncode == 0, drafted.stderr
    assert "R-09 is put down and linked" in drafted.stdout and "about 40 people" in drafted.stdout
    made = town.store.recommendations.get("R-09")
    assert made is not None and made.links[0].theme_id == theme_id(LAMPS)


def test_a_form_is_written_once_and_taken_by_the_import(town: Town) -> None:
    form = town.folder / "draft.yaml"
    assert here(town.folder, *DRAFT, "--to", str(form)).returncode == 0
    assert_explains(here(town.folder, *DRAFT, "--to", str(form)), 2, "such a file already")
    text = form.read_text(encoding="utf-8")
    for name, value in {"reference": "R-10", "title": "Light", "text": "Mend the light.", "owner": "Works"}.items():
        text = text.replace(f"{name}: ''", f"{name}: {value}", 1)
    form.write_text(text, encoding="utf-8")
    imported = here(town.folder, "recommendations", "import", str(form), "--who", "Ana")
    made = town.store.recommendations.get("R-10")
    assert made is not None, imported.stdout + imported.stderr
    assert made.answers == LAMPS and any("about 40 people" in each.told for each in made.grounds)


def test_mistakes_are_told_with_what_to_do(town: Town) -> None:
    before = town.store.fingerprint()
    assert_explains(here(town.folder, *DRAFT, "--title", "Lamps", *AS_ANA), 2, "--reference is missing")
    assert_explains(here(town.folder, *DRAFT, *WHOLE, "--due", "soon", *AS_ANA), 2, "no date")
    assert_explains(here(town.folder, *DRAFT, *WHOLE), 2, "not said why")
    withheld = here(town.folder, "recommendations", "draft", theme_id(FEW), "--round", "spring", "--to", "few.yaml")
    assert_explains(withheld, 2, "does not show this theme")
    assert town.store.fingerprint() == before
