"""Findings are drafts until a person has looked: what a run writes, and what nobody gets to see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from starlette.testclient import TestClient

from config.screen_texts import list_text_codes, load_texts
from desk.release_make import make_release
from desk.theme_titles import StaffTitle
from desk.themes import rename
from digest.disclosing.policy import DisclosurePolicy
from digest.releasing.prepare import make_draft
from digest.rendering.render import render_digest
from digest.telling.reviews import tell_draft
from digest.telling.wording import Wording
from flows.steps.digest import digest
from flows.steps.release_files import write_latest
from tests.disclosing.pages import make_page
from tests.review.town import LAMPS, ROUND, Town
from web.app import make_app
from web.published import Published


def client_of(town: Town) -> TestClient:
    published = Published("Alder", "Heard", DisclosurePolicy())
    return TestClient(make_app(town.store, texts=load_texts, today=lambda: date(2026, 11, 21), published=published))


def test_a_run_writes_a_draft_that_says_so_and_releases_nothing(town: Town) -> None:
    out = town.folder / "out"
    receipt = digest(town.settings, ROUND, out)
    assert {each.name for each in out.iterdir()} == {"draft-spring.html"}
    assert (receipt.read, receipt.written) == (1, 1)
    assert any("2 themes are to be looked at" in note for note in receipt.notes)
    shown = (out / "draft-spring.html").read_text(encoding="utf-8")
    assert load_texts("en").say("screen.draft") in shown and LAMPS in shown
    assert town.store.releases.of_round(town.round.id) == ()
    assert town.store.audit.recent(100, ["release made"]) == ()
    assert not digest(town.settings, ROUND, out).changed_anything


def test_the_web_shows_no_draft(town: Town) -> None:
    digest(town.settings, ROUND, town.folder / "out")
    client = client_of(town)
    for path in ("/", "/digest-spring.html", "/draft-spring.html", "/timeline.html", "/api/releases/spring"):
        assert client.get(path).status_code == 404, path
    assert client.get("/api/releases").json() == []


def test_what_was_released_stands_beside_the_next_draft(town: Town) -> None:
    out = town.folder / "out"
    digest(town.settings, ROUND, out)
    town.look_at_all()
    make_release(town.store, town.terms, town.round, actor="Ana")
    write_latest(town.store, town.settings, town.round, out)
    assert {each.name for each in out.iterdir()} == {"digest-spring.html", "timeline.html", "timeline.json", "timeline", "calendar.ics"}
    assert not digest(town.settings, ROUND, out).changed_anything
    released = client_of(town).get("/digest-spring.html").text
    assert released == (out / "digest-spring.html").read_text(encoding="utf-8")
    rename(town.store, town.theme(LAMPS), StaffTitle("Streets without light"), actor="Ben")
    town.count()
    digest(town.settings, ROUND, out)
    assert "Streets without light" in (out / "draft-spring.html").read_text(encoding="utf-8")
    assert (out / "digest-spring.html").read_text(encoding="utf-8") == released == client_of(town).get("/digest-spring.html").text
    assert "Streets without light" not in (out / "timeline.html").read_text(encoding="utf-8"), "the timeline names what was released"
    assert LAMPS in (out / "timeline.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", list_text_codes())
def test_a_draft_says_so_in_every_language(code: str) -> None:
    texts = load_texts(code)
    page = tell_draft(make_page(code), wording=Wording(texts), round_name="spring")
    assert page.is_draft and page.made.number == texts.say("screen.draft")
    assert texts.say("screen.draft_notice") in render_digest(page, texts)
    assert texts.say("screen.draft_notice") not in render_digest(replace(page, is_draft=False), texts)


def test_a_draft_is_never_the_page_that_is_frozen(town: Town) -> None:
    town.look_at_all()
    prepared = town.prepare()
    assert make_draft(prepared, town.terms).is_draft and not prepared.page.is_draft
    made = make_release(town.store, town.terms, town.round, actor="Ana")
    assert '"is_draft"' not in town.store.releases.page(made.release.id)
