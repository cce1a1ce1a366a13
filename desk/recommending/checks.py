"""Whether a recommendation, or an update of one, can stand as it is: everything that is wrong with it, in words. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from desk.recommending.judges import check_judge
from desk.recommending.problems import (
    LONGEST_LINE,
    LONGEST_NOTE,
    LONGEST_TEXT,
    MOST_PARTS,
    Problem,
    check_day,
    check_line,
    check_reference,
    check_url,
    check_weight,
    check_words,
    show_safely,
)
from desk.recommending.references import check_needs, check_step_needs, suggest
from domain.contacts import Contact
from domain.course import fold_name, why_not
from domain.recommendations import Milestone, Recommendation, StatusUpdate, UpdateState

__all__ = ["Problem", "check_recommendation", "check_update"]

_LINES = ("title", "owner", "deputy", "issued_by", "addressed_to", "collection", "external_id")
_NEEDED = frozenset({"title", "owner"})
_LISTS = ("indicators", "places")


def check_recommendation(
    value: Recommendation, *, known: Mapping[str, Recommendation], contacts: Sequence[Contact], today: date
) -> tuple[Problem, ...]:
    """Everything that is wrong with a recommendation and its steps; its updates are for `check_update`.

    `known` are the others by their references (it may itself be among them, as it stood). Owners are looked for among
    `contacts` only where there are any.
    """
    return (
        *check_reference("reference", value.reference),
        *_check_texts(value),
        *_check_days(value, today),
        *(problem for each in value.milestones for problem in _check_milestone(each, value, today)),
        *_check_titles(value.milestones),
        *check_step_needs(value),
        *check_needs(value, known),
        *_check_owners(value, contacts, today),
        *(problem for each in value.urls for problem in check_url("urls", each)),
    )


def check_update(
    recommendation: Recommendation,
    update: StatusUpdate,
    *,
    contacts: Sequence[Contact],
    today: date,
    known: Collection[str] | None = None,
) -> tuple[Problem, ...]:
    """Everything that is wrong with an update that is to be added to a recommendation.

    `known` are the references that there are; None leaves `replaced_by` to whoever asks.
    """
    found = (
        *check_line("by", update.by),
        *check_words("note", update.note),
        *check_words("evidence", update.evidence),
        *_check_update_day(update, today),
        *_check_replaced(recommendation, update, known),
        *check_judge(recommendation, update, contacts),
    )
    refused = why_not(recommendation, update)
    return (*found, Problem("state", refused, "")) if refused and refused not in {each.what for each in found} else found


def _check_texts(value: Recommendation) -> Iterator[Problem]:
    for name in _LINES:
        yield from check_line(name, getattr(value, name), is_needed=name in _NEEDED)
    yield from check_words("text", value.text, longest=LONGEST_TEXT)
    for name in ("answers", "evidence_standard"):
        yield from check_words(name, getattr(value, name))
    for name in _LISTS:
        for each in getattr(value, name):
            yield from check_line(name, each, is_needed=True)
    for ground in value.grounds:
        yield from check_line("grounds", ground.ref, is_needed=True)
        yield from check_words("told", ground.told, longest=LONGEST_NOTE)
    for name in (*_LISTS, "urls", "needs", "grounds", "milestones"):
        if len(getattr(value, name)) > MOST_PARTS:
            yield Problem(name, f"There are {len(getattr(value, name)):,} {name}.", f"At most {MOST_PARTS}.")


def _check_days(value: Recommendation, today: date) -> Iterator[Problem]:
    yield from check_day("issued_on", value.issued_on)
    yield from check_day("due_on", value.due_on)
    if value.issued_on > today:
        yield Problem("issued_on", f"It is dated as issued on {value.issued_on}, which has not come yet.", "Mend the date.")
    for name, day in (("due_on", value.due_on), ("first_due_on", value.first_due_on)):
        if day is not None and day < value.issued_on:
            yield Problem(name, f"It is due on {day}, before it was issued on {value.issued_on}.", "Mend one of the dates.")


def _check_milestone(each: Milestone, value: Recommendation, today: date) -> Iterator[Problem]:
    yield from check_line("milestones", each.title, longest=LONGEST_LINE, is_needed=True)
    yield from check_weight("milestones", each.weight, each.title)
    yield from check_day("milestones", each.due_on)
    early = min(each.due_on, each.first_due_on)
    if early < value.issued_on:
        yield Problem(
            "milestones",
            f"The milestone “{each.title}” is due on {early}, before the recommendation was issued on {value.issued_on}.",
            "Mend one of the dates.",
        )
    for day, what in ((each.done_on, "done"), (each.verified_on, "verified")):
        if day is not None and day > today:
            yield Problem("milestones", f"“{each.title}” is {what} on {day}, which has not come yet.", "Mend the date.")
        elif day is not None and day < value.issued_on:
            yield Problem("milestones", f"“{each.title}” is {what} on {day}, before the recommendation was issued.", "Mend the date.")
    if each.done_on is not None and each.verified_on is not None and each.verified_on < each.done_on:
        yield Problem("milestones", f"“{each.title}” is verified on {each.verified_on}, before it was done.", "Mend one of the dates.")


def _check_titles(milestones: Sequence[Milestone]) -> Iterator[Problem]:
    """A step is named by its title, so no two have the same."""
    titles = [each.title.casefold() for each in milestones]
    for title in sorted({each for each in titles if titles.count(each) > 1}):
        yield Problem("milestones", f"Two milestones are called {show_safely(title)}.", "Give each a title of its own.")


def _check_owners(value: Recommendation, contacts: Sequence[Contact], today: date) -> Iterator[Problem]:
    if value.deputy and fold_name(value.deputy) == fold_name(value.owner):
        yield Problem("deputy", "The deputy is the owner.", "Name somebody else, or nobody.")
    if not contacts:
        return
    for name, role in ((value.owner, "owner"), (value.deputy, "deputy")):
        if name.strip():
            yield from _check_owner(name, role, contacts, today)


def _check_owner(name: str, role: str, contacts: Sequence[Contact], today: date) -> Iterator[Problem]:
    bodies = {each.body for each in contacts if each.body}
    own = next((each for each in contacts if fold_name(each.name) == fold_name(name)), None)
    if own is None and fold_name(name) not in map(fold_name, bodies):
        known = sorted(bodies | {each.name for each in contacts})
        yield Problem(
            role,
            f"The {role} {show_safely(name)} is nobody that is known.{suggest(name, known)}",
            "Mend the name, or add it: hearback contacts add NAME",
        )
    elif own is not None and own.left_on is not None and own.left_on <= today:
        yield Problem(role, f"The {role} {show_safely(name)} left on {own.left_on}.", "Name somebody who is there.")


def _check_update_day(update: StatusUpdate, today: date) -> Iterator[Problem]:
    yield from check_day("on", update.on)
    if update.on > today:
        yield Problem("on", f"The update is dated {update.on}, which has not come yet.", "Mend the date.")


def _check_replaced(recommendation: Recommendation, update: StatusUpdate, known: Collection[str] | None) -> Iterator[Problem]:
    other = update.replaced_by
    if other and update.state is not UpdateState.SUPERSEDED:
        yield Problem("replaced_by", f"What takes its place goes with “superseded”, not with “{update.state}”.", "Take it away.")
    elif other == recommendation.reference:
        yield Problem("replaced_by", "It cannot take its own place.", "Name another recommendation.")
    elif other and known is not None and other not in known:
        yield Problem("replaced_by", f"There is no recommendation {show_safely(other)}.{suggest(other, known)}", "Mend the reference.")
