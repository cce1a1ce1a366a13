"""What the warehouse holds, in counts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from warehouse.store import Store

from config.settings import Settings
from domain.listening import Round
from flows.steps.stage import opened_store


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts by round, what is held and why, the latest entries of the ledger, and whether the audit log is whole."""

    rounds: tuple[dict[str, Any], ...]
    held: tuple[tuple[str, str, int], ...]
    runs: tuple[dict[str, Any], ...]
    audit_events: int
    is_audit_intact: bool

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def overview(settings: Settings) -> Overview:
    """Read the counts; changes nothing."""
    with opened_store(settings) as store:
        rounds = store.rounds.all()
        audit = store.audit.verify()
        return Overview(
            rounds=tuple(_round(store, each) for each in rounds),
            held=tuple(_held(store)),
            runs=tuple(_run(each) for each in store.ledger.recent(10)),
            audit_events=audit.events,
            is_audit_intact=audit.is_intact,
        )


def _round(store: Store, each: Round) -> dict[str, Any]:
    run = store.themes.latest_run(each.id)
    release = store.releases.latest(each.id)
    responses = store.responses.of_rounds([each.id])
    sessions = store.sessions.of_rounds([each.id])
    findings = store.findings.of_round(each.id)
    return {
        "round": each.name,
        "responses": sum(response.session_id is None for response in responses),
        "people": len({response.person_id for response in responses}),
        "sessions": len(sessions),
        "passages": len(store.passages.of_rounds([each.id])),
        "themes": sum(finding.people > 0 for finding in findings),
        "unthemed": _share(run.unthemed, run.passages) if run else "",
        "release": release.number if release else "",
    }


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else ""
