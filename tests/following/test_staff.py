"""The pages for staff: what they show, to whom, and that a past which was rewritten is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text
from starlette.testclient import TestClient
from typer.testing import CliRunner

from benchmarks.followed_data import BIG_OWNER, TODAY, fill
from cli.main import app as command_line
from desk.recommending.add import add
from desk.recommending.extend import extend
from desk.recommending.fields import set_fields
from desk.recommending.report import Told, report, respond
from domain.errors import WrongUse
from domain.following import Wanted
from domain.ids import RecommendationId, UpdateId
from domain.recommendations import Reply, Role, StatusUpdate, UpdateState
from tests.screens.conftest import browser
from tests.screens.test_axe import find_faults
from tests.warehouse.samples import make_recommendation
from warehouse.database import Database
from warehouse.keys import Keys
from warehouse.store import Store, open_store
from web.staff import StaffTerms, make_staff_app, refuse_other_machines
from web.staff_list import PAGE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]
TERMS = StaffTerms("Alder Falls")
PLACE = "http://127.0.0.1:8642"
ODD = "R/7 Part-2"


def client_of(store: Store, base: str = PLACE) -> TestClient:
    return TestClient(make_staff_app(store, terms=TERMS, today=lambda: TODAY, port=8642), base_url=base, raise_server_exceptions=True)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path_factory.mktemp('staff')}/many.db"
    with open_store(url, keys) as store:
        fill([Database(url)], 300)
        _play_one(store)
        yield store


def _play_one(store: Store) -> None:
    """A recommendation with a past in every form, by the ordinary decisions."""
    value = make_recommendation(reference=ODD, title="Mend <i>the</i> lamps", issued_on=date(2026, 6, 1), updates=())
    value = replace(value, milestones=tuple(replace(each, needs=()) for each in value.milestones))
    add(store, value, who="jo", why="the board asked", today=TODAY)
    set_fields(store, ODD, {"owner": "Office of Light"}, who="sam", why="Public Works was split", today=TODAY)
    respond(store, ODD, Reply.PARTLY, Told(date(2026, 7, 1), "They agree to half."), who="jo", today=TODAY)
    extend(store, ODD, date(2026, 11, 1), step="A list of lamps", on=date(2026, 7, 2), why="The contractor is late.", who="jo", today=TODAY)
    report(store, ODD, UpdateState.IN_PROGRESS, Told(date(2026, 8, 1), "Forty lamps are mended.", "list"), who="jo", today=TODAY)


def read_references(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]*"><bdi>([^<]*)</bdi>', page)


def test_the_list_shows_what_is_due_first_and_leads_on_to_the_end(many: Store) -> None:
    client, found, link = client_of(many), [], "/"
    while link:
        page = client.get(link)
        assert page.status_code == 200
        found += read_references(page.text)
        further = re.search(r'<a href="([^"]*)" rel="next">', page.text)
        link = further[1].replace("&amp;", "&") if further else ""
    expected = [each.reference for each in many.following.press(Wanted(), limit=1_000)]
    assert found == expected
    assert len(expected) == 301


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (f"owner={BIG_OWNER}", Wanted(owner=BIG_OWNER)),
        ("state=in progress", Wanted(states=(UpdateState.IN_PROGRESS,))),
        ("theme=theme-000", Wanted(theme_id="theme-000")),  # type: ignore[arg-type]
        ("place=Ward 3", Wanted(place="Ward 3")),
        ("due=400", Wanted(due_from=TODAY, due_by=TODAY + timedelta(days=400))),
        ("overdue=yes", Wanted(overdue_on=TODAY)),
        ("overdue=yes&due=400", Wanted(due_by=TODAY + timedelta(days=400))),
        ("stale=yes", Wanted(silent_since=TODAY - timedelta(days=60))),
        (f"owner={BIG_OWNER}&overdue=yes", Wanted(owner=BIG_OWNER, overdue_on=TODAY)),
        ("owner=Nobody", Wanted(owner="Nobody")),
    ],
)
def test_the_form_finds_what_it_says(many: Store, query: str, wanted: Wanted) -> None:
    page = client_of(many).get(f"/?{query}").text
    count = many.following.count(wanted)
    assert f"{count} recommendation{'' if count == 1 else 's'}</h2>" in page
    assert len(read_references(page)) == min(count, PAGE)


@pytest.mark.parametrize("query", ["state=done", "due=soon", "due=-3", "due=99999999999", "due=٣", "after=R-1&after_due=tomorrow"])
def test_what_cannot_be_meant_is_said_and_the_form_stays(many: Store, query: str) -> None:
    page = client_of(many).get(f"/?{query}")
    assert page.status_code == 400
    assert "This cannot be shown" in page.text and "<form" in page.text and read_references(page.text) == []


def test_odd_signs_are_shown_and_do_nothing(many: Store) -> None:
    client = client_of(many)
    page = client.get("/", params={"owner": '"><script>alert(1)</script>\x00\u202e', "place": "😀" * 300})
    assert page.status_code == 200 and "<script>" not in page.text
    assert client.get("/recommendation", params={"reference": "no\x00ne"}).status_code == 404
    assert client.get("/recommendation").status_code == 404
    assert "<i>the</i>" not in client.get("/recommendation", params={"reference": ODD}).text


def test_a_recommendation_tells_everything_and_each_field_its_past(many: Store) -> None:
    page = client_of(many).get("/recommendation", params={"reference": ODD}).text
    for words in ("Office of Light", "Public Works was split", "partly accepted", "They agree to half.", "Forty lamps are mended."):
        assert words in page
    assert "The past of owner (2)" in page and "before: <bdi>Public Works</bdi>" in page
    assert "from 1 July 2026 to 1 November 2026: The contractor is late." in page
    assert "evidence: <bdi>list</bdi>" in page and "late by 19 days" in page
    assert "all as it was written" in page and "does not fit" not in page


def test_a_past_that_was_rewritten_is_named(tmp_path: Path, keys: Keys) -> None:
    url = f"sqlite:///{tmp_path}/one.db"
    with open_store(url, keys) as store:
        _play_one(store)
        with create_engine(url).begin() as connection:
            assert connection.execute(text("UPDATE field_change SET before = 'The Mayor' WHERE before = 'Public Works'")).rowcount == 1
        page = client_of(store).get("/recommendation", params={"reference": ODD}).text
    assert "This past does not fit the audit log" in page and "all as it was written" not in page


def test_an_update_that_does_not_stand_is_shown_with_its_reason(store: Store) -> None:
    value = make_recommendation()
    own = StatusUpdate(UpdateId("u9"), value.id, date(2026, 9, 1), UpdateState.VERIFIED, "All done.", "list", by="Jo", role=Role.OWNER)
    store.recommendations.save([replace(value, updates=(*value.updates, own))])
    page = client_of(store).get("/recommendation", params={"reference": value.reference}).text
    assert "It does not stand: Only the board or an auditor judges" in page


@pytest.mark.parametrize("host", ["127.0.0.1:8642", "localhost:8642", "LOCALHOST:8642", "[::1]:8642"])
def test_this_machine_is_answered_by_its_own_names(many: Store, host: str) -> None:
    assert client_of(many).get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8642", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8642.evil.example", ""])
def test_a_page_of_elsewhere_cannot_read_along(many: Store, host: str) -> None:
    answer = client_of(many).get("/recommendation", params={"reference": ODD}, headers={"host": host})
    assert answer.status_code == 421 and "lamps" not in answer.text


def test_every_answer_has_its_safety_and_none_changes_anything(many: Store) -> None:
    client, before = client_of(many), many.fingerprint()
    for path in ("/", "/?due=x", f"/recommendation?reference={RecommendationId('none')}"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"] and headers["Cache-Control"] == "no-store"
        assert headers["X-Frame-Options"] == "DENY" and "set-cookie" not in headers
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, "/").status_code == 405
    client.get("/recommendation", params={"reference": ODD})
    assert many.fingerprint() == before


def test_no_page_has_a_script_or_fetches_anything(many: Store) -> None:
    client = client_of(many)
    for page in (client.get("/").text, client.get("/recommendation", params={"reference": ODD}).text):
        assert "<script" not in page and not re.search(r"(src|href)=\"(https?:)?//", page) and " style=" not in page


@pytest.mark.parametrize("host", ["127.0.0.1", "127.3.2.1", "::1", "localhost"])
def test_staff_pages_listen_on_this_machine(host: str) -> None:
    refuse_other_machines(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", "", "127.0.0.1.example.org"])
def test_staff_pages_listen_nowhere_else(host: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="no log-in"):
        refuse_other_machines(host)


def test_the_command_refuses_another_address(tmp_path: Path) -> None:
    (tmp_path / "hearback.toml").write_text("", encoding="utf-8")
    done = CliRunner().invoke(command_line, ["serve", "--staff", "--host", "0.0.0.0", "--settings", str(tmp_path / "hearback.toml")])
    assert done.exit_code != 0
    assert isinstance(done.exception, WrongUse)


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Browser, many: Store, tmp_path: Path, width: int, scheme: str
) -> None:
    client = client_of(many)
    for path in ("/", "/?due=x", "/recommendation?reference=R-0000003"):
        html = client.get(path).text
        assert find_faults(browser, tmp_path / "page.html", html, width=width, scheme=scheme) == []
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.set_content(html)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()
