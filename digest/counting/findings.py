"""Voices -> `Finding`s: how many people raised each theme in a round, and whether that changed. Pure.

People are counted, not rows: somebody who says a thing ten times counts once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from digest.counting.shares import measure_share
from domain.action import Change, Finding
from domain.ids import FindingId, PassageId, PersonId, RoundId, RunId, SessionId, ThemeId, stable_id

FALSE_DISCOVERY_RATE = 0.05
FEWEST_TO_COMPARE = 10  # people heard in either round; below it, no difference could be told from chance
FEWEST_EXPECTED = 5  # the usual floor of the chi-square approximation; below it Fisher's exact test


@dataclass(frozen=True, slots=True)
class Voice:
    """One passage and who said it where; `theme_id` is None where it fits nowhere, `part_id` where it is in no sub-theme."""

    person_id: PersonId
    session_id: SessionId | None
    round_id: RoundId
    passage_id: PassageId
    theme_id: ThemeId | None
    part_id: ThemeId | None = None


@dataclass(slots=True)
class _Tally:
    people: set[PersonId] = field(default_factory=set)
    sessions: set[SessionId] = field(default_factory=set)
    passages: set[PassageId] = field(default_factory=set)

    def add(self, voice: Voice) -> None:
        self.people.add(voice.person_id)
        self.passages.add(voice.passage_id)
        if voice.session_id is not None:
            self.sessions.add(voice.session_id)


@dataclass(slots=True)
class _Heard:
    """One round: who was heard at all, and a tally a theme."""

    people: set[PersonId] = field(default_factory=set)
    themes: dict[ThemeId, _Tally] = field(default_factory=lambda: defaultdict(_Tally))

    def raised(self, theme_id: ThemeId) -> int:
        return len(self.themes[theme_id].people) if theme_id in self.themes else 0


def count_findings(
    voices: Iterable[Voice],
    *,
    round_id: RoundId,
    previous_round_id: RoundId | None,
    run_id: RunId,
    known_before: Collection[ThemeId] = (),
) -> tuple[Finding, ...]:
    """One finding a theme that was raised in this round or in the one before, most people first.

    `voices` may hold any rounds; only these two are counted. A theme that nobody raised in the round before is
    `NEW`, unless it is in `known_before` (raised earlier still): then it is compared.
    """
    now, before = _Heard(), _Heard()
    for voice in voices:
        for heard, wanted in ((now, round_id), (before, previous_round_id)):
            if voice.round_id == wanted:
                _hear(heard, voice)
    theme_ids = sorted(now.themes.keys() | before.themes.keys())
    changes = _tell_changes(theme_ids, now, before, has_previous=previous_round_id is not None, known_before=known_before)
    findings = [_make_finding(theme_id, now, before, changes[theme_id], (round_id, previous_round_id, run_id)) for theme_id in theme_ids]
    return tuple(sorted(findings, key=lambda finding: (-finding.people, finding.theme_id)))


def _hear(heard: _Heard, voice: Voice) -> None:
    heard.people.add(voice.person_id)
    if voice.theme_id is not None:
        heard.themes[voice.theme_id].add(voice)


def _make_finding(theme_id: ThemeId, now: _Heard, before: _Heard, change: Change, where: tuple[RoundId, RoundId | None, RunId]) -> Finding:
    round_id, previous_round_id, run_id = where
    tally = now.themes.get(theme_id, _Tally())
    return Finding(
        id=FindingId(stable_id("finding", run_id, round_id, theme_id)),
        round_id=round_id,
        theme_id=theme_id,
        run_id=run_id,
        people=len(tally.people),
        people_heard=len(now.people),
        sessions=len(tally.sessions),
        passages=len(tally.passages),
        share=measure_share(len(tally.people), len(now.people)),
        previous_round_id=previous_round_id,
        previous_share=None if previous_round_id is None else measure_share(before.raised(theme_id), len(before.people)),
        change=change,
    )


def _tell_changes(
    theme_ids: list[ThemeId], now: _Heard, before: _Heard, *, has_previous: bool, known_before: Collection[ThemeId]
) -> Mapping[ThemeId, Change]:
    if not has_previous:
        return dict.fromkeys(theme_ids, Change.NONE)
    if min(len(now.people), len(before.people)) < FEWEST_TO_COMPARE:
        return dict.fromkeys(theme_ids, Change.NOT_COMPARABLE)
    new = {each for each in theme_ids if before.raised(each) == 0 and each not in known_before}
    old = [each for each in theme_ids if each not in new]
    return dict.fromkeys(new, Change.NEW) | dict(zip(old, _compare_all(old, now, before), strict=True))


def _compare_all(theme_ids: list[ThemeId], now: _Heard, before: _Heard) -> list[Change]:
    """More, less or about the same, with the false-discovery rate held at 5 % over the themes (Benjamini-Hochberg 1995)."""
    if not theme_ids:
        return []
    from scipy.stats import false_discovery_control

    heard, heard_before = len(now.people), len(before.people)
    raised = [(now.raised(each), before.raised(each)) for each in theme_ids]
    chances = false_discovery_control([weigh_difference(a, heard, b, heard_before) for a, b in raised], method="bh")
    return [
        Change.SAME if chance > FALSE_DISCOVERY_RATE else Change.MORE if a / heard > b / heard_before else Change.LESS
        for (a, b), chance in zip(raised, chances, strict=True)
    ]


def weigh_difference(people: int, heard: int, people_before: int, heard_before: int) -> float:
    """The chance (p, two-sided) of a difference of two shares at least this large if nothing had changed.

    Pearson's chi-square, or Fisher's exact test where a cell expects fewer than 5. People heard in both rounds are
    taken as independent, which errs on the side of "about the same".
    """
    raised, total = people + people_before, heard + heard_before
    if raised in (0, total):
        return 1.0
    from scipy.stats import chi2_contingency, fisher_exact

    table = [[people, heard - people], [people_before, heard_before - people_before]]
    fewest = min(raised, total - raised) * min(heard, heard_before) / total
    if fewest < FEWEST_EXPECTED:
        return float(fisher_exact(table).pvalue)
    return float(chi2_contingency(table, correction=False).pvalue)
