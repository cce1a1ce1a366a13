"""Who answered the survey: comments put together to people, with closed answers, neighbourhoods and dates. Seeded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from demo.town.comments import TownComment, read_comments

SEED = 20251001
TWO_ANSWERS = 0.72  # share of ideas that come from somebody who also wrote a worry


@dataclass(frozen=True, slots=True)
class TownRound:
    """One wave of listening in Alder Falls; `trust` weighs the answers 1 to 5 on trust in the police."""

    name: str
    title: str
    starts_on: date
    ends_on: date
    trust: tuple[int, int, int, int, int]


ROUNDS = (
    TownRound("autumn-2025", "Autumn 2025", date(2025, 9, 15), date(2025, 11, 15), (24, 28, 26, 14, 8)),
    TownRound("spring-2026", "Spring 2026", date(2026, 3, 15), date(2026, 5, 15), (22, 26, 27, 16, 9)),
    TownRound("autumn-2026", "Autumn 2026", date(2026, 9, 15), date(2026, 11, 15), (13, 20, 28, 25, 14)),
)
NEIGHBOURHOODS = {"N1": "Riverside", "N2": "Cedar Heights", "N3": "Old Mill", "N4": "Northgate"}
AGE_BANDS = {"A1": "16 to 24", "A2": "25 to 44", "A3": "45 to 64", "A4": "65 and over"}


@dataclass(frozen=True, slots=True)
class Townsperson:
    """One response: at most one worry and one idea in one language, and the closed answers' codes."""

    round: TownRound
    language: str
    answers: tuple[TownComment, ...]
    submitted_at: datetime
    trust: int
    safe_at_night: int
    neighbourhood: str
    age: str
    may_quote: bool

    def answer(self, question: str) -> TownComment | None:
        """What they wrote to `worry` or `idea`."""
        return next((each for each in self.answers if each.question == question), None)


@cache
def gather_people() -> tuple[Townsperson, ...]:
    """Everybody who answered, in the order in which they did; the same on every machine."""
    chance = random.Random(SEED)  # noqa: S311 - an invented town, not a secret
    people = [each for town_round in ROUNDS for each in _people_of(town_round, chance)]
    return tuple(sorted(people, key=lambda each: (each.submitted_at, each.answers[0].key)))


def _people_of(town_round: TownRound, chance: random.Random) -> Iterator[Townsperson]:
    comments = [each for each in read_comments() if each.round == town_round.name]
    for language in sorted({each.language for each in comments}):
        spoken = [each for each in comments if each.language == language]
        for answers in _pair(spoken, chance):
            yield _person(town_round, language, answers, chance)


def _pair(comments: list[TownComment], chance: random.Random) -> Iterator[tuple[TownComment, ...]]:
    """Most ideas join a worry that speaks of something else; the others stand alone."""
    worries = [each for each in comments if each.question == "worry"]
    chance.shuffle(worries)
    for idea in (each for each in comments if each.question == "idea"):
        partner = next((each for each in worries if not set(each.concerns) & set(idea.concerns)), None)
        if partner is not None and chance.random() < TWO_ANSWERS:
            worries.remove(partner)
            yield (partner, idea)
        else:
            yield (idea,)
    yield from ((each,) for each in worries)


def _person(town_round: TownRound, language: str, answers: tuple[TownComment, ...], chance: random.Random) -> Townsperson:
    day = town_round.starts_on + timedelta(days=14 + chance.randrange(28))
    moment = datetime(day.year, day.month, day.day, 8 + chance.randrange(13), chance.randrange(60), chance.randrange(60))
    trust = chance.choices((1, 2, 3, 4, 5), town_round.trust)[0]
    return Townsperson(
        round=town_round,
        language=language,
        answers=answers,
        submitted_at=moment,
        trust=trust,
        safe_at_night=min(5, max(1, trust + chance.choice((-1, 0, 0, 1)))),
        neighbourhood=chance.choices(list(NEIGHBOURHOODS), (34, 26, 22, 18))[0],
        age=chance.choices(list(AGE_BANDS), (18, 44, 28, 10))[0],
        may_quote=chance.random() < 0.55,
    )
