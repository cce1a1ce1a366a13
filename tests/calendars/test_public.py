"""The public calendar tells what the public timeline tells, and nothing before something was released."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from digest.calendars.feed import make_calendar
from domain.action import Release
from domain.contacts import Contact
from domain.ids import PlannedSessionId, ReleaseId, UpdateId
from domain.recommendations import Reply, Role, StatusUpdate, UpdateState
from domain.town import PlannedSession
from tests.calendars.rfc5545 import read_calendar
from tests.calendars.samples import NOON, NOTE, PUBLIC, TODAY, make_recommendation, make_terms
from tests.warehouse.samples import SPRING
from warehouse.store import Store


def release_something(store: Store) -> None:
    store.rounds.save(SPRING)
    store.releases.save(Release(ReleaseId("release-1"), SPRING.id, 1, "0" * 64, "en", NOON), "{}")


def test_nothing_is_told_before_something_was_released(store: Store) -> None:
    store.recommendations.save([make_recommendation()])
    root = read_calendar(make_calendar(store, PUBLIC, make_terms(), today=TODAY, now=NOON))
    assert root.all("VEVENT") == []


def test_nothing_is_told_once_all_releases_are_withdrawn(store: Store) -> None:
    release_something(store)
    store.recommendations.save([make_recommendation()])
    assert len(read_calendar(make_calendar(store, PUBLIC, make_terms(), today=TODAY, now=NOON)).all("VEVENT")) == 2
    store.releases.save(Release(ReleaseId("release-2"), SPRING.id, 2, "1" * 64, "en", NOON, withdrawn_at=NOON), "{}")
    assert read_calendar(make_calendar(store, PUBLIC, make_terms(), today=TODAY, now=NOON)).all("VEVENT") == []


def test_no_note_no_text_and_no_contact_is_in_it(store: Store) -> None:
    release_something(store)
    store.contacts.save(Contact("Jo Alder", body="Public Works", addresses=("mailto:jo@alder.example",)), Contact("Sam Birch"))
    answered = StatusUpdate(
        UpdateId("u-1"), make_recommendation().id, date(2026, 4, 2), UpdateState.RESPONDED, NOTE, reply=Reply.PARTLY, by="Kim"
    )
    value = make_recommendation(title="Mend the lamps", said=[(date(2026, 4, 9), UpdateState.IN_PROGRESS)])
    value = replace(
        value,
        deputy="Sam Birch",
        answers="dark streets",
        evidence_standard="Photos of each lamp",
        issued_by="Council of tenants",
        updates=(replace(answered, role=Role.OWNER), *value.updates),
    )
    store.recommendations.save([value])
    store.planned.save([PlannedSession(PlannedSessionId("planned-1"), "Evening for tenants", date(2026, 12, 3), "Library", (), (), 20)])
    raw = make_calendar(store, PUBLIC, make_terms(), today=TODAY, now=NOON)
    said = raw.replace(b"\r\n ", b"").decode()
    for hidden in (
        "Jo Alder",
        "Sam Birch",
        "Kim",
        "alder.example",
        NOTE[:20],
        value.text[:20],
        "dark streets",
        "Photos",
        "Evening",
        "VALARM",
    ):
        assert hidden not in said
    own = next(each for each in read_calendar(raw).all("VEVENT") if each.find("DTSTART").value == "20270115")
    assert own.find("DESCRIPTION").text.split("\n") == [
        "How it stands: Under way",
        "Answer: Partly accepted",
        "Answers for it: Public Works",
        "Asked for on March 1, 2026",
        "https://pages.example/timeline/R-01.html",
    ]
    assert own.find("CLASS").value == "PUBLIC"


def test_a_contact_without_a_body_is_not_named(store: Store) -> None:
    release_something(store)
    store.contacts.save(Contact("Jo Alder"))
    store.recommendations.save([make_recommendation(owner="jo alder", steps=())])
    raw = make_calendar(store, PUBLIC, make_terms(), today=TODAY, now=NOON)
    assert "alder" not in raw.decode().lower().replace("alder falls", "")
