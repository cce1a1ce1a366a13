"""Rows of the warehouse -> series from other records, over the spans of time that a round's digest shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from digest.counting.outcomes import OutcomeFacts, SpanKind, count_outcome, list_spans
from domain.listening import Round
from warehouse.store import Store


def gather_outcomes(store: Store, rounds: Sequence[Round], *, today: date, by: SpanKind) -> tuple[OutcomeFacts, ...]:
    """Every series up to the end of the last of these rounds: what came later belongs to the next digest."""
    outcomes = store.outcomes.all()
    until = min(today, rounds[-1].ends_on or today)
    spans = list_spans(by, rounds, outcomes, until=until)
    counted = (count_outcome(each, spans) for each in outcomes)
    return tuple(each for each in counted if any(span.whole is not None for span in each.spans))
