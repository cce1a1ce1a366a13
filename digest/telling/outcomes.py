"""Series from other records: exact amounts -> safe figures in words. They stand beside what people said, never as its cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.counting.outcomes import Amount, OutcomeFacts, OutcomeSpan, Span, SpanKind
from digest.disclosing.outcome_tables import SafeSpan, ShownAmount, protect_span
from digest.disclosing.policy import DisclosurePolicy, show_share
from digest.gathering.facts import DigestFacts
from digest.pages.tables import OutcomePoint, OutcomeSeries
from digest.telling.wording import Wording, show_plainly
from domain.outcomes import OutcomeKind

_DIGITS = 2  # of a median or a rate: one person's own value must not be read from it


def describe_outcomes(facts: DigestFacts, *, wording: Wording, policy: DisclosurePolicy) -> tuple[OutcomeSeries, ...]:
    """For each series the whole of it, then a line a place and a line a category, where it has several."""
    return tuple(line for each in facts.outcomes for line in _describe(each, _Telling(facts.language, wording, policy)))


@dataclass(frozen=True, slots=True)
class _Telling:
    language: str
    wording: Wording
    policy: DisclosurePolicy


def _describe(outcome: OutcomeFacts, telling: _Telling) -> Iterator[OutcomeSeries]:
    safe = [protect_span(each, telling.policy, has_sides=outcome.is_per_cent) for each in outcome.spans]
    pairs = list(zip(outcome.spans, safe, strict=True))
    note = telling.wording.say("outcome.note", source=telling.wording.isolate(outcome.source))
    yield _make(outcome, ("", ""), [_point(outcome, each, each.whole, one.whole, telling) for each, one in pairs], telling, note)
    for name in dict(outcome.spans[0].places):
        yield _make(outcome, (_name(name, telling), ""), list(_follow(outcome, "places", name, pairs, telling)), telling)
    for name in dict(outcome.spans[0].categories):
        yield _make(outcome, ("", _name(name, telling)), list(_follow(outcome, "categories", name, pairs, telling)), telling)


def _follow(
    outcome: OutcomeFacts, part: str, name: str, pairs: Sequence[tuple[OutcomeSpan, SafeSpan]], telling: _Telling
) -> Iterator[OutcomePoint]:
    for span, safe in pairs:
        # A place without a row says as much as one that is withheld, or what has no row would be known to be none.
        amount = dict(getattr(span, part))[name] if span.whole is not None else None
        yield _point(outcome, span, amount, getattr(safe, part)[name], telling)


def _name(name: str, telling: _Telling) -> str:
    return show_plainly(name) or telling.wording.say("outcome.unnamed")


def _make(outcome: OutcomeFacts, part: tuple[str, str], points: list[OutcomePoint], telling: _Telling, note: str = "") -> OutcomeSeries:
    return OutcomeSeries(
        title=show_plainly(outcome.title),
        unit=show_plainly(outcome.unit),
        source=show_plainly(outcome.source),
        place=part[0],
        points=tuple(points),
        category=part[1],
        kind=outcome.kind.value,
        language=telling.language,
        note=note,
    )


def _point(outcome: OutcomeFacts, span: OutcomeSpan, amount: Amount | None, shown: ShownAmount, telling: _Telling) -> OutcomePoint:
    wording = telling.wording
    when = say_span(span.span, wording)
    if amount is None:
        return OutcomePoint(when, None, wording.say("outcome.not_recorded"))
    value = _show_value(outcome, amount, shown)
    if value is None or shown.people is None:
        return OutcomePoint(when, None, wording.say("people.hidden"))
    return OutcomePoint(when, value, _say_value(outcome, value, shown.people, wording), shown.people)


def _show_value(outcome: OutcomeFacts, amount: Amount, shown: ShownAmount) -> float | None:
    """A count rounded, a share of two rounded counts, or a mean with two digits; None where it is withheld."""
    if shown.people is None:
        return None
    if outcome.kind is OutcomeKind.COUNT:
        return float(shown.people)
    if outcome.is_per_cent:
        return None if shown.inside is None else float(show_share(shown.inside, shown.people).value)
    return float(f"{amount.value:.{_DIGITS}g}")


def _say_value(outcome: OutcomeFacts, value: float, people: int, wording: Wording) -> str:
    decimals = 0 if value == int(value) else len(f"{value:g}".partition(".")[2])
    number = wording.number(value, decimals=decimals)
    if outcome.kind is OutcomeKind.COUNT:
        return wording.say("outcome.count", n=number, unit=wording.isolate(outcome.unit))
    said = wording.percent(round(value)) if outcome.is_per_cent else f"{number} {wording.isolate(outcome.unit)}"
    return wording.say("outcome.measured", value=said, people=wording.number(people))


def say_span(span: Span, wording: Wording) -> str:
    """A span as people call it: a round's title, a month, or the months of a quarter."""
    if span.kind is SpanKind.ROUND:
        return show_plainly(span.title)
    if span.kind is SpanKind.MONTH:
        return wording.month(span.starts_on)
    return wording.say("span", start=wording.short_month(span.starts_on), end=wording.short_month(span.ends_on))
