"""Rows of the warehouse -> who raised each theme, by language and by each public group. Exact."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from digest.counting.heard import Heard
from digest.counting.raised import LANGUAGE_GROUP, RaisedCounts, count_raised
from domain.heard import HeardPassage
from domain.ids import PersonId, ThemeId
from domain.listening import StoredResponse


def gather_raised(
    heard: Heard, theme_ids: Sequence[ThemeId], passages: Iterable[HeardPassage], responses: Iterable[StoredResponse]
) -> tuple[RaisedCounts, ...]:
    """A table a theme and group. `passages` and `responses` are those of the round.

    Whoever gave two values, or spoke two languages, is counted where most of their answers or passages are.
    """
    said: defaultdict[str, defaultdict[PersonId, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for passage in passages:
        said[LANGUAGE_GROUP][passage.person_id][passage.language] += 1
    for response in responses:
        for group, value in response.groups:
            said[group][response.person_id][value] += 1
    values = {group: {person: _most(counts) for person, counts in people.items()} for group, people in said.items()}
    return count_raised(heard, theme_ids, values, {group: _list_values(people) for group, people in said.items()})


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda value: (-counts[value], value))


def _list_values(people: Mapping[PersonId, Counter[str]]) -> tuple[str, ...]:
    return tuple(sorted({value for counts in people.values() for value in counts}))
