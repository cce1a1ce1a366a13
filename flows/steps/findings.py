"""Count what a round says on each theme."""

from __future__ import annotations

from config.settings import Settings
from digest.gathering.comparable import find_incomparable
from digest.gathering.gather import count_round, gather_voices
from domain.receipt import Receipt
from flows.steps.stage import rounds_up_to, stage
from warehouse.store import Store


@stage("findings")
def findings(store: Store, settings: Settings, round_name: str) -> Receipt:
    """One finding a theme that was raised in this round or the one before; the round's earlier findings are replaced."""
    rounds = rounds_up_to(store, settings, round_name)
    run, _, voices = gather_voices(store, rounds)
    made = count_round(voices, rounds, run, find_incomparable(store, rounds))
    written, unchanged = store.findings.replace(rounds[-1].id, made)
    return Receipt(read=len(made), written=written, unchanged=unchanged)
