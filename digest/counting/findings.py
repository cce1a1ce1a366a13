"""Voices -> `Finding`s: how many people raised each theme in a round, and whether that changed. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.counting.changes import (
    FEWEST_TO_COMPARE,
    match_people,
    measure_difference,
    tell_changes,
    weigh_changes,
)
from digest.counting.heard import Counts, Heard, Voice, count_people, hear
from digest.counting.shares import measure_share
from digest.counting.spread import estimate_spread, tell_design_effects
from domain.action import Change, Difference, Finding, Incomparable, Share
from domain.ids import FindingId, RoundId, RunId, ThemeId, stable_id

__all__ = ["Voice", "count_findings"]


@dataclass(frozen=True, slots=True)
class _Measured:
    """One round, theme by theme."""

    heard: Heard
    counts: Counts
    shares: Mapping[ThemeId, Share]
    design_effects: Mapping[ThemeId, float]


@dataclass(frozen=True, slots=True)
class _Told:
    """What became of each theme since the round before."""

    changes: Mapping[ThemeId, Change]
    differences: Mapping[ThemeId, Difference]
    incomparable: tuple[Incomparable, ...] = ()


def count_findings(
    voices: Iterable[Voice],
    *,
    round_id: RoundId,
    previous_round_id: RoundId | None,
    run_id: RunId,
    known_before: Collection[ThemeId] = (),
    incomparable: Sequence[Incomparable] = (),
) -> tuple[Finding, ...]:
    """One finding a theme that was raised in this round or in the one before, most people first.

    `voices` may hold any rounds; only these two are counted. A theme that nobody raised in the round before and clearly
    more than nobody now is `NEW`, unless it is in `known_before` (raised earlier still). With reasons why the two rounds
    are `incomparable` no theme is compared.
    """
    voices = tuple(voices)
    now, before = hear(voices, round_id), hear(voices, previous_round_id)
    theme_ids = sorted(now.themes.keys() | before.themes.keys())
    here, there = _measure(now, theme_ids), _measure(before, theme_ids)
    told = _tell(theme_ids, here, there, known_before, _give_reasons(now, before, previous_round_id, incomparable))
    findings = (_make_finding(each, here, there, told, (round_id, previous_round_id, run_id)) for each in theme_ids)
    return tuple(sorted(findings, key=lambda finding: (-finding.people, finding.theme_id)))


def _measure(heard: Heard, theme_ids: Sequence[ThemeId]) -> _Measured:
    counts = count_people(heard, theme_ids)
    effects = dict(zip(theme_ids, tell_design_effects(estimate_spread(counts)), strict=True))
    people = dict(zip(theme_ids, counts.people.tolist(), strict=True))
    return _Measured(heard, counts, {each: measure_share(people[each], counts.heard, effects[each]) for each in theme_ids}, effects)


def _give_reasons(now: Heard, before: Heard, previous_id: RoundId | None, given: Sequence[Incomparable]) -> tuple[Incomparable, ...] | None:
    """Why the rounds cannot be compared, nothing where they can; None where there is no round before."""
    if previous_id is None:
        return None
    is_few = min(len(now.people), len(before.people)) < FEWEST_TO_COMPARE
    return (Incomparable.TOO_FEW,) if is_few else tuple(given)


def _tell(
    theme_ids: Sequence[ThemeId], now: _Measured, before: _Measured, known: Collection[ThemeId], reasons: tuple[Incomparable, ...] | None
) -> _Told:
    if reasons is None:
        return _Told(dict.fromkeys(theme_ids, Change.NONE), {})
    if reasons:
        return _Told(dict.fromkeys(theme_ids, Change.NOT_COMPARABLE), {}, reasons)
    weighed = weigh_changes(now.counts, before.counts, match_people(now.heard, before.heard, theme_ids))
    changes = dict(zip(theme_ids, tell_changes(now.counts, before.counts, weighed), strict=True))
    alike = dict(zip(theme_ids, weighed.correlation.tolist(), strict=True))
    new = {each for each in theme_ids if changes[each] is Change.MORE and each not in before.heard.themes and each not in known}
    differences = {each: measure_difference(now.shares[each], before.shares[each], alike[each]) for each in theme_ids}
    return _Told(changes | dict.fromkeys(new, Change.NEW), differences)


def _make_finding(
    theme_id: ThemeId, now: _Measured, before: _Measured, told: _Told, where: tuple[RoundId, RoundId | None, RunId]
) -> Finding:
    round_id, previous_round_id, run_id = where
    tally = now.heard.tally(theme_id)
    return Finding(
        id=FindingId(stable_id("finding", run_id, round_id, theme_id)),
        round_id=round_id,
        theme_id=theme_id,
        run_id=run_id,
        people=len(tally.people),
        people_heard=len(now.heard.people),
        sessions=len(tally.sessions),
        passages=len(tally.passages),
        share=now.shares[theme_id],
        previous_round_id=previous_round_id,
        previous_share=None if previous_round_id is None else before.shares[theme_id],
        change=told.changes[theme_id],
        difference=told.differences.get(theme_id),
        incomparable=told.incomparable,
        design_effect=now.design_effects[theme_id],
    )
