"""Importing recommendations and updates: all of a file, or nothing and the row is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from demo.play import TOWN
from desk.recommendations import import_recommendations
from domain.errors import BadFile
from domain.recommendations import UpdateState
from warehouse.keys import create_keys
from warehouse.store import Store, open_store

TODAY = date(2026, 11, 15)
HEAD = "reference,title,text,owner,issued_on,due_on,answers,milestones\n"
GOOD = "R-1,Lights,Mend the lights,Public Works,2026-01-10,2026-06-30,dark streets,2026-03-01 > 2026-05-01 List made [done 2026-04-20]\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'w.db'}", create_keys(tmp_path / "keys")) as opened:
        yield opened


def write(folder: Path, text: str, name: str = "recommendations.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_comes_in_whole_and_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    file = write(tmp_path, HEAD + GOOD)
    assert import_recommendations(store, file, who="Mia", today=TODAY).written == 1
    again = import_recommendations(store, file, who="Mia", today=TODAY)
    assert (again.written, again.unchanged) == (0, 1)
    (kept,) = store.recommendations.all()
    (step,) = kept.milestones
    assert (step.title, step.first_due_on, step.due_on, step.done_on) == (
        "List made",
        date(2026, 3, 1),
        date(2026, 5, 1),
        date(2026, 4, 20),
    )
    assert store.audit.verify().is_intact
    assert store.audit.verify().events == 1


def test_the_towns_recommendations_and_updates_come_in(store: Store) -> None:
    assert import_recommendations(store, TOWN / "recommendations.csv", who="Mia", today=TODAY).written == 12
    updates = import_recommendations(store, TOWN / "updates.csv", who="Mia", today=TODAY)
    assert updates.written == updates.read > 20
    assert sum(each.updates[-1].state is UpdateState.VERIFIED for each in store.recommendations.all() if each.updates) == 1


def test_importing_the_recommendations_again_keeps_their_updates(store: Store) -> None:
    for file in ("recommendations.csv", "updates.csv", "recommendations.csv"):
        import_recommendations(store, TOWN / file, who="Mia", today=TODAY)
    assert sum(len(each.updates) for each in store.recommendations.all()) > 20


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("reference,title,text,owner\n", "'issued_on' is missing"),
        (HEAD + GOOD + GOOD, "more than one row"),
        (HEAD + GOOD.replace("2026-06-30", "30.6.2026"), "line 2: The column 'due_on' holds no date"),
        (HEAD + GOOD.replace("2026-06-30", "2025-06-30"), "before it was issued"),
        (HEAD + GOOD.replace("2026-03-01 >", "soon >"), "A milestone is not written"),
        (HEAD + GOOD.replace("Public Works", ""), "'owner' is empty"),
        (HEAD + GOOD.replace("Mend the lights", "Mend, and paint"), "more than 8 cells"),
        ("", "is missing"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(store: Store, tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadFile) as caught:
        import_recommendations(store, write(tmp_path, text), who="Mia", today=TODAY)
    assert says in str(caught.value)
    assert store.recommendations.all() == ()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("R-9,2026-02-01,planned,soon", "no recommendation 'R-9'"),
        ("R-1,2026-02-01,nearly,soon", "'nearly' is not known"),
        ("R-1,2026-12-01,planned,soon", "not come yet"),
        ("R-1,2026-01-01,planned,soon", "before R-1 was issued"),
        ("R-1,2026-02-30,planned,soon", "holds no date"),
        ("R-1,2026-02-01,planned,", "'note' is empty"),
    ],
)
def test_a_wrong_update_is_named_and_none_is_written(store: Store, tmp_path: Path, row: str, says: str) -> None:
    import_recommendations(store, write(tmp_path, HEAD + GOOD), who="Mia", today=TODAY)
    file = write(tmp_path, f"reference,on,state,note\nR-1,2026-01-20,planned,begun\n{row}\n", "updates.csv")
    with pytest.raises(BadFile) as caught:
        import_recommendations(store, file, who="Mia", today=TODAY)
    assert says in str(caught.value)
    assert store.recommendations.all()[0].updates == ()


def test_a_file_that_is_not_utf8_is_named_with_its_line(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "latin.csv"
    file.write_bytes((HEAD + GOOD).encode() + "R-2,Où".encode("latin-1"))
    with pytest.raises(BadFile, match="line 3"):
        import_recommendations(store, file, who="Mia", today=TODAY)
