"""Series from other records -> what they say of each span of time, by place and by category. Exact; pure."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.listening import Round
from domain.outcomes import PER_CENT, Outcome, OutcomeKind, OutcomeValue

MOST_SPANS = 8  # the latest; a digest is no archive


class SpanKind(StrEnum):
    """By which spans of time values are added up."""

    MONTH = "month"
    QUARTER = "quarter"
    ROUND = "round"


_MONTHS = {SpanKind.MONTH: 1, SpanKind.QUARTER: 3}


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time, first and last day included; `title` is a round's, empty for months and quarters."""

    kind: SpanKind
    starts_on: date
    ends_on: date
    title: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """What lies in one cell. `people` are the people or cases; of a rate in per cent, `inside` are those that it speaks of.

    `value` is the count, or the mean of rates or medians, each weighted by the people behind it.
    """

    people: int
    value: float
    inside: int = 0


@dataclass(frozen=True, slots=True)
class OutcomeSpan:
    """One span: pairs of a place and its amount, the same by category, and the whole; None where nothing was recorded."""

    span: Span
    whole: Amount | None
    places: tuple[tuple[str, Amount], ...]
    categories: tuple[tuple[str, Amount], ...]


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """A series over spans of time, oldest first. Every span has the same places and categories; both may be empty."""

    title: str
    unit: str
    kind: OutcomeKind
    source: str
    spans: tuple[OutcomeSpan, ...]

    @property
    def is_per_cent(self) -> bool:
        """True for a rate that says how many in 100 of the people behind it."""
        return self.kind is OutcomeKind.RATE and self.unit == PER_CENT


def count_outcome(outcome: Outcome, spans: Sequence[Span]) -> OutcomeFacts:
    """The series over these spans; what lies in none of them is left out."""
    spans = spans[-MOST_SPANS:]
    within = [each for each in outcome.values if any(span.starts_on <= each.on <= span.ends_on for span in spans)]
    places = sorted({each.place for each in within})
    categories = sorted({each.category for each in within})
    return OutcomeFacts(
        title=outcome.title,
        unit=outcome.unit,
        kind=outcome.kind,
        source=outcome.source,
        spans=tuple(_count_span(outcome, span, within, places, categories) for span in spans),
    )


def _count_span(
    outcome: Outcome, span: Span, values: Sequence[OutcomeValue], places: Sequence[str], categories: Sequence[str]
) -> OutcomeSpan:
    here = [each for each in values if span.starts_on <= each.on <= span.ends_on]
    by_place: defaultdict[str, list[OutcomeValue]] = defaultdict(list)
    by_category: defaultdict[str, list[OutcomeValue]] = defaultdict(list)
    for each in here:
        by_place[each.place].append(each)
        by_category[each.category].append(each)
    return OutcomeSpan(
        span=span,
        whole=_add(outcome, here) if here else None,
        places=tuple((each, _add(outcome, by_place[each])) for each in places) if len(places) > 1 else (),
        categories=tuple((each, _add(outcome, by_category[each])) for each in categories) if len(categories) > 1 else (),
    )


def _add(outcome: Outcome, values: Iterable[OutcomeValue]) -> Amount:
    """Counts add up. A rate of several cells is that of all their people; of medians only a weighted mean can be told."""
    values = list(values)
    if outcome.kind is OutcomeKind.COUNT:
        total = round(sum(each.value for each in values))
        return Amount(total, total)
    people = sum(each.people or 0 for each in values)
    weighted = sum(each.value * (each.people or 0) for each in values)
    inside = round(weighted / 100) if outcome.unit == PER_CENT and outcome.kind is OutcomeKind.RATE else 0
    return Amount(people, weighted / people if people else 0.0, min(inside, people))


def list_spans(kind: SpanKind, rounds: Sequence[Round], outcomes: Iterable[Outcome], *, until: date) -> tuple[Span, ...]:
    """The spans that ended by `until`, oldest first: one that goes on would say something else each day.

    Rounds are those with both dates; months and quarters begin with the first value of any series.
    """
    if kind is SpanKind.ROUND:
        dated = ((each.title, each.starts_on, each.ends_on) for each in rounds)
        return tuple(Span(kind, start, end, title) for title, start, end in dated if start and end and end <= until)
    first = min((each.on for outcome in outcomes for each in outcome.values), default=None)
    return () if first is None else tuple(_list_calendar(kind, first, until))


def _list_calendar(kind: SpanKind, first: date, until: date) -> Iterator[Span]:
    months = _MONTHS[kind]
    start = date(first.year, (first.month - 1) // months * months + 1, 1)
    while True:
        last_month = start.month + months - 1
        end = date(start.year, last_month, calendar.monthrange(start.year, last_month)[1])
        if end > until:
            return
        yield Span(kind, start, end)
        start = end + timedelta(days=1)
