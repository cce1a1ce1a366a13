"""A recommendation as a board would ask for it, and whoever reports on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from desk.recommending.add import add
from desk.recommending.report import Told
from domain.ids import MilestoneId, RecommendationId, stable_id
from domain.recommendations import Milestone, Recommendation, Role
from warehouse.store import Store

WHO, WHY = "Rowan", "agreed in the meeting"
TODAY = date(2026, 11, 20)
ISSUED = date(2026, 3, 1)
OWNER = "Public Works"


def lights(reference: str = "R-03", **values: Any) -> Recommendation:
    """A recommendation; its id follows from its reference."""
    own_id = RecommendationId(stable_id("recommendation", reference))
    return Recommendation(own_id, reference, "Mend the lights", "Mend the lights", OWNER, ISSUED, date(2026, 9, 30), **values)


def step(title: str, due_on: date = date(2026, 5, 1), **values: Any) -> Milestone:
    """A milestone of R-03; its id follows from its title."""
    own = RecommendationId(stable_id("recommendation", "R-03"))
    return Milestone(MilestoneId(stable_id("milestone", own, title)), own, title, due_on, due_on, **values)


def add_lights(store: Store, reference: str = "R-03", **values: Any) -> Recommendation:
    """Add it as a person would."""
    return add(store, lights(reference, **values), who=WHO, why=WHY, today=TODAY)


def told(day: int = 20, month: int = 10, *, note: str = "As it stands in the minutes", **values: Any) -> Told:
    """What somebody reports of a day of the autumn."""
    return Told(date(2026, month, day), note, **values)


def judged(day: int = 25, month: int = 10, **values: Any) -> Told:
    """What an auditor reports."""
    return told(day, month, **{"evidence": "Walked the street", "by": "City Auditor", "role": Role.AUDITOR} | values)
