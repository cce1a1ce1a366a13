"""Edits in bulk: what was changed outside comes in, and overruns nobody who changed the same thing here."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from desk.recommending.exchange.export import export_recommendations
from desk.recommending.exchange.outcomes import Outcome
from desk.recommending.exchange.plan import plan_import
from desk.recommending.exchange.take import UnsoundRows, import_files
from desk.recommending.exchange.terms import Take, Terms
from desk.recommending.history import read_history
from domain.errors import WrongUse
from tests.exchange.conftest import Opened
from tests.exchange.samples import TODAY
from warehouse.store import Store

WHO = "Mia"
START = (
    "reference,title,text,owner,issued_on,due_on,places,milestones\n"
    "R-1,Lights,Mend them,Works,2026-01-10,2026-06-30,Old Mill,2026-03-01 List made; 2026-05-01 Poles bought\n"
    "R-2,Bumps,Build them,Works,2026-01-10,2026-07-31,,\n"
)


@pytest.fixture
def store(empty: Opened, write: Callable[..., Path]) -> Iterator[Store]:
    with empty() as opened:
        import_files(opened, [write(START)], Terms(), who=WHO, today=TODAY)
        yield opened


def edit(file: Path, whose: str, /, **cells: str) -> None:
    """Change cells of the row with this reference (or of the only one of this title, for milestones)."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for row in rows:
        if whose in (row["reference"], row["title"]):
            row.update(cells)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_changes_come_in_with_their_past_and_event(store: Store, tmp_path: Path) -> None:
    own, steps, *_ = export_recommendations(store, tmp_path / "plan.csv", who=WHO)
    edit(own, "R-1", title="Street lights", due_on="2026-09-30", reason="new bids")
    edit(steps, "Poles bought", done_on="2026-05-02", weight="2.5")
    plan = import_files(store, [own, steps], Terms(why="agreed in May"), who=WHO, today=TODAY)
    assert [(each.reference, each.fields) for each in plan.results if each.outcome is Outcome.CHANGED] == [
        ("R-1", ("title", "due_on")),
        ("R-1", ("done_on", "weight")),
    ]
    value = store.recommendations.get("R-1")
    assert value is not None
    assert (value.title, value.due_on, value.first_due_on) == ("Street lights", date(2026, 9, 30), date(2026, 6, 30))
    (move,) = value.due_changes
    assert (move.before, move.after, move.reason, move.by) == (date(2026, 6, 30), date(2026, 9, 30), "new bids", WHO)
    past = store.recommendations.changes(value.id)
    assert ("title", "Lights", "Street lights") in {(each.field, each.before, each.after) for each in past}
    (event,) = store.audit.recent(1)
    assert (event.action, event.actor) == ("recommendations imported", WHO)
    assert {each.deed for each in past if each.before == "Lights"} == {event.number}
    assert [read_history(store, each).faults for each in store.recommendations.all()] == [(), ()]


def test_changes_to_different_fields_merge(store: Store, tmp_path: Path, write: Callable[..., Path]) -> None:
    own, *_ = export_recommendations(store, tmp_path / "plan.csv", who=WHO)
    import_files(store, [write("reference,owner\nR-1,Parks\n", "now.csv")], Terms(), who="Ana", today=TODAY)
    edit(own, "R-1", title="Street lights", places="")
    import_files(store, [own], Terms(), who=WHO, today=TODAY)
    value = store.recommendations.get("R-1")
    assert value is not None
    assert (value.owner, value.title, value.places) == ("Parks", "Street lights", ())


@pytest.fixture
def clashing(store: Store, tmp_path: Path, write: Callable[..., Path]) -> Path:
    """A file whose first row changes a title that was changed here, and an owner that was not; its second is sound."""
    own, *_ = export_recommendations(store, tmp_path / "plan.csv", who=WHO)
    import_files(store, [write("reference,title\nR-1,Lamps\n", "now.csv")], Terms(), who="Ana", today=TODAY)
    edit(own, "R-1", title="Street lights", owner="Parks")
    edit(own, "R-2", title="Speed bumps")
    return own


def test_a_field_that_both_changed_is_a_conflict_and_nothing_of_its_row_is_taken(store: Store, clashing: Path) -> None:
    with pytest.raises(UnsoundRows) as caught:
        import_files(store, [clashing], Terms(), who=WHO, today=TODAY)
    (row,) = caught.value.plan.unsound
    (clash,) = row.clashes
    assert (row.outcome, clash.field) == (Outcome.CONFLICT, "title")
    assert (clash.mine, clash.theirs, clash.before) == ("Street lights", "Lamps", "Lights")
    assert [each.title for each in store.recommendations.all()] == ["Lamps", "Bumps"]
    import_files(store, [clashing], Terms(is_good_kept=True), who=WHO, today=TODAY)
    assert [(each.title, each.owner) for each in store.recommendations.all()] == [("Lamps", "Works"), ("Speed bumps", "Works")]


@pytest.mark.parametrize(("take", "title"), [(Take.MINE, "Street lights"), (Take.THEIRS, "Lamps")])
def test_a_conflict_is_decided_for_one_side_and_the_rest_of_the_row_holds(store: Store, clashing: Path, take: Take, title: str) -> None:
    import_files(store, [clashing], Terms(take=take), who=WHO, today=TODAY)
    assert [(each.title, each.owner) for each in store.recommendations.all()] == [(title, "Parks"), ("Speed bumps", "Works")]


