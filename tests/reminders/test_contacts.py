"""Contacts: what is refused and why, files with reasons by row, and somebody who leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desk.contacts import add_contact, change_contact, find_contact, mark_left, remove_contact
from desk.contacts_import import import_contacts
from domain.contacts import Contact
from domain.errors import BadFile, WrongUse
from domain.recommendations import Role, UpdateState
from domain.reminders import Delivery, Message
from tests.reminders.calendar_of import make_asked, make_person, make_update
from tests.warehouse.conftest import fresh_url, key_folder, keys, postgresql, store, url
from warehouse.store import Store

__all__ = ["fresh_url", "key_folder", "keys", "postgresql", "store", "url"]
TODAY = date(2026, 6, 1)


def write(folder: Path, text: str) -> Path:
    file = folder / "contacts.csv"
    file.write_text(text, encoding="utf-8", newline="")
    return file


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (Contact(""), "The name is empty"),
        (Contact("Jo\r\nBcc: all@riverton.example"), "name"),
        (Contact("Jo", addresses=("mailto:jo",)), "Address 1 is wrong: it is no e-mail address"),
        (Contact("Jo", addresses=("mailto:jo@riverton.example\r\nBcc: x@y.example",)), "Address 1 is wrong"),
        (Contact("Jo", manager="An"), "is no contact. Did you mean Ann?"),
        (Contact("Jo", manager="Jo"), "would stand above"),
        (Contact("Jo", time_zone="Chicago"), "is no time zone"),
        (Contact("Jo", language="Spanish"), "is no language"),
        (Contact("Jo", quiet="8-9"), "quiet hours are written as in"),
        (Contact("ann"), "There is a contact 'ann' already"),
    ],
)
def test_what_is_wrong_with_a_contact_is_said_and_nothing_is_written(store: Store, value: Contact, says: str) -> None:
    store.contacts.save(make_person("Ann"))
    with pytest.raises(WrongUse, match=says.replace("?", r"\?")):
        add_contact(store, value, who="Rowan")
    assert [each.name for each in store.contacts.all()] == ["Ann"] and store.audit.count() == 0


def test_nobody_stands_above_themselves_by_however_many_steps(store: Store) -> None:
    store.contacts.save(make_person("Ann", manager="Jo"), make_person("Jo", manager="Sam"), make_person("Sam"))
    with pytest.raises(WrongUse, match="would stand above"):
        change_contact(store, make_person("Sam", manager="Ann"), who="Rowan", why="")


def test_no_address_gets_into_the_audit_log(store: Store) -> None:
    add_contact(store, make_person("Jo"), who="Rowan")
    change_contact(store, make_person("Jo", addresses=("mailto:new@riverton.example",)), who="Rowan", why="moved")
    assert not change_contact(store, make_person("Jo", addresses=("mailto:new@riverton.example",)), who="Rowan", why="again")
    events = store.audit.recent(10)
    assert len(events) == 2 and "riverton" not in repr(events) and "addresses" in repr(events)


def test_who_leaves_shows_what_is_open_and_who_hears_of_it(store: Store) -> None:
    store.contacts.save(make_person("Jo"), make_person("Sam"))
    open_one, done = make_asked(owner="Jo", deputy="Sam"), make_asked("R-02", owner="Jo")
    alone = make_asked("R-03", owner="Jo")
    done = replace(done, updates=(make_update(done, TODAY, UpdateState.WITHDRAWN),))
    store.recommendations.save([open_one, done, alone])
    with pytest.raises(WrongUse, match="answers for what is open: R-01, R-03"):
        remove_contact(store, "Jo", today=TODAY, who="Rowan", why="gone")
    behind = mark_left(store, "jo", on=TODAY, today=TODAY, who="Rowan", why="")
    assert [(each.recommendation.reference, [one.contact.name for one in each.hearers]) for each in behind] == [
        ("R-01", ["Sam"]),
        ("R-03", []),
    ]
    assert find_contact(store, "Jo").left_on == TODAY


def test_who_is_a_manager_is_not_removed_and_others_are(store: Store) -> None:
    store.contacts.save(make_person("Jo", manager="Ann"), make_person("Ann"))
    with pytest.raises(WrongUse, match="is the manager of Jo"):
        remove_contact(store, "Ann", today=TODAY, who="Rowan", why="gone")
    moment = datetime(2026, 6, 1, 13, tzinfo=UTC)
    store.outbox.make([Message("message-a", "Jo", "mailto:jo@riverton.example", TODAY, moment, Delivery.SENT)], [])
    remove_contact(store, "Jo", today=TODAY, who="Rowan", why="twice here")
    assert store.outbox.messages() == ()
    with pytest.raises(WrongUse, match="There is no contact 'Jo'"):
        find_contact(store, "Jo")


BAD = """name,roles,addresses,manager,left_on
Jo,owner;deputy,jo@riverton.example; works-chat,Ann,
Ann,manager,,,
Jo,owner,,,
Max,boss,,,
Eve,,eve at riverton,,
Kim,,,Nobody,
Lee,,,Kim,
Una,,,,31/12/2026
"Ola
Bcc: all",,,,
"""


def test_a_file_with_wrong_rows_is_refused_with_every_reason_or_taken_without_them(store: Store, tmp_path: Path) -> None:
    file = write(tmp_path, BAD)
    with pytest.raises(BadFile, match="7 rows are not as they must be") as caught:
        import_contacts(store, file, who="Rowan")
    assert "line 4: This name stands on two rows" in str(caught.value) and "eve at" not in str(caught.value)
    assert store.contacts.all() == () and store.audit.count() == 0
    receipt = import_contacts(store, file, who="Rowan", is_bad_skipped=True)
    assert (receipt.read, receipt.written, receipt.skipped) == (9, 2, 7)
    jo = find_contact(store, "Jo")
    assert jo.addresses == ("mailto:jo@riverton.example", "works-chat") and jo.roles == (Role.OWNER, Role.DEPUTY) and jo.manager == "Ann"
    again = import_contacts(store, file, who="Rowan", is_bad_skipped=True)
    assert (again.written, again.unchanged) == (0, 2)


def test_a_column_that_a_file_does_not_have_stays(store: Store, tmp_path: Path) -> None:
    store.contacts.save(make_person("Jo", body="Works", left_on=TODAY - timedelta(days=1)))
    import_contacts(store, write(tmp_path, "name,left_on\njo,\n"), who="Rowan")
    assert store.contacts.all() == (make_person("Jo", body="Works"),)


def test_managers_in_a_circle_in_one_file_are_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="would stand above"):
        import_contacts(store, write(tmp_path, "name,manager\nA,B\nB,C\nC,A\n"), who="Rowan")
