"""People are linked across sources where a panel is declared, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.settings import FILE_NAME, Settings, load_settings
from domain.errors import BadSettings
from domain.ids import CommentId
from flows.steps.pull import pull
from flows.steps.stage import opened_store
from tests.flows.paper import SPRING, paper_town, write_paper

ROWS = [
    (str(number), "2026-03-02", f"The bus stop {number} has no light.", "North", "3", "en", who)
    for number, who in enumerate(("ana", "ben", ""))
]
LETTERS = """
[sources.letters]
kind = "file"
file = "letters.csv"
[sources.letters.columns]
comments = ["said"]
submitted = "when"
respondent = "who"
id = "key"
"""


def _town(folder: Path, *, paper_panel: str | None, letters_panel: str | None) -> Settings:
    """Two files of answers by the same people, in these panels."""
    paper_town(folder, ROWS)
    (folder / "letters.csv").write_bytes((folder / "paper.csv").read_bytes())
    file = folder / FILE_NAME
    content = file.read_text(encoding="utf-8") + LETTERS
    for name, panel in (("paper", paper_panel), ("letters", letters_panel)):
        if panel is not None:
            content = content.replace(f'file = "{name}.csv"\n', f'file = "{name}.csv"\npanel = "{panel}"\n')
    file.write_text(content, encoding="utf-8")
    return load_settings(file)


def _people(settings: Settings) -> dict[str, list[str]]:
    """The people of each source, in the order of the rows."""
    with opened_store(settings) as store:
        names = {each.id: each.name for each in store.sources.all()}
        found: dict[str, list[str]] = {}
        comments = {each.response_id: each.text or "" for each in store.comments.of_rounds([settings.round(SPRING).id])}
        for one in sorted(store.responses.of_rounds([settings.round(SPRING).id]), key=lambda each: comments[each.id]):
            found.setdefault(names[one.source_id], []).append(one.person_id)
        return found


def _pull_both(settings: Settings) -> dict[str, list[str]]:
    pull(settings, "paper", SPRING)
    pull(settings, "letters", SPRING)
    return _people(settings)


@pytest.mark.parametrize(("paper", "letters"), [(None, None), ("residents", None), ("residents", "visitors"), ("letters", None)])
def test_without_a_common_panel_nobody_is_linked(tmp_path: Path, paper: str | None, letters: str | None) -> None:
    people = _pull_both(_town(tmp_path, paper_panel=paper, letters_panel=letters))
    assert len({*people["paper"], *people["letters"]}) == 6


def test_in_a_common_panel_the_same_person_is_one_and_nobody_without_a_name_is(tmp_path: Path) -> None:
    settings = _town(tmp_path, paper_panel="residents", letters_panel="residents")
    people = _pull_both(settings)
    assert people["paper"][:2] == people["letters"][:2]
    assert people["paper"][2] != people["letters"][2], "two answers without a name are two people, though their rows have the same number"
    with opened_store(settings) as store:
        before = store.fingerprint()
    assert not pull(settings, "paper", SPRING).changed_anything and not pull(settings, "letters", SPRING).changed_anything
    with opened_store(settings) as store:
        assert store.fingerprint() == before


def test_a_panel_that_is_declared_later_links_at_the_next_pull_and_one_taken_back_parts(tmp_path: Path) -> None:
    apart = _pull_both(_town(tmp_path, paper_panel=None, letters_panel=None))
    settings = _town(tmp_path, paper_panel="residents", letters_panel="residents")
    assert _people(settings) == apart
    linked = _pull_both(settings)
    assert linked["paper"][:2] == linked["letters"][:2] and linked["paper"][:2] != apart["paper"][:2]
    with opened_store(settings) as store:
        counts = store.counts()
        assert (counts["person"], counts["vault_key"], counts["vault_entry"]) == (4, 4, 6), (
            "nobody is left from before, and no words are lost"
        )
        for each in store.comments.of_rounds([settings.round(SPRING).id]):
            assert store.vault.read(CommentId(each.id), actor="test", why="test")
    assert _pull_both(_town(tmp_path, paper_panel=None, letters_panel=None)) == apart


def test_whoever_withdraws_from_one_source_stays_in_the_other(tmp_path: Path) -> None:
    settings = _town(tmp_path, paper_panel="residents", letters_panel="residents")
    linked = _pull_both(settings)
    write_paper(tmp_path, ROWS[1:])  # ana has gone from the first source, from which her row came
    pull(settings, "paper", SPRING)
    left = _people(settings)
    assert left["letters"] == linked["letters"] and left["paper"] == linked["paper"][1:]
    with opened_store(settings) as store:
        assert store.counts()["vault_entry"] == 5
        for each in store.comments.of_rounds([settings.round(SPRING).id]):
            assert store.vault.read(CommentId(each.id), actor="test", why="test")


@pytest.mark.parametrize(("add", "said"), [('panel = "x"', "needs columns.respondent"), ('panel = ""', "panel"), ("panel = 3", "panel")])
def test_a_panel_that_could_tell_nobody_apart_is_refused(tmp_path: Path, add: str, said: str) -> None:
    paper_town(tmp_path, ROWS)
    file = tmp_path / FILE_NAME
    content = file.read_text(encoding="utf-8").replace('respondent = "who"\n', "").replace('kind = "file"', f'kind = "file"\n{add}')
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadSettings, match=said):
        load_settings(file)


def test_speakers_of_sessions_belong_to_no_panel(tmp_path: Path) -> None:
    paper_town(tmp_path, ROWS)
    file = tmp_path / FILE_NAME
    file.write_text(file.read_text(encoding="utf-8").replace('kind = "transcripts"', 'kind = "transcripts"\npanel = "x"'), encoding="utf-8")
    with pytest.raises(BadSettings, match=r"sources\.talks\.panel is not known"):
        load_settings(file)
