"""Releases of the warehouse -> page models that can be shown again exactly as they were frozen."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.gather import Frame, gather_facts
from digest.pages.digest_page import DigestPage
from digest.pages.timeline_page import TimelinePage
from digest.telling.build import build_timeline, describe_made
from domain.action import Release
from domain.listening import Round
from domain.screen import ScreenTexts
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Published:
    """What the pages are told from the settings: whose they are, and what may be shown."""

    town: str
    title: str
    policy: DisclosurePolicy
    due_soon_days: int = 30


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
    """Every round that has a release, in time order."""
    found = ((each, store.releases.latest(each.id)) for each in store.rounds.all())
    return tuple(PublishedRound(each, release) for each, release in found if release is not None)


def read_page(store: Store, published: PublishedRound, texts: ScreenTexts) -> DigestPage:
    """The page model as the release froze it, with its number and moment."""
    content = json.loads(store.releases.page(published.release.id))
    content["made"] = asdict(describe_made(published.release.number, published.release.made_at, texts))
    return TypeAdapter(DigestPage).validate_python(content)


def read_timeline(store: Store, latest: PublishedRound, published: Published, *, texts: ScreenTexts, today: date) -> TimelinePage:
    """The timeline over all rounds up to the latest that was released, as of today."""
    rounds = store.rounds.all()
    upto = rounds[: rounds.index(latest.round) + 1]
    frame = Frame(
        town=published.town,
        title=published.title,
        language=latest.release.language,
        today=today,
        made_at=latest.release.made_at,
        due_soon_days=published.due_soon_days,
    )
    facts = gather_facts(store, upto, frame, release_number=latest.release.number)
    return build_timeline(facts, texts=texts, policy=published.policy)
