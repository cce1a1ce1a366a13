"""Digests that were published are held against the log: what was changed, added or removed is named."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.action import Release
from domain.ids import ReleaseId
from tests.warehouse.samples import NOON, SPRING, save_places
from tests.warehouse.tampering import tamper
from warehouse.audit_copy import open_audit
from warehouse.audit_releases import ReleasesCheck, check_releases
from warehouse.audit_report import Kept, verify_log
from warehouse.store import Store

OTHER_PAGE = '{"title":"other"}'


def _hash(page: str) -> str:
    return hashlib.sha256(page.encode()).hexdigest()


def _keep(store: Store, number: int) -> Release:
    page = f'{{"title":"release {number}"}}'
    made_at = NOON + timedelta(days=number)
    release = Release(ReleaseId(f"release-{number}"), SPRING.id, number, _hash(page), "en", made_at)
    store.releases.save(release, page)
    return release


def _publish(store: Store, number: int) -> Release:
    with store.transaction():
        release = _keep(store, number)
        facts = {"round": SPRING.id, "number": number, "hash": release.content_hash}
        store.audit.append("ana", "release made", release.id, "it says something new", facts)
    return release


@pytest.fixture
def published(store: Store) -> Store:
    save_places(store)
    _keep(store, 1)  # before the log told of releases
    for number in (2, 3):
        _publish(store, number)
    return store


def _check(url: str) -> ReleasesCheck:
    with open_audit(url) as log:
        report = verify_log(log, Kept())
    assert report.releases is not None and report.is_right == (not report.releases.problems)
    return report.releases


def test_digests_are_as_they_were_published(published: Store, url: str) -> None:
    assert _check(url) == ReleasesCheck(releases=3, older=1)


def test_no_digest_is_no_problem(store: Store, url: str) -> None:
    store.audit.append("ana", "approve", "theme-1", "")
    assert _check(url) == ReleasesCheck()


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (f"UPDATE release SET page_json = '{OTHER_PAGE}' WHERE number = 3", "release-3: its page is not the one of its hash"),
        (f"UPDATE release SET page_json = '{OTHER_PAGE}' WHERE number = 1", "release-1: its page is not the one of its hash"),
        (
            f"UPDATE release SET page_json = '{OTHER_PAGE}', content_hash = '{_hash(OTHER_PAGE)}' WHERE number = 2",
            "release-2: it is not what was published",
        ),
        ("DELETE FROM release WHERE number = 3", "release-3: it was published, and is not here any more"),
        ("UPDATE release SET withdrawn_at = made_at WHERE number = 2", "release-2: it is marked as withdrawn, and no event says"),
        ("UPDATE release SET id = 'release-9' WHERE number = 3", "release-9: no event says that it was published"),
    ],
)
def test_a_digest_that_was_changed_behind_the_log_is_named(published: Store, url: str, statement: str, says: str) -> None:
    tamper(url, statement)
    problems = _check(url).problems
    assert any(each.startswith(says) for each in problems), problems
    assert "other" not in " ".join(problems)


def test_a_digest_that_was_put_in_is_named(published: Store, url: str) -> None:
    _keep(published, 4)
    assert _check(url).problems == ("release-4: no event says that it was published.",)


@pytest.mark.parametrize("by", ["release withdrawn", "erased"])
def test_a_digest_that_was_withdrawn_is_right_and_its_return_is_not(published: Store, url: str, by: str) -> None:
    before = published.releases.of_round(SPRING.id)[2].content_hash
    with published.transaction():
        detail = {"hash before": before} if by == "release withdrawn" else {"responses": 1, "hash before of release-3": before}
        published.audit.append("ana", by, "release-3" if by == "release withdrawn" else "source-safety", "asked by telephone", detail)
    page = f"page_json = '{OTHER_PAGE}', content_hash = '{_hash(OTHER_PAGE)}'"
    tamper(url, f"UPDATE release SET {page}, withdrawn_at = made_at WHERE number = 3")
    assert _check(url).problems == ()
    tamper(url, "UPDATE release SET withdrawn_at = NULL WHERE number = 3")
    assert _check(url).problems == ("release-3: it is not what was published: page and hash were changed.",)
    tamper(url, f"UPDATE release SET page_json = '{{\"title\":\"release 3\"}}', content_hash = '{before}' WHERE number = 3")
    assert _check(url).problems == ("release-3: it was withdrawn, and stands here as if it were not.",)


def test_a_withdrawal_of_something_else_is_named(published: Store, url: str) -> None:
    published.audit.append("ana", "release withdrawn", "release-2", "", {"hash before": _hash("something else")})
    tamper(url, "UPDATE release SET withdrawn_at = made_at WHERE number = 2")
    assert _check(url).problems == ("release-2: what was withdrawn is not what was published.",)


def test_releases_are_not_judged_by_a_broken_log(published: Store, url: str) -> None:
    tamper(url, "UPDATE audit_event SET detail = '[' WHERE number = 1")
    with open_audit(url) as log:
        report = verify_log(log, Kept())
    assert (report.is_right, report.releases) == (False, None)


def test_the_same_digest_saved_again_is_no_other(published: Store, url: str) -> None:
    release = published.releases.of_round(SPRING.id)[2]
    assert not published.releases.save(replace(release), '{"title":"release 3"}')
    with open_audit(url) as log:
        assert check_releases(log) == ReleasesCheck(3, 1)
