"""What the warehouse holds, in counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from config.settings import Settings
from domain.listening import Round
from flows.steps.language_alarm import LanguageAlarm, read_alarm
from flows.steps.stage import opened_store
from warehouse.comments import HeldComment
from warehouse.ledger import LedgerEntry
from warehouse.store import Store

AUDIT_CHECKED = 10_000  # of the latest events: looking at all of a long log would keep everybody waiting each time


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts by round, what is held and why, what was discarded, the latest entries of the ledger, and whether the audit log is whole.

    `language_alarms` are of rounds whose themes follow the language that people speak. `scrub_asked_since` tells since when files wait to be rewritten that hold deleted words; None where none do.
    """

    rounds: tuple[dict[str, Any], ...]
    held: tuple[tuple[str, str, int], ...]
    discarded: tuple[tuple[str, int], ...]
    runs: tuple[dict[str, Any], ...]
    language_alarms: tuple[LanguageAlarm, ...]
    audit_events: int
    audit_checked: int
    is_audit_intact: bool
    scrub_asked_since: datetime | None

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def overview(settings: Settings) -> Overview:
    """Read the counts; changes nothing."""
    with opened_store(settings) as store:
        rounds = store.rounds.all()
        audit = store.audit.verify_latest(AUDIT_CHECKED)
        return Overview(
            rounds=tuple(_round(store, each) for each in rounds),
            held=tuple(_held(store)),
            discarded=tuple(_discarded(store)),
            runs=tuple(_run(each) for each in store.ledger.recent(10)),
            language_alarms=tuple(alarm for alarm in (read_alarm(store, each) for each in rounds) if alarm),
            audit_events=store.audit.count(),
            audit_checked=audit.events,
            is_audit_intact=audit.is_intact,
            scrub_asked_since=store.scrub_asked_since(),
        )


def list_held(settings: Settings) -> tuple[HeldComment, ...]:
    """Every comment that waits for a person, without its words."""
    with opened_store(settings) as store:
        return store.comments.list_held()


def _round(store: Store, each: Round) -> dict[str, Any]:
    passages = {heard.passage.id for heard in store.passages.of_rounds([each.id])}
    run = store.themes.latest_run(each.id)
    # A run themes the rounds before as well: what is told here is of this round.
    themed = {one.passage_id for one in store.themes.assignments(run.id) if one.theme_id} if run else set()
    release = store.releases.latest(each.id)
    responses = store.responses.of_rounds([each.id])
    speaking = {comment.response_id for comment in store.comments.of_rounds([each.id]) if not comment.is_context}
    sessions = store.sessions.of_rounds([each.id])
    findings = store.findings.of_round(each.id)
    return {
        "round": each.name,
        "responses": sum(response.session_id is None for response in responses),
        # A facilitator has a turn, and is nobody who was heard.
        "people": len({one.person_id for one in responses if one.session_id is None or one.id in speaking}),
        "sessions": len(sessions),
        "passages": len(passages),
        "themes": sum(finding.people > 0 for finding in findings),
        "unthemed": len(passages - themed) if run else None,
        "release": release.number if release else None,
    }


def _held(store: Store) -> Iterator[tuple[str, str, int]]:
    """Round, reason and how many comments wait for it."""
    names = {each.id: each.name for each in store.rounds.all()}
    for each in store.comments.held():
        yield names[each.round_id], each.reason, each.comments


def _discarded(store: Store) -> Iterator[tuple[str, int]]:
    """Round, and how many of its comments a person discarded."""
    names = {each.id: each.name for each in store.rounds.all()}
    for each in store.comments.discarded():
        yield names[each.round_id], each.comments


def _run(entry: LedgerEntry) -> dict[str, Any]:
    return {
        "stage": entry.flow,
        "scope": entry.scope,
        "finished": entry.finished_at.strftime("%Y-%m-%d %H:%M UTC"),
        "state": entry.state,
        "read": entry.receipt.read,
        "written": entry.receipt.written,
        "held": entry.receipt.held,
    }
