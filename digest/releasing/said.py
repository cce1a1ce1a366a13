"""The newest release that shows a theme, and what a leaf about it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from digest.pages.cards import ThemeCard
from digest.pages.digest_page import DigestPage
from digest.releasing.frozen import read_release
from digest.releasing.tell_timeline import find_released
from digest.releasing.terms import PageTerms
from digest.telling.said_leaf import SaidFacts
from domain.action import Release
from domain.listening import Round
from domain.recommendations import Recommendation
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class ReleasedTheme:
    """A theme as the newest standing release that shows it has it."""

    round: Round
    release: Release
    page: DigestPage
    card: ThemeCard


def list_released_themes(store: Store, terms: PageTerms) -> tuple[ReleasedTheme, ...]:
    """Every theme that a standing release shows, each from the newest; those of the newest round first, most people first.

    A theme that may not hold stands here only where something answers it.
    """
    found: dict[str, ReleasedTheme] = {}
    for each in _read_all(store, terms):
        for card in each.page.themes:
            if not card.is_tentative or card.answered_by:
                found.setdefault(card.anchor, ReleasedTheme(each.round, each.release, each.page, card))
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Read:
    round: Round
    release: Release
    page: DigestPage


def _read_all(store: Store, terms: PageTerms) -> Iterator[_Read]:
    for current, release in reversed(find_released(store)):
        yield _Read(current, release, read_release(store, release, terms.texts_of(release.language)))


def make_said_facts(theme: ReleasedTheme, recommendations: tuple[Recommendation, ...], *, today: date, more: str) -> SaidFacts:
    """What a leaf about this theme is made of: the theme as it was released, what was asked for as it stands today."""
    return SaidFacts(
        card=theme.card,
        town=theme.page.town,
        round_id=theme.round.id,
        round_title=theme.page.round_title,
        number=theme.release.number,
        content_hash=theme.release.content_hash,
        recommendations=recommendations,
        today=today,
        more=more,
    )
