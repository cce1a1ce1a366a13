"""Whether contacts can stand as they are: everything that is wrong with one, in words that repeat no address. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import available_timezones

from desk.recommending.problems import Problem, check_line, show_safely
from desk.recommending.references import suggest
from digest.tracking.hearers import Staff, make_staff
from domain.addresses import read_address
from domain.contacts import Contact
from domain.course import fold_name
from domain.quiet import read_quiet

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_MOST_ADDRESSES = 10


def check_contact(value: Contact, others: Sequence[Contact]) -> tuple[Problem, ...]:
    """Everything that is wrong with a contact among the others, of which none is the contact itself."""
    return (
        *check_line("name", value.name, is_needed=True),
        *check_line("body", value.body),
        *_check_addresses(value),
        *_check_local(value),
        *_check_manager(value, make_staff((*others, value))),
    )


def _check_addresses(value: Contact) -> Iterator[Problem]:
    if len(value.addresses) > _MOST_ADDRESSES:
        yield Problem("addresses", f"There are {len(value.addresses)} addresses.", f"At most {_MOST_ADDRESSES}.")
    for number, each in enumerate(value.addresses, start=1):
        try:
            read_address(each)
        except ValueError as problem:  # says what is wrong, and not which address
            yield Problem("addresses", f"Address {number} is wrong: {problem}.", "Mend it.")


def _check_local(value: Contact) -> Iterator[Problem]:
    if value.language and not _LANGUAGE.fullmatch(value.language):
        yield Problem("language", f"{show_safely(value.language)} is no language.", "Write its code, as in es.")
    if value.time_zone and value.time_zone not in available_timezones():
        yield Problem("time_zone", f"{show_safely(value.time_zone)} is no time zone.", "Write it as in America/Chicago.")
    try:
        read_quiet(value.quiet)
    except ValueError as problem:
        yield Problem("quiet", f"The quiet hours are wrong: {problem}.", "Mend them.")


def _check_manager(value: Contact, staff: Staff) -> Iterator[Problem]:
    if not value.manager:
        return
    above = staff.named(value.manager)
    if above is None:
        near = suggest(value.manager, [each.name for each in staff.by_name.values()])
        yield Problem("manager", f"The manager {show_safely(value.manager)} is no contact.{near}", "Add the manager first.")
    elif _comes_back(value, staff.by_name):
        yield Problem(
            "manager", f"{show_safely(value.name)} would stand above {show_safely(above.name)}, who stands above them.", "Name another."
        )


def _comes_back(value: Contact, by_name: Mapping[str, Contact]) -> bool:
    """True where the way up from a contact leads back to it."""
    seen: set[str] = set()
    name = fold_name(value.manager)
    while name in by_name and name not in seen:
        if name == fold_name(value.name):
            return True
        seen.add(name)
        name = fold_name(by_name[name].manager)
    return False
