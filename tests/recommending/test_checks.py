"""What is refused before anything is kept, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.recommending.checks import check_recommendation, check_update
from desk.recommending.problems import LONGEST_NOTE, LONGEST_REFERENCE, check_reference
from desk.recommending.references import find_circle, suggest
from domain.contacts import Contact
from domain.recommendations import Recommendation, Role, StatusUpdate, UpdateState
from tests.recommending.samples import OWNER, TODAY, lights, step

DAY = date(2026, 10, 20)


def told(value: Recommendation, *, known: dict[str, Recommendation] | None = None, contacts: tuple[Contact, ...] = ()) -> str:
    """Everything that is wrong with it, as it is told."""
    return " | ".join(f"{each.field}: {each}" for each in check_recommendation(value, known=known or {}, contacts=contacts, today=TODAY))


def told_update(value: Recommendation, contacts: tuple[Contact, ...] = (), **values: Any) -> str:
    update = StatusUpdate(**{"id": "u", "recommendation_id": value.id, "on": DAY, "state": UpdateState.PLANNED, "note": "x"} | values)
    return " | ".join(f"{each.field}: {each}" for each in check_update(value, update, contacts=contacts, today=TODAY, known=("R-04",)))


def test_a_sound_recommendation_has_no_problem() -> None:
    value = lights(milestones=(step("Order"), step("Put up")), urls=("https://example.org/a?b=1",), needs=("R-04",), deputy="Parks")
    assert told(value, known={"R-04": lights("R-04")}) == ""


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"due_on": date(2026, 2, 1)}, "due_on: It is due on 2026-02-01, before it was issued on 2026-03-01."),
        ({"issued_on": date(2026, 11, 21), "due_on": None}, "issued_on: It is dated as issued on 2026-11-21, which has not come yet."),
        ({"issued_on": date(206, 3, 1)}, "issued_on: The date of issue is 0206-03-01: the year cannot be meant."),
        ({"milestones": (step("Order", date(2026, 2, 28)),)}, "“Order” is due on 2026-02-28, before the recommendation was issued"),
        ({"milestones": (step("Order", weight=0.0),)}, "milestones: The weight of “Order” is 0. It has to be above 0"),
        ({"milestones": (step("Order", weight=-1.5),)}, "milestones: The weight of “Order” is -1.5."),
        ({"milestones": (step("Order", weight=float("nan")),)}, "milestones: The weight of “Order” is not a number."),
        ({"milestones": (step("Order", weight=float("inf")),)}, "milestones: The weight of “Order” is not a number."),
        ({"milestones": (step("Order", needs=(step("Order").id,)),)}, "milestones: The milestone “Order” needs itself."),
        ({"milestones": (step("Order", needs=(step("Gone").id,)),)}, "“Order” needs a milestone that is not there."),
        ({"milestones": (step("Order"), step("order"))}, "Two milestones are called “order”."),
        ({"milestones": (step("Order", done_on=date(2026, 11, 21)),)}, "“Order” is done on 2026-11-21, which has not come yet."),
        ({"milestones": (step("Order", done_on=DAY, verified_on=date(2026, 10, 1)),)}, "is verified on 2026-10-01, before it was done"),
        ({"needs": ("R-03",)}, "needs: R-03 needs itself."),
        ({"needs": ("R-40",)}, "needs: It needs “R-40”, which is no recommendation. Did you mean R-04?"),
        ({"title": " "}, "title: The title is empty."),
        ({"owner": ""}, "owner: The owner is empty."),
        ({"title": "x" * 201}, "title: The title has 201 letters. At most 200."),
        ({"title": "one\r\ntwo"}, "title: The title holds a line break or another sign that does not show."),
        ({"text": "a\x1b[2Jb"}, "text: The text holds a sign that does not show."),
        ({"owner": "\u202eskroW cilbuP"}, "owner: The owner holds a line break or another sign"),
        ({"deputy": "public  works"}, "deputy: The deputy is the owner."),
        ({"urls": ("javascript:alert(1)",)}, "urls: “javascript:alert(1)” is no web address."),
        ({"urls": ("https://jo:secret@example.org/",)}, "urls: An address holds a user name or a password."),
        ({"urls": ("https:///nowhere",)}, "urls: “https:///nowhere” is no web address."),
        ({"urls": ("https://[broken",)}, "urls: “https://[broken” is no web address."),
    ],
)
def test_what_is_wrong_is_said(values: dict[str, Any], expected: str) -> None:
    assert expected in told(replace(lights(), **values), known={"R-04": lights("R-04")})


def test_milestones_that_wait_for_one_another_are_named_around_the_circle() -> None:
    one, two, three = (step(name) for name in ("Order", "Deliver", "Put up"))
    circle = (replace(one, needs=(three.id,)), replace(two, needs=(one.id,)), replace(three, needs=(two.id,)))
    assert "“Order” needs “Put up”, “Put up” needs “Deliver”, “Deliver” needs “Order”." in told(lights(milestones=circle))


def test_recommendations_that_wait_for_one_another_are_named_around_the_circle() -> None:
    known = {"R-04": lights("R-04", needs=("R-05",)), "R-05": lights("R-05", needs=("R-03",))}
    assert "R-03 needs R-04, R-04 needs R-05, R-05 needs R-03." in told(lights(needs=("R-04",)), known=known)


def test_an_owner_is_looked_for_among_contacts_only_where_there_are_any() -> None:
    jo = Contact("Jo Doe", (Role.OWNER,), body="Public Works")
    assert told(lights()) == told(lights(), contacts=(jo,)) == ""
    unknown = told(replace(lights(), owner="Jo Do"), contacts=(jo,))
    assert "owner: The owner “Jo Do” is nobody that is known. Did you mean Jo Doe?" in unknown
    assert told(replace(lights(), owner="jo  doe"), contacts=(jo,)) == ""


def test_an_owner_who_left_answers_for_nothing_new() -> None:
    gone = Contact(OWNER, left_on=TODAY)
    assert f"owner: The owner “{OWNER}” left on {TODAY}." in told(lights(), contacts=(gone,))
    assert told(lights(), contacts=(replace(gone, left_on=date(2026, 11, 21)),)) == ""


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"on": date(2026, 11, 21)}, "on: The update is dated 2026-11-21, which has not come yet."),
        ({"on": date(2026, 2, 28)}, "It is dated 2026-02-28, before the recommendation was issued on 2026-03-01."),
        ({"note": "x" * (LONGEST_NOTE + 1)}, "note: The note has 4,001 letters. At most 4,000."),
        ({"by": "Jo\nDoe"}, "by: The name of who said so holds a line break"),
        ({"replaced_by": "R-04"}, "replaced_by: What takes its place goes with “superseded”, not with “planned”."),
        ({"state": UpdateState.SUPERSEDED, "replaced_by": "R-03"}, "replaced_by: It cannot take its own place."),
        ({"state": UpdateState.SUPERSEDED, "replaced_by": "R-40"}, "There is no recommendation “R-40”. Did you mean R-04?"),
        ({"state": UpdateState.WITHDRAWN, "by": OWNER}, "by: “Public Works” answers for it and cannot say that it is withdrawn."),
        ({"state": UpdateState.VERIFIED, "by": ""}, "by: It is not said who judged."),
        (
            {"state": UpdateState.VERIFIED, "role": Role.STAFF},
            "role: Only the board or an auditor judges whether it was done, not the staff.",
        ),
    ],
)
def test_what_is_wrong_with_an_update_is_said(values: dict[str, Any], expected: str) -> None:
    assert expected in told_update(lights(), **values)


def test_an_auditor_who_left_judges_what_was_before_and_not_after() -> None:
    done = StatusUpdate("done", lights().id, date(2026, 10, 1), UpdateState.REPORTED_DONE, "Done")  # type: ignore[arg-type]
    value = lights(updates=(done,))
    verdict = {"state": UpdateState.VERIFIED, "by": "Aud", "role": Role.AUDITOR, "evidence": "Walked there"}
    assert told_update(value, (Contact("Aud", (Role.AUDITOR,), left_on=DAY),), **verdict) == ""
    assert "left on 2026-10-19 and cannot judge" in told_update(
        value, (Contact("Aud", (Role.AUDITOR,), left_on=date(2026, 10, 19)),), **verdict
    )


@pytest.mark.parametrize("reference", ["R-03", "7", "A.1/2", "Rec 4", "É-2", "2026/14.b"])
def test_references_that_people_type_are_taken(reference: str) -> None:
    assert list(check_reference("reference", reference)) == []


@pytest.mark.parametrize("reference", ["", " ", "R_03", "R--3", "../etc", "-rf", "=1+1", "R\n3", "R;DROP", " R-3", "R-3 ", "x" * 41])
def test_references_that_nobody_types_are_refused(reference: str) -> None:
    assert list(check_reference("reference", reference))


@given(st.text())
def test_a_reference_is_on_one_line_and_begins_with_a_letter_or_digit(reference: str) -> None:
    if not list(check_reference("reference", reference)):
        assert reference[0].isalnum() and reference.isprintable() and len(reference) <= LONGEST_REFERENCE


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3), max_size=6), st.sampled_from("abcdef"))
def test_a_circle_is_a_way_back_and_is_found_where_there_is_one(needs: dict[str, list[str]], start: str) -> None:
    circle = find_circle(start, lambda name: needs.get(name, ()))
    reached, waiting = set(), list(needs.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += needs.get(name, ())
    assert bool(circle) == (start in reached)
    if circle:
        assert circle[0] == circle[-1] == start
        assert all(other in needs[one] for one, other in pairwise(circle))


@given(st.text(max_size=30))
def test_whatever_is_typed_a_problem_shows_nothing_that_steers_a_terminal(words: str) -> None:
    value = replace(lights(), reference=words, owner=words, urls=(words,), needs=(words,), milestones=(replace(step("x"), title=words),))
    for each in check_recommendation(value, known={}, contacts=(Contact("Jo"),), today=TODAY):
        assert each.what.isprintable()


def test_names_like_one_are_offered_whatever_their_case() -> None:
    assert suggest("public work", ["Public Works", "Parks"]) == " Did you mean Public Works?"
    assert suggest("zzz", ["Public Works"]) == ""
