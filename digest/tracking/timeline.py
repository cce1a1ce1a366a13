"""Rounds, sessions, what releases told and recommendations -> one chronological line of events. Pure; words come later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from digest.tracking.asked import tell_asked
from digest.tracking.events import Event, EventMark, sort_events
from digest.tracking.heard import tell_heard_again, tell_theme
from digest.tracking.told import ToldRound
from domain.ids import ThemeId
from domain.listening import Round, Session
from domain.recommendations import Recommendation

__all__ = ["Event", "EventMark", "Heard", "list_undated", "tell_events", "tell_story", "tell_themes"]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard: the rounds in time order, their sessions, and what their releases told."""

    rounds: Sequence[Round] = ()
    sessions: Sequence[Session] = ()
    told: Sequence[ToldRound] = ()


def tell_events(
    rounds: Sequence[Round],
    sessions: Iterable[Session],
    recommendations: Sequence[Recommendation],
    *,
    today: date,
    told: Sequence[ToldRound] = (),
) -> tuple[Event, ...]:
    """Everything that has a day, oldest first. A round is heard on its first day and found on its last.

    Where releases told of a theme again after something had been asked for because of it, that is heard again.
    Rounds without dates and sessions without a day are left to the caller: see `list_undated`.
    """
    events = [
        *_from_rounds(rounds, told, today=today),
        *(Event(each.held_on, EventMark.HEARD, each.title) for each in sessions if each.held_on is not None),
        *tell_heard_again(rounds, told, recommendations, today=today),
        *(event for each in recommendations for event in tell_asked(each, today=today)),
    ]
    return sort_events(events)


def tell_story(heard: Heard, recommendations: Sequence[Recommendation], themes: Iterable[ThemeId], *, today: date) -> tuple[Event, ...]:
    """The same of some recommendations and themes only: rounds stand in it by what they told of these themes."""
    asked = (event for each in recommendations for event in tell_asked(each, today=today))
    return sort_events([*tell_themes(heard, recommendations, themes, today=today), *asked])


def tell_themes(heard: Heard, recommendations: Sequence[Recommendation], themes: Iterable[ThemeId], *, today: date) -> tuple[Event, ...]:
    """What releases told of some themes, and what of it was heard again after one of these recommendations."""
    told = (event for each in sorted(set(themes)) for event in tell_theme(each, heard.rounds, heard.told, recommendations, today=today))
    return sort_events(told)


def list_undated(rounds: Iterable[Round], sessions: Iterable[Session]) -> tuple[str, ...]:
    """Titles of rounds and sessions that stand on no line because they have no day."""
    return (
        *(each.title for each in rounds if each.starts_on is None and each.ends_on is None),
        *(each.title for each in sessions if each.held_on is None),
    )


def _from_rounds(rounds: Iterable[Round], told: Sequence[ToldRound], *, today: date) -> Iterator[Event]:
    themes = {each.round_id: tuple(theme.id for theme in each.themes) for each in told}
    for each in rounds:
        starts_on = each.starts_on or each.ends_on
        if starts_on is not None:
            yield Event(starts_on, EventMark.HEARD, each.title, round_id=each.id, is_ahead=starts_on > today)
        if each.ends_on is not None and each.ends_on <= today:
            yield Event(each.ends_on, EventMark.FOUND, each.title, round_id=each.id, theme_ids=themes.get(each.id, ()))
