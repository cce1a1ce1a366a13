"""A file of other records is taken whole or not at all, and each row that is wrong says where it stands and why."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from desk.outcomes import OutcomeTold, import_outcome, remove_outcome
from domain.errors import BadFile, WrongUse
from domain.outcomes import OutcomeKind
from warehouse.store import Store

TODAY = date(2026, 11, 1)
COMPLAINTS = OutcomeTold("complaints", "Complaints", "complaints", OutcomeKind.COUNT, "Oversight board")
SHARE = OutcomeTold("interpreters", "Calls with an interpreter", "%", OutcomeKind.RATE, "Dispatch")
MINUTES = OutcomeTold("minutes", "Minutes until help came", "minutes", OutcomeKind.MEDIAN, "Dispatch")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def to(text: str) -> Path:
        file = tmp_path / "records.csv"
        file.write_text(text, encoding="utf-8")
        return file

    return to


BAD = [
    (COMPLAINTS, "date,value\n31/03/2026,12\n", "line 2: The column 'date' holds no date."),
    (COMPLAINTS, "date,value\n2026-02-30,12\n", "line 2: The column 'date' holds no date."),
    (COMPLAINTS, "date,value\n2027-01-01,12\n", "line 2: It is of 2027-01-01, which has not come yet."),
    (COMPLAINTS, "date,value\n2026-01-01,-3\n", "line 2: The column 'value' holds a number that cannot be."),
    (COMPLAINTS, "date,value\n2026-01-01,nan\n", "line 2: The column 'value' holds a number that cannot be."),
    (COMPLAINTS, "date,value\n2026-01-01,many\n", "line 2: The column 'value' holds no number."),
    (COMPLAINTS, 'date,value\n2026-01-01,"1,200"\n', "line 2: The column 'value' holds no number."),
    (COMPLAINTS, "date,value\n2026-01-01,\n", "line 2: The column 'value' is empty."),
    (COMPLAINTS, "date,value\n2026-01-01,2.5\n", "line 2: The column 'value' holds a part of a case."),
    (COMPLAINTS, "date,place,value\n2026-01-01,Harbor,3\n2026-01-01,harbor,4\n", "line 3: Line 2 has a value for the same day"),
    (COMPLAINTS, f"date,place,value\n2026-01-01,{'x' * 201},3\n", "line 2: The column 'place' has 201 letters."),
    (COMPLAINTS, "date,value\n2026-01-01,3,4\n", "There are more than 2 cells."),
    (SHARE, "date,value,people\n2026-01-01,104,50\n", "line 2: The column 'value' holds more than 100 per cent."),
    (SHARE, "date,value,people\n2026-01-01,50,\n", "line 2: The column 'people' is empty."),
    (SHARE, "date,value,people\n2026-01-01,50,-1\n", "line 2: The column 'people' holds a number that cannot be."),
    (MINUTES, "date,value,people\n2026-01-01,50,1.5\n", "line 2: The column 'people' holds a part of somebody."),
    (MINUTES, "date,value\n2026-01-01,50\n", "The column 'people' is missing."),
    (COMPLAINTS, "date,value\n2026-01-01,1e300\n", "line 2: The column 'value' holds a number that cannot be."),
    (MINUTES, "date,value,people\n2026-01-01,5,3000000000\n", "line 2: The column 'people' holds a number that cannot be."),
    (COMPLAINTS, f"date,place,value\n2026-01-01,{'x' * 200_000},3\n", "This is no CSV that can be read: field larger than field limit"),
    (COMPLAINTS, "day,value\n2026-01-01,50\n", "The column 'date' is missing."),
    (COMPLAINTS, "", "The column 'date' is missing."),
    (COMPLAINTS, "date,value\n", "There is no row in it that can be read."),
]


@pytest.fixture(autouse=True)
def _shortest_cells() -> Iterator[None]:
    """How long a cell may be is the whole process's: reading surveys makes it longer."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


@pytest.mark.parametrize(("told", "text", "said"), BAD)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    store: Store, write: Callable[[str], Path], told: OutcomeTold, text: str, said: str
) -> None:
    with pytest.raises(BadFile) as error:
        import_outcome(store, write(text), told, today=TODAY, who="Rowan")
    assert said in str(error.value)
    assert store.outcomes.all() == () and store.audit.count() == 0


