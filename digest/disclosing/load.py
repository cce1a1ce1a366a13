"""The releases of the warehouse -> pages as a reader has them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from digest.disclosing.check import Issue
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.printed import read_page
from domain.action import Release
from domain.listening import Round
from domain.screen import ScreenTexts
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Released:
    """A release and its round."""

    round: Round
    release: Release


def list_released(store: Store) -> tuple[Released, ...]:
    """Every release of every round, in the order in which they were made."""
    found = (Released(each, release) for each in store.rounds.all() for release in store.releases.of_round(each.id))
    return tuple(sorted(found, key=lambda each: (each.release.made_at, each.round.name, each.release.number)))


def load_issues(store: Store, texts_of: Callable[[str], ScreenTexts], default: DisclosurePolicy) -> tuple[Issue, ...]:
    """The pages of all releases that still say something, oldest first. `default` is for pages that do not say their rules.

    A release that was withdrawn says nothing here any more; what a reader kept of it cannot be looked at.
    """
    return tuple(
        make_issue(each.round, each.release.number, store.releases.page(each.release.id), texts_of(each.release.language), default)
        for each in list_released(store)
        if each.release.withdrawn_at is None
    )


def make_issue(current: Round, number: int, page_json: str, texts: ScreenTexts, default: DisclosurePolicy) -> Issue:
    """One page, read from its frozen JSON."""
    return Issue(current.name, number, read_page(json.loads(page_json), texts, default))
