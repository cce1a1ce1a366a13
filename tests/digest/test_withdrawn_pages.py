from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from config.screen_texts import list_text_codes, load_texts
from config.settings import FILE_NAME, load_settings
from digest.disclosing.policy import DisclosurePolicy
from digest.pages.digest_page import DigestPage
from digest.pages.write import hash_page, to_json
from digest.rendering.render import render_digest
from digest.telling.build import build_digest, describe_made
from domain.action import Release
from domain.ids import ReleaseId
from flows.steps.withdrawn_pages import replace_pages
from tests.digest.example import make_facts
from tests.warehouse.samples import SOURCE, make_response
from warehouse.keys import create_keys
from warehouse.store import open_store

MADE_AT = datetime(2026, 5, 4, 12, tzinfo=UTC)
POLICY = DisclosurePolicy(threshold=10, round_to=5)


def page_in(code: str, corrects: int | None = None) -> DigestPage:
    return build_digest(replace(make_facts(), corrects=corrects), texts=load_texts(code), policy=POLICY)


@pytest.mark.parametrize("code", list_text_codes())
def test_a_correction_says_which_release_it_replaces_and_not_how_much_was_withdrawn(code: str) -> None:
    texts = load_texts(code)
    page = page_in(code, corrects=7)
    said = texts.say("page.corrects", n="٧" if code == "ar" else "7")
    assert page.notice == said and said in render_digest(page, texts)
    assert len(re.findall(r"\d", page.notice)) == 1, "the number of the release, and no other"
    assert page_in(code).notice == ""


def test_a_page_without_a_notice_has_the_hash_that_it_always_had() -> None:
    content = json.loads(to_json(page_in("en")))
    assert not content.keys() & {"notice", "withdrawn_on"}
    assert hash_page(page_in("en")) != hash_page(page_in("en", corrects=1))


@pytest.mark.parametrize("code", list_text_codes())
def test_a_withdrawn_release_says_so_and_nothing_else(code: str, tmp_path: Path) -> None:
    page, texts = page_in(code), load_texts(code)
    (tmp_path / FILE_NAME).write_text(f'[hearback]\nlanguage = "{code}"\n\n[[rounds]]\nname = "autumn"\n', encoding="utf-8")
    settings, keys = load_settings(tmp_path / FILE_NAME), create_keys(tmp_path / "keys")
    autumn = settings.round("autumn")
    release = Release(ReleaseId("release-1"), autumn.id, 1, hash_page(page), code, MADE_AT)
    (tmp_path / "digest-autumn.html").write_text(render_digest(page, texts), encoding="utf-8")
    with open_store(settings.warehouse_url, keys) as store:
        store.rounds.save(autumn)
        store.sources.save(SOURCE)
        store.releases.save(release, to_json(page))
        assert replace_pages(store, settings, tmp_path, {autumn.id}) == ()
        title = page.themes[0].title
        one = make_response(keys, "1", f"{title} {title} {page.themes[0].description}", round_=autumn)
        store.responses.replace([one], {})
        store.erasures.erase([one.id])
        (withdrawn,) = store.releases.of_round(autumn.id)
        assert withdrawn.withdrawn_at is not None
        assert [each.name for each in replace_pages(store, settings, tmp_path, {autumn.id})] == ["digest-autumn.html"]
        kept = store.releases.page(withdrawn.id)
    shown = (tmp_path / "digest-autumn.html").read_text(encoding="utf-8")
    assert title not in shown and title not in kept
    assert texts.say("page.withdrawn", day="").split()[0] in shown
    assert all(each.title not in shown for each in page.themes)
    content = json.loads(kept) | {"made": {"number": "", "at": ""}}
    assert hash_page(TypeAdapter(DigestPage).validate_python(content)) == withdrawn.content_hash
    assert describe_made(1, MADE_AT, texts).number in shown
