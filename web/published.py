"""Releases of the warehouse -> page models that can be shown again exactly as they were frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from digest.calendars.terms import CalendarTerms
from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.gather import Frame
from digest.pages.digest_page import DigestPage
from digest.releasing.frozen import read_release
from digest.releasing.tell_timeline import find_released
from digest.releasing.terms import PageTerms
from domain.action import Release
from domain.listening import Round
from domain.screen import ScreenTexts
from warehouse.store import Store

SAFETY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


@dataclass(frozen=True, slots=True)
class Published:
    """What the pages are told from the settings: whose they are, what may be shown, and what calendars say."""

    town: str
    title: str
    policy: DisclosurePolicy
    due_soon_days: int = 30
    calendars: CalendarTerms | None = None


@dataclass(frozen=True, slots=True)
class PublishedRound:
    """A round and its latest release."""

    round: Round
    release: Release

    def as_dict(self) -> dict[str, Any]:
        """For the list of releases."""
        return {
            "round": self.round.name,
            "title": self.round.title,
            "number": self.release.number,
            "content_hash": self.release.content_hash,
            "language": self.release.language,
            "made_at": self.release.made_at.isoformat(),
            "page": f"/digest-{self.round.name}.html",
        }


def find_published(store: Store) -> tuple[PublishedRound, ...]:
    """Every round that has a release, in time order; drafts are nowhere in it."""
    found = ((each, store.releases.latest(each.id)) for each in store.rounds.all())
    return tuple(PublishedRound(each, release) for each, release in found if release is not None)


def read_page(store: Store, published: PublishedRound, texts: ScreenTexts) -> DigestPage:
    """The page model as the release froze it, with its number and moment."""
    return read_release(store, published.release, texts)


def set_terms(store: Store, published: Published, *, texts_of: Callable[[str], ScreenTexts], today: date) -> PageTerms | None:
    """What the timeline over the released rounds is told with, in the language of the last; None where nothing is released."""
    released = find_released(store)
    if not released:
        return None
    _, last = released[-1]
    frame = Frame(
        town=published.town,
        title=published.title,
        language=last.language,
        today=today,
        made_at=last.made_at,
        due_soon_days=published.due_soon_days,
    )
    return PageTerms(frame, published.policy, texts_of)
