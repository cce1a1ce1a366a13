"""Whose dates an owner's calendar holds, and how long there is one. Pure."""

from __future__ import annotations

from datetime import date

from digest.tracking.hearers import Staff, has_left
from domain.course import fold_name


def fold_names(whom: str, staff: Staff) -> frozenset[str]:
    """The names, folded, under which recommendations are theirs: their own and that of the body that they belong to."""
    contact = staff.named(whom)
    body = fold_name(contact.body) if contact is not None else ""
    return frozenset({fold_name(whom), body} - {""})


def is_there(whom: str, staff: Staff, *, today: date) -> bool:
    """True while somebody answers under this name: a contact who has not left, or a body in which such a contact is."""
    contact = staff.named(whom)
    return any(not has_left(each, today) for each in ((contact,) if contact is not None else staff.people(whom)))
