"""What the lines of a timeline are about, and what somebody can choose to see of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from digest.gathering.facts import DigestFacts
from digest.pages.timeline_page import LATE, About, Choice, Choices
from digest.telling.board import state_key
from digest.telling.wording import Wording, show_plainly
from digest.tracking.events import Event
from digest.tracking.recommendations import Progress, Standing, follow_up
from digest.tracking.told import name_told
from domain.recommendations import Recommendation, UpdateState


@dataclass(frozen=True, slots=True)
class Followed:
    """The recommendations of a timeline, by reference, and how each stands; with the themes that releases told."""

    asked: Mapping[str, Recommendation]
    progress: Mapping[str, Progress]
    titles: Mapping[str, str] = field(default_factory=dict)

    def about(self, event: Event) -> About:
        """What an event is about: its recommendations with their themes, and the themes that it tells of itself."""
        asked = [self.asked[each] for each in event.references if each in self.asked]
        own = self.about_asked(asked)
        themes = {*(each for each in event.theme_ids if each in self.titles), *(() if event.told else own.themes)}
        return About(own.references, tuple(sorted(themes)), own.owners, own.states, own.places)

    def about_asked(self, asked: Iterable[Recommendation]) -> About:
        """What lines of these recommendations can be filtered by. Only themes that a release told are in it."""
        asked = tuple(asked)
        return About(
            references=tuple(show_plainly(each.reference) for each in asked),
            themes=_collect(link.theme_id for each in asked for link in each.links if link.theme_id in self.titles),
            owners=_collect(show_plainly(each.owner) for each in asked if show_plainly(each.owner)),
            states=_collect(state for each in asked for state in list_states(self.progress[each.reference])),
            places=_collect(show_plainly(place) for each in asked for place in each.places if show_plainly(place)),
        )


def follow_all(facts: DigestFacts) -> Followed:
    """How each recommendation stands on the page's day."""
    return Followed(
        asked={each.reference: each for each in facts.recommendations},
        progress={each.reference: follow_up(each, today=facts.today, due_soon_days=facts.due_soon_days) for each in facts.recommendations},
        titles={theme_id: show_plainly(title) for theme_id, title in name_told(facts.told).items()},
    )


def list_states(progress: Progress) -> tuple[str, ...]:
    """The values by which a recommendation is found: its state, and "late" where it is."""
    return (progress.state.value, *((LATE,) if progress.standing is Standing.LATE else ()))


def list_choices(about: Iterable[About], titles: Mapping[str, str], *, wording: Wording) -> Choices:
    """What can be chosen among these lines."""
    lines = tuple(about)
    states = {state for each in lines for state in each.states}
    return Choices(
        theme=_choose({each for line in lines for each in line.themes}, titles.__getitem__),
        owner=_choose({each for line in lines for each in line.owners}, str),
        state=tuple(Choice(each, say_state(each, wording)) for each in (LATE, *(one.value for one in UpdateState)) if each in states),
        place=_choose({each for line in lines for each in line.places}, str),
    )


def say_state(value: str, wording: Wording) -> str:
    """A state that can be chosen, in words."""
    return wording.say("state.late") if value == LATE else wording.say(state_key(UpdateState(value)))


def _choose(values: Iterable[str], name: Callable[[str], str]) -> tuple[Choice, ...]:
    named = sorted((name(each).casefold(), each) for each in values)
    return tuple(Choice(each, name(each)) for _, each in named)


def _collect(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
