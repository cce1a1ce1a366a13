"""How long does a digest take, and how much memory, once its themes are there? Counted on an invented town.

    python -m benchmarks.digest_speed [--people 100000] [--themes 50] > digest_speed.json

JSON to stdout. In each of two rounds that many people say something on one to five of the themes; a part of them in sessions; each has
a language and a value in four public groups of 4 to 40 values, and answered three closed questions. `seconds` counts each part:
`count` (voices to findings of both rounds), `raised` (who raised each theme, by group), `page` (facts to the page model, what may
not leave withheld), `attack` (the check of the page before it is released), `html` and `json`; `cpu_seconds` is what the process itself
used of that, and `digest_seconds` page, html and json together. `peak_mb` is the most memory that the process had, the voices of both rounds included; `page_mb` the same less what
the process had before the page was built.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import numpy as np

from config.screen_texts import load_texts
from digest.counting.findings import count_findings
from digest.counting.heard import Voice, hear
from digest.counting.indicators import IndicatorFacts, IndicatorPoint, IndicatorSplit, SplitValue
from digest.counting.raised import LANGUAGE_GROUP, RaisedCounts, count_raised
from digest.disclosing.check import check_issues
from digest.disclosing.load import make_issue
from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.facts import DigestFacts, GroupHeard, SetAside
from digest.pages.write import to_json
from digest.rendering.render import render_digest
from digest.telling.build import build_digest
from domain.action import Finding
from domain.ids import PassageId, PersonId, RoundId, RunId, SessionId, SourceId, ThemeId
from domain.listening import Round, Session
from domain.themes import Solidity, Theme

_SEED, _IN_SESSIONS, _SESSION_SIZE = 6, 0.1, 25
_ROUNDS = tuple(Round(RoundId(f"round-{number}"), name, name.title()) for number, name in enumerate(("spring", "autumn")))
_GROUPS = {"Neighbourhood": 40, "Age": 6, "Years here": 4, "Way to work": 12}
_LANGUAGES = ("en", "es", "ar", "so", "vi", "pt", "fr", "zh", "am", "sw", "ht", "ru")
_DIGEST = ("page", "html", "json")
_NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

Made = TypeVar("Made")


class _Clock:
    """Seconds by part."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.cpu_seconds: dict[str, float] = {}

    def time(self, part: str, make: Callable[[], Made]) -> Made:
        """Make something and note how long it took."""
        begun, used = time.perf_counter(), time.process_time()
        made = make()
        self.seconds[part] = round(self.seconds.get(part, 0.0) + time.perf_counter() - begun, 2)
        self.cpu_seconds[part] = round(self.cpu_seconds.get(part, 0.0) + time.process_time() - used, 2)
        return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Build a digest once, after a small one (libraries are loaded then), and print what each part took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--themes", type=int, default=50)
    asked = parser.parse_args(arguments)
    measure(500, 5)
    json.dump(measure(asked.people, asked.themes), sys.stdout, indent=2)
    return 0


