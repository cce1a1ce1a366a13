"""A correction of a release that was withdrawn: counts that moved by too few people stand as they were told. Pure but for the loading.

The page of a withdrawn release is gone, so that its words cannot be released again; its figures were kept, and readers may
have kept the page. What moved by less than the threshold waits here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from digest.counting.indicators import IndicatorFacts, IndicatorPoint
from digest.counting.raised import RaisedCounts
from digest.disclosing.figures import read_figures
from digest.disclosing.hidden import Place, place_heard
from digest.disclosing.page_figures import PrintedPage, PrintedScale
from digest.disclosing.policy import DisclosurePolicy, disclose_count
from digest.disclosing.ranges import find_parts
from digest.disclosing.reading import LANGUAGES
from digest.gathering.facts import DigestFacts
from digest.telling.wording import show_plainly
from domain.action import Release
from warehouse.store import Store


def wait_with_withdrawn(store: Store, latest: Release | None, facts: DigestFacts, policy: DisclosurePolicy) -> DigestFacts:
    """The facts, with what a withdrawn last release told wherever fewer than the threshold came or went since."""
    if latest is None or latest.withdrawn_at is None:
        return facts
    figures = store.releases.figures(latest.id)
    return hold_counts(facts, read_figures(figures), policy) if figures else facts


def hold_counts(facts: DigestFacts, told: PrintedPage, policy: DisclosurePolicy) -> DigestFacts:
    """Counts as the figures of an earlier release told them, where the difference is smaller than the threshold."""
    heard: dict[Place, int | None] = {("heard", table.name, row.label): row.shown for table in told.tables for row in table.rows}
    words: dict[Place, int | None] = {
        ("heard", split.group, row.label): row.whole for split in told.splits if not split.add_up for row in split.rows if row.whole
    }
    scales = {(each.title, each.round_title): each for each in told.scales}
    titles = {each.id: show_plainly(each.title) for each in (*facts.earlier_rounds, facts.round)}
    return replace(
        facts,
        people_heard=_hold(facts.people_heard, told.people_heard, policy),
        languages_heard=_hold_group(LANGUAGES, facts.languages_heard, heard, policy),
        groups_heard=tuple(replace(each, people=_hold_group(each.name, each.people, heard, policy)) for each in facts.groups_heard),
        raised=tuple(_hold_raised(each, words, policy) for each in facts.raised),
        indicators=tuple(
            _hold_question(
                each,
                {point.round_id: scales.get((show_plainly(each.title), titles.get(point.round_id, ""))) for point in each.points},
                policy,
            )
            for each in facts.indicators
        ),
    )


def _hold(count: int, told: int | None, policy: DisclosurePolicy) -> int:
    """The count as it was told where it moved by too few to tell; rounding a rounded count changes nothing."""
    shown = disclose_count(count, policy).count
    return told if told is not None and abs((count if shown is None else shown) - told) < policy.threshold else count


def _hold_group(
    name: str, people: tuple[tuple[str, int], ...], told: Mapping[Place, int | None], policy: DisclosurePolicy
) -> tuple[tuple[str, int], ...]:
    return tuple((value, _hold(count, told.get(_place(name, value)), policy)) for value, count in people)


def _place(group: str, value: str) -> Place:
    return place_heard(group, value) if group == LANGUAGES else place_heard(show_plainly(group), show_plainly(value))


def _hold_raised(table: RaisedCounts, told: Mapping[Place, int | None], policy: DisclosurePolicy) -> RaisedCounts:
    rows = tuple(
        replace(row, heard=max(row.raised, _hold(row.heard, told.get(_place(table.group, row.value)), policy))) for row in table.values
    )
    return replace(table, values=rows)


def _hold_question(question: IndicatorFacts, told: Mapping[str, PrintedScale | None], policy: DisclosurePolicy) -> IndicatorFacts:
    return replace(question, points=tuple(_hold_point(each, told.get(each.round_id), policy) for each in question.points))


def _hold_point(point: IndicatorPoint, told: PrintedScale | None, policy: DisclosurePolicy) -> IndicatorPoint:
    """People, top two answers and mean together: they are told of each other."""
    if told is None or told.people is None or _hold(point.people, told.people, policy) != told.people:
        return point
    tops = find_parts(told.people, told.share, policy) if told.share is not None else ()
    top = min(tops, key=lambda each: abs(each - point.top_two), default=point.top_two)
    mean = point.mean if told.mean_tenths is None else told.mean_tenths / 10
    return replace(point, people=told.people, top_two=_hold(point.top_two, top, policy), mean=mean)
