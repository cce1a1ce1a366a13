"""What `hearback audit` prints: reports of a verification, and events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cli.show import print_line, print_table

if TYPE_CHECKING:
    from warehouse.audit_chain import AuditCheck
    from warehouse.audit_head import HeadCheck
    from warehouse.audit_read import AuditEvent
    from warehouse.audit_releases import ReleasesCheck
    from warehouse.audit_report import AuditReport

_NO_HEAD = (
    "No head was given. The chain alone shows what was changed within it; that its end was cut off, or that all of it was "
    "written anew, only a head that was kept elsewhere shows: --head FILE"
)


def print_report(report: AuditReport) -> None:
    """A verification in words."""
    print_line(f"Log:     {report.where}, {_count(report.check.events)}{_span(report.check)}")
    print_line(f"Chain:   {_say_chain(report.check)}")
    if report.releases is not None:
        print_line(f"Digests: {_say_releases(report.releases)}")
        for problem in report.releases.problems:
            print_line(f"         WRONG. {problem}")
    for head in report.heads:
        print_line()
        for line in _say_head(head):
            print_line(line)
    if not report.heads:
        print_line(f"\n{_NO_HEAD}")


def _say_chain(check: AuditCheck) -> str:
    if check.is_intact:
        return "intact."
    return f"BROKEN at event {check.first_broken}: {check.break_kind}."


def _say_releases(found: ReleasesCheck) -> str:
    if found.problems:
        return f"{found.releases:,} published, and not all of them as they were:"
    older = f"; {found.older:,} are older than what the log tells of them" if found.older else ""
    return f"{found.releases:,} published, each as it was{older}." if found.releases else "none published."


def _say_head(head: HeadCheck) -> Iterator[str]:
    made = f", made {_plain(head.made_at)}, signed with the key {head.signed_by}" if head.signed_by else ""
    yield f"Head:    {head.named}: event {head.number}{made}"
    if head.is_right:
        came = "nothing has come since" if not head.since else f"{_count(head.since)} came since"
        yield f"         agrees{', and its signature is right' if head.signed_by else ''}; {came}."
    for problem in head.problems:
        yield f"         WRONG. {problem}"


def _count(number: int) -> str:
    return f"{number:,} {'event' if number == 1 else 'events'}"


def _span(check: AuditCheck) -> str:
    return f", from {_plain(check.first_at[:10])} to {_plain(check.last_at[:10])}" if check.first_at else ""


def _plain(text: str) -> str:
    """What may come from a log that somebody forged: nothing in it moves the cursor or turns the line."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def as_report(report: AuditReport) -> dict[str, Any]:
    """A verification for JSON."""
    check = report.check
    return {
        "log": report.where,
        "is_right": report.is_right,
        "events": check.events,
        "is_intact": check.is_intact,
        "first_broken": check.first_broken,
        "break": check.break_kind,
        "last": check.number,
        "hash": check.head,
        "releases": None if report.releases is None else asdict(report.releases),
        "heads": [asdict(each) | {"is_right": each.is_right} for each in report.heads],
    }


def print_events(events: Sequence[AuditEvent]) -> None:
    """Events as a table, newest first."""
    if not events:
        print_line("No events yet.")
        return
    rows = [[each.number, each.happened_at.strftime("%Y-%m-%d %H:%M"), *map(_plain, _words_of(each))] for each in events]
    print_table("", ["no.", "when (UTC)", "who", "what", "of what", "why"], rows, numbers_from=99)


def _words_of(event: AuditEvent) -> tuple[str, str, str, str]:
    """Who, what, of what, why."""
    detail = ", ".join(f"{name} {value}" for name, value in event.detail.items())
    return event.actor, event.action, f"{event.subject} ({detail})" if detail else event.subject, event.why


def as_events(events: Sequence[AuditEvent]) -> list[dict[str, Any]]:
    """Events for JSON, newest first."""
    return [asdict(each) | {"happened_at": each.happened_at.isoformat(), "detail": dict(each.detail)} for each in events]
