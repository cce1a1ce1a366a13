"""An event's number grows when anything that it shows has changed, and only then; its id is for life."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.calendars.feed import KEPT_DAYS, make_calendar
from digest.calendars.terms import CalendarTerms
from domain.calendars import Audience
from domain.contacts import Contact, FeedKind
from domain.ids import PlannedSessionId
from domain.recommendations import Recommendation, UpdateState
from domain.town import PlannedSession
from tests.calendars.rfc5545 import Component, read_calendar
from tests.calendars.samples import BOARD, NOON, TODAY, make_recommendation, make_terms, make_update
from warehouse.store import Store

Deed = Callable[[Recommendation], Recommendation]
NUMBERED = {"SEQUENCE", "DTSTAMP", "LAST-MODIFIED"}
_examples = itertools.count()

STATES = st.sampled_from([UpdateState.PLANNED, UpdateState.IN_PROGRESS, UpdateState.REPORTED_DONE, UpdateState.VERIFIED])
LATER_STATES = st.sampled_from([UpdateState.WITHDRAWN, UpdateState.REOPENED, UpdateState.NOT_VERIFIED, UpdateState.RESPONDED])
DAYS = st.integers(min_value=0, max_value=200).map(lambda days: date(2026, 4, 1) + timedelta(days=days))


def _retitle(title: str) -> Deed:
    return lambda each: replace(each, title=title)


def _move(on: date | None) -> Deed:
    return lambda each: replace(each, due_on=on)


def _move_step(on: date) -> Deed:
    return lambda each: replace(each, milestones=tuple(replace(step, due_on=on) for step in each.milestones))


def _finish_step(on: date | None) -> Deed:
    return lambda each: replace(each, milestones=tuple(replace(step, done_on=on) for step in each.milestones))


def _report(on: date, state: UpdateState) -> Deed:
    return lambda each: replace(each, updates=(*each.updates, make_update(each.id, on, state)))


def _ask(text: str) -> Deed:
    return lambda each: replace(each, text=text)


DEEDS = st.one_of(
    st.sampled_from(["Mend the lamps", "Mend every lamp", "Mend  the lamps"]).map(_retitle),
    st.one_of(st.none(), DAYS).map(_move),
    DAYS.map(_move_step),
    st.one_of(st.none(), DAYS).map(_finish_step),
    st.builds(_report, DAYS, st.one_of(STATES, LATER_STATES)),
    st.sampled_from(["Every lamp works.", "Each lamp works."]).map(_ask),
)


def read(store: Store, audience: Audience, terms: CalendarTerms, *, now: datetime = NOON, today: date = TODAY) -> dict[str, Component]:
    raw = make_calendar(store, audience, terms, today=today, now=now)
    assert make_calendar(store, audience, terms, today=today, now=now + timedelta(hours=5)) == raw  # asking changes nothing
    return {each.find("UID").text: each for each in read_calendar(raw).all("VEVENT")}


def show(event: Component) -> object:
    """All that a reader is shown of an event."""
    alarms = [[(each.name, each.value) for each in alarm.properties] for alarm in event.parts]
    return sorted((each.name, each.value) for each in event.properties if each.name not in NUMBERED), alarms


def number_of(event: Component) -> int:
    return int(event.find("SEQUENCE").value)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, min_size=1, max_size=6))
def test_a_number_grows_exactly_when_something_shown_has_changed(store: Store, deeds: list[Deed]) -> None:
    """Any history, reports that come late among it."""
    reference = f"R-{next(_examples)}"
    audience = Audience(FeedKind.OWNER, f"Owner of {reference}")  # whose calendar holds this example alone
    value = make_recommendation(reference, owner=audience.whom)
    last: dict[str, Component] = {}  # as each event was shown last, also where it is not shown now
    for hours, deed in enumerate((lambda each: each, *deeds)):
        value = deed(value)
        store.recommendations.save([value])
        now = read(store, audience, make_terms(), now=NOON + timedelta(hours=hours))
        for uid, event in now.items():
            before = last.get(uid)
            is_other = before is not None and show(event) != show(before)
            assert number_of(event) == (number_of(before) if before else 0) + is_other
            assert before is None or (event.find("LAST-MODIFIED").value != before.find("LAST-MODIFIED").value) == is_other
        last |= now


def test_a_first_event_has_the_number_zero_and_moves_on_with_its_date(store: Store) -> None:
    value = make_recommendation(steps=())
    store.recommendations.save([value])
    ((uid, first),) = read(store, BOARD, make_terms()).items()
    store.recommendations.save([replace(value, due_on=date(2027, 3, 1))])
    ((later_uid, later),) = read(store, BOARD, make_terms(), now=datetime(2026, 11, 23, 8, tzinfo=UTC)).items()
    assert (number_of(first), number_of(later), uid) == (0, 1, later_uid)
    assert later.find("DTSTART").value == "20270301"
    assert later.find("LAST-MODIFIED").value == later.find("DTSTAMP").value == "20261123T080000Z"


def test_a_contact_s_body_and_the_address_of_the_pages_are_changes_too(store: Store) -> None:
    store.recommendations.save([make_recommendation(steps=(), owner="Public Works")])
    (first,) = read(store, BOARD, make_terms()).values()
    (second,) = read(store, BOARD, make_terms(address="https://other.example")).values()
    (third,) = read(store, BOARD, make_terms("fr", address="https://other.example")).values()
    (again,) = read(store, BOARD, make_terms("fr", address="https://other.example")).values()
    assert [number_of(each) for each in (first, second, third, again)] == [0, 1, 2, 2]


def test_what_is_settled_is_cancelled_for_a_while_and_then_gone(store: Store) -> None:
    value = make_recommendation()
    store.recommendations.save([value])
    assert {each.find("STATUS").value for each in read(store, BOARD, make_terms()).values()} == {"CONFIRMED"}
    store.recommendations.save([_report(TODAY, UpdateState.WITHDRAWN)(value)])
    now = read(store, BOARD, make_terms(), now=NOON + timedelta(days=1), today=TODAY + timedelta(days=1))
    assert [(each.find("STATUS").value, number_of(each)) for each in now.values()] == [("CANCELLED", 1)] * 2
    last_day = (NOON + timedelta(days=1 + KEPT_DAYS)).date()
    assert len(read(store, BOARD, make_terms(), today=last_day)) == 2
    assert read(store, BOARD, make_terms(), today=last_day + timedelta(days=1)) == {}


def test_what_was_settled_before_anybody_asked_never_comes_up(store: Store) -> None:
    store.recommendations.save([_report(TODAY, UpdateState.WITHDRAWN)(make_recommendation())])
    assert read(store, BOARD, make_terms()) == {}


def test_what_is_opened_again_goes_on_with_its_numbers(store: Store) -> None:
    value = make_recommendation(steps=())
    numbers = []
    for deed in (lambda each: each, _report(date(2026, 5, 1), UpdateState.WITHDRAWN), _report(date(2026, 6, 1), UpdateState.REOPENED)):
        value = deed(value)
        store.recommendations.save([value])
        (event,) = read(store, BOARD, make_terms()).values()
        numbers.append((number_of(event), event.find("STATUS").value))
    assert numbers == [(0, "CONFIRMED"), (1, "CANCELLED"), (2, "CONFIRMED")]


def test_a_date_that_was_taken_away_is_cancelled_where_it_stood(store: Store) -> None:
    value = make_recommendation(steps=())
    store.recommendations.save([value])
    read(store, BOARD, make_terms())
    store.recommendations.save([replace(value, due_on=None)])
    (event,) = read(store, BOARD, make_terms()).values()
    assert (event.find("STATUS").value, event.find("DTSTART").value) == ("CANCELLED", "20270115")


def test_the_board_sees_planned_sessions_and_owners_do_not(store: Store) -> None:
    session = PlannedSession(
        PlannedSessionId("planned-1"), "Evening for tenants", date(2026, 12, 3), "Library; room 2", ("so", "es"), (), 20
    )
    store.planned.save([session])
    store.contacts.save(Contact("Jo Alder"))
    (event,) = read(store, BOARD, make_terms()).values()
    assert event.find("SUMMARY").text == "Listening session: Evening for tenants"
    assert event.find("LOCATION").text == "Library; room 2"
    assert "20" not in event.find("DESCRIPTION").text
    assert read(store, Audience(FeedKind.OWNER, "Jo Alder"), make_terms()) == {}


@pytest.mark.parametrize("name", ["jo alder", "Jo  Alder"])
def test_an_owner_sees_what_is_theirs_however_it_is_written(store: Store, name: str) -> None:
    store.contacts.save(Contact("Jo Alder", body="Public Works"))
    store.recommendations.save(
        [
            make_recommendation("R-01", owner=name, steps=()),
            replace(make_recommendation("R-02", owner="Sam Birch", steps=()), deputy=name),
            make_recommendation("R-03", owner="public works", steps=()),
            make_recommendation("R-04", owner="Sam Birch", steps=()),
        ]
    )
    events = read(store, Audience(FeedKind.OWNER, "Jo Alder"), make_terms())
    assert sorted(each.find("SUMMARY").text[:4] for each in events.values()) == ["R-01", "R-02", "R-03"]


def test_what_goes_to_another_owner_leaves_the_calendar(store: Store) -> None:
    value = make_recommendation(steps=())
    store.recommendations.save([value])
    theirs = Audience(FeedKind.OWNER, "Jo Alder")
    assert len(read(store, theirs, make_terms())) == 1
    store.recommendations.save([replace(value, owner="Sam Birch")])
    assert read(store, theirs, make_terms()) == {}


def test_two_audiences_have_ids_and_numbers_of_their_own(store: Store) -> None:
    store.recommendations.save([make_recommendation()])
    board, owner = read(store, BOARD, make_terms()), read(store, Audience(FeedKind.OWNER, "Jo Alder"), make_terms())
    assert not board.keys() & owner.keys()


def test_an_owner_s_calendar_is_in_their_language(store: Store) -> None:
    store.contacts.save(Contact("Jo Alder", language="es"), Contact("Sam Birch", language="so"))
    for name, words in (("Jo Alder", "Cómo está:"), ("Sam Birch", "How it stands:")):
        store.recommendations.save([make_recommendation(f"R-{name[0]}", owner=name, steps=())])
        (event,) = read(store, Audience(FeedKind.OWNER, name), make_terms()).values()
        assert words in event.find("DESCRIPTION").text
