"""Closed questions -> exact counts, means with intervals, and whether they changed. Pure.

People are counted, once each. The top two answers are those at most one under the end of the scale.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from digest.counting.answers import UNKNOWN, Answered
from digest.counting.changes import FALSE_DISCOVERY_RATE, FEWEST_TO_COMPARE, weigh_difference
from digest.counting.heard import Counts
from digest.counting.spread import estimate_spread, tell_design_effects
from domain.action import Change, Incomparable
from domain.ids import RoundId, SessionId


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean score with its 95 % interval: `low <= value <= high`; infinite ends where one score alone is known."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SplitValue:
    """Of the people of one group value who answered, those in the top two answers: `0 <= top_two <= people`."""

    value: str
    people: int
    top_two: int


@dataclass(frozen=True, slots=True)
class IndicatorSplit:
    """A closed question in one round by one attribute; everybody who answered is in exactly one value."""

    attribute: str
    values: tuple[SplitValue, ...]


@dataclass(frozen=True, slots=True)
class IndicatorPoint:
    """A closed question in one round: people who answered, those in the top two answers, and the mean score.

    `unscored` people were asked and gave no answer that has a place on the scale. `interval` is that of the mean, None
    where it was not worked out. `design_effect` is how many times wider the variance is than it were of people asked one
    by one: 1 unless they answered in sessions.
    """

    round_id: RoundId
    people: int
    top_two: int
    mean: float
    unscored: int = 0
    interval: tuple[float, float] | None = None
    design_effect: float = 1.0
    splits: tuple[IndicatorSplit, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighted:
    """A share after weighting, exact: `by` are the attributes that it was weighted by, `effective` the people it is worth.

    `share` is None where no attribute could be used. `refused` are pairs of an attribute that could not, and why.
    """

    share: float | None
    effective: float
    by: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """A closed question followed over rounds; points oldest first, scores from `lowest` to `highest`.

    `question` is how people were asked, in the digest's language where the survey has it; empty where nobody told.
    `change` is that of the digest's round since the round before in which it was answered, `incomparable` why there is none.
    """

    title: str
    lowest: float
    highest: float
    points: tuple[IndicatorPoint, ...]
    question: str = ""
    change: Change = Change.NONE
    incomparable: tuple[Incomparable, ...] = ()
    weighted: Weighted | None = field(default=None)


def count_point(round_id: RoundId, answers: Sequence[Answered], *, highest: float) -> IndicatorPoint:
    """What one round says on a closed question."""
    scored = [each for each in answers if each.score is not None]
    top = [is_top_two(each, highest) for each in scored]
    scores = [each.score for each in scored if each.score is not None]
    effect = measure_design_effect(top, [each.session_id for each in scored])
    mean = measure_mean(scores, design_effect=effect)
    return IndicatorPoint(
        round_id=round_id,
        people=len(scored),
        top_two=sum(top),
        mean=mean.value,
        unscored=len(answers) - len(scored),
        interval=(mean.low, mean.high) if len(scored) > 1 else None,
        design_effect=effect,
        splits=tuple(_split(scored, top)),
    )


def is_top_two(answer: Answered, highest: float) -> bool:
    """Whether somebody chose one of the top two answers."""
    return answer.score is not None and answer.score >= highest - 1


def _split(scored: Sequence[Answered], top: Sequence[bool]) -> Iterator[IndicatorSplit]:
    """Attributes and values in alphabetical order, those of whom none is known last: no order tells a size."""
    people: defaultdict[str, Counter[str]] = defaultdict(Counter)
    tops: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (told, is_top), number in Counter(zip((each.values for each in scored), top, strict=True)).items():
        for name, value in told:
            people[name][value] += number
            tops[name][value] += number if is_top else 0
    for name in sorted(people):
        # Who was never asked for this attribute told nothing of it.
        people[name][UNKNOWN] += len(scored) - people[name].total()
        tops[name][UNKNOWN] += sum(top) - tops[name].total()
        values = sorted((value for value, number in people[name].items() if number), key=lambda value: (value == UNKNOWN, value))
        yield IndicatorSplit(name, tuple(SplitValue(value, people[name][value], tops[name][value]) for value in values))


def measure_mean(scores: Sequence[float], *, design_effect: float = 1.0) -> Mean:
    """The mean with its 95 % interval after Student's t; of nobody it is 0, of one person its ends are infinite.

    Of equal scores it has no width.
    """
    count = len(scores)
    value = sum(scores) / count if count else 0.0
    if count < 2:
        return Mean(value, -math.inf, math.inf)
    from scipy.stats import t

    variance = sum((each - value) ** 2 for each in scores) / (count - 1)
    half = float(t.ppf(0.975, count - 1)) * math.sqrt(variance * design_effect / count)
    return Mean(value, value - half, value + half)


def measure_design_effect(values: Sequence[bool], sessions: Sequence[SessionId | None]) -> float:
    """How many times wider the variance of a share is than of people asked one by one; 1 where nobody answered in a session.

    `sessions` are those in which they answered, in the same order. Estimated as for themes (`spread.py`).
    """
    import numpy as np

    people = Counter(each for each in sessions if each is not None)
    top = Counter(each for value, each in zip(values, sessions, strict=True) if value)
    sizes = np.array([people[each] for each in sorted(people)], dtype=np.int64)
    raised = np.array([[top[each] for each in sorted(people)]], dtype=np.int64)
    alone = sum(each is None for each in sessions)
    return tell_design_effects(estimate_spread(Counts(alone, sizes, np.array([top[None]], dtype=np.int64), raised)))[0]


def tell_changes(pairs: Sequence[tuple[IndicatorPoint | None, IndicatorPoint | None, bool]]) -> tuple[Change, ...]:
    """For each question its change from the first point to the second, where the third says that they can be compared.

    More and less are said with the false-discovery rate held at 5 % over all questions together (Benjamini-Hochberg 1995).
    """
    changes = [_start(before, now, can_compare=can) for before, now, can in pairs]
    open_ = [place for place, change in enumerate(changes) if change is None]
    if open_:
        from scipy.stats import false_discovery_control

        chances = false_discovery_control([_weigh(*pairs[place][:2]) for place in open_], method="bh")
        for place, chance in zip(open_, chances, strict=True):
            changes[place] = _settle(*pairs[place][:2], float(chance))
    return tuple(change for change in changes if change is not None)


def _start(before: IndicatorPoint | None, now: IndicatorPoint | None, *, can_compare: bool) -> Change | None:
    """What can be said without counting; None where the counts decide."""
    if now is None or before is None:
        return Change.NONE
    few = min(now.people, before.people) < FEWEST_TO_COMPARE
    return None if can_compare and not few else Change.NOT_COMPARABLE


def _weigh(before: IndicatorPoint | None, now: IndicatorPoint | None) -> float:
    assert before is not None and now is not None
    return weigh_difference(*_deflate(now), *_deflate(before))


def _deflate(point: IndicatorPoint) -> tuple[int, int]:
    """The counts as of so many people asked one by one as these are worth (Rao and Scott 1992)."""
    people = max(1, round(point.people / point.design_effect))
    return min(people, round(point.top_two / point.design_effect)), people


def _settle(before: IndicatorPoint | None, now: IndicatorPoint | None, chance: float) -> Change:
    assert before is not None and now is not None
    if chance > FALSE_DISCOVERY_RATE:
        return Change.SAME
    return Change.MORE if now.top_two / now.people > before.top_two / before.people else Change.LESS
