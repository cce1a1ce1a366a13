"""One recommendation on the terminal, and its past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cli.held_words import show_safely
from cli.recommendations_told import describe_standing, say_days
from cli.show import print_line, print_table
from domain.ids import ThemeId, UpdateId
from domain.recommendations import DueChange, Milestone, Recommendation, StatusUpdate, UpdateState
from domain.themes import MadeBy

if TYPE_CHECKING:
    from desk.recommending.history import History
    from digest.tracking.recommendations import Progress
    from domain.recommendations import FieldChange

_LAST_WORDS = 5
_WIDTH = 20


def print_recommendation(
    value: Recommendation,
    standing: Progress,
    titles: Mapping[Any, str],
    waiting: Sequence[str],
    *,
    about: Mapping[UpdateId, Sequence[ThemeId]],
) -> None:
    """Everything that a manager asks of one recommendation, on one screen; `about` are themes that people said single updates are about."""
    print_line(show_safely(f"{value.reference}  {value.title}"))
    if value.text and value.text != value.title:
        print_line(show_safely(f"  {value.text}"))
    print_line()
    for name, words in _tell(value, standing, titles, waiting):
        _print_line(name, words)
    if value.milestones:
        print_line()
        _print_steps(value)
    if value.updates:
        print_line()
        _print_updates(value.updates, {each: [titles.get(theme, theme) for theme in themes] for each, themes in about.items()})
    print_line(f"\nIts past: hearback recommendations history {show_safely(value.reference)}")


def describe_recommendation(value: Recommendation, standing: Progress, titles: Mapping[Any, str], waiting: Sequence[str]) -> dict[str, Any]:
    """A recommendation for JSON: all its fields, how it stands, and what waits for it."""
    fields = asdict(value)
    for link in fields["links"]:
        link["title"] = titles.get(link["theme_id"], "")
    return (
        fields | describe_standing(value, standing) | {"moves": standing.moves, "moved_days": standing.moved_days, "waiting_on_it": waiting}
    )


def print_history(value: Recommendation, found: History, field: str) -> None:
    """The changes, oldest first, and whether they fit the audit log."""
    about = f"the {field.replace('_', ' ')} of " if field else ""
    if not found.changes:
        print_line(f"Nothing is kept of what changed in {about}{show_safely(value.reference)}.")
    deed = None
    for each in found.changes:
        if each.deed != deed:
            deed = each.deed
            print_line(show_safely(f"{each.at:%Y-%m-%d %H:%M} UTC  {each.who}: {each.why}  (event {each.deed})"))
        _print_change(each, {step.id: step.title for step in value.milestones})
    print_line()
    if found.faults:
        print_line("This past does not fit the audit log:")
        for fault in found.faults:
            print_line(show_safely(f"  {fault.what}"))
        print_line("Change nothing, keep a copy of the database, and see docs/audit.md.")
    else:
        print_line(
            f"Checked against {found.events:,} events of the audit log: all as it was written. The log itself: hearback audit verify"
        )


def describe_history(value: Recommendation, found: History) -> dict[str, Any]:
    """The past for JSON."""
    return {
        "reference": value.reference,
        "changes": [asdict(each) for each in found.changes],
        "events": found.events,
        "fits": not found.faults,
        "faults": [asdict(each) for each in found.faults],
    }


def _tell(value: Recommendation, standing: Progress, titles: Mapping[Any, str], waiting: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield "owner", value.owner + (f" (deputy: {value.deputy})" if value.deputy else "")
    yield "issued", f"{value.issued_on}" + (f" by {value.issued_by}" if value.issued_by else "")
    yield "addressed to", value.addressed_to
    yield "state", _say_state(value, standing)
    yield "answer", _say_answer(value)
    yield "next date", f"{standing.due_on}, {say_days(standing.days)}" if standing.days is not None else ""
    yield "its own date", _say_own_date(value)
    yield "moved", "\n".join(_say_moves(value))
    yield "done", _say_shares(standing)
    yield "will count as done", value.evidence_standard
    yield "answers", value.answers
    yield "themes", "\n".join(f"{titles.get(each.theme_id, each.theme_id)}{_say_link(each.made_by)}" for each in value.links)
    yield "rests on", "\n".join(f"{each.kind} {each.ref}" + (f": {each.told}" if each.told else "") for each in value.grounds)
    yield "should move", ", ".join(value.indicators)
    yield "places", ", ".join(value.places)
    yield "needs first", ", ".join(value.needs)
    yield "waiting for it", ", ".join(waiting)
    yield "set", value.collection
    yield "elsewhere", value.external_id
    yield "papers", "\n".join(value.urls)


def _say_state(value: Recommendation, standing: Progress) -> str:
    from domain.course import follow

    since = follow(value.updates, issued_on=value.issued_on).since
    silent = f"; nothing heard for {standing.silent_days:,} days" if standing.is_stale else ""
    return f"{standing.state} since {since}{silent}"


def _say_answer(value: Recommendation) -> str:
    from domain.course import follow

    steps = follow(value.updates, issued_on=value.issued_on).steps
    last = next((each for each in reversed(steps) if each.state is UpdateState.RESPONDED and each.reply), None)
    return f"{last.reply} on {last.on}" + (f": {last.note}" if last.note else "") if last else "none yet"


def _say_own_date(value: Recommendation) -> str:
    if value.due_on is None:
        return ""
    first = f", at first {value.first_due_on}" if value.first_due_on and value.first_due_on != value.due_on else ""
    return f"{value.due_on}{first}"


def _say_moves(value: Recommendation) -> Iterator[str]:
    titles = {each.id: each.title for each in value.milestones}
    for each in value.due_changes:
        part = f"“{titles.get(each.milestone_id, '')}” " if each.milestone_id else ""
        yield f"{each.on}: {part}{each.before or 'no date'} -> {each.after or 'no date'}{_say_far(each)}: {each.reason} ({each.by})"


def _say_far(move: DueChange) -> str:
    return f" ({(move.after - move.before).days:+,} days)" if move.before and move.after else ""


def _say_shares(standing: Progress) -> str:
    if standing.reported is None or standing.verified is None:
        return ""
    return f"{standing.reported:.0%} reported, {standing.verified:.0%} verified (by weight of the steps)"


def _say_link(made_by: MadeBy) -> str:
    return "" if made_by is MadeBy.PERSON else " (suggested)"


def _print_line(name: str, words: str) -> None:
    if words:
        lines = show_safely(words).split("\n")
        print_line(f"{name:<{_WIDTH}}{lines[0]}")
        for each in lines[1:]:
            print_line(f"{'':<{_WIDTH}}{each}")


def _print_steps(value: Recommendation) -> None:
    titles = {each.id: each.title for each in value.milestones}
    rows = [_row(each, ", ".join(titles.get(need, need) for need in each.needs)) for each in value.milestones]
    print_table("", ("milestone", "date", "at first", "weight", "done", "verified", "needs first"), rows, numbers_from=99)


def _row(each: Milestone, needs: str) -> list[object]:
    first = each.first_due_on if each.first_due_on != each.due_on else ""
    return [show_safely(each.title), each.due_on, first, f"{each.weight:g}", each.done_on or "", each.verified_on or "", show_safely(needs)]


def _print_updates(updates: Sequence[StatusUpdate], about: Mapping[UpdateId, Sequence[str]]) -> None:
    latest = sorted(updates, key=lambda each: (each.on, each.turn, each.id))[-_LAST_WORDS:]
    print_line("last words" if len(updates) > len(latest) else "what was reported")
    for each in latest:
        by = f" ({each.by}, {each.role})" if each.by else ""
        print_line(show_safely(f"  {each.on}  {each.state}{f': {each.reply}' if each.reply else ''}{by}: {each.note}"))
        if each.evidence:
            print_line(show_safely(f"              evidence: {each.evidence}"))
        if each.id in about:
            print_line(show_safely(f"              about: {', '.join(about[each.id])}"))
        if each.replaced_by:
            print_line(show_safely(f"              in its place: {each.replaced_by}"))


def _print_change(each: FieldChange, titles: Mapping[Any, str]) -> None:
    name = each.field.replace("_", " ")
    if each.field == "update":
        on, _, state, reply, role, by, *_rest = each.after.split("\n")
        print_line(show_safely(f"  reported for {on}: {state}{f', {reply}' if reply else ''} ({by}, {role})"))
        return
    part = f" of “{each.part}”" if each.part else ""
    print_line(show_safely(f"  {name}{part}: {_quote(each.before, titles)} -> {_quote(each.after, titles)}"))


def _quote(words: str, titles: Mapping[Any, str]) -> str:
    """A value on one line; milestones that are named by their ids by their titles."""
    return "nothing" if not words else ", ".join(titles.get(each, each) for each in words.split("\n"))