def test_one_bad_row_of_many_keeps_all_out_and_six_are_named_as_five_and_one_more(store: Store, write: Callable[[str], Path]) -> None:
    rows = "".join(f"2026-0{number}-01,-1\n" for number in range(1, 7))
    with pytest.raises(BadFile, match=r"6 rows are not as they must be\. .*line 6.* And 1 more\."):
        import_outcome(store, write(f"date,value\n2026-01-31,12\n{rows}"), COMPLAINTS, today=TODAY, who="Rowan")
    assert store.outcomes.all() == ()


def test_bad_rows_can_be_left_out_and_are_counted(store: Store, write: Callable[[str], Path]) -> None:
    file = write("date,place,value\n2026-01-31,Harbor,12\nsoon,Harbor,3\n2026-02-28,HARBOR,7\n")
    receipt = import_outcome(store, file, COMPLAINTS, today=TODAY, who="Rowan", is_bad_skipped=True)
    assert (receipt.read, receipt.written, receipt.skipped) == (3, 2, 1)
    assert "line 3" in receipt.notes[0]
    (series,) = store.outcomes.all()
    assert [(each.place, each.value) for each in series.values] == [("Harbor", 12), ("Harbor", 7)]
    (event,) = store.audit.recent()
    assert (event.action, event.detail["rows"], event.detail["skipped"]) == ("outcomes imported", 2, 1)


def test_dates_are_read_as_they_are_said_to_be_written(store: Store, write: Callable[[str], Path]) -> None:
    told = OutcomeTold("complaints", "", "complaints", OutcomeKind.COUNT, "Board", "%d/%m/%Y")
    import_outcome(store, write("date,value\n03/04/2026,12\n"), told, today=TODAY, who="Rowan")
    (series,) = store.outcomes.all()
    assert (series.title, series.values[0].on) == ("complaints", date(2026, 4, 3))


def test_the_same_file_again_changes_nothing_and_another_takes_its_place(store: Store, write: Callable[[str], Path]) -> None:
    file = write("date,place,value\n2026-01-31,Harbor,12\n2026-02-28,,7\n")
    first = import_outcome(store, file, COMPLAINTS, today=TODAY, who="Rowan")
    before = store.fingerprint()
    again = import_outcome(store, file, COMPLAINTS, today=TODAY, who="Rowan")
    assert (first.written, again.written, again.unchanged) == (2, 0, 2)
    assert store.fingerprint() == before and store.audit.count() == 1
    import_outcome(store, write("date,value\n2026-03-31,5\n"), COMPLAINTS, today=TODAY, who="Rowan")
    (series,) = store.outcomes.all()
    assert [each.value for each in series.values] == [5]


def test_a_rate_and_a_median_keep_how_many_are_behind_them(store: Store, write: Callable[[str], Path]) -> None:
    file = write("date,category,value,people\n2026-01-31,night,12.5,40\n2026-01-31,day,9,210\n")
    import_outcome(store, file, MINUTES, today=TODAY, who="Rowan")
    (series,) = store.outcomes.all()
    assert [(each.category, each.value, each.people) for each in series.values] == [("day", 9, 210), ("night", 12.5, 40)]


def test_what_is_taken_out_is_gone_with_its_values_and_somebody_said_why(store: Store, write: Callable[[str], Path]) -> None:
    import_outcome(store, write("date,value\n2026-01-31,12\n"), COMPLAINTS, today=TODAY, who="Rowan")
    with pytest.raises(WrongUse, match="not said why"):
        remove_outcome(store, "complaints", why=" ", who="Rowan")
    with pytest.raises(WrongUse, match="There are: complaints"):
        remove_outcome(store, "complains", why="a slip", who="Rowan")
    remove_outcome(store, "complaints", why="counted twice", who="Rowan")
    assert store.outcomes.all() == ()
    assert store.counts()["outcome_value"] == 0
    assert [each.action for each in store.audit.recent()] == ["outcomes removed", "outcomes imported"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (OutcomeTold("Complaints!", "", "x", OutcomeKind.COUNT, "Board"), "cannot be the name"),
        (OutcomeTold("complaints", "", " ", OutcomeKind.COUNT, "Board"), "what the values are"),
        (OutcomeTold("complaints", "", "x", OutcomeKind.COUNT, ""), "whose records"),
        (OutcomeTold("complaints", "t" * 201, "x", OutcomeKind.COUNT, "Board"), "201 letters"),
    ],
)
def test_a_series_says_what_it_is(store: Store, write: Callable[[str], Path], told: OutcomeTold, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        import_outcome(store, write("date,value\n2026-01-31,12\n"), told, today=TODAY, who="Rowan")
