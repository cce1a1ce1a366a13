"""The releases of the warehouse -> pages as a reader has them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from digest.disclosing.figures import read_figures, write_figures
from digest.disclosing.issues import Issue
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.printed import read_page
from digest.pages.digest_page import DigestPage
from digest.pages.write import to_json
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
    """The pages of all releases, oldest first. `default` is for pages that do not say their rules.

    Of a release that was withdrawn, the figures that were kept: readers may have kept its page. One of an earlier version,
    of which none were kept, is left out.
    """
    found = (_load_issue(store, each, texts_of, default) for each in list_released(store))
    return tuple(each for each in found if each is not None)


def _load_issue(store: Store, each: Released, texts_of: Callable[[str], ScreenTexts], default: DisclosurePolicy) -> Issue | None:
    if each.release.withdrawn_at is None:
        return make_issue(each.round, each.release.number, store.releases.page(each.release.id), texts_of(each.release.language), default)
    figures = store.releases.figures(each.release.id)
    return Issue(each.round.name, each.release.number, read_figures(figures)) if figures else None


def keep_figures(page: DigestPage, texts: ScreenTexts, default: DisclosurePolicy) -> str:
    """The rounded counts of a page without a word of it, to be kept with its release (`store.releases.save`)."""
    return write_figures(read_page(json.loads(to_json(page)), texts, default))


def make_issue(current: Round, number: int, page_json: str, texts: ScreenTexts, default: DisclosurePolicy) -> Issue:
    """One page, read from its frozen JSON."""
    return Issue(current.name, number, read_page(json.loads(page_json), texts, default))
