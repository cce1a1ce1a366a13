"""A release that was frozen before pages told of sub-themes is shown as it was."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from starlette.testclient import TestClient

from config.screen_texts import load_texts
from digest.disclosing.policy import DisclosurePolicy
from domain.action import Release
from domain.ids import ReleaseId
from tests.digest.test_released_before import BEFORE, HASH_BEFORE
from tests.warehouse.samples import NOON, SPRING
from warehouse.keys import create_keys
from warehouse.store import open_store
from web.app import make_app
from web.published import Published


def test_a_release_from_before_is_served_as_it_was_frozen(tmp_path: Path) -> None:
    frozen = BEFORE.read_text(encoding="utf-8")
    assert hashlib.sha256(frozen.encode()).hexdigest() == HASH_BEFORE
    with open_store(f"sqlite:///{tmp_path / 'w.db'}", create_keys(tmp_path / "keys")) as store:
        store.rounds.save(SPRING)
        store.releases.save(Release(ReleaseId("release-1"), SPRING.id, 1, HASH_BEFORE, "en", NOON), frozen)
        published = Published("Alder Falls", "What people told us", DisclosurePolicy())
        client = TestClient(make_app(store, texts=load_texts, today=lambda: date(2026, 11, 21), published=published))
        shown = client.get(f"/digest-{SPRING.name}.html")
        assert shown.status_code == 200
        assert "Being asked for papers" in shown.text
        assert client.get(f"/api/releases/{SPRING.name}").text == frozen