def measure(people: int, themes: int) -> dict[str, Any]:
    """Seconds of each part, megabytes, and how much came of it."""
    chance, clock, policy, texts = np.random.default_rng(_SEED), _Clock(), DisclosurePolicy(), load_texts("en")
    facts = _gather(chance, clock, people, themes)
    before_mb = _peak_mb()
    page = clock.time("page", lambda: build_digest(facts, texts=texts, policy=policy))
    html = clock.time("html", lambda: render_digest(page, texts))
    written = clock.time("json", lambda: to_json(page))
    exposed = clock.time("attack", lambda: check_issues([make_issue(_ROUNDS[1], 1, written, texts, policy)]))
    tables = [table for card in page.themes for table in card.raised_by]
    return {
        "people": people,
        "themes": themes,
        "themes_shown": len(page.themes),
        "raised_tables_shown": len(tables),
        "raised_rows_shown": sum(row.share is not None for table in tables for row in table.rows),
        "exposed": len(exposed),
        "seconds": clock.seconds,
        "cpu_seconds": clock.cpu_seconds,
        "digest_seconds": round(sum(clock.seconds[part] for part in _DIGEST), 2),
        "digest_cpu_seconds": round(sum(clock.cpu_seconds[part] for part in _DIGEST), 2),
        "peak_mb": _peak_mb(),
        "page_mb": _peak_mb() - before_mb,
        "html_mb": round(len(html.encode()) / 1024**2, 1),
    }


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _gather(chance: np.random.Generator, clock: _Clock, people: int, themes: int) -> DigestFacts:
    """Everything that the page is built from, counted from voices as a run does."""
    theme_ids = [ThemeId(f"theme-{number}") for number in range(themes)]
    voices = [voice for each in _ROUNDS for voice in _speak(chance, each.id, people, theme_ids)]
    values = _draw_values(chance, people)
    earlier = clock.time("count", lambda: _count(voices, _ROUNDS[0].id, None))
    findings = clock.time("count", lambda: _count(voices, _ROUNDS[1].id, _ROUNDS[0].id))
    raised = clock.time("raised", lambda: _count_raised(voices, theme_ids, values))
    heard = {group: tuple(Counter(each.values()).most_common()) for group, each in values.items()}
    return DigestFacts(
        town="Alder Falls",
        title="What people told us",
        language="en",
        round=_ROUNDS[1],
        earlier_rounds=_ROUNDS[:1],
        themes=tuple(_make_theme(each) for each in theme_ids),
        findings=findings,
        earlier_findings=earlier,
        people_heard=people,
        responses=people,
        sessions=tuple(_list_sessions(people)),
        languages_heard=heard.pop(LANGUAGE_GROUP),
        groups_heard=tuple(GroupHeard(name, counts) for name, counts in sorted(heard.items())),
        indicators=tuple(_make_indicator(chance, number, people) for number in range(3)),
        unthemed_people=people // 10,
        passages=2 * people,
        unthemed_passages=people // 5,
        solidity=dict.fromkeys(theme_ids, Solidity.SOLID),
        set_aside=SetAside(people, people // 50, people // 4),
        raised=raised,
        made_at=_NOW,
        today=date(2026, 11, 21),
    )


def _speak(chance: np.random.Generator, round_id: RoundId, people: int, theme_ids: Sequence[ThemeId]) -> Iterator[Voice]:
    """One to five passages a person, of themes that are not all as common; every tenth person sits in a session."""
    common = chance.dirichlet(np.ones(len(theme_ids)) * 2)
    for person in range(people):
        session = SessionId(f"{round_id}-session-{person // _SESSION_SIZE}") if person < _IN_SESSIONS * people else None
        for place, theme in enumerate(chance.choice(len(theme_ids), size=int(chance.integers(1, 6)), p=common)):
            yield Voice(
                PersonId(f"{round_id}-person-{person}"), session, round_id, PassageId(f"{round_id}-{person}-{place}"), theme_ids[theme]
            )


def _draw_values(chance: np.random.Generator, people: int) -> dict[str, dict[PersonId, str]]:
    """Of the second round, by group: each person's value; the first values are the most common."""
    named = {group: tuple(f"{group} {number}" for number in range(count)) for group, count in _GROUPS.items()}
    values: dict[str, dict[PersonId, str]] = {}
    for group, names in {LANGUAGE_GROUP: _LANGUAGES, **named}.items():
        drawn = chance.choice(len(names), size=people, p=_common(len(names)))
        values[group] = {PersonId(f"{_ROUNDS[1].id}-person-{person}"): names[value] for person, value in enumerate(drawn)}
    return values


def _common(values: int) -> Any:
    weights = 1 / np.arange(1, values + 1)
    return weights / weights.sum()


def _count(voices: Sequence[Voice], round_id: RoundId, previous_id: RoundId | None) -> tuple[Finding, ...]:
    return count_findings(voices, round_id=round_id, previous_round_id=previous_id, run_id=RunId("run-1"))


def _count_raised(
    voices: Sequence[Voice], theme_ids: Sequence[ThemeId], values: dict[str, dict[PersonId, str]]
) -> tuple[RaisedCounts, ...]:
    known = {group: tuple(sorted(set(each.values()))) for group, each in values.items()}
    return count_raised(hear(voices, _ROUNDS[1].id), theme_ids, values, known)


def _make_theme(theme_id: ThemeId) -> Theme:
    return Theme(theme_id, f"What people call {theme_id}", f"People spoke of {theme_id}.", (), _ROUNDS[0].id, approved_by="staff")


def _list_sessions(people: int) -> Iterator[Session]:
    for each in _ROUNDS:
        for number in range(int(_IN_SESSIONS * people) // _SESSION_SIZE):
            yield Session(SessionId(f"{each.id}-session-{number}"), each.id, SourceId("source-1"), f"{number}", f"Session {number}")


def _make_indicator(chance: np.random.Generator, number: int, people: int) -> IndicatorFacts:
    """A closed question that nine in ten answered, by every group."""
    answered = people * 9 // 10
    splits = tuple(_split(chance, group, count, answered) for group, count in _GROUPS.items())
    top = sum(each.top_two for each in splits[0].values)
    splits = tuple(_fit(each, top) for each in splits)
    points = [
        IndicatorPoint(each.id, answered, top, 3.1, unscored=people - answered, interval=(3.0, 3.2), splits=splits) for each in _ROUNDS
    ]
    return IndicatorFacts(f"Question {number}", 1, 5, tuple(points))


def _split(chance: np.random.Generator, group: str, values: int, answered: int) -> IndicatorSplit:
    people = chance.multinomial(answered, _common(values))
    return IndicatorSplit(
        group, tuple(SplitValue(f"{group} {number}", int(each), int(chance.binomial(each, 0.4))) for number, each in enumerate(people))
    )


def _fit(split: IndicatorSplit, top: int) -> IndicatorSplit:
    """The same people in each split: what is missing in the top two answers is put where there is room."""
    first, *others = split.values
    wanted = top - sum(each.top_two for each in others)
    return IndicatorSplit(split.attribute, (SplitValue(first.value, first.people, min(max(wanted, 0), first.people)), *others))


if __name__ == "__main__":
    sys.exit(main())
