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
from digest.pages.timeline_page import TimelinePage
from digest.releasing.frozen import read_release
from digest.releasing.tell_timeline import find_released, gather_timeline
from digest.releasing.terms import PageTerms
from digest.telling.build import build_timeline
from domain.action import Release
from domain.listening import Round
from domain.screen import ScreenTexts
from warehouse.store import Store


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


def read_timeline(store: Store, published: Published, *, texts_of: Callable[[str], ScreenTexts], today: date) -> TimelinePage | None:
    """The timeline over the rounds that were released, as of today, in the language of the last; None where there is none."""
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
    facts = gather_timeline(store, PageTerms(frame, published.policy, texts_of))
    return None if facts is None else build_timeline(facts, texts=texts_of(last.language), policy=published.policy)
