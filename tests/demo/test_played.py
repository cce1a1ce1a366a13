"""What the demo makes, held against what was written into it."""

from __future__ import annotations

import re

import pytest

from config.settings import FILE_NAME, load_settings
from demo.town.people import ROUNDS, gather_people
from desk.releases import check_releases
from digest.disclosing.policy import DisclosurePolicy
from flows.steps.stage import opened_store
from tests.played import PlayedDemo, hearback
from warehouse.store import Store


def test_it_writes_a_digest_a_round_and_a_timeline(demo: PlayedDemo) -> None:
    names = {file.name for file in demo.folder.glob("*.html")}
    assert names == {
        f"{kind}.html" for each in ROUNDS for kind in (f"digest-{each.name}", f"release-{each.name}-1", f"release-{each.name}-1.one-page")
    } | {"timeline.html"}


def test_it_needs_no_network(demo: PlayedDemo) -> None:
    if not demo.was_cut_off:
        pytest.skip("this process may not make a network namespace")
    assert demo.figures["pages"]


def test_every_receipt_adds_up(demo: PlayedDemo) -> None:
    for receipt in demo.figures["receipts"].values():
        assert receipt["read"] == receipt["written"] + receipt["unchanged"] + receipt["held"] + receipt["skipped"]


def test_everybody_who_answered_is_counted(demo: PlayedDemo) -> None:
    pulled = [receipt for name, receipt in demo.figures["receipts"].items() if name.endswith(": pull survey")]
    assert {receipt["read"] for receipt in pulled} == {len(gather_people())}
    assert sum(receipt["written"] + receipt["held"] for receipt in pulled) == len(gather_people())


def test_nearly_all_planted_identifiers_are_gone_or_held(demo: PlayedDemo) -> None:
    """The floor is what this version reaches, less a margin; the aim is all of them."""
    measured = demo.figures["measured"]
    assert measured["planted"] > 150
    assert (measured["removed"] + measured["held"]) / measured["planted"] >= 0.9


def test_the_written_concerns_are_found_as_themes(demo: PlayedDemo) -> None:
    measured = demo.figures["measured"]
    assert 6 <= measured["themes"] <= 30
    assert measured["mean_f1"] >= 0.4


def test_all_its_releases_together_single_nobody_out(demo: PlayedDemo) -> None:
    settings = load_settings(demo.folder / FILE_NAME)
    with opened_store(settings) as store:
        done = check_releases(store, DisclosurePolicy(threshold=settings.digest.threshold, round_to=settings.digest.round_to))
    assert done.checked >= len(ROUNDS)
    assert done.exposures == ()


def test_running_a_round_again_changes_nothing(demo: PlayedDemo) -> None:
    settings = load_settings(demo.folder / FILE_NAME)
    with opened_store(settings) as store:
        before, counts = store.fingerprint(), _count_rows(store)
        events = store.audit.count()
    done = hearback("demo", "--dir", str(demo.folder), "--no-open")
    assert done.returncode == 0, done.stderr
    assert "Nothing changed: everything was already as it should be." in done.stdout
    with opened_store(settings) as store:
        assert (store.fingerprint(), _count_rows(store)) == (before, counts)
        later = store.audit.recent(store.audit.count() - events) if store.audit.count() > events else ()
    # The local server has another address each time, and a survey that moves is a change of settings.
    assert {each.action for each in later} <= {"settings changed"}


def _count_rows(store: Store) -> dict[str, int]:
    return {name: count for name, count in store.counts().items() if name != "audit_event"}


def test_the_pages_name_nobody_and_ask_for_nothing_from_elsewhere(demo: PlayedDemo) -> None:
    names = {
        answer.text[span.start : span.end]
        for person in gather_people()
        for answer in person.answers
        for span in answer.spans
        if span.type in ("PERSON", "EMAIL", "PHONE", "SSN", "A_NUMBER")
    }
    for page in demo.folder.glob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert [number for number, name in enumerate(sorted(names)) if len(name) > 5 and name in html] == []
        assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", html)


def test_no_raw_words_lie_about(demo: PlayedDemo) -> None:
    """Identifiers of sure types, looked for as bytes in every file that the demo left."""
    values = {
        answer.text[span.start : span.end].encode()
        for person in gather_people()
        for answer in person.answers
        for span in answer.spans
        if span.type in ("EMAIL", "PHONE", "SSN", "A_NUMBER", "USCIS_RECEIPT")
    }
    for file in (each for each in demo.folder.rglob("*") if each.is_file()):
        content = file.read_bytes()
        assert [number for number, value in enumerate(sorted(values)) if value in content] == [], file.name


def test_the_status_tells_what_is_held(demo: PlayedDemo) -> None:
    done = hearback("status", "--settings", str(demo.folder / FILE_NAME))
    assert done.returncode == 0, done.stderr
    assert "autumn-2026" in done.stdout
    assert "intact" in done.stdout
