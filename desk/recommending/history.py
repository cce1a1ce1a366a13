"""The past of a recommendation: who changed what, when and why, held against the audit log, so that what was rewritten is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desk.recommending.past import FIELDS, MOVE, PART_FIELDS, UPDATE, hash_changes, say_move, say_update, say_value
from domain.ids import stable_id
from domain.recommendations import FieldChange, Recommendation
from warehouse.audit import AuditEvent
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the past does not fit the audit log, or the record does not fit its past. `deed` 0: no event is named."""

    deed: int
    what: str


@dataclass(frozen=True, slots=True)
class History:
    """The changes, oldest first, how many events they were held against, and what does not fit.

    `unchecked` are the numbers of events about so many changes that they were left to whoever asks for all of them.
    """

    changes: tuple[FieldChange, ...]
    events: int
    faults: tuple[Fault, ...]
    unchecked: tuple[int, ...] = ()


def read_history(store: Store, value: Recommendation, *, field: str = "", most: int | None = None) -> History:
    """The past of a recommendation, of one field where it is named; all of it is held against the audit log.

    An event's hash is over all that it changed, and an import may change very much: a page that cannot wait leaves out events
    about more than `most` changes, which are named. About 15,000 changes are read and hashed a second. A date that moved is told
    by its field; its own row is held against the log and not told twice.
    """
    own = store.recommendations.changes(value.id)
    found = _find_events(store, value, own)
    large = tuple(number for number, each in sorted(found.items()) if most is not None and _count_changes(each) > most)
    events = {number: each for number, each in found.items() if number not in large}
    deeds = store.recommendations.changes_of_deeds({*events, *(each.deed for each in own)} - {*large})
    faults = (*_check_deeds(deeds, events), *_check_past(value, own))
    told = sorted((each for each in own if each.field != MOVE and (not field or each.field == field)), key=_place)
    return History(tuple(told), len(events), tuple(sorted(set(faults), key=lambda each: (each.deed, each.what))), large)


def list_fields() -> tuple[str, ...]:
    """The names by which a field's past can be asked for."""
    return tuple(dict.fromkeys((*FIELDS, *PART_FIELDS, UPDATE)))


def _find_events(store: Store, value: Recommendation, changes: Sequence[FieldChange]) -> dict[int, AuditEvent]:
    """The events that changes name, and those about the recommendation whose changes may be gone; by number."""
    about = {each.number for each in store.audit.about(value.reference) if "changes" in each.detail}
    return {each.number: each for each in store.audit.numbered(about | {each.deed for each in changes})}


def _count_changes(event: AuditEvent) -> int:
    """How many changes an event says that it was about."""
    told = event.detail.get("fields", 0)
    return told if isinstance(told, int) else 0


def _check_deeds(changes: Iterable[FieldChange], events: Mapping[int, AuditEvent]) -> Iterator[Fault]:
    """Each deed's changes against the hash in its event."""
    by_deed: defaultdict[int, list[FieldChange]] = defaultdict(list)
    for each in changes:
        by_deed[each.deed].append(each)
    for deed in sorted({*by_deed, *events}):
        yield from _check_deed(deed, by_deed[deed], events.get(deed))


def _check_deed(deed: int, changes: Sequence[FieldChange], event: AuditEvent | None) -> Iterator[Fault]:
    if event is None or "changes" not in event.detail:
        yield Fault(deed, f"{len(changes)} changes name event {deed} of the audit log, which is not about them: they were added.")
        return
    wanted = event.detail.get("fields")
    if wanted != len(changes):
        way = "removed" if isinstance(wanted, int) and wanted > len(changes) else "added"
        yield Fault(deed, f"Event {deed} was about {wanted} changes, and {len(changes)} are here: some were {way}.")
        return
    odd = _find_odd(changes)
    if odd or hash_changes(changes) != event.detail["changes"]:
        named = f" Look at: {odd}." if odd else ""
        yield Fault(deed, f"What event {deed} ({event.action}) changed is not as it was written: it was rewritten.{named}")


def _find_odd(changes: Sequence[FieldChange]) -> str:
    """Which of a deed's changes have an id that does not follow from their field and moment."""
    odd = [each for each in changes if each.id != stable_id("change", each.recommendation_id, each.part, each.field, each.at.isoformat())]
    return ", ".join(_name(each) for each in odd)


def _check_past(value: Recommendation, changes: Sequence[FieldChange]) -> Iterator[Fault]:
    """Each change begins where the one before it ended, and the record stands where the last one left it."""
    last: dict[tuple[str, str], FieldChange] = {}
    for each in sorted(changes, key=lambda each: (each.deed, each.field != "title")):
        if each.part and each.field == "title" and each.before:
            _rename(last, each.before, each.after)
        before = last.get((each.part, each.field))
        if before is not None and before.after != each.before:
            yield Fault(each.deed, f"{_name(each)} begins otherwise than event {before.deed} left it: something between is gone.")
        last[each.part, each.field] = each
    yield from _check_added(value, last)
    now = dict(_read_now(value))
    for key, change in last.items():
        if key not in now:
            yield Fault(change.deed, f"{_name(change)} of event {change.deed} is gone: it was removed behind the program's back.")
        elif change.after != now[key]:
            yield Fault(change.deed, f"{_name(change)} is not as event {change.deed} left it: it was changed behind the program's back.")


def _check_added(value: Recommendation, last: Mapping[tuple[str, str], FieldChange]) -> Iterator[Fault]:
    """Updates and moves that no event brought. What was there before pasts were kept has none, and is not blamed for it."""
    if ("", "reference") not in last:
        return
    for each in value.updates:
        if (each.id, UPDATE) not in last:
            yield Fault(0, f"the update of {each.on} has no event: it was put in behind the program's back.")
    for move in value.due_changes:
        if (move.id, MOVE) not in last:
            yield Fault(0, f"the moved date of {move.on} has no event: it was put in behind the program's back.")


def _rename(last: dict[tuple[str, str], FieldChange], before: str, after: str) -> None:
    """A milestone's past goes with it to its new title."""
    for part, field in [key for key in last if key[0] == before]:
        last[after, field] = last.pop((part, field))


def _place(change: FieldChange) -> tuple[int, str, int]:
    """Where a change is told: by deed, the recommendation's own fields first, in the order in which they are written down."""
    return change.deed, change.part, list_fields().index(change.field)


def _read_now(value: Recommendation) -> Iterator[tuple[tuple[str, str], str]]:
    for name in FIELDS:
        yield ("", name), say_value(getattr(value, name))
    for step in value.milestones:
        for name in PART_FIELDS:
            yield (step.title, name), say_value(getattr(step, name))
    for update in value.updates:
        yield (update.id, UPDATE), say_update(update)
    for move in value.due_changes:
        yield (move.id, MOVE), say_move(move)


def _name(change: FieldChange) -> str:
    """What was changed, without the words that it was changed to."""
    if change.field == UPDATE:
        return f"the update of {change.after.partition(chr(10))[0]}"
    if change.field == MOVE:
        return f"the moved date of {change.after.partition(chr(10))[0]}"
    name = change.field.replace("_", " ")
    return f"{name} of “{change.part}”" if change.part else name
