"""What staff decide about contacts: who they are, where reminders reach them, and that somebody has left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desk.contact_checks import check_contact
from desk.recommending.references import suggest
from digest.tracking.hearers import Hearer, find_hearers, make_staff
from domain.contacts import Contact
from domain.course import fold_name, follow
from domain.errors import WrongUse
from domain.following import Wanted
from domain.recommendations import Recommendation
from warehouse.store import Store

_PAGE = 500


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """An open recommendation of somebody who left, and who hears of it from then on; nobody where it needs a new owner."""

    recommendation: Recommendation
    hearers: tuple[Hearer, ...]


def add_contact(store: Store, value: Contact, *, who: str) -> None:
    """Add a contact, with its audit event. Raises WrongUse for what is wrong, and for a name that is there."""
    with store.transaction():
        others = store.contacts.all()
        if any(fold_name(each.name) == fold_name(value.name) for each in others):
            raise WrongUse(f"There is a contact {value.name!r} already.", next_step="Change it with: hearback contacts set")
        _refuse(value, others)
        store.contacts.save(value)
        store.audit.append(who, "contact added", value.name, "somebody to answer or to judge", _describe(None, value))


def change_contact(store: Store, value: Contact, *, who: str, why: str) -> bool:
    """Make a contact as given, with its audit event; False where it is so already. Raises WrongUse for what is wrong."""
    with store.transaction():
        before = find_contact(store, value.name)
        if before == value:
            return False
        _refuse(value, [each for each in store.contacts.all() if each.name != value.name])
        store.contacts.save(value)
        store.audit.append(who, "contact changed", value.name, why or "as it is now", _describe(before, value))
    return True


def mark_left(store: Store, name: str, *, on: date, today: date, who: str, why: str) -> tuple[LeftBehind, ...]:
    """Keep that somebody leaves, with its audit event; their open recommendations, and who hears of each after that day."""
    with store.transaction():
        before = find_contact(store, name)
        value = replace(before, left_on=on)
        store.contacts.save(value)
        behind = list_left_behind(store, value, today=today)
        if before != value:
            facts: dict[str, str | int] = {"on": on.isoformat(), "open": len(behind)}
            store.audit.append(who, "contact left", value.name, why or "does not work on this any more", facts)
    return behind


def remove_contact(store: Store, name: str, *, today: date, who: str, why: str) -> None:
    """Take a contact out with its messages and its audit event. Raises WrongUse while something open names it, or somebody reports to it."""
    if not why.strip():
        raise WrongUse("It is not said why.", next_step="Say it with: --why")
    with store.transaction():
        value = find_contact(store, name)
        below = [each.name for each in store.contacts.all() if fold_name(each.manager) == fold_name(value.name)]
        if below:
            raise WrongUse(f"{value.name} is the manager of {below[0]}.", next_step="Name another manager there first.")
        behind = list_left_behind(store, value, today=today)
        if behind:
            references = ", ".join(each.recommendation.reference for each in behind[:5])
            raise WrongUse(
                f"{value.name} answers for what is open: {references}.",
                next_step="Say that they left (hearback contacts left), so that others are reminded.",
            )
        store.contacts.remove(value.name)
        messages = store.outbox.forget(value.name)
        store.audit.append(who, "contact removed", value.name, why, {"messages": messages})


def find_contact(store: Store, name: str) -> Contact:
    """The contact of this name, however it is capitalised. Raises WrongUse that names those alike."""
    staff = make_staff(store.contacts.all())
    found = staff.named(name)
    if found is None:
        near = suggest(name, [each.name for each in staff.by_name.values()])
        raise WrongUse(f"There is no contact {name!r}.{near}", next_step="See: hearback contacts list")
    return found


def list_left_behind(store: Store, value: Contact, *, today: date) -> tuple[LeftBehind, ...]:
    """What is open and names a contact as owner or deputy, and who hears of it once they are gone: from the next day on."""
    gone = replace(value, left_on=value.left_on or today)
    staff = make_staff([*(each for each in store.contacts.all() if each.name != value.name), gone])
    on = max(today, gone.left_on or today) + timedelta(days=1)
    return tuple(LeftBehind(each, find_hearers(each, staff, on=on, is_for_manager=False)) for each in _list_open(store, value.name))


def _list_open(store: Store, name: str) -> Iterator[Recommendation]:
    after = ""
    while page := store.following.find(Wanted(owner=name), after=after, limit=_PAGE):
        found = store.recommendations.some([each.id for each in page if each.settled_on is None])
        yield from (each for each in found if follow(each.updates, issued_on=each.issued_on).is_waited_for)
        after = page[-1].reference


def _refuse(value: Contact, others: Sequence[Contact]) -> None:
    problems = check_contact(value, others)
    if problems:
        raise WrongUse(" ".join(map(str, problems)), where=value.name if value.name.isprintable() else "")


def _describe(before: Contact | None, after: Contact) -> dict[str, str | int]:
    """Which fields changed, and never to what: the log is no place for addresses."""
    fields = [name for name in Contact.__slots__ if before is None or getattr(before, name) != getattr(after, name)]
    told = [name for name in fields if name != "name" and (before is not None or getattr(after, name))]
    return {"fields": ", ".join(told)} if told else {}
