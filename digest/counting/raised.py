"""Who raised a theme: of the people of each group value who were heard in their own words, how many did. Exact; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.counting.heard import Heard, count_people
from digest.counting.spread import Likeness, estimate_likeness, tell_design_effects, widen
from domain.ids import PersonId, SessionId, ThemeId

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
    """One theme by one public group, in one round: people whose value is known and who said something in words.

    `design_effect` is that of all of them together.
    """

    theme_id: ThemeId
    group: str
    values: tuple[RaisedCount, ...]
    design_effect: float = 1.0


def count_raised(
    heard: Heard, theme_ids: Sequence[ThemeId], values: Mapping[str, Mapping[PersonId, str]], known: Mapping[str, Sequence[str]]
) -> tuple[RaisedCounts, ...]:
    """A table a theme and group: `values` says each person's value, `known` each group's values, also those that nobody here has.

    A group with fewer than two values tells nobody from others and is left out. Whoever has two values is counted in one.
    """
    likeness = estimate_likeness(count_people(heard, theme_ids))
    return tuple(
        table
        for group, people in sorted(values.items())
        if len(known[group]) > 1
        for table in _count_group(group, known[group], people, heard, theme_ids, likeness)
    )


def _count_group(
    group: str, known: Sequence[str], values: Mapping[PersonId, str], heard: Heard, theme_ids: Sequence[ThemeId], likeness: Likeness
) -> Iterator[RaisedCounts]:
    here = {person: value for person, value in values.items() if person in heard.people}
    totals = Counter(here.values())
    places = Counter((value, heard.people[person]) for person, value in here.items())
    effects = {
        value: _widen(likeness, [(session, people) for (other, session), people in places.items() if other == value]) for value in totals
    }
    together = Counter(heard.people[person] for person in here)
    overall = _widen(likeness, list(together.items()))
    for row, theme_id in enumerate(theme_ids):
        raised = Counter(here[person] for person in heard.tally(theme_id).people if person in here)
        rows = (RaisedCount(each, raised[each], totals[each], effects[each][row] if each in effects else 1.0) for each in known)
        yield RaisedCounts(theme_id, group, tuple(rows), overall[row])


def _widen(likeness: Likeness, places: Sequence[tuple[SessionId | None, int]]) -> tuple[float, ...]:
    """The design effect of each theme among people who sat in these places; None is no session."""
    import numpy as np

    alone = sum(people for session, people in places if session is None)
    sizes = np.array([people for session, people in places if session is not None], dtype=np.int64)
    return tell_design_effects(widen(likeness, alone, sizes))
