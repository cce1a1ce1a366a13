"""What releases told of a theme over the rounds: found, and heard again after something was asked for. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from digest.tracking.events import Event, EventMark
from digest.tracking.told import ToldRound, ToldTheme
from domain.ids import ThemeId
from domain.listening import Round
from domain.recommendations import Recommendation


def tell_heard_again(
    rounds: Sequence[Round], told: Sequence[ToldRound], recommendations: Sequence[Recommendation], *, today: date
) -> Iterator[Event]:
    """An event for each theme that a release told after something had been asked for because of it."""
    for theme_id in sorted({theme.id for each in told for theme in each.themes}):
        events = tell_theme(theme_id, rounds, told, recommendations, today=today)
        yield from (each for each in events if each.mark is EventMark.HEARD_AGAIN)


def tell_theme(
    theme_id: ThemeId, rounds: Sequence[Round], told: Sequence[ToldRound], recommendations: Sequence[Recommendation], *, today: date
) -> Iterator[Event]:
    """A theme's rounds (given in time order): found, and heard again where something had been asked for before the round began."""
    by_round = {each.round_id: each.find(theme_id) for each in told}
    asked = sorted((each for each in recommendations if _is_about(each, theme_id)), key=lambda each: (each.issued_on, each.reference))
    for each in rounds:
        found = by_round.get(each.id)
        if found is None or each.ends_on is None or each.ends_on > today:
            continue
        before = [one for one in asked if one.issued_on < (each.starts_on or each.ends_on)]
        yield _tell_round(each, found, before, rounds)


def _tell_round(here: Round, found: ToldTheme, asked: Sequence[Recommendation], rounds: Sequence[Round]) -> Event:
    assert here.ends_on is not None
    since = _find_last_before(asked[0].issued_on, rounds) if asked else None
    return Event(
        here.ends_on,
        EventMark.HEARD_AGAIN if asked else EventMark.FOUND,
        here.title,
        tuple(each.reference for each in asked),
        round_id=here.id,
        theme_ids=(found.id,),
        told=found,
        since=since.title if since and since.id != here.id else "",
    )


def _find_last_before(day: date, rounds: Sequence[Round]) -> Round | None:
    """The last round that had ended when something was asked for."""
    return next((each for each in reversed(rounds) if each.ends_on is not None and each.ends_on <= day), None)


def _is_about(recommendation: Recommendation, theme_id: ThemeId) -> bool:
    return any(link.theme_id == theme_id for link in recommendation.links)
