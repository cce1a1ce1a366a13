"""Closed questions before and after a training: exact counts on both sides, and of those who answered both times. Pure.

What differs is no proof of what the training did: other things happened in between, and others may have answered.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from digest.counting.answers import Answered
from digest.counting.indicators import is_top_two
from digest.counting.shares import Z_95
from domain.action import Difference
from domain.ids import RoundId
from domain.listening import Round


@dataclass(frozen=True, slots=True)
class SideCount:
    """People who answered before or after, and those of the same round who are left out: they answered at another time."""

    round_id: RoundId
    people: int
    top_two: int
    left_out: int = 0
    left_out_top_two: int = 0


@dataclass(frozen=True, slots=True)
class PairCount:
    """People who answered both before and after: those in the top two answers, those who came into them, those who left them."""

    people: int
    top_before: int
    top_after: int
    rose: int
    fell: int


@dataclass(frozen=True, slots=True)
class TrainingCount:
    """One closed question before and after a training, of everybody; `number` is its place among those that are followed."""

    number: int
    title: str
    before: SideCount
    after: SideCount
    pairs: PairCount


@dataclass(frozen=True, slots=True)
class TrainingFacts:
    """A training and what people answered before and after it; `group`, `had` and `compared_with` as in the settings."""

    title: str
    starts_on: date
    ends_on: date
    counts: tuple[TrainingCount, ...]
    group: str = ""
    had: str = ""
    compared_with: str = ""


def count_training(
    asked: tuple[int, str],
    rounds: Sequence[Round],
    answers: Mapping[RoundId, Sequence[Answered]],
    *,
    span: tuple[date, date],
    highest: float,
) -> TrainingCount | None:
    """The last of these rounds (oldest first) after the training, against the latest in which somebody answered before it.

    `asked` is the question's place among those that are followed, and its title; `span` is the training's first and last day; answers of those days count on neither side, and those without a day as of
    their round's. None where nobody answered on one of the sides.
    """
    starts_on, ends_on = span
    here = rounds[-1]
    after = _Side.cut(here, answers.get(here.id, ()), lambda day, each: (day or each.starts_on or starts_on) > ends_on)
    for each in reversed(rounds):
        before = _Side.cut(each, answers.get(each.id, ()), lambda day, each: (day or each.ends_on or ends_on) < starts_on)
        if before.counted and after.counted:
            return TrainingCount(*asked, before.count(highest), after.count(highest), _count_pairs(before, after, highest))
    return None


@dataclass(frozen=True, slots=True)
class _Side:
    round_id: RoundId
    counted: tuple[Answered, ...]
    left_out: tuple[Answered, ...]

    @classmethod
    def cut(cls, of: Round, answers: Sequence[Answered], belongs: Callable[[date | None, Round], bool]) -> _Side:
        scored = [each for each in answers if each.score is not None]
        counted = tuple(each for each in scored if belongs(each.on, of))
        return cls(of.id, counted, tuple(each for each in scored if not belongs(each.on, of)))

    def count(self, highest: float) -> SideCount:
        top = [sum(is_top_two(each, highest) for each in part) for part in (self.counted, self.left_out)]
        return SideCount(self.round_id, len(self.counted), top[0], len(self.left_out), top[1])


def _count_pairs(before: _Side, after: _Side, highest: float) -> PairCount:
    """By pseudonym: only where one panel links two sources, or one source asks the same people again, is anybody in both."""
    was = {each.person_id: is_top_two(each, highest) for each in before.counted}
    pairs = [(was[each.person_id], is_top_two(each, highest)) for each in after.counted if each.person_id in was]
    return PairCount(
        people=len(pairs),
        top_before=sum(one for one, _ in pairs),
        top_after=sum(other for _, other in pairs),
        rose=sum(other and not one for one, other in pairs),
        fell=sum(one and not other for one, other in pairs),
    )


def compare_apart(top: int, people: int, top_before: int, people_before: int) -> Difference:
    """The later share less the earlier one, of other people each time: the interval of Agresti and Caffo (2000)."""
    variance = _vary(top, people) + _vary(top_before, people_before)
    centre = (top + 1) / (people + 2) - (top_before + 1) / (people_before + 2)
    return _bound(top / people - top_before / people_before, centre, variance, 1)


def compare_paired(rose: int, fell: int, people: int) -> Difference:
    """The later share less the earlier one, of the same people: the interval of Bonett and Price (2012)."""
    variance = _vary_paired(rose, fell, people)
    return _bound((rose - fell) / people, (rose - fell) / (people + 2), variance, 1)


def compare_changes(had: tuple[int, int, int, int], others: tuple[int, int, int, int]) -> Difference:
    """How much more one group changed than another; each is (top, people, top before, people before), the groups apart."""
    variance = sum(_vary(top, people) + _vary(top_before, before) for top, people, top_before, before in (had, others))
    values = [top / people - top_before / before for top, people, top_before, before in (had, others)]
    centres = [(top + 1) / (people + 2) - (top_before + 1) / (before + 2) for top, people, top_before, before in (had, others)]
    return _bound(values[0] - values[1], centres[0] - centres[1], variance, 2)


def _vary(top: int, people: int) -> float:
    share = (top + 1) / (people + 2)
    return share * (1 - share) / (people + 2)


def _vary_paired(rose: int, fell: int, people: int) -> float:
    up, down = (rose + 1) / (people + 2), (fell + 1) / (people + 2)
    return (up + down - (up - down) ** 2) / (people + 2)


def _bound(value: float, centre: float, variance: float, most: int) -> Difference:
    """The interval lies around `centre`, a little nearer to zero than the value; it always holds the value."""
    reach = Z_95 * math.sqrt(variance)
    return Difference(value, max(min(centre - reach, value), -most), min(max(centre + reach, value), most))
