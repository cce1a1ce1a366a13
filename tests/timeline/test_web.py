"""The served timeline: chosen by a form, paged, as JSON, and plain about what it does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from benchmarks.followed_data import BIG_OWNER, TODAY, fill
from config.screen_texts import load_texts
from digest.telling.timeline_choice import read_cursor, write_cursor
from domain.following import Cursor, StoryKind, Wanted
from tests.digest.example import ROUNDS, THEMES
from tests.timeline.town import FEW, HOSTILE, PUBLISHED, Town, page_of, release
from warehouse.database import Database
from warehouse.keys import create_keys
from warehouse.store import Store, open_store
from web.app import make_app
from web.timeline import MOST_LINES

words = st.text(max_size=40)


def list_entries(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry for month in data["months"] for entry in month["entries"]]


@pytest.mark.parametrize("path", ["/timeline.html", "/timeline/R-01.html", f"/timeline/theme/{THEMES[1].id}.html"])
def test_a_page_is_served_without_a_script(town: Town, path: str) -> None:
    answer = town.client.get(path)
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_every_link_of_a_served_page_is_answered(town: Town) -> None:
    for path in ("/timeline.html", "/timeline/R-01.html", f"/timeline/theme/{THEMES[1].id}.html"):
        links = {each.replace("&amp;", "&") for each in re.findall(r'href="([^"#]+)"', town.client.get(path).text)}
        assert len(links) >= 3
        for link in links:
            assert town.client.get(str(town.client.base_url.join(path).join(link))).status_code == 200, link


@pytest.mark.parametrize(
    ("query", "references"),
    [
        ("owner=Parks+and+Recreation", {"R-06"}),
        ("state=verified", {"R-02"}),
        ("state=late", {"R-01"}),
        ("place=Riverside", {"R-01"}),
        (f"theme={THEMES[1].id}", {"R-01", "R-08"}),
        (f"theme={THEMES[1].id}&owner=Public+Works&state=responded", {"R-08"}),
    ],
)
def test_a_choice_shows_what_it_is_about_and_nothing_else(town: Town, query: str, references: set[str]) -> None:
    data = town.client.get(f"/api/timeline?{query}").json()
    assert {each["reference"] for each in data["lives"]} == references
    told = {reference for each in list_entries(data) for reference in each.get("about", {}).get("references", ())}
    assert told == references
    assert data["board"]["total"] == len(references)
    html = town.client.get(f"/timeline.html?{query}").text
    assert 'role="status"' in html
    assert html.count(" selected>") == query.count("=")


def test_who_is_only_a_deputy_is_not_known(town: Town) -> None:
    answer = town.client.get("/timeline.html?owner=Quiet+Deputy")
    assert answer.status_code == 404
    assert "R-01" not in answer.text


@pytest.mark.parametrize("name", ["theme", "owner", "state", "place"])
@pytest.mark.parametrize("value", ["<b>nobody</b>", HOSTILE, "x" * 5_000, "\u202e\x07abc", "' OR 1=1 --"])
def test_what_is_not_known_is_said_plainly_and_shows_nothing(town: Town, name: str, value: str) -> None:
    answer = town.client.get("/timeline.html", params={name: value})
    if name == "owner" and value == HOSTILE:
        assert answer.status_code == 200, "somebody is called that"
        return
    assert answer.status_code == 404
    assert "This is not known here" in answer.text
    assert "<script" not in answer.text
    assert "<b>nobody" not in answer.text
    assert '<li class="entry ' not in answer.text
    assert len(answer.text) < 100_000
    data = town.client.get("/api/timeline", params={name: value})
    assert data.status_code == 404
    assert data.json()["problem"]


def test_a_theme_that_no_release_told_is_as_unknown_as_one_that_is_not_there(town: Town) -> None:
    for path in (f"/timeline/theme/{FEW.id}.html", "/timeline/theme/theme-none.html"):
        assert town.client.get(path).status_code == 404
    told, none = (town.client.get(f"/timeline.html?theme={each}") for each in (FEW.id, "theme-none"))
    assert told.status_code == none.status_code == 404
    assert told.text.replace(FEW.id, "theme-none") == none.text


@pytest.mark.parametrize(
    "path", ["/timeline.html?owner=%00", "/timeline.html?place=%ED%A0%80", "/timeline/%00.html", "/timeline/theme/%00.html"]
)
def test_what_no_database_can_look_for_is_not_known_and_no_error(town: Town, path: str) -> None:
    assert town.client.get(path).status_code == 404
    assert town.client.get("/api/timeline?reference=%00").status_code == 404


def test_a_reference_that_is_no_plain_name_has_its_page(town: Town) -> None:
    answer = town.client.get("/timeline/by-reference.html", params={"reference": "Z/9 <b>"})
    assert answer.status_code == 200
    assert HOSTILE not in answer.text
    assert town.client.get("/timeline/R-77.html").status_code == 404


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("theme", "owner", "state", "place", "before", "other"), words)))
def test_no_query_breaks_a_page(town: Town, query: dict[str, str]) -> None:
    assert town.client.get("/timeline.html", params=query).status_code in (200, 404)


@given(st.dates(), st.sampled_from(StoryKind), st.from_regex(r"[a-z0-9-]{1,40}", fullmatch=True))
def test_where_a_page_ends_comes_back_from_its_address(on: Any, kind: StoryKind, key: str) -> None:
    cursor = Cursor(on, kind, key)
    assert read_cursor(write_cursor(cursor)) == cursor


@given(words)
def test_an_address_that_somebody_made_up_is_no_place(value: str) -> None:
    found = read_cursor(value)
    assert found is None or write_cursor(found) == value


@pytest.fixture(scope="module")
def long_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, TestClient]]:
    """320 recommendations: more than stand on one page."""
    folder = Path(tmp_path_factory.mktemp("long"))
    url = f"sqlite:///{folder / 'long.db'}"
    with open_store(url, create_keys(folder / "keys")) as store:
        fill([Database(url)], 320)
        for number, here in enumerate(ROUNDS):
            store.rounds.save(here)
            release(store, here, page_of(number))
        yield store, TestClient(make_app(store, texts=load_texts, today=lambda: TODAY, published=PUBLISHED))


def read_all(client: TestClient, query: str) -> list[list[dict[str, Any]]]:
    pages, before = [], ""
    while True:
        data = client.get(f"/api/timeline?{query}&before={before}").json()
        pages.append(list_entries(data))
        before = data.get("older", "")
        if not before:
            return pages


def test_a_long_story_stands_on_pages_with_every_line_once_newest_first(
    long_town: tuple[Store, TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, client = long_town
    assert len(list_entries(client.get("/api/timeline").json())) <= MOST_LINES + 10
    monkeypatch.setattr("web.timeline.MOST_LINES", 900)  # fewer and longer pages, to be read to the end quickly
    pages = read_all(client, "")
    assert len(pages) > 3
    whole = [entry for page in pages for entry in page]
    days = [entry["machine_date"] for entry in whole]
    assert days == sorted(days, reverse=True)
    lines = store.following.lines(Wanted(), before=None, limit=100_000)
    rounds = [entry for entry in whole if entry["mark"] in ("heard", "found")]
    assert len(whole) - len(rounds) == len(lines) > 2_000
    assert len({(entry["mark"], entry["sentence"]) for entry in rounds}) == len(rounds) == 6


def test_a_long_choice_holds_only_what_its_owner_answers_for(long_town: tuple[Store, TestClient]) -> None:
    store, client = long_town
    data = client.get("/api/timeline", params={"owner": BIG_OWNER}).json()
    assert {owner for entry in list_entries(data) for owner in entry["about"]["owners"]} == {BIG_OWNER}
    assert data["board"]["total"] == store.following.count(Wanted(owner=BIG_OWNER)) or len(data["lives"]) > 0


def test_a_page_that_is_not_there_says_so_and_shows_the_latest(long_town: tuple[Store, TestClient]) -> None:
    _, client = long_town
    answer = client.get("/timeline.html?before=nowhere")
    assert answer.status_code == 200
    assert "is not there any more" in answer.text
    assert '<li class="entry ' in answer.text


def test_long_pages_lead_to_the_next_in_html_too(long_town: tuple[Store, TestClient]) -> None:
    _, client = long_town
    first = client.get("/timeline.html").text
    (link,) = re.findall(r'<a rel="next" href="([^"]+)"', first)
    second = client.get(f"/{link.replace('&amp;', '&')}").text
    days = [re.findall(r'<time datetime="([^"]+)"', html) for html in (first, second)]
    assert min(days[0]) >= max(days[1])
