"""A real tracker of 47 recommendations and 57 updates comes in whole, and how it stands is counted independently."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

import pytest

from desk.recommending.exchange.export import export_recommendations
from desk.recommending.exchange.plan import Plan
from desk.recommending.exchange.take import import_files
from desk.recommending.exchange.terms import Owners, Terms, read_mapping
from desk.recommending.history import read_history
from digest.tracking.recommendations import Standing, follow_up
from domain.contacts import Contact
from domain.following import Wanted
from domain.recommendations import Recommendation, Reply, UpdateState
from tests.exchange.conftest import Opened
from warehouse.keys import Keys
from warehouse.store import Store, open_store

TODAY = date(2026, 7, 14)  # when the tracker was last brought up to date
# Nothing in it was verified by anybody. The one update that is off track says that the Government declines.
MAPPING = """
[columns]
addressed_to = "co_owners"
moved_on = "status_date"
note = "title + description"

[set]
issued_on = "2025-11-24"
issued_by = "Nuclear Regulatory Taskforce"

[states]
on_track = "in progress"
progress = "in progress"
risk = "in progress"
off_track = "responded, rejected"
completed = "reported done"
info = "issued"
"""
MEANT = {"info": UpdateState.ISSUED, "completed": UpdateState.REPORTED_DONE, "off_track": UpdateState.RESPONDED}


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "uk_nuclear_tracker"


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Terms:
    file = tmp_path_factory.mktemp("mapping") / "tracker.toml"
    file.write_text(MAPPING, encoding="utf-8")
    said = read_mapping(file)
    return Terms(said["columns"], said["set"], said["states"], why="the answer of the Government", owners=Owners.AS_THEY_STAND)


def bring_in(store: Store, folder: Path, terms: Terms) -> Plan:
    return import_files(store, [folder / "recommendations.csv", folder / "updates.csv"], terms, who="Mia", today=TODAY)


@pytest.fixture(scope="module")
def store(folder: Path, terms: Terms, keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    file = tmp_path_factory.mktemp("tracker") / "w.db"
    with open_store(f"sqlite:///{file}", keys) as opened:
        opened.contacts.save(Contact("Somebody else"))
        bring_in(opened, folder, terms)
        yield opened


@pytest.fixture(scope="module")
def values(store: Store) -> dict[str, Recommendation]:
    return {each.reference: each for each in store.recommendations.all()}


def test_every_row_comes_in_and_again_changes_nothing(store: Store, folder: Path, terms: Terms, values: dict[str, Recommendation]) -> None:
    assert (len(values), sum(len(each.updates) for each in values.values())) == (47, 57)
    assert bring_in(store, folder, terms).pairs == ()
    assert store.audit.verify().is_intact
    assert not any(read_history(store, each).faults for each in values.values())


def test_texts_owners_dates_and_needs_are_those_of_the_file(folder: Path, values: dict[str, Recommendation]) -> None:
    for row in read(folder / "recommendations.csv"):
        value = values[row["code"]]
        assert (value.title, value.owner, value.collection) == (row["title"], row["owner"], row["chapter"])
        assert value.text == row["text"].strip()
        assert (value.first_due_on, value.due_on) == (day(row["due"]), day(row["revised_due"] or row["due"]))
        assert value.needs == ((f"R{int(row['depends_on']):02}",) if row["depends_on"] else ())
        moves = [(each.before, each.after, each.on) for each in value.due_changes]
        assert moves == ([(day(row["due"]), day(row["revised_due"]), day(row["status_date"]))] if row["revised_due"] else [])


def count_states(folder: Path) -> dict[str, UpdateState]:
    """The state of the last update of each recommendation, by its day and its place in the file."""
    last: dict[str, tuple[str, int, str]] = {row["code"]: ("", 0, "") for row in read(folder / "recommendations.csv")}
    for place, row in enumerate(read(folder / "updates.csv")):
        last[row["code"]] = max(last[row["code"]], (row["date"], place, row["status"]))
    return {code: MEANT.get(status, UpdateState.IN_PROGRESS) if status else UpdateState.ISSUED for code, (_, _, status) in last.items()}


def test_states_and_days_late_are_right_by_an_independent_count(folder: Path, values: dict[str, Recommendation]) -> None:
    states = count_states(folder)
    for row in read(folder / "recommendations.csv"):
        standing = follow_up(values[row["code"]], today=TODAY)
        assert standing.state is states[row["code"]]
        is_open = states[row["code"]] in (UpdateState.ISSUED, UpdateState.IN_PROGRESS)
        due = day(row["revised_due"] or row["due"])
        assert standing.days == ((due - TODAY).days if is_open and due else None)
        assert standing.moves == bool(row["revised_due"])
    assert follow_up(values["R36"], today=TODAY).standing is Standing.REJECTED
    assert not any(each.reply is not Reply.REJECTED for value in values.values() for each in value.updates if each.reply)


def test_the_boards_table_is_right_by_an_independent_count(store: Store, folder: Path) -> None:
    states, rows = count_states(folder), {row["code"]: row for row in read(folder / "recommendations.csv")}
    open_ones = [code for code, state in states.items() if state in (UpdateState.ISSUED, UpdateState.IN_PROGRESS)]
    days = [(TODAY - due).days for code in open_ones if (due := day(rows[code]["revised_due"] or rows[code]["due"]))]
    late = [each for each in days if each > 0]
    revised = sum(bool(row["revised_due"]) for row in rows.values())
    board = store.following.board(Wanted(), today=TODAY)
    assert (board.total, board.late, board.on_time) == (47, len(late), len(days) - len(late))
    assert (board.verified, board.rejected, board.median_days_late) == (0, 1, median(late))
    assert (board.moved, board.moves) == (revised, revised)
    assert {state: count for state, count in board.states.items() if count} == {
        state: list(states.values()).count(state) for state in set(states.values())
    }


def test_it_goes_out_as_a_workbook_and_comes_back_as_it_was(store: Store, empty: Opened, tmp_path: Path) -> None:
    files = export_recommendations(store, tmp_path / "tracker.xlsx", who="Mia")
    assert import_files(store, files, Terms(), who="Mia", today=TODAY).pairs == ()
    with empty() as other:
        import_files(other, files, Terms(), who="Mia", today=TODAY)
        assert other.recommendations.all() == store.recommendations.all()
