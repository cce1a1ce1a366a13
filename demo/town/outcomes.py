"""Other records of Alder Falls, all invented: complaints by quarter, and how many calls got the interpreter they needed."""

from __future__ import annotations

from pathlib import Path

from config.settings import Settings
from domain.outcomes import PER_CENT, OutcomeKind
from domain.receipt import Receipt

_HERE = Path(__file__).parent


def import_outcomes(settings: Settings) -> Receipt:
    """Bring both series into the town's warehouse."""
    from desk.outcomes import OutcomeTold, import_outcome
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store

    complaints = OutcomeTold(
        "complaints", "Complaints about the police", "complaints", OutcomeKind.COUNT, "Alder Falls oversight office (invented)"
    )
    interpreters = OutcomeTold(
        "interpreters",
        "Calls that got the interpreter they needed",
        PER_CENT,
        OutcomeKind.RATE,
        "Alder Falls dispatch centre (invented)",
    )
    today = today_in(settings)
    with opened_store(settings) as store:
        return import_outcome(store, _HERE / "complaints.csv", complaints, today=today, who="demo") + import_outcome(
            store, _HERE / "interpreters.csv", interpreters, today=today, who="demo"
        )
