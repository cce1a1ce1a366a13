"""Recommendations and contacts for tests of reminders: few words, any dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.contacts import Contact
from domain.ids import DueChangeId, MilestoneId, RecommendationId, UpdateId, stable_id
from domain.recommendations import DueChange, Milestone, Recommendation, Reply, StatusUpdate, UpdateState

ISSUED = date(2026, 1, 1)


def make_asked(
    reference: str = "R-01",
    *,
    owner: str = "Jo Doe",
    deputy: str = "",
    due_on: date | None = None,
    steps: Sequence[tuple[str, date]] = (),
    title: str = "Mend the lights",
    issued_on: date = ISSUED,
) -> Recommendation:
    own_id = RecommendationId(stable_id("recommendation", reference))
    milestones = tuple(Milestone(MilestoneId(stable_id("milestone", own_id, name)), own_id, name, day, day) for name, day in steps)
    return Recommendation(own_id, reference, title, "Text", owner, issued_on, due_on, deputy=deputy, milestones=milestones)


def make_update(value: Recommendation, on: date, state: UpdateState, *, reply: Reply | None = None, note: str = "") -> StatusUpdate:
    return StatusUpdate(UpdateId(stable_id("update", value.id, on.isoformat(), state)), value.id, on, state, note, "a paper", reply)


def make_moved(value: Recommendation, on: date, before: date, after: date) -> DueChange:
    return DueChange(DueChangeId(stable_id("moved", value.id, on.isoformat())), value.id, None, on, before, after, "rain", "Jo Doe")


def make_person(name: str, **other: object) -> Contact:
    address = f"mailto:{name.casefold().replace(' ', '.')}@riverton.example"
    return Contact(name, **{"addresses": (address,), **other})  # type: ignore[arg-type]  # tests give what a contact has
