"""Leaves are published whole or not at all, of what was released, and with an event for each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desk.said import make_leaves, name_leaf, publish_said
from domain.errors import HearbackError, WrongUse
from domain.recommendations import UpdateState
from tests.helped.test_translations import said_terms
from tests.helped.town import BUSES, FEW, LAMPS, PASSAGE_WORDS, Town, heard_twice, recommend, theme_id, update
from tests.played import hearback


def read_all(folder: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.iterdir()))


def test_every_released_theme_has_its_leaf_and_no_other(released: Town, tmp_path: Path) -> None:
    files = publish_said(released.store, said_terms(released), "en", tmp_path / "said", who="Ana")
    names = {file.name for file in files}
    assert {f"{name_leaf(theme_id(LAMPS), 'en')}.html", f"{name_leaf(theme_id(BUSES), 'en')}.txt"} <= names
    assert not any(theme_id(FEW) in name for name in names)
    assert names == {file.name for file in (tmp_path / "said").iterdir()}
    told = read_all(tmp_path / "said")
    assert FEW not in told
    assert "Number of people who said this in \u2068Autumn\u2069: about 30" in told
    assert "There are no drivers." in told


def test_no_passage_word_stands_on_a_leaf(released: Town, tmp_path: Path) -> None:
    publish_said(released.store, said_terms(released), "en", tmp_path / "said", who="Ana")
    told = read_all(tmp_path / "said").casefold()
    assert not [word for word in PASSAGE_WORDS.split() if word in told]


def test_the_leaf_names_the_release_that_it_follows_from(released: Town, tmp_path: Path) -> None:
    release = released.store.releases.latest(released.settings.round("autumn").id)
    assert release is not None
    publish_said(released.store, said_terms(released), "en", tmp_path / "said", who="Ana")
    assert release.content_hash[:16] in read_all(tmp_path / "said")


def test_each_new_leaf_leaves_its_event_and_the_same_again_leaves_none(released: Town, tmp_path: Path) -> None:
    before = released.store.audit.count()
    files = publish_said(released.store, said_terms(released), "en", tmp_path / "said", who="Ana", theme_ids=[theme_id(LAMPS)])
    assert len(files) == 2
    (event,) = released.store.audit.recent(released.store.audit.count() - before)
    assert (event.action, event.subject, event.actor) == ("said page published", theme_id(LAMPS), "Ana")
    assert event.detail["language"] == "en"
    publish_said(released.store, said_terms(released), "en", tmp_path / "said", who="Ana", theme_ids=[theme_id(LAMPS)])
    assert released.store.audit.count() == before + 1


def test_what_is_not_translated_is_refused_and_nothing_is_written(released: Town, tmp_path: Path) -> None:
    before = released.store.audit.count()
    with pytest.raises(WrongUse, match="not translated into es"):
        publish_said(released.store, said_terms(released), "es", tmp_path / "said", who="Ana")
    assert not (tmp_path / "said").exists()
    assert released.store.audit.count() == before
    assert publish_said(released.store, said_terms(released), "es", tmp_path / "said", who="Ana", has_original=True)


def test_the_phrases_of_a_leaf_are_never_left_in_another_language(released: Town, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="Its own phrases have to be"):
        publish_said(released.store, said_terms(released), "so", tmp_path / "said", who="Ana", has_original=True)


def test_without_a_release_there_is_no_leaf(tmp_path: Path) -> None:
    with heard_twice(tmp_path / "town") as town, pytest.raises(HearbackError, match="No release"):
        publish_said(town.store, said_terms(town), "en", tmp_path / "said", who="Ana")


@pytest.mark.parametrize("theme", [theme_id(FEW), "theme-00000"])
def test_a_theme_that_no_release_shows_has_no_leaf(released: Town, tmp_path: Path, theme: str) -> None:
    with pytest.raises(WrongUse, match="No release shows"):
        publish_said(released.store, said_terms(released), "en", tmp_path / "said", who="Ana", theme_ids=[theme])


@pytest.mark.parametrize("language", ["", "so/../..", "English", "so\n", "x"])
def test_what_is_no_language_is_refused(released: Town, tmp_path: Path, language: str) -> None:
    with pytest.raises(WrongUse, match="no code of a language"):
        publish_said(released.store, said_terms(released), language, tmp_path / "said", who="Ana")


def test_a_note_that_repeats_somebody_is_refused(tmp_path: Path) -> None:
    note = f"They told us: {LAMPS} autumn 3 {PASSAGE_WORDS}."
    repeating = recommend("R-03", "More lamps", LAMPS, update("R-03", date(2026, 7, 1), UpdateState.PLANNED, note))
    with heard_twice(tmp_path / "town") as town:
        town.release()
        town.store.recommendations.save([repeating])
        with pytest.raises(WrongUse, match="six words in a row") as error:
            publish_said(town.store, said_terms(town), "en", tmp_path / "said", who="Ana")
        assert "zebra" not in str(error.value)
        assert not (tmp_path / "said").exists()


def test_a_folder_that_cannot_be_written_leaves_no_event(released: Town, tmp_path: Path) -> None:
    before = released.store.audit.count()
    (tmp_path / "said").write_text("a file", encoding="utf-8")
    with pytest.raises(HearbackError, match="could not be written"):
        publish_said(released.store, said_terms(released), "en", tmp_path / "said", who="Ana")
    assert released.store.audit.count() == before


def test_a_withdrawn_release_is_told_of_no_more(tmp_path: Path) -> None:
    with heard_twice(tmp_path / "town") as town:
        release = town.release()
        assert make_leaves(town.store, said_terms(town), "en")
        with town.store._database.write() as connection:
            connection.exec_driver_sql(f"UPDATE release SET withdrawn_at = '2026-11-15T12:00:00+00:00' WHERE id = '{release.id}'")
        with pytest.raises(HearbackError, match="No release"):
            make_leaves(town.store, said_terms(town), "en")


def test_the_commands_go_the_whole_way(released: Town, tmp_path: Path) -> None:
    settings = str(released.settings.folder / "hearback.toml")
    out, table = tmp_path / "said", tmp_path / "words.csv"
    listed = hearback("said", "list", "--settings", settings)
    assert LAMPS in listed.stdout, listed.stderr
    written = hearback("said", "write", "--language", "en", "--out", str(out), "--theme", theme_id(LAMPS)[:12], "--settings", settings)
    assert written.returncode == 0, written.stderr
    made = hearback("said", "translate", str(table), "--to", "so", "--settings", settings)
    assert "missing" in made.stdout, made.stderr
    assert hearback("said", "translate", str(table), "--to", "so", "--settings", settings).returncode == 2
    taken = hearback("said", "translated", str(table), "--to", "so", "--settings", settings)
    assert taken.returncode == 0, taken.stderr
    refused = hearback("said", "write", "--language", "so", "--out", str(out), "--settings", settings)
    assert refused.returncode == 2
    assert "hearback said translate" in refused.stderr
