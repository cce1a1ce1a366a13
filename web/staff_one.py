"""One recommendation for staff: everything that is known of it, and beside each field its past, held against the audit log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from desk.recommending.history import History, read_history
from desk.recommending.past import FIELDS, PART_FIELDS, UPDATE, say_value
from digest.telling.wording import show_plainly
from digest.tracking.recommendations import Progress, follow_up
from domain.course import follow
from domain.recommendations import DueChange, FieldChange, Milestone, Recommendation, StatusUpdate
from domain.themes import MadeBy
from warehouse.store import Store
from web.staff_list import link_one
from web.staff_words import say_day, say_days, say_state

_LABELS = {
    "text": "what was asked for, in full",
    "due_on": "its own date",
    "answers": "what it answers",
    "evidence_standard": "what will count as done",
    "indicators": "what should move",
    "urls": "papers",
    "collection": "set",
    "external_id": "name elsewhere",
    "needs": "needs first",
    "grounds": "rests on",
    "done_on": "done",
    "verified_on": "verified",
}


# So many changes of one event are read for a page; what a large import changed is checked from the command line.
_MOST_HELD = 2_000


@dataclass(frozen=True, slots=True)
class PastLine:
    """One change of a field: when (UTC), who, why, and the number of its event in the audit log."""

    at: str
    who: str
    why: str
    before: str
    after: str
    event: int


@dataclass(frozen=True, slots=True)
class Field:
    """A field in words, a line each, and how it came to be so, oldest first."""

    label: str
    lines: tuple[str, ...]
    past: tuple[PastLine, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone with its fields."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An update, the newest first. `refused` is why it does not stand, where it does not."""

    on: str
    state: str
    by: str
    note: str
    evidence: str
    replaced_by: str
    refused: str
    kept: str


@dataclass(frozen=True, slots=True)
class StaffOne:
    """A recommendation as its page tells it. `faults` are what does not fit the audit log, over `events` of it."""

    town: str
    reference: str
    title: str
    facts: tuple[tuple[str, str], ...]
    themes: tuple[str, ...]
    waiting: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    steps: tuple[Step, ...]
    updates: tuple[Said, ...]
    moves: tuple[str, ...]
    faults: tuple[str, ...]
    events: int
    unchecked: tuple[int, ...]


def describe_one(store: Store, value: Recommendation, *, town: str, today: date, due_soon_days: int, stale_after_days: int) -> StaffOne:
    """All that is known of a recommendation."""
    history = read_history(store, value, most=_MOST_HELD)
    standing = follow_up(value, today=today, due_soon_days=due_soon_days, stale_after_days=stale_after_days)
    titles = {each.id: each.title for each in store.themes.all()} if value.links else {}
    names: dict[str, str] = {each.id: each.title for each in value.milestones}
    return StaffOne(
        town=town,
        reference=show_plainly(value.reference),
        title=show_plainly(value.title),
        facts=tuple((label, words) for label, words in _tell_standing(value, standing) if words),
        themes=tuple(f"{titles.get(each.theme_id, each.theme_id)}{_say_made(each.made_by)}" for each in value.links),
        waiting=tuple((each, link_one(each)) for each in store.recommendations.waiting_on(value.reference)),
        fields=tuple(_make_field(value, name, "", history, names) for name in FIELDS),
        steps=tuple(_make_step(each, history, names) for each in value.milestones),
        updates=tuple(reversed(list(_tell_updates(value, history)))),
        moves=tuple(_say_move(each, names) for each in value.due_changes),
        faults=tuple(each.what for each in history.faults),
        events=history.events,
        unchecked=history.unchecked,
    )


def _tell_standing(value: Recommendation, standing: Progress) -> Iterator[tuple[str, str]]:
    course = follow(value.updates, issued_on=value.issued_on)
    yield "State", f"{say_state(standing.state, standing.reply)}, since {say_day(course.since)}"
    yield "Answer", standing.reply.value if standing.reply else "none yet"
    yield "Next date", f"{say_day(standing.due_on)}, {say_days(standing.days)}" if standing.days is not None else "none"
    yield "First date", say_day(value.first_due_on) if value.first_due_on != value.due_on else ""
    yield "Dates moved", _count(standing.moves, "time") if standing.moves else ""
    if standing.reported is not None and standing.verified is not None:
        yield "Steps, by weight", f"{standing.reported:.0%} reported done, {standing.verified:.0%} verified"
    yield "Nothing heard for", _count(standing.silent_days, "day") if standing.is_stale else ""


def _count(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _say_made(made_by: MadeBy) -> str:
    return "" if made_by is MadeBy.PERSON else " (suggested by the program, not looked at yet)"


def _make_field(value: Recommendation | Milestone, name: str, part: str, history: History, names: Mapping[str, str]) -> Field:
    past = tuple(_to_line(each, names) for each in history.changes if (each.part, each.field) == (part, name))
    return Field(_LABELS.get(name, name.replace("_", " ")), _name_lines(say_value(getattr(value, name)), names), past)


def _name_lines(words: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """A line for each of several things; milestones that are named by their ids by their titles."""
    return tuple(show_plainly(names.get(each, each)) for each in words.split("\n") if each)


def _to_line(each: FieldChange, names: Mapping[str, str]) -> PastLine:
    before, after = ("; ".join(_name_lines(words, names)) for words in (each.before, each.after))
    return PastLine(f"{each.at:%Y-%m-%d %H:%M} UTC", show_plainly(each.who), show_plainly(each.why), before, after, each.deed)


def _make_step(step: Milestone, history: History, names: Mapping[str, str]) -> Step:
    return Step(show_plainly(step.title), tuple(_make_field(step, name, step.title, history, names) for name in PART_FIELDS))


def _tell_updates(value: Recommendation, history: History) -> Iterator[Said]:
    """By day; those that do not stand at their day too, with the reason."""
    course = follow(value.updates, issued_on=value.issued_on)
    refused = {each.update.id: each.why for each in course.refused}
    kept = {each.part: each for each in history.changes if each.field == UPDATE}
    place = {each.id: number for number, each in enumerate(course.steps)}
    for each in sorted(value.updates, key=lambda each: (each.on, place.get(each.id, len(place)))):
        yield _say_update(each, refused.get(each.id, ""), kept.get(each.id))


def _say_update(each: StatusUpdate, refused: str, kept: FieldChange | None) -> Said:
    return Said(
        on=say_day(each.on),
        state=f"{each.state}: {each.reply}" if each.reply else each.state.value,
        by=show_plainly(f"{each.by}, {each.role}" if each.by else each.role.value),
        note=show_plainly(each.note),
        evidence=show_plainly(each.evidence),
        replaced_by=show_plainly(each.replaced_by),
        refused=refused,
        kept=show_plainly(f"Put down by {kept.who} at {kept.at:%Y-%m-%d %H:%M} UTC, event {kept.deed}: {kept.why}") if kept else "",
    )


def _say_move(each: DueChange, names: Mapping[str, str]) -> str:
    part = f"“{names.get(each.milestone_id, '')}” " if each.milestone_id else ""
    before, after = (say_day(day) or "no date" for day in (each.before, each.after))
    return show_plainly(f"{say_day(each.on)}: {part}from {before} to {after}: {each.reason} ({each.by})")
