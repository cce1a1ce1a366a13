"""The timeline of what was released: rounds that were not are not in it, and of the others only what their releases name."""

from __future__ import annotations

from dataclasses import replace

from digest.gathering.facts import DigestFacts
from digest.gathering.gather import gather_facts
from digest.releasing.frozen import read_release
from digest.releasing.terms import PageTerms
from digest.telling.summarise import MOST
from domain.action import Release
from domain.listening import Round
from warehouse.store import Store


def find_released(store: Store) -> tuple[tuple[Round, Release], ...]:
    """The rounds whose latest release still says something, in time order, each with that release."""
    found = ((each, store.releases.latest(each.id)) for each in store.rounds.all())
    return tuple((each, release) for each, release in found if release is not None and release.withdrawn_at is None)


def gather_timeline(store: Store, terms: PageTerms) -> DigestFacts | None:
    """The facts of a timeline over the released rounds; None where nothing is released."""
    released = find_released(store)
    if not released:
        return None
    rounds, (_, last) = [each for each, _ in released], released[-1]
    facts = gather_facts(store, rounds, replace(terms.frame, made_at=last.made_at), release_number=last.number)
    return replace(facts, released={each.id: _name_themes(store, terms, release) for each, release in released})


def _name_themes(store: Store, terms: PageTerms, release: Release) -> tuple[str, ...]:
    page = read_release(store, release, terms.texts_of(release.language))
    return tuple(card.title for card in page.themes if not card.is_tentative)[:MOST]
