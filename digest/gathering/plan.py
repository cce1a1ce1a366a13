"""Whom to hear next: what a round has, what is planned and who lives here -> shortfalls. Reads the store; exact, for staff."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from digest.counting.shortfalls import SessionIdea, Shortfall, find_shortfalls, sort_shortfalls, suggest_sessions
from digest.gathering.residents import match_residents
from domain.errors import WrongUse
from domain.ids import PersonId, RoundId
from domain.town import LANGUAGE, PlannedSession
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Plan:
    """Shortfalls, largest first; sessions that would help; the sessions counted in; attributes that have no reference table."""

    shortfalls: tuple[Shortfall, ...]
    ideas: tuple[SessionIdea, ...]
    planned: tuple[PlannedSession, ...]
    lacking: tuple[str, ...]


def make_plan(store: Store, round_id: RoundId, *, today: date) -> Plan:
    """Whom a round should hear next. Sessions planned before `today` are not counted in: who came is counted instead.

    Raises WrongUse where nobody said who lives here.
    """
    references = store.references.all()
    if not references:
        raise WrongUse("Nobody has said yet who lives here.", next_step="Bring it in: hearback reference import FILE.csv --source …")
    heard = count_heard(store, round_id)
    planned = tuple(each for each in store.planned.all() if each.planned_on >= today)
    shortfalls = sort_shortfalls(
        [
            shortfall
            for each in references
            for shortfall in find_shortfalls(
                each.attribute,
                heard.get(each.attribute, {}),
                match_residents(references, each.attribute, heard.get(each.attribute, {})),
                count_planned(planned, each.attribute),
            )
        ]
    )
    known = {each.attribute for each in references}
    return Plan(shortfalls, suggest_sessions(shortfalls), planned, tuple(sorted(set(heard) - known)))


def count_heard(store: Store, round_id: RoundId) -> Mapping[str, Mapping[str, int]]:
    """People of a round by attribute and value; the language is that of their answer, and each person counts once a value."""
    people: defaultdict[str, defaultdict[str, set[PersonId]]] = defaultdict(lambda: defaultdict(set))
    for response in store.responses.of_rounds([round_id]):
        for name, value in ((LANGUAGE, response.language), *response.groups):
            if value and (name, value) != (LANGUAGE, "und"):
                people[name][value].add(response.person_id)
    return {name: {value: len(who) for value, who in values.items()} for name, values in people.items()}


def count_planned(planned: Iterable[PlannedSession], attribute: str) -> Mapping[str, int]:
    """People whom planned sessions expect, by value; a session in several languages expects as many of each."""
    counts: Counter[str] = Counter()
    for each in planned:
        values = list(_list_values(each, attribute))
        for number, value in enumerate(values):
            counts[value] += each.expected // len(values) + (number < each.expected % len(values))
    return counts


def _list_values(session: PlannedSession, attribute: str) -> Iterator[str]:
    if attribute == LANGUAGE:
        yield from dict.fromkeys(session.languages)
    else:
        yield from (value for name, value in session.groups if name == attribute)
