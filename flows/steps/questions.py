"""What became of a survey's questions since the last pull: what still means the same is read, the rest is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.listening import Source
from domain.questions import Question
from flows.steps.sources import OpenedSource
from surveys.drift import Drift, find_drift
from surveys.mapping import Mapping
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """The codes whose answers are held, and a sentence for each change."""

    held: frozenset[str]
    notes: tuple[str, ...]


def keep_questions(store: Store, source: Source, opened: OpenedSource, mapping: Mapping) -> Asked:
    """Keep the questions as they are asked now; one that is held stays as it was when a person last accepted it."""
    known, now = store.questions.of_source(source.id), opened.questions()
    # On a first pull nothing can have changed, and nothing is asked for that only a change needs.
    drifts = find_drift(known, now, mapping, codes_by_id=opened.codes_by_id(), source=source.name) if known else ()
    held = {each.code: each.word for each in drifts if each.is_held}
    store.questions.save(source.id, _settle(known, now, held, mapping))
    return Asked(frozenset(held), tuple(map(_say, drifts)))


def _settle(known: Sequence[Question], now: Sequence[Question], held: dict[str, str], mapping: Mapping) -> list[Question]:
    before = {each.code: each for each in known}
    current = {each.code: each for each in now}
    settled = []
    for code in mapping.codes:
        if code in held and code in before:
            settled.append(replace(before[code], held_reason=held[code]))
        elif code in current:
            settled.append(current[code])
    return settled


def _say(drift: Drift) -> str:
    return f"{'Held: ' if drift.is_held else ''}{drift.word}"
