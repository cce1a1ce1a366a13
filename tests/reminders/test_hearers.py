"""Who hears: owner and deputy, who stands in where they cannot be reached, and the manager above them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from digest.tracking.hearers import Part, find_hearers, make_staff
from domain.contacts import Contact
from domain.recommendations import Role
from tests.reminders.calendar_of import make_asked, make_person

ON = date(2026, 6, 1)


def heard(value: object, *contacts: Contact, manager: bool = False) -> list[tuple[str, Part, str]]:
    found = find_hearers(value, make_staff(contacts), on=ON, is_for_manager=manager)  # type: ignore[arg-type]
    return [(each.contact.name, each.part, each.reason) for each in found]


def test_owner_and_deputy_hear_and_the_manager_beside_them_when_it_is_late() -> None:
    contacts = make_person("Jo", manager="Ann"), make_person("Sam"), make_person("Ann")
    value = make_asked(owner="jo", deputy="SAM")
    assert heard(value, *contacts) == [("Jo", Part.OWNER, ""), ("Sam", Part.DEPUTY, "")]
    assert heard(value, *contacts, manager=True)[2:] == [("Ann", Part.MANAGER, "")]


def test_who_left_is_stood_in_for_by_the_deputy_then_by_the_manager_who_is_told_why() -> None:
    jo, ann = make_person("Jo", manager="Ann", left_on=date(2026, 5, 31)), make_person("Ann")
    reason = "Jo left on 2026-05-31"
    assert heard(make_asked(owner="Jo", deputy="Sam"), jo, ann, make_person("Sam")) == [("Sam", Part.INSTEAD, reason)]
    assert heard(make_asked(owner="Jo"), jo, ann) == [("Ann", Part.INSTEAD, reason)]
    gone = make_person("Ann", manager="Zoe", left_on=date(2026, 5, 1))
    assert heard(make_asked(owner="Jo"), jo, gone, make_person("Zoe")) == [("Zoe", Part.INSTEAD, reason)]


def test_on_the_last_day_somebody_still_answers() -> None:
    assert heard(make_asked(owner="Jo"), make_person("Jo", left_on=ON)) == [("Jo", Part.OWNER, "")]


def test_a_body_is_written_to_itself_or_else_its_people_who_own() -> None:
    people = make_person("Jo", body="Works", roles=(Role.OWNER,)), make_person("Sam", body="Works")
    value = make_asked(owner="Works")
    assert heard(value, make_person("Works"), *people) == [("Works", Part.OWNER, "")]
    assert heard(value, Contact("Works"), *people) == [("Jo", Part.OWNER, "")]
    assert heard(value, people[1]) == [("Sam", Part.OWNER, "")]


def test_nobody_hears_twice_of_one_thing() -> None:
    both = make_person("Jo", manager="Ann"), make_person("Ann")
    assert heard(make_asked(owner="Jo", deputy="Jo"), *both) == [("Jo", Part.OWNER, "")]
    assert heard(make_asked(owner="Jo", deputy="Ann"), *both, manager=True) == [("Jo", Part.OWNER, ""), ("Ann", Part.DEPUTY, "")]


names = st.sampled_from(["A", "B", "C", "D", ""])


@given(st.dictionaries(st.sampled_from("ABCD"), names, max_size=4), names, names, st.booleans())
def test_whatever_stands_above_whom_somebody_hears_once_and_only_who_is_there(
    above: dict[str, str], owner: str, deputy: str, manager: bool
) -> None:
    contacts = [
        make_person(name, manager=boss, left_on=ON.replace(day=1, month=5) if name == "C" else None) for name, boss in above.items()
    ]
    found = [name for name, _, _ in heard(make_asked(owner=owner or "Ghost", deputy=deputy), *contacts, manager=manager)]
    assert len(found) == len(set(found)) and "C" not in found and set(found) <= set(above)
