"""Who hears of a recommendation: who owns it and their deputy, in their place whoever stands in, and in time the manager. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.contacts import Contact
from domain.course import fold_name
from domain.recommendations import Recommendation, Role


class Part(StrEnum):
    """As what somebody hears of it."""

    OWNER = "owner"
    DEPUTY = "deputy"
    INSTEAD = "in place of"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Hearer:
    """One who hears. `whose` is whose work it is; `reason` says why it is not they who hear, where somebody stands in."""

    contact: Contact
    part: Part
    whose: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """Contacts, found by their names and by the body that they belong to, however these are capitalised."""

    by_name: Mapping[str, Contact]
    by_body: Mapping[str, tuple[Contact, ...]]

    def named(self, name: str) -> Contact | None:
        """The contact of this name."""
        return self.by_name.get(fold_name(name))

    def people(self, body: str) -> tuple[Contact, ...]:
        """The contacts of this body."""
        return self.by_body.get(fold_name(body), ())

    def managers(self, contact: Contact) -> Iterator[Contact]:
        """Who stands above a contact, the nearest first. A circle, which is refused where it is made, ends it."""
        seen = {contact.name}
        above = self.named(contact.manager)
        while above is not None and above.name not in seen:
            yield above
            seen.add(above.name)
            above = self.named(above.manager)


def make_staff(contacts: Sequence[Contact]) -> Staff:
    """Contacts as they are looked up."""
    bodies: dict[str, tuple[Contact, ...]] = {}
    for each in contacts:
        if each.body:
            bodies[fold_name(each.body)] = (*bodies.get(fold_name(each.body), ()), each)
    return Staff({fold_name(each.name): each for each in contacts}, bodies)


def has_left(contact: Contact, on: date) -> bool:
    """True where somebody answers for nothing any more; on their last day they still do."""
    return contact.left_on is not None and contact.left_on < on


def find_hearers(recommendation: Recommendation, staff: Staff, *, on: date, is_for_manager: bool) -> tuple[Hearer, ...]:
    """Who hears of it on a day, each once; nobody where nobody can be reached.

    At first the owner and the deputy. Where the owner cannot be reached, the deputy stands in, and where neither can, the next
    manager above them who can. With `is_for_manager` the owner's next manager hears beside them.
    """
    owner, deputy = recommendation.owner, recommendation.deputy
    found = [Hearer(each, Part.OWNER, owner) for each in reach(owner, staff, on=on)]
    if found:
        found += [Hearer(each, Part.DEPUTY, owner) for each in reach(deputy, staff, on=on)]
    else:
        reason = say_why_not(owner, staff, on=on)
        stand_in = reach(deputy, staff, on=on) or _find_manager((owner, deputy), staff, on)
        found = [Hearer(each, Part.INSTEAD, owner, reason) for each in stand_in]
    if is_for_manager:
        found += [Hearer(each, Part.MANAGER, owner) for each in _find_manager((owner,), staff, on)]
    return tuple({each.contact.name: each for each in reversed(found)}[name] for name in dict.fromkeys(each.contact.name for each in found))


def reach(name: str, staff: Staff, *, on: date) -> tuple[Contact, ...]:
    """Who is written to where this name is meant: the contact of this name, or where that has no address the people of this body.

    Of a body, those who have the role of an owner; where none has, all of them.
    """
    own = staff.named(name)
    if own is not None and _can_be_written_to(own, on):
        return (own,)
    people = tuple(each for each in staff.people(name) if _can_be_written_to(each, on))
    return tuple(each for each in people if Role.OWNER in each.roles) or people


def say_why_not(name: str, staff: Staff, *, on: date) -> str:
    """Why nobody is written to where this name is meant, in words that go on a line."""
    own = staff.named(name)
    if own is None and not staff.people(name):
        return f"{name} is not among the contacts"
    if own is not None and has_left(own, on):
        return f"{name} left on {own.left_on}"
    return f"no address is known of {name}"


def _can_be_written_to(contact: Contact, on: date) -> bool:
    return bool(contact.addresses) and not has_left(contact, on)


def _find_manager(names: Sequence[str], staff: Staff, on: date) -> tuple[Contact, ...]:
    """The nearest manager who can be written to, above the first of these names that has one."""
    for name in names:
        own = staff.named(name)
        below = [own] if own is not None else list(staff.people(name))
        for each in below:
            found = next((above for above in staff.managers(each) if _can_be_written_to(above, on)), None)
            if found is not None:
                return (found,)
    return ()
