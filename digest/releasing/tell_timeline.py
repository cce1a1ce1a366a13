"""The timeline of what was released: rounds that were not are not in it, and of the others only what their releases tell.

Nothing here reads what people said or counts them: all that a timeline tells of people stands in released pages already.
"""

from __future__ import annotations

from collections.abc import Iterable

from digest.gathering.facts import DigestFacts
from digest.pages.cards import ThemeCard
from digest.pages.digest_page import DigestPage
from digest.releasing.frozen import read_release
from digest.releasing.terms import PageTerms
from digest.telling.summarise import MOST
from digest.tracking.told import ToldRound, ToldTheme
from domain.action import Change, Release
from domain.ids import RoundId, ThemeId
from domain.listening import Round
from domain.recommendations import Recommendation
from warehouse.store import Store


def find_released(store: Store) -> tuple[tuple[Round, Release], ...]:
    """The rounds whose latest release still says something, in time order, each with that release."""
    found = ((each, store.releases.latest(each.id)) for each in store.rounds.all())
    return tuple((each, release) for each, release in found if release is not None and release.withdrawn_at is None)


def gather_timeline(store: Store, terms: PageTerms) -> DigestFacts | None:
    """The facts of a timeline over the released rounds and all recommendations; None where nothing is released."""
    return gather_story(store, terms, store.recommendations.all())


def gather_story(store: Store, terms: PageTerms, recommendations: Iterable[Recommendation]) -> DigestFacts | None:
    """The same over some recommendations."""
    released = find_released(store)
    if not released:
        return None
    rounds, (_, last) = [each for each, _ in released], released[-1]
    told = tuple(tell_round(each.id, read_release(store, release, terms.texts_of(release.language))) for each, release in released)
    return DigestFacts(
        town=terms.frame.town,
        title=terms.frame.title,
        language=terms.frame.language,
        round=rounds[-1],
        themes=(),
        findings=(),
        people_heard=0,
        made_at=last.made_at,
        today=terms.frame.today,
        earlier_rounds=tuple(rounds[:-1]),
        sessions=store.sessions.of_rounds([each.id for each in rounds]),
        recommendations=tuple(recommendations),
        release_number=last.number,
        due_soon_days=terms.frame.due_soon_days,
        released={each.round_id: tuple(theme.title for theme in each.themes)[:MOST] for each in told},
        told=told,
    )


def tell_round(round_id: RoundId, page: DigestPage) -> ToldRound:
    """What the page of a release told of themes that hold: tentative ones head no page, and stand on no timeline."""
    return ToldRound(round_id, tuple(_tell_theme(card, page) for card in page.themes if not card.is_tentative))


def _tell_theme(card: ThemeCard, page: DigestPage) -> ToldTheme:
    is_comparable = card.change is not Change.NOT_COMPARABLE
    before = [each for each in card.history if is_comparable and each.round_title != page.round_title]
    history = tuple((each.round_title, each.share) for each in before if each.share is not None)
    has_change = card.change is not Change.NONE
    return ToldTheme(ThemeId(card.anchor), card.title, card.share, history, card.change_words if has_change else "")
