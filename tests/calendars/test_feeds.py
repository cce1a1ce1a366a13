"""Secret addresses: made, shown once, revoked, renewed, ended when their owner leaves; over HTTP all that is closed looks alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from config.screen_texts import load_texts
from desk.feeds import NewFeed, add_feed, find_feed, hash_secret, renew_feed, revoke_feed
from digest.disclosing.policy import DisclosurePolicy
from domain.calendars import Audience
from domain.contacts import Contact, FeedKind
from domain.errors import WrongUse
from tests.calendars.rfc5545 import read_calendar
from tests.calendars.samples import BOARD, OWNER, PUBLIC, TODAY, make_recommendation, make_terms
from tests.calendars.test_public import release_something
from warehouse.store import Store
from web.app import make_app
from web.published import Published

WHO = "Rowan"
LATER = TODAY + timedelta(days=10)


@pytest.fixture
def town(store: Store) -> Store:
    store.contacts.save(Contact("Jo Alder", body="Public Works"), Contact("Sam Birch", left_on=TODAY - timedelta(days=1)))
    store.recommendations.save([make_recommendation()])
    return store


@pytest.fixture
def client_on(town: Store) -> Callable[[date], TestClient]:
    published = Published("Alder Falls", "What people told us", DisclosurePolicy(), calendars=make_terms())
    return lambda day: TestClient(make_app(town, texts=load_texts, today=lambda: day, published=published))


@pytest.fixture
def client(client_on: Callable[[date], TestClient]) -> Iterator[TestClient]:
    with client_on(TODAY) as opened:
        yield opened


def make(store: Store, audience: Audience = OWNER) -> NewFeed:
    return add_feed(store, audience, today=TODAY, who=WHO)


def test_only_the_hash_of_a_secret_is_kept(town: Store, url: str) -> None:
    made = make(town)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", made.secret)
    assert made.feed.secret_hash == hash_secret(made.secret)
    assert made.secret not in repr(made)
    assert made.secret not in repr(town.feeds.all())
    assert made.secret not in repr(town.audit.recent())
    if url.startswith("sqlite:///"):
        files = Path(url.removeprefix("sqlite:///")).parent.glob("*.db*")
        assert all(made.secret.encode() not in each.read_bytes() for each in files)


def test_no_two_addresses_are_alike(town: Store) -> None:
    assert len({make(town).secret for _ in range(20)}) == 20


def test_an_owner_s_calendar_is_opened_by_its_address(town: Store, client: TestClient) -> None:
    shown = client.get(make(town).path)
    assert shown.status_code == 200
    assert shown.headers["content-type"] == "text/calendar; charset=utf-8"
    assert shown.headers["cache-control"] == "private, no-cache"
    assert shown.headers["referrer-policy"] == "no-referrer"
    root = read_calendar(shown.content)
    assert root.find("X-WR-CALNAME").text == "Alder Falls: due for Jo Alder"
    assert len(root.all("VEVENT")) == 2


def test_revoked_renewed_unknown_and_ended_addresses_are_answered_alike(town: Store, client_on: Callable[[date], TestClient]) -> None:
    revoked, renewed, left = make(town), make(town, BOARD), make(town)
    fresh = renew_feed(town, renewed.feed.id, today=TODAY, who=WHO)
    revoke_feed(town, revoked.feed.id, who=WHO, why="the telephone was lost")
    town.contacts.save(replace(Contact("Jo Alder", body="Public Works"), left_on=TODAY))
    with client_on(TODAY) as client:
        assert client.get(left.path).status_code == 200  # on the last day it is still theirs
    with client_on(TODAY + timedelta(days=1)) as client:
        assert client.get(fresh.path).status_code == 200
        closed = [client.get(path) for path in (revoked.path, renewed.path, left.path, f"/calendar/{'a' * 43}.ics")]
        odd = [client.get(path) for path in ("/calendar/.ics", "/calendar/%00.ics", "/calendar/%ff%fe.ics", f"/calendar/{'x' * 5_000}.ics")]
    assert {each.status_code for each in (*closed, *odd)} == {404}
    assert len({(each.content, tuple(sorted(each.headers.items()))) for each in closed}) == 1
    assert closed[0].headers["cache-control"] == "no-store"


def test_a_removed_contact_s_calendar_ends(town: Store, client: TestClient) -> None:
    made = make(town)
    town.contacts.remove("Jo Alder")
    assert client.get(made.path).status_code == 404


def test_a_body_s_calendar_stands_while_one_of_its_people_is_there(town: Store, client_on: Callable[[date], TestClient]) -> None:
    town.recommendations.save([make_recommendation("R-02", owner="Public Works", steps=())])
    made = make(town, Audience(FeedKind.OWNER, "public works"))
    assert made.feed.whom == "Public Works"
    town.contacts.save(Contact("Kim Oak", body="Public Works"), Contact("Jo Alder", body="Public Works", left_on=TODAY))
    with client_on(LATER) as client:
        assert "R-02" in client.get(made.path).text
    town.contacts.save(Contact("Kim Oak", body="Public Works", left_on=TODAY))
    with client_on(LATER) as client:
        assert client.get(made.path).status_code == 404


def test_a_reader_that_has_it_is_told_so_until_something_changes(town: Store, client: TestClient) -> None:
    path = make(town, BOARD).path
    tag = client.get(path).headers["etag"]
    for tags in (tag, f'"other", W/{tag}', "*"):
        again = client.get(path, headers={"If-None-Match": tags})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    town.recommendations.save([make_recommendation(title="Mend every lamp")])
    changed = client.get(path, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


def test_head_says_the_same_without_the_calendar(town: Store, client: TestClient) -> None:
    path = make(town, BOARD).path
    whole, head = client.get(path), client.head(path)
    assert head.content == b""
    assert {**head.headers} == {**whole.headers}


def test_a_calendar_is_only_read(town: Store, client: TestClient) -> None:
    path = make(town).path
    assert {client.request(method, path).status_code for method in ("POST", "PUT", "DELETE", "PATCH")} == {405}


def test_the_public_calendar_stands_beside_the_timeline_once_something_is_released(town: Store, client: TestClient) -> None:
    assert client.get("/calendar.ics").status_code == 404
    release_something(town)
    shown = client.get("/calendar.ics")
    assert shown.status_code == 200
    assert shown.content == client.get(make(town, PUBLIC).path).content
    assert client.get("/calendar.ics", headers={"If-None-Match": shown.headers["etag"]}).status_code == 304


def test_whoever_is_no_contact_or_has_left_gets_no_calendar(town: Store) -> None:
    with pytest.raises(WrongUse, match="no contact 'Alex'"):
        make(town, Audience(FeedKind.OWNER, "Alex"))
    with pytest.raises(WrongUse, match="Sam Birch has left"):
        make(town, Audience(FeedKind.OWNER, "Sam Birch"))
    assert town.feeds.all() == ()


def test_an_owner_who_left_gets_no_new_address_for_the_old_one(town: Store) -> None:
    made = make(town)
    town.contacts.save(Contact("Jo Alder", left_on=TODAY))
    with pytest.raises(WrongUse, match="has left"):
        renew_feed(town, made.feed.id, today=LATER, who=WHO)
    assert find_feed(town, made.feed.id) == made.feed


def test_revoking_needs_a_reason_and_one_calendar_that_stands(town: Store) -> None:
    made = make(town)
    with pytest.raises(WrongUse, match="not said why"):
        revoke_feed(town, made.feed.id, who=WHO, why=" ")
    for said in ("", "calendar-x", made.feed.secret_hash, made.secret[:-1]):
        with pytest.raises(WrongUse, match="No calendar stands") as caught:
            revoke_feed(town, said, who=WHO, why="lost")
        assert not said or said not in str(caught.value)
    make(town)
    with pytest.raises(WrongUse, match="Several"):
        revoke_feed(town, "calendar-", who=WHO, why="lost")
    revoke_feed(town, made.feed.id, who=WHO, why="lost")
    with pytest.raises(WrongUse, match="No calendar stands"):
        revoke_feed(town, made.feed.id, who=WHO, why="lost")


def test_an_address_that_was_found_somewhere_is_revoked_by_itself(town: Store) -> None:
    made, other = make(town), make(town)
    assert revoke_feed(town, f"https://pages.example{made.path}", who=WHO, why="it stood in a mail").id == made.feed.id
    assert renew_feed(town, other.secret, today=TODAY, who=WHO).feed.id != other.feed.id
    assert made.secret not in repr(town.audit.recent())


def test_a_new_address_goes_on_with_the_same_events(town: Store, client: TestClient) -> None:
    made = make(town)
    before = client.get(made.path).content
    assert client.get(renew_feed(town, made.feed.id, today=TODAY, who=WHO).path).content == before
