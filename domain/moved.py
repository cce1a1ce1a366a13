"""How often the dates of a recommendation were moved, and how far."""

from __future__ import annotations

from domain.recommendations import Recommendation


def count_moves(recommendation: Recommendation) -> int:
    """How often its dates were moved: as often as was recorded, and at least once for each date that is not the first one.

    A date that was set where there was none is not moved; one that was taken away is.
    """
    recorded = sum(each.before is not None for each in recommendation.due_changes)
    return max(recorded, len(list_moved(recommendation)))


def list_moved(recommendation: Recommendation) -> list[int]:
    """For each date that is not the first one, how many days it moved."""
    first, now = recommendation.first_due_on, recommendation.due_on
    steps = [(each.first_due_on, each.due_on) for each in recommendation.milestones]
    own = [(first, now)] if first is not None and now is not None else []
    return [(now - first).days for first, now in steps + own if now != first]
