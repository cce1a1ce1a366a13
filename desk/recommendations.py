"""Import recommendations and status updates: everything of a file is taken, or nothing and the row that is wrong is named."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from desk.tables import Row, hash_file, read_columns, read_day, read_rows
from domain.errors import BadFile
from domain.ids import MilestoneId, RecommendationId, UpdateId, stable_id
from domain.receipt import Receipt
from domain.recommendations import Milestone, Recommendation, Reply, Role, StatusUpdate, UpdateState
from warehouse.store import Store

RECOMMENDATION_COLUMNS = ("reference", "title", "text", "owner", "issued_on")
UPDATE_COLUMNS = ("reference", "on", "state", "note")
_MILESTONE = re.compile(
    r"(?P<first>\d{4}-\d\d-\d\d)\s*(?:>\s*(?P<due>\d{4}-\d\d-\d\d))?\s+(?P<title>[^\[\]]+?)\s*(?:\[done (?P<done>\d{4}-\d\d-\d\d)\])?"
)


def import_recommendations(store: Store, file: Path, *, who: str, today: date) -> Receipt:
    """Import a CSV of recommendations or of status updates (told apart by their columns), with its audit event.

    The receipt counts rows. Raises BadFile naming the row; then nothing was written.
    """
    if {"state", "on"} <= set(read_columns(file)):
        return _import_updates(store, file, who=who, today=today)
    recommendations = [_recommendation(row) for row in read_rows(file, RECOMMENDATION_COLUMNS)]
    _refuse_twice(file, [each.reference for each in recommendations])
    known = {each.reference: each for each in store.recommendations.all()}
    kept = [replace(each, updates=known[each.reference].updates) if each.reference in known else each for each in recommendations]
    return _save(store, kept, read=len(kept), file=file, who=who, what="recommendations imported")


def _import_updates(store: Store, file: Path, *, who: str, today: date) -> Receipt:
    known = {each.reference: each for each in store.recommendations.all()}
    rows = list(read_rows(file, UPDATE_COLUMNS))
    updates = [_update(row, known, today) for row in rows]
    here = {update.id for each in known.values() for update in each.updates}
    fresh = {update.id: update for update in updates if update.id not in here}
    changed = [
        replace(each, updates=(*each.updates, *(update for update in fresh.values() if update.recommendation_id == each.id)))
        for each in known.values()
        if any(update.recommendation_id == each.id for update in fresh.values())
    ]
    with store.transaction():
        store.recommendations.save(changed)
        if changed:
            facts: dict[str, str | int] = {"rows": len(rows), "new": len(fresh), "file": hash_file(file)}
            store.audit.append(who, "status updates imported", "recommendations", "a file was handed over", facts)
    return Receipt(read=len(rows), written=len(fresh), unchanged=len(rows) - len(fresh))


def _save(store: Store, recommendations: Sequence[Recommendation], *, read: int, file: Path, who: str, what: str) -> Receipt:
    with store.transaction():
        written, unchanged = store.recommendations.save(recommendations)
        if written:
            facts: dict[str, str | int] = {"rows": read, "written": written, "file": hash_file(file)}
            store.audit.append(who, what, "recommendations", "a file was handed over", facts)
    return Receipt(read=read, written=written, unchanged=unchanged)


def _recommendation(row: Row) -> Recommendation:
    reference, issued_on = row.text("reference"), row.day("issued_on")
    recommendation_id = RecommendationId(stable_id("recommendation", reference))
    due_on = row.day("due_on") if row.cells.get("due_on") else None
    if due_on is not None and due_on < issued_on:
        raise row.wrong(f"It is due on {due_on}, before it was issued on {issued_on}.", "Mend one of the dates.")
    return Recommendation(
        id=recommendation_id,
        reference=reference,
        title=row.text("title"),
        text=row.text("text"),
        owner=row.text("owner"),
        issued_on=issued_on,
        due_on=due_on,
        answers=row.cells.get("answers", ""),
        milestones=tuple(
            _milestone(part.strip(), row, recommendation_id) for part in row.cells.get("milestones", "").split(";") if part.strip()
        ),
    )


def _milestone(words: str, row: Row, recommendation_id: RecommendationId) -> Milestone:
    """`2026-03-01 Title`, `2026-03-01 > 2026-05-01 Title` where the date moved, `… [done 2026-04-02]` once it is done."""
    found = _MILESTONE.fullmatch(words)
    if found is None:
        raise row.wrong(
            "A milestone is not written as it must be.", 'Write: "2026-03-01 Title; 2026-05-01 > 2026-06-15 Title [done 2026-06-10]".'
        )
    first = read_day(found["first"], row, "milestones")
    return Milestone(
        id=MilestoneId(stable_id("milestone", recommendation_id, found["title"])),
        recommendation_id=recommendation_id,
        title=found["title"],
        first_due_on=first,
        due_on=read_day(found["due"], row, "milestones") if found["due"] else first,
        done_on=read_day(found["done"], row, "milestones") if found["done"] else None,
    )


def _update(row: Row, known: dict[str, Recommendation], today: date) -> StatusUpdate:
    reference = row.text("reference")
    if reference not in known:
        near = difflib.get_close_matches(reference, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise row.wrong(f"There is no recommendation {reference!r}.{hint}", "Import the recommendations first.")
    on = row.day("on")
    if on > today:
        raise row.wrong(f"The update is dated {on}, which has not come yet.", "Mend the date.")
    if on < known[reference].issued_on:
        raise row.wrong(f"The update is dated {on}, before {reference} was issued.", "Mend the date.")
    state, note = _state(row), row.text("note")
    return StatusUpdate(
        id=UpdateId(stable_id("update", known[reference].id, on.isoformat(), state, note)),
        recommendation_id=known[reference].id,
        on=on,
        state=state,
        note=note,
        evidence=row.cells.get("evidence", ""),
        reply=Reply(row.cells["reply"]) if row.cells.get("reply") else None,
        by=row.cells.get("by", ""),
        role=Role(row.cells["role"]) if row.cells.get("role") else Role.STAFF,
    )


def _state(row: Row) -> UpdateState:
    words = row.text("state").casefold()
    try:
        return UpdateState(words)
    except ValueError:
        raise row.wrong(f"The state {words!r} is not known.", f"Known: {', '.join(UpdateState)}.") from None


def _refuse_twice(file: Path, references: Sequence[str]) -> None:
    twice = sorted({each for each in references if references.count(each) > 1})
    if twice:
        raise BadFile(f"The reference {twice[0]!r} stands on more than one row.", where=str(file), next_step="Give each its own.")
