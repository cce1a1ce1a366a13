"""A real store of releases: what the command finds in it, and what is done before one more is made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.screen_texts import load_texts
from config.settings import FILE_NAME, Settings, load_settings
from desk.releases import check_releases, find_releases
from digest.disclosing.load import keep_figures
from digest.gathering.facts import GroupHeard
from digest.pages.digest_page import DigestPage
from digest.pages.write import hash_page, to_json
from digest.releasing.gate import pass_gate, refuse_exposed
from digest.releasing.wait import wait_with_withdrawn
from digest.telling.build import build_digest
from domain.action import Release
from domain.errors import HearbackError
from domain.ids import ReleaseId
from flows.steps.digest import page_terms
from tests.cli.test_errors import hearback
from tests.digest.example import make_facts
from tests.disclosing.pages import POLICY, as_json, make_page
from tests.disclosing.test_pages import groups
from warehouse.keys import create_keys
from warehouse.store import Store, open_store

MADE_AT = datetime(2026, 11, 15, 12, tzinfo=UTC)
SETTINGS = """
[[rounds]]
name = "spring-2026"
starts_on = 2026-04-01

[[rounds]]
name = "autumn-2026"
starts_on = 2026-10-01
"""


@dataclass
class Town:
    settings: Settings
    store: Store

    def release(self, *pages: DigestPage, name: str = "autumn-2026") -> None:
        current = self.settings.round(name)
        for page in pages:
            number = len(self.store.releases.of_round(current.id)) + 1
            made_at = MADE_AT + timedelta(days=len(find_releases(self.store)))
            value = Release(ReleaseId(f"{name}-{number}"), current.id, number, hash_page(page), page.language, made_at)
            self.store.releases.save(value, to_json(page), figures=keep_figures(page, load_texts(page.language), POLICY))

    def make_safe(self, page: DigestPage) -> DigestPage:
        current = self.settings.round("autumn-2026")
        gated = pass_gate(self.store, page_terms(self.settings), current, page)
        refuse_exposed(current, gated.exposed)
        return gated.page


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    (tmp_path / FILE_NAME).write_text(SETTINGS, encoding="utf-8")
    settings = load_settings(tmp_path / FILE_NAME)
    with open_store(settings.warehouse_url, create_keys(settings.key_folder)) as store:
        for each in settings.rounds:
            store.rounds.save(each.to_round())
        yield Town(settings, store)


def test_releases_of_all_languages_are_held_side_by_side(town: Town) -> None:
    town.release(make_page("en"), make_page("ar"), make_page("es", groups_heard=groups(Riverside=136)))
    done = check_releases(town.store, POLICY)
    assert (done.checked, done.withdrawn) == (3, 0)
    assert {each.table for each in done.exposures} == {"Neighbourhood"}
    assert check_releases(town.store, POLICY, round_name="spring-2026").exposures == ()


def test_rounds_are_of_other_people_and_are_not_subtracted(town: Town) -> None:
    town.release(make_page(), name="spring-2026")
    town.release(make_page(groups_heard=groups(Riverside=136)))
    assert [each for each in check_releases(town.store, POLICY).exposures if each.table == "Neighbourhood"] == []


def test_a_safe_page_is_released_as_it_is(town: Town) -> None:
    page = make_page()
    assert town.make_safe(page) == page
    town.release(page)
    more = make_page(groups_heard=groups(Riverside=331), title="More came")
    assert town.make_safe(more) == more


def test_a_change_of_few_waits_for_the_next_release_and_then_comes(town: Town) -> None:
    old = make_page()
    town.release(old)
    few = make_page(groups_heard=groups(Riverside=136), title="A new title")
    safe = town.make_safe(few)
    assert (safe.heard, safe.title) == (old.heard, "A new title")
    town.release(safe)
    assert check_releases(town.store, POLICY).exposures == ()
    many = make_page(groups_heard=groups(Riverside=151))
    assert town.make_safe(many) == many


def test_a_correction_after_a_withdrawal_tells_no_small_change_beside_what_still_stands(town: Town) -> None:
    old, current = make_page(), town.settings.round("autumn-2026")
    town.release(old)
    empty = Release(ReleaseId("gone"), current.id, 2, "x", "en", MADE_AT + timedelta(days=1), MADE_AT + timedelta(days=2))
    town.store.releases.save(empty, '{"withdrawn_on":"2026-11-17"}')
    safe = town.make_safe(make_page(groups_heard=groups(Riverside=126), corrects=2))
    assert safe.heard == old.heard and safe.notice
    assert check_releases(town.store, POLICY).withdrawn == 1


def withdraw(town: Town, page: DigestPage, number: int = 1) -> Release:
    """A release of which nothing is left but its figures."""
    current = town.settings.round("autumn-2026")
    gone = Release(ReleaseId("gone"), current.id, number, "x", "en", MADE_AT, MADE_AT + timedelta(days=2))
    town.store.releases.save(gone, '{"withdrawn_on":"2026-11-17"}', figures=keep_figures(page, load_texts("en"), POLICY))
    return gone


def test_a_correction_is_held_against_the_copies_that_readers_kept_of_a_withdrawn_release(town: Town) -> None:
    gone = withdraw(town, make_page())
    facts = make_facts(groups_heard=groups(Riverside=126), people_heard=414, corrects=1)
    correction = build_digest(facts, texts=load_texts("en"), policy=POLICY)
    with pytest.raises(HearbackError, match="was not released"):
        town.make_safe(correction)
    held = build_digest(wait_with_withdrawn(town.store, gone, facts, POLICY), texts=load_texts("en"), policy=POLICY)
    assert town.make_safe(held) == held and held.heard == make_page().heard
    done = check_releases(town.store, POLICY)
    assert (done.checked, done.withdrawn) == (1, 0)


def test_a_large_change_does_not_wait_for_a_withdrawn_release(town: Town) -> None:
    gone = withdraw(town, make_page())
    facts = make_facts(groups_heard=groups(Riverside=331), corrects=1)
    held = wait_with_withdrawn(town.store, gone, facts, POLICY)
    assert dict(held.groups_heard[0].people)["Riverside"] == 331
    assert wait_with_withdrawn(town.store, replace(gone, withdrawn_at=None), facts, POLICY) is facts


def test_a_page_that_gives_a_group_away_is_refused_and_nothing_is_lost(town: Town) -> None:
    page = make_page(groups_heard=(GroupHeard("Neighbourhood", (("Riverside", 300), ("Harbor", 120))),))
    assert town.make_safe(page) == page
    before = town.store.fingerprint()
    table = page.heard[1]
    hidden = replace(table.rows[0], label="Few", people="Not shown", share=None)
    leaking = replace(page, heard=(page.heard[0], replace(table, rows=(*table.rows, hidden))))
    with pytest.raises(HearbackError, match="was not released") as caught:
        town.make_safe(leaking)
    assert "Few" not in str(caught.value) and "docs/disclosure.md" in str(caught.value)
    assert town.store.fingerprint() == before


def test_a_small_change_in_another_language_is_refused(town: Town) -> None:
    town.release(make_page("en"))
    with pytest.raises(HearbackError, match="was not released"):
        town.make_safe(make_page("fr", groups_heard=groups(Riverside=136)))


def test_the_command_names_round_table_and_group_and_never_a_count(town: Town) -> None:
    folder = town.settings.folder
    town.release(make_page(), make_page(groups_heard=groups(Riverside=136)))
    found = hearback("release", "check", "--json", folder=folder)
    told = json.loads(found.stdout)
    assert found.returncode == 1 and told["checked"] == 2
    assert {each["round"] for each in told["exposures"]} == {"autumn-2026"}
    assert "136" not in found.stdout and "131" not in found.stdout
    listed = hearback("release", "list", folder=folder)
    assert listed.returncode == 0 and listed.stdout.count("autumn-2026") == 2


def test_pages_that_say_nothing_are_no_reason_to_refuse(town: Town) -> None:
    current = town.settings.round("autumn-2026")
    value = Release(ReleaseId("odd"), current.id, 1, "x", "en", MADE_AT)
    town.store.releases.save(value, '{"language":"en"}')
    assert check_releases(town.store, POLICY).exposures == ()
    assert as_json(town.make_safe(make_page()))["round_title"]
