"""Before a page is released: what it gives away beside all releases before it. A small change waits, anything else is refused."""

from __future__ import annotations

import json
from dataclasses import asdict

from config.screen_texts import load_texts
from config.settings import Settings
from digest.disclosing.check import Exposure, find_new
from digest.disclosing.hold import hold_figures
from digest.disclosing.known import GroupKind
from digest.disclosing.load import load_issues, make_issue
from digest.disclosing.policy import DisclosurePolicy
from digest.pages.digest_page import DigestPage
from digest.pages.write import to_json
from domain.errors import HearbackError
from domain.listening import Round
from warehouse.store import Store

WAITS = "Fewer people than may be shown came or went since the last release: its counts stand until there are more (docs/disclosure.md)."


def make_safe_page(store: Store, settings: Settings, current: Round, page: DigestPage) -> DigestPage:
    """The page as it may be released next: itself, or with the counts of the round's last release where a change is too small.

    Raises HearbackError where it would single somebody out: nothing is released then, and nothing is lost.
    """
    policy = DisclosurePolicy(threshold=settings.digest.threshold, round_to=settings.digest.round_to)
    issues = load_issues(store, load_texts, policy)
    number = 1 + len(store.releases.of_round(current.id))

    def find(wanted: DigestPage) -> tuple[Exposure, ...]:
        return find_new(issues, make_issue(current, number, to_json(wanted), load_texts(wanted.language), policy))

    found = find(page)
    latest = _read_latest(store, current, page) if found and all(each.kind == GroupKind.CHANGE for each in found) else None
    if latest is not None:
        page = hold_figures(page, latest)
        found = find(page)
    if found:
        raise _refuse(current, found)
    return page


def _read_latest(store: Store, current: Round, page: DigestPage) -> DigestPage | None:
    """The round's last release that still says something, in this language, as a page; None where there is none."""
    from pydantic import TypeAdapter

    released = [each for each in store.releases.of_round(current.id) if each.withdrawn_at is None and each.language == page.language]
    if not released:
        return None
    content = json.loads(store.releases.page(released[-1].id)) | {"made": asdict(page.made)}
    return TypeAdapter(DigestPage).validate_python(content)


def _refuse(current: Round, found: tuple[Exposure, ...]) -> HearbackError:
    tables = ", ".join(dict.fromkeys(each.table for each in found))
    return HearbackError(
        f"This digest was not released: with it in hand, readers could single people out in {tables}.",
        where=current.name,
        next_step="Nothing is lost, and what was released stands. Leave that group out of the settings, wait for more people, or see docs/disclosure.md.",
    )
