"""Events -> the timeline page: months of entries in words, and a line of life for each recommendation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from digest.disclosing.policy import WITHHELD, DisclosurePolicy
from digest.gathering.facts import DigestFacts
from digest.pages.digest_page import SCHEMA, Made
from digest.pages.timeline_page import Life, LifeMark, TimelineEntry, TimelineMonth, TimelinePage
from digest.telling.recommend_rows import say_standing
from digest.telling.summarise import MOST
from digest.telling.theme_cards import is_tentative, make_safe, order_by_shown
from digest.telling.wording import Wording, show_plainly
from digest.tracking.recommendations import Progress, follow_up
from digest.tracking.timeline import Event, EventMark, list_undated, tell_events
from domain.ids import RoundId
from domain.recommendations import Recommendation


@dataclass(frozen=True, slots=True)
class _Span:
    """The days that the page covers; a day's place on it lies in [0, 1]."""

    start: date
    end: date

    def place(self, day: date) -> float:
        length = (self.end - self.start).days
        return round((day - self.start).days / length, 4) if length else 0.0


def describe_timeline(facts: DigestFacts, *, wording: Wording, policy: DisclosurePolicy, made: Made) -> TimelinePage:
    """The page model of a timeline."""
    rounds = (*facts.earlier_rounds, facts.round)
    events = tell_events(rounds, facts.sessions, facts.recommendations, today=facts.today)
    found = {each.id: _say_found(facts, each.id, each.title, wording, policy) for each in rounds}
    span = _find_span(events, facts.today)
    return TimelinePage(
        schema=SCHEMA,
        language=wording.texts.code,
        content_language=facts.language,
        direction=wording.texts.direction,
        town=show_plainly(facts.town),
        title=wording.say("timeline.title"),
        lines=(wording.say("timeline.intro"),),
        months=tuple(_group_months(events, found, wording)),
        undated=tuple(map(show_plainly, list_undated(rounds, facts.sessions))),
        lives=tuple(_tell_life(each, facts, span, wording) for each in _by_issue(facts.recommendations)),
        span=(wording.short_month(span.start), wording.short_month(span.end)),
        today=wording.say("timeline.today", on=wording.day(facts.today)),
        today_at=span.place(facts.today),
        made=made,
    )


def _by_issue(recommendations: Iterable[Recommendation]) -> list[Recommendation]:
    return sorted(recommendations, key=lambda each: (each.issued_on, each.reference))


def _find_span(events: tuple[Event, ...], today: date) -> _Span:
    days = [today, *(event.on for event in events), *(event.moved_to for event in events if event.moved_to is not None)]
    return _Span(min(days), max(days))


def _group_months(events: tuple[Event, ...], found: dict[RoundId, str], wording: Wording) -> Iterator[TimelineMonth]:
    for _, of_month in groupby(events, key=lambda event: (event.on.year, event.on.month)):
        entries = list(of_month)
        yield TimelineMonth(wording.month(entries[0].on), tuple(_describe_event(each, found, wording) for each in entries))


def _describe_event(event: Event, found: dict[RoundId, str], wording: Wording) -> TimelineEntry:
    return TimelineEntry(
        mark=event.mark,
        mark_words=wording.say(f"mark.{event.mark.name.lower()}"),
        on=wording.day(event.on),
        machine_date=event.on.isoformat(),
        reference=show_plainly(event.reference),
        title="" if event.round_id else show_plainly(event.title),
        sentence=_say_sentence(event, found, wording),
        note=show_plainly(event.note),
        is_ahead=event.is_ahead,
    )


def _say_sentence(event: Event, found: dict[RoundId, str], wording: Wording) -> str:
    if event.moved_to is not None:
        return wording.say("timeline.moved_ahead" if event.is_ahead else "timeline.moved_past", to=wording.day(event.moved_to))
    if event.round_id is None:
        return ""
    if event.mark is EventMark.FOUND:
        return found[event.round_id]
    return wording.say("timeline.heard_round", round=wording.isolate(event.title))


def _say_found(facts: DigestFacts, round_id: RoundId, title: str, wording: Wording, policy: DisclosurePolicy) -> str:
    """What a round found, by the themes that may be shown and hold, most people first."""
    findings = [each for each in (*facts.earlier_findings, *facts.findings) if each.round_id == round_id]
    unthemed = facts.unthemed_people if round_id == facts.round.id else 0
    safe = make_safe(findings, unthemed_people=unthemed, policy=policy)
    titles = {theme.id: theme.title for theme in facts.themes}
    findings.sort(key=lambda each: order_by_shown(each, safe))
    shown = [each.theme_id for each in findings if not safe.people.get(each.theme_id, WITHHELD).is_withheld]
    firm = [titles[each] for each in shown if each not in facts.hid and not is_tentative(facts, each)]
    named = [wording.quote(each) for each in facts.released.get(round_id, firm)[:MOST]]
    if not named:
        return wording.say("timeline.found_nothing", round=wording.isolate(title))
    return wording.count("timeline.found", len(named), round=wording.isolate(title), themes=wording.listing(named))


def _tell_life(recommendation: Recommendation, facts: DigestFacts, span: _Span, wording: Wording) -> Life:
    progress = follow_up(recommendation, today=facts.today, due_soon_days=facts.due_soon_days)
    marks = tuple(LifeMark(kind, span.place(day), words) for kind, day, words in _list_life_days(recommendation, progress, wording))
    return Life(
        reference=show_plainly(recommendation.reference),
        title=show_plainly(recommendation.title),
        standing=progress.standing,
        standing_words=say_standing(progress, wording),
        marks=marks,
    )


def _list_life_days(recommendation: Recommendation, progress: Progress, wording: Wording) -> Iterator[tuple[str, date, str]]:
    issued_on = recommendation.issued_on
    yield "issued", issued_on, wording.say("timeline.issued", on=wording.day(issued_on))
    for first in sorted({each.first_due_on for each in recommendation.milestones if each.first_due_on != each.due_on}):
        yield "first_due", first, wording.say("timeline.first_due", on=wording.day(first))
    if progress.due_on:
        yield "due", progress.due_on, wording.say("timeline.due_now", on=wording.day(progress.due_on))
    if progress.settled_on:
        words = wording.say("timeline.settled", standing=say_standing(progress, wording), on=wording.day(progress.settled_on))
        yield "settled", progress.settled_on, words
