"""Who raised a theme: of the people of each group value who were heard in their own words, how many did. Exact; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.counting.heard import Heard, count_people
from digest.counting.spread import estimate_likeness, tell_design_effects, widen
from domain.ids import PersonId, ThemeId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LANGUAGE_GROUP = "\x00language"  # cannot be the name of a group: it is not one that people can write


@dataclass(frozen=True, slots=True)
class RaisedCount:
    """Of the `heard` people of one value, those who raised the theme: `0 <= raised <= heard`.

    `design_effect` is by how much the interval of their share is to be widened, since some spoke in sessions.
    """

    value: str
    raised: int
    heard: int
    design_effect: float = 1.0


@dataclass(frozen=True, slots=True)
class RaisedCounts:
    """One theme by one public group, in one round: people whose value is known and who said something in words."""

    theme_id: ThemeId
    group: str
    values: tuple[RaisedCount, ...]


def count_raised(
    heard: Heard, theme_ids: Sequence[ThemeId], values: Mapping[str, Mapping[PersonId, str]], known: Mapping[str, Sequence[str]]
) -> tuple[RaisedCounts, ...]:
    """A table a theme and group: `values` says each person's value, `known` each group's values, also those that nobody here has.

    A group with fewer than two values tells nobody from others and is left out. Whoever has two values is counted in one.
    """
    people = _People(heard, theme_ids)
    told = {group: each for group, each in sorted(values.items()) if len(known[group]) > 1}
    return tuple(table for group, each in told.items() for table in _count_group(group, known[group], each, people))


class _People:
    """Who was heard, as numbers from 0: by them the people of a theme and of a value are counted together at once."""

    def __init__(self, heard: Heard, theme_ids: Sequence[ThemeId]) -> None:
        import numpy as np

        self.ids = list(heard.people)
        place = {person: number for number, person in enumerate(self.ids)}
        self.raised = {each: np.array([place[person] for person in heard.tally(each).people], dtype=np.int64) for each in theme_ids}
        sessions = {session: number for number, session in enumerate(set(heard.people.values()) - {None})}
        self.session = np.array([-1 if each is None else sessions[each] for each in heard.people.values()], dtype=np.int64)
        self.likeness = estimate_likeness(count_people(heard, theme_ids))

    def widen(self, who: NDArray[np.bool_]) -> tuple[float, ...]:
        """The design effect of each theme among these people (True where somebody is one of them)."""
        import numpy as np

        sessions = self.session[who]
        alone = int((sessions < 0).sum())
        return tell_design_effects(widen(self.likeness, alone, np.bincount(sessions[sessions >= 0]).astype(np.int64)))


def _count_group(group: str, known: Sequence[str], values: Mapping[PersonId, str], people: _People) -> Iterator[RaisedCounts]:
    import numpy as np

    numbers = {value: number for number, value in enumerate(known)}
    unknown = len(known)
    value_of = np.array([numbers[values[person]] if person in values else unknown for person in people.ids], dtype=np.int64)
    totals = np.bincount(value_of, minlength=unknown + 1)
    effects = [people.widen(value_of == number) for number in range(unknown)]
    for row, (theme_id, who) in enumerate(people.raised.items()):
        raised = np.bincount(value_of[who], minlength=unknown + 1)
        rows = (RaisedCount(each, int(raised[number]), int(totals[number]), effects[number][row]) for number, each in enumerate(known))
        yield RaisedCounts(theme_id, group, tuple(rows))
