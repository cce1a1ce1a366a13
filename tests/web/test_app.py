"""The published pages over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from config.screen_texts import load_texts
from config.settings import FILE_NAME, load_settings
from digest.disclosing.policy import DisclosurePolicy
from flows.steps.digest import today_in
from flows.steps.stage import opened_store
from tests.played import PlayedDemo
from warehouse.keys import create_keys
from warehouse.store import Store, open_store
from web.app import make_app
from web.published import Published

PUBLISHED = Published("Alder Falls", "What people told us", DisclosurePolicy())


def client_of(store: Store, settings_folder: Path) -> TestClient:
    settings = load_settings(settings_folder / FILE_NAME)
    return TestClient(make_app(store, texts=load_texts, today=lambda: today_in(settings), published=PUBLISHED))


@pytest.fixture
def client(demo: PlayedDemo) -> Iterator[TestClient]:
    with opened_store(load_settings(demo.folder / FILE_NAME)) as store:
        yield client_of(store, demo.folder)


def test_the_front_page_is_the_latest_digest(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.url.path == "/digest-autumn-2026.html"


def test_a_page_shows_again_exactly_what_was_released(client: TestClient, demo: PlayedDemo) -> None:
    for name in ("digest-autumn-2025.html", "digest-autumn-2026.html"):
        assert client.get(f"/{name}").text == (demo.folder / name).read_text(encoding="utf-8")


def test_the_timeline_and_the_releases_are_there(client: TestClient) -> None:
    assert client.get("/timeline.html").text.startswith("<!")
    releases = client.get("/api/releases").json()
    assert [each["round"] for each in releases] == ["autumn-2025", "spring-2026", "autumn-2026"]
    assert client.get("/api/releases/autumn-2026").json()["schema"]


def test_what_is_not_published_is_not_found(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/digest-other.html").status_code == 404
    with open_store(f"sqlite:///{tmp_path / 'w.db'}", create_keys(tmp_path / "keys")) as store:
        empty = TestClient(make_app(store, texts=load_texts, today=lambda: None, published=PUBLISHED))  # type: ignore[arg-type, return-value]
        assert empty.get("/").status_code == 404
