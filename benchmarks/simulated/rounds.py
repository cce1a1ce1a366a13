"""Rounds drawn by chance: themes that so many would raise, people who answer alone, and sessions in which people speak alike."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digest.counting.changes import Both
from digest.counting.heard import Counts

Floats = npt.NDArray[np.float64]
IN_SESSIONS = (0.0, 0.2, 0.5, 0.8, 1.0)  # of the people of a round
CORRELATIONS = (0.0, 0.05, 0.1, 0.2, 0.3)  # within sessions
THEMES = (5, 10, 20, 50)
SESSION_SIZES = (8, 40)  # people
PEOPLE, SHARES = (30, 2000), (0.02, 0.9)


@dataclass(frozen=True, slots=True)
class Town:
    """What is true: for each theme the share who would raise it and how alike a session speaks; and how the town is heard."""

    shares: Floats
    correlations: Floats
    in_sessions: float


def draw_town(chance: np.random.Generator, *, is_alike: bool) -> Town:
    """A town with 5 to 50 themes; their correlations within sessions are one and the same where it `is_alike`."""
    themes = int(chance.choice(THEMES))
    correlations = np.full(themes, chance.choice(CORRELATIONS)) if is_alike else chance.choice(CORRELATIONS, themes)
    return Town(_draw_log(chance, SHARES, themes), correlations, float(chance.choice(IN_SESSIONS)))


def draw_people(chance: np.random.Generator) -> int:
    """How many people a round hears."""
    return int(_draw_log(chance, PEOPLE, 1)[0])


def draw_round(chance: np.random.Generator, town: Town, people: int) -> Counts:
    """One round: sessions until the wanted part of the people sit in them, all others alone."""
    sizes = _draw_sizes(chance, town.in_sessions * people)
    alone = max(people - int(sizes.sum()), 0)
    rates = np.array([_draw_rates(chance, *each, len(sizes)) for each in zip(town.shares, town.correlations, strict=True)])
    return Counts(alone, sizes, chance.binomial(alone, town.shares), chance.binomial(sizes, rates.reshape(len(town.shares), len(sizes))))


def draw_twice(
    chance: np.random.Generator, shares: Floats, people: tuple[int, int], both: int, likeness: float
) -> tuple[Counts, Counts, Both]:
    """Two rounds of people alone, `both` of whom are heard in each and say the same again, by so much (phi)."""
    first, second = (chance.random((count, len(shares))) < shares for count in people)
    again = chance.random((both, len(shares))) < likeness
    second[:both] = np.where(again, first[:both], second[:both])
    likenesses = np.array([_liken(first[:both, theme], second[:both, theme]) for theme in range(len(shares))])
    now, before = _count_alone(second), _count_alone(first)
    return now, before, Both(both, likenesses)


def _draw_log(chance: np.random.Generator, ends: tuple[float, float], count: int) -> Floats:
    return np.exp(chance.uniform(math.log(ends[0]), math.log(ends[1]), count))


def _draw_sizes(chance: np.random.Generator, wanted: float) -> npt.NDArray[np.int64]:
    sizes: list[int] = []
    while sum(sizes) < wanted - SESSION_SIZES[0]:
        sizes.append(int(chance.integers(SESSION_SIZES[0], SESSION_SIZES[1] + 1)))
    return np.array(sizes, dtype=np.int64)


def _draw_rates(chance: np.random.Generator, share: float, correlation: float, sessions: int) -> Floats:
    """The rate of each session: from a beta distribution, so that two people of one session have this correlation."""
    if correlation == 0:
        return np.full(sessions, share)
    apart = 1 / correlation - 1
    return chance.beta(share * apart, (1 - share) * apart, sessions)


def _liken(one: npt.NDArray[np.bool_], other: npt.NDArray[np.bool_]) -> float:
    if len(one) < 2 or one.all() or other.all() or not one.any() or not other.any():
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def _count_alone(raised: npt.NDArray[np.bool_]) -> Counts:
    return Counts(len(raised), np.zeros(0, np.int64), raised.sum(axis=0).astype(np.int64), np.zeros((raised.shape[1], 0), np.int64))