def test_a_file_that_went_out_twice_and_says_what_is_so_already_is_no_conflict(store: Store, clashing: Path) -> None:
    edit(clashing, "R-1", title="Lamps")
    import_files(store, [clashing], Terms(), who=WHO, today=TODAY)
    assert store.recommendations.all()[0].owner == "Parks"


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"version": "1.AAAAA"}, "changed by hand"),
        ({"reference": "R-7"}, "another reference"),
        ({"first_due_on": "2026-06-01"}, "first date is 2026-06-30 and stays so"),
        ({"due_on": "2026-08-31"}, "no reason is told"),
        ({"due_on": ""}, "no reason is told"),
        ({"issued_on": "2026-12-24"}, "has not come yet"),
        ({"needs": "R-1"}, "needs itself"),
        ({"grounds": "rumour X"}, "names nothing that it rests on"),
        ({"urls": "javascript:alert(1)"}, "no web address"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_with_the_reason(store: Store, tmp_path: Path, cells: dict[str, str], says: str) -> None:
    own, *_ = export_recommendations(store, tmp_path / "plan.csv", who=WHO)
    edit(own, "R-1", **cells)
    with pytest.raises(UnsoundRows, match=says):
        import_files(store, [own], Terms(), who=WHO, today=TODAY)
    assert import_files(store, [own], Terms(is_good_kept=True), who=WHO, today=TODAY).pairs == ()


def test_a_verified_step_and_another_recommendations_id_are_refused(store: Store, tmp_path: Path) -> None:
    _, steps, *_ = export_recommendations(store, tmp_path / "plan.csv", who=WHO)
    edit(steps, "List made", verified_on="2026-03-02")
    with pytest.raises(UnsoundRows, match="not said in a file"):
        import_files(store, [steps], Terms(), who=WHO, today=TODAY)
    edit(steps, "List made", verified_on="", reference="R-2", version="")
    with pytest.raises(UnsoundRows, match="belongs to another recommendation"):
        import_files(store, [steps], Terms(), who=WHO, today=TODAY)


def test_two_recommendations_that_wait_for_one_another_are_refused(store: Store, write: Callable[..., Path]) -> None:
    with pytest.raises(UnsoundRows, match="wait for one another"):
        import_files(store, [write("reference,needs\nR-1,R-2\nR-2,R-1\n", "needs.csv")], Terms(), who=WHO, today=TODAY)


def test_a_row_of_moved_dates_moves_a_date_once(store: Store, write: Callable[..., Path]) -> None:
    file = write(
        "reference,milestone,on,before,after,reason\nR-1,Poles bought,2026-04-20,2026-05-01,2026-08-01,no bids\n"
        "R-2,,2026-05-02,2026-07-31,2026-10-31,rain\n",
        "moves.csv",
    )
    import_files(store, [file], Terms(), who=WHO, today=TODAY)
    one, other = store.recommendations.all()
    assert (one.milestones[1].due_on, one.milestones[1].first_due_on) == (date(2026, 8, 1), date(2026, 5, 1))
    assert (other.due_on, other.due_changes[0].on) == (date(2026, 10, 31), date(2026, 5, 2))
    assert import_files(store, [file], Terms(), who=WHO, today=TODAY).pairs == ()
    wrong = write("reference,before,after,reason\nR-2,2026-07-31,2026-12-31,snow\n", "moves.csv")
    with pytest.raises(UnsoundRows, match="stands at 2026-10-31"):
        import_files(store, [wrong], Terms(), who=WHO, today=TODAY)


def test_what_was_reported_is_not_changed_by_a_file(store: Store, write: Callable[..., Path], tmp_path: Path) -> None:
    import_files(store, [write("reference,on,state,note\nR-1,2026-02-01,planned,Ordered\n", "updates.csv")], Terms(), who=WHO, today=TODAY)
    updates = export_recommendations(store, tmp_path / "plan.csv", who=WHO)[2]
    updates.write_text(updates.read_text(encoding="utf-8").replace("Ordered", "Paid"), encoding="utf-8")
    with pytest.raises(UnsoundRows, match="not changed afterwards"):
        import_files(store, [updates], Terms(), who=WHO, today=TODAY)


def test_a_preview_writes_nothing(store: Store, write: Callable[..., Path]) -> None:
    events, values = store.audit.count(), store.recommendations.all()
    plan = plan_import(store, [write("reference,title\nR-1,Lamps\n", "now.csv")], Terms(), who=WHO, today=TODAY)
    assert [each.outcome for each in plan.results] == [Outcome.CHANGED]
    assert (store.audit.count(), store.recommendations.all()) == (events, values)


def test_an_export_leaves_its_event_and_names_what_is_not_there(store: Store, tmp_path: Path) -> None:
    export_recommendations(store, tmp_path / "one.json", who=WHO, why="for the council", references=["R-2"])
    (event,) = store.audit.recent(1)
    assert (event.action, event.why, event.detail["recommendations"]) == ("recommendations exported", "for the council", 1)
    with pytest.raises(WrongUse, match="R-9"):
        export_recommendations(store, tmp_path / "one.json", who=WHO, references=["R-9"])
    with pytest.raises(WrongUse, match=r"end in \.doc"):
        export_recommendations(store, tmp_path / "one.doc", who=WHO)
