"""Each decision about a recommendation: what it changes, what it refuses, and that its past and its event go with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date

import pytest
from sqlalchemy import text

from desk.recommending.extend import extend
from desk.recommending.fields import set_fields
from desk.recommending.history import read_history
from desk.recommending.milestones import StepTold, add_milestone, change_milestone, report_milestone
from desk.recommending.report import close, reopen, report, respond, supersede, withdraw
from desk.recommending.verify import verify
from domain.contacts import Contact
from domain.course import derive
from domain.errors import WrongUse
from domain.following import Wanted
from domain.ids import UpdateId
from domain.recommendations import Recommendation, Reply, Role, Standings, StatusUpdate, UpdateState
from tests.recommending.samples import OWNER, TODAY, WHO, WHY, add_lights, judged, lights, step, told
from warehouse.store import Store

S = UpdateState
STEPS = (step("Order lamps"), step("Put them up", date(2026, 8, 1), weight=2.0))


def _report(store: Store, state: UpdateState = S.REPORTED_DONE, day: int = 20) -> Recommendation:
    return report(store, "R-03", state, told(day, by=OWNER), who=WHO, today=TODAY)


def _verify(store: Store, verdict: UpdateState = S.VERIFIED) -> Recommendation:
    return verify(store, "R-03", verdict, judged(), who=WHO, today=TODAY)


DEEDS: list[tuple[str, Callable[[Store], object]]] = [
    ("recommendation answered", lambda at: respond(at, "R-03", Reply.ACCEPTED, told(1), who=WHO, today=TODAY)),
    ("progress reported", lambda at: report(at, "R-03", S.IN_PROGRESS, told(2), who=WHO, today=TODAY)),
    ("due date moved", lambda at: extend(at, "R-03", date(2026, 12, 1), who=WHO, why=WHY, today=TODAY)),
    ("due date moved", lambda at: extend(at, "R-03", date(2026, 12, 2), step="put", who=WHO, why=WHY, today=TODAY)),
    ("milestone reported", lambda at: report_milestone(at, "R-03", "order", done_on=date(2026, 10, 3), who=WHO, why="", today=TODAY)),
    ("milestone added", lambda at: add_milestone(at, "R-03", StepTold("Test"), date(2026, 12, 9), who=WHO, why="", today=TODAY)),
    ("milestone changed", lambda at: change_milestone(at, "R-03", "test", StepTold(weight=3.0), who=WHO, why=WHY, today=TODAY)),
    ("recommendation changed", lambda at: set_fields(at, "R-03", {"deputy": "Parks"}, who=WHO, why=WHY, today=TODAY)),
    ("progress reported", _report),
    ("recommendation verified", _verify),
    ("recommendation ended", lambda at: close(at, "R-03", told(26), who=WHO, today=TODAY)),
    ("recommendation reopened", lambda at: reopen(at, "R-03", told(27), who=WHO, today=TODAY)),
    ("recommendation ended", lambda at: withdraw(at, "R-03", told(28), who=WHO, today=TODAY)),
    ("recommendation reopened", lambda at: reopen(at, "R-03", told(29), who=WHO, today=TODAY)),
    ("recommendation ended", lambda at: supersede(at, "R-03", "R-04", told(30), who=WHO, today=TODAY)),
]


def read_columns(store: Store, reference: str) -> Standings:
    """What is kept beside a recommendation for lists."""
    found = store.following.find(Wanted(), limit=100)
    one = next(each for each in found if each.reference == reference)
    return Standings(**{each.name: getattr(one, each.name) for each in fields(Standings)})


def get(store: Store, reference: str = "R-03") -> Recommendation:
    found = store.recommendations.get(reference)
    assert found is not None
    return found


def test_every_deed_leaves_its_event_its_past_and_the_columns_that_the_fold_gives(store: Store) -> None:
    add_lights(store, milestones=STEPS)
    add_lights(store, "R-04")
    for action, deed in DEEDS:
        before, changes = store.audit.count(), len(store.recommendations.changes(lights().id))
        deed(store)
        event = store.audit.recent(1)[0]
        assert (store.audit.count(), event.action, event.actor, event.subject) == (before + 1, action, WHO, "R-03")
        fresh = [each for each in store.recommendations.changes(lights().id) if each.deed == event.number]
        assert len(fresh) == event.detail["fields"] == len(store.recommendations.changes(lights().id)) - changes > 0
        assert read_columns(store, "R-03") == derive(get(store))
        assert read_history(store, get(store)).faults == ()
    assert store.audit.verify().is_intact


def test_what_is_refused_leaves_nothing(store: Store) -> None:
    add_lights(store)
    before, events = get(store), store.audit.count()
    for refused in (
        lambda: _verify(store),
        lambda: extend(store, "R-03", date(2026, 2, 1), who=WHO, why=WHY, today=TODAY),
        lambda: set_fields(store, "R-03", {"title": ""}, who=WHO, why=WHY, today=TODAY),
        lambda: respond(store, "R-03", Reply.ACCEPTED, told(note=" "), who=WHO, today=TODAY),
        lambda: report(store, "R-03", S.PLANNED, replace(told(), on=date(2026, 11, 21)), who=WHO, today=TODAY),
    ):
        with pytest.raises(WrongUse):
            refused()
    assert (get(store), store.audit.count()) == (before, events)


def test_a_reference_is_taken_however_it_is_written(store: Store) -> None:
    add_lights(store)
    with pytest.raises(WrongUse, match="is taken"):
        add_lights(store, "r-03")
    assert store.recommendations.references() == ("R-03",)


def test_a_reference_that_is_not_there_offers_one_like_it(store: Store) -> None:
    add_lights(store)
    with pytest.raises(WrongUse, match="Did you mean R-03"):
        set_fields(store, "R-3", {"title": "Lamps"}, who=WHO, why=WHY, today=TODAY)


def test_the_first_date_stays_and_each_move_is_kept(store: Store) -> None:
    add_lights(store)
    for to in (date(2026, 12, 1), date(2026, 9, 30), date(2026, 12, 1)):
        extend(store, "R-03", to, who=WHO, why=WHY, today=TODAY)
    value = get(store)
    assert (value.first_due_on, value.due_on, len(value.due_changes)) == (date(2026, 9, 30), date(2026, 12, 1), 3)
    assert {each.reason for each in value.due_changes} == {WHY}


def test_a_date_of_a_step_moves_without_moving_that_of_the_whole(store: Store) -> None:
    add_lights(store, milestones=STEPS)
    _, move = extend(store, "R-03", date(2026, 8, 9), step="Put them up", who=WHO, why=WHY, today=TODAY)
    found = next(each for each in get(store).milestones if each.title == "Put them up")
    assert (found.first_due_on, found.due_on, move.before) == (date(2026, 8, 1), date(2026, 8, 9), date(2026, 8, 1))
    assert get(store).due_on == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("to", "why", "on", "told_back"),
    [
        (date(2026, 9, 30), WHY, None, "due on 2026-09-30 already"),
        (date(2026, 2, 28), WHY, None, "before it was issued on 2026-03-01"),
        (date(2026, 12, 1), " ", None, "not said why"),
        (date(2026, 12, 1), WHY, date(2026, 11, 21), "has not come yet"),
        (date(2026, 12, 1), WHY, date(2026, 2, 1), "before it was issued"),
        (date(2026, 12, 1), "two\nlines", None, "line break"),
    ],
)
def test_a_date_does_not_move_without_reason_or_to_where_it_cannot_be(
    store: Store, to: date, why: str, on: date | None, told_back: str
) -> None:
    add_lights(store)
    with pytest.raises(WrongUse, match=told_back):
        extend(store, "R-03", to, on=on, who=WHO, why=why, today=TODAY)


def test_the_date_of_what_ended_does_not_move(store: Store) -> None:
    add_lights(store)
    withdraw(store, "R-03", told(), who=WHO, today=TODAY)
    with pytest.raises(WrongUse, match="It is withdrawn; its date does not move any more"):
        extend(store, "R-03", date(2026, 12, 1), who=WHO, why=WHY, today=TODAY)


def test_the_owner_cannot_verify(store: Store) -> None:
    add_lights(store)
    _report(store)
    for by in (OWNER, "public  works"):
        with pytest.raises(WrongUse, match="answers for it and cannot judge"):
            verify(store, "R-03", S.VERIFIED, judged(by=by), who=WHO, today=TODAY)


def test_whoever_reported_it_done_cannot_verify_it(store: Store) -> None:
    add_lights(store)
    report(store, "R-03", S.REPORTED_DONE, told(by="City Auditor"), who=WHO, today=TODAY)
    with pytest.raises(WrongUse, match="Whoever reported it done cannot judge"):
        _verify(store)


def test_a_verification_names_its_evidence(store: Store) -> None:
    add_lights(store)
    _report(store)
    with pytest.raises(WrongUse, match="A verification names its evidence"):
        verify(store, "R-03", S.VERIFIED, judged(evidence=" "), who=WHO, today=TODAY)


def test_where_there_are_contacts_only_those_with_the_role_judge(store: Store) -> None:
    add_lights(store)
    _report(store)
    store.contacts.save(Contact(OWNER), Contact("City Auditor"), Contact("Jo", (Role.AUDITOR,), body=OWNER))
    with pytest.raises(WrongUse, match="does not have the role “auditor”; roles: none"):
        _verify(store)
    with pytest.raises(WrongUse, match="of the body that answers for it"):
        verify(store, "R-03", S.VERIFIED, judged(by="Jo"), who=WHO, today=TODAY)
    store.contacts.save(Contact("City Auditor", (Role.AUDITOR,)))
    unsaid = replace(judged(), role=None)
    assert verify(store, "R-03", S.VERIFIED, unsaid, who=WHO, today=TODAY).updates[-1].role is Role.AUDITOR


def test_the_whole_verifies_the_steps_that_were_reported_and_named_ones_only_themselves(store: Store) -> None:
    add_lights(store, milestones=STEPS)
    report_milestone(store, "R-03", "Order lamps", done_on=date(2026, 10, 1), who=WHO, why="", today=TODAY)
    _report(store)
    verify(store, "R-03", S.PARTLY_VERIFIED, judged(21), steps=["Put"], who=WHO, today=TODAY)
    assert {each.title: each.verified_on for each in get(store).milestones} == {"Order lamps": None, "Put them up": date(2026, 10, 21)}
    verify(store, "R-03", S.VERIFIED, judged(22), who=WHO, today=TODAY)
    assert {each.verified_on for each in get(store).milestones} == {date(2026, 10, 21), date(2026, 10, 22)}
    with pytest.raises(WrongUse, match="was verified on 2026-10-21"):
        report_milestone(store, "R-03", "Put", done_on=None, who=WHO, why=WHY, today=TODAY)


def test_the_latest_word_of_a_day_holds(store: Store) -> None:
    add_lights(store)
    respond(store, "R-03", Reply.REJECTED, told(), who=WHO, today=TODAY)
    respond(store, "R-03", Reply.ACCEPTED, told(note="It was a mistake"), who=WHO, today=TODAY)
    assert derive(get(store)).reply is Reply.ACCEPTED
    respond(store, "R-03", Reply.REJECTED, told(note="No, it was not"), who=WHO, today=TODAY)
    assert derive(get(store)).reply is Reply.REJECTED


def test_the_same_words_twice_are_refused(store: Store) -> None:
    add_lights(store)
    _report(store, S.PLANNED)
    with pytest.raises(WrongUse, match="already, in the same words"):
        _report(store, S.PLANNED)
    assert len(get(store).updates) == 1


def test_a_later_day_of_issue_does_not_undo_what_was_reported(store: Store) -> None:
    add_lights(store)
    _report(store, S.PLANNED)
    with pytest.raises(WrongUse, match="could then not stand"):
        set_fields(store, "R-03", {"issued_on": date(2026, 11, 1), "title": "Lamps"}, who=WHO, why=WHY, today=TODAY)


def test_what_was_wrong_before_does_not_stop_what_is_mended(store: Store) -> None:
    store.recommendations.save([lights(urls=("ftp://old",))])
    set_fields(store, "R-03", {"title": "Lamps"}, who=WHO, why=WHY, today=TODAY)
    assert get(store).title == "Lamps"


def test_recommendations_do_not_wait_for_one_another(store: Store) -> None:
    add_lights(store)
    add_lights(store, "R-04", needs=("R-03",))
    add_lights(store, "R-05", needs=("R-04",))
    with pytest.raises(WrongUse, match="R-03 needs R-05, R-05 needs R-04, R-04 needs R-03"):
        set_fields(store, "R-03", {"needs": ("R-05",)}, who=WHO, why=WHY, today=TODAY)
    assert store.recommendations.waiting_on("R-03") == ("R-04",)


def test_a_field_that_moves_with_a_reason_of_its_own_is_not_simply_set(store: Store) -> None:
    add_lights(store)
    with pytest.raises(WrongUse, match="recommendations extend"):
        set_fields(store, "R-03", {"due_on": date(2026, 12, 1)}, who=WHO, why=WHY, today=TODAY)


def test_a_title_that_a_step_once_had_can_be_used_again(store: Store) -> None:
    add_lights(store, milestones=STEPS)
    change_milestone(store, "R-03", "Order lamps", StepTold(title="Choose lamps"), who=WHO, why=WHY, today=TODAY)
    add_milestone(store, "R-03", StepTold("Order lamps"), date(2026, 12, 1), who=WHO, why="", today=TODAY)
    change_milestone(store, "R-03", "Choose", StepTold(weight=2.0), who=WHO, why=WHY, today=TODAY)
    assert sorted(each.title for each in get(store).milestones) == ["Choose lamps", "Order lamps", "Put them up"]
    assert read_history(store, get(store)).faults == ()


FORGERIES = {
    "a field behind the program's back": ("UPDATE recommendation SET owner = 'Parks'", "owner is not as event 1 left it"),
    "a note": ("UPDATE status_update SET note = 'Nothing was done'", "the update of 2026-10-20 is not as event 2 left it"),
    "a moved date's reason": ("UPDATE due_change SET reason = 'x'", "the moved date of 2026-11-20 is not as event 3 left it"),
    "an update taken out": ("DELETE FROM status_update", "the update of 2026-10-20 of event 2 is gone"),
    "who changed it": (
        "UPDATE field_change SET who = 'Zed' WHERE deed = 2",
        "What event 2 .progress reported. changed is not as it was written",
    ),
    "why": ("UPDATE field_change SET why = 'because' WHERE deed = 3", "What event 3 .due date moved. changed is not as it was written"),
    "when": ("UPDATE field_change SET \"at\" = '2025-01-01 00:00:00.000000' WHERE deed = 2", "Look at: the update of 2026-10-20"),
    "a change taken out": ("DELETE FROM field_change WHERE deed = 1 AND field = 'owner'", "Event 1 was about .* some were removed"),
    "a whole deed taken out": ("DELETE FROM field_change WHERE deed = 3", "Event 3 was about 2 changes, and 0 are here"),
    "another deed's number": (
        "UPDATE field_change SET deed = 99 WHERE deed = 2",
        "name event 99 of the audit log, which is not about them",
    ),
    "past and record alike": (
        "UPDATE field_change SET after = 'Parks' WHERE field = 'owner'; UPDATE recommendation SET owner = 'Parks'",
        "What event 1 .recommendation added. changed is not as it was written",
    ),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_what_was_rewritten_is_named(store: Store, name: str) -> None:
    add_lights(store)
    _report(store)
    extend(store, "R-03", date(2026, 12, 1), who=WHO, why=WHY, today=TODAY)
    assert read_history(store, get(store)).faults == ()
    statements, expected = FORGERIES[name]
    with store._database.write() as connection:
        for each in statements.split("; "):
            connection.execute(text(each))
    faults = read_history(store, get(store)).faults
    assert any(re.search(expected, fault.what) for fault in faults), faults


def test_an_update_that_was_put_in_without_an_event_is_named(store: Store) -> None:
    add_lights(store)
    value = get(store)
    forged = StatusUpdate(UpdateId("update-x"), value.id, date(2026, 10, 1), S.REPORTED_DONE, "Done")
    store.recommendations.save([replace(value, updates=(forged,))])
    assert any("no event" in fault.what for fault in read_history(store, get(store)).faults)


def test_a_page_that_cannot_wait_leaves_out_events_about_very_many_changes_and_names_them(store: Store) -> None:
    add_lights(store)
    _report(store)
    whole, part = read_history(store, get(store)), read_history(store, get(store), most=5)
    assert (whole.unchecked, part.unchecked, part.changes) == ((), (1,), whole.changes)
    with store._database.write() as connection:
        connection.execute(text("UPDATE field_change SET who = 'Zed' WHERE deed = 1"))
    assert read_history(store, get(store), most=5).faults == ()
    assert read_history(store, get(store)).faults
