"""`hearback recommendations respond|update|verify|close|withdraw|supersede|reopen`: how a recommendation stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, name_actor
from cli.recommendation_options import (
    By,
    Evidence,
    For,
    Note,
    On,
    OneReference,
    Reason,
    WhoDecides,
    opened_record,
    read_on,
    read_role,
    read_state,
)
from cli.recommendations_told import print_told
from domain.errors import WrongUse
from domain.recommendations import Reply, UpdateState

if TYPE_CHECKING:
    from desk.recommending.report import Told

_REPLIES = {"accepted": Reply.ACCEPTED, "partly": Reply.PARTLY, "partly accepted": Reply.PARTLY, "rejected": Reply.REJECTED}
_VERDICTS = {"verified": UpdateState.VERIFIED, "partly": UpdateState.PARTLY_VERIFIED, "not": UpdateState.NOT_VERIFIED}

TheReply = Annotated[str, typer.Option("--reply", help="accepted, partly or rejected.", show_default=False)]
State = Annotated[str, typer.Argument(help="planned, in-progress or reported-done.", show_default=False)]
Verdict = Annotated[str, typer.Option("--verdict", help="verified, partly or not.")]
Steps = Annotated[list[str] | None, typer.Option("--milestone", help="A milestone that was found done; may be said again.")]
Other = Annotated[str, typer.Option("--by-recommendation", "--with", help="The reference of what takes its place.", show_default=False)]


def add_to(group: typer.Typer) -> None:
    """Add these commands."""
    for command in (respond, update, verify, close, withdraw, supersede, reopen):
        group.command(command.__name__)(command)


def respond(  # noqa: PLR0913, PLR0917  # each is an option of the command
    reference: OneReference,
    reply: TheReply = "",
    reason: Reason = "",
    on: On = "",
    by: By = "",
    role: For = "",
    who: WhoDecides = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Put down what those who were asked answered: accepted, partly or rejected, with their reason."""
    answer = _REPLIES.get(reply.strip().casefold())
    if answer is None:
        raise WrongUse(
            f"The reply {reply!r} is not known." if reply else "It is not said what they answered.",
            next_step="Say --reply accepted, --reply partly or --reply rejected.",
        )
    with opened_record(settings_file) as (_, store, today):
        from desk.recommending.report import respond as keep

        after = keep(store, reference, answer, _told(today, on, reason, "", by, role), who=name_actor(who), today=today)
        print_told(store, after, today, as_json=as_json)


def update(  # noqa: PLR0913, PLR0917  # each is an option of the command
    reference: OneReference,
    state: State,
    note: Note = "",
    evidence: Evidence = "",
    on: On = "",
    by: By = "",
    role: For = "",
    who: WhoDecides = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Report how far it is: planned, in progress, reported done."""
    wanted = read_state(state)
    with opened_record(settings_file) as (_, store, today):
        from desk.recommending.report import report

        after = report(store, reference, wanted, _told(today, on, note, evidence, by, role), who=name_actor(who), today=today)
        print_told(store, after, today, as_json=as_json)


def verify(  # noqa: PLR0913, PLR0917  # each is an option of the command
    reference: OneReference,
    verdict: Verdict = "verified",
    note: Note = "",
    evidence: Evidence = "",
    steps: Steps = None,
    on: On = "",
    by: By = "",
    role: For = "",
    who: WhoDecides = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Say whether what was reported done was done, with evidence: for the board or an auditor (--as), never for the owner."""
    found = _VERDICTS.get(verdict.strip().casefold().removesuffix(" verified").removesuffix("-verified"))
    if found is None:
        raise WrongUse(f"The verdict {verdict!r} is not known.", next_step="Say --verdict verified, --verdict partly or --verdict not.")
    with opened_record(settings_file) as (_, store, today):
        from desk.recommending.verify import verify as keep

        told = _told(today, on, note, evidence, by, role)
        after = keep(store, reference, found, told, steps=steps or (), who=name_actor(who), today=today)
        print_told(store, after, today, as_json=as_json)


def close(
    reference: OneReference,
    reason: Reason = "",
    on: On = "",
    by: By = "",
    role: For = "",
    who: WhoDecides = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Say that nothing more is to come, and why."""
    with opened_record(settings_file) as (_, store, today):
        from desk.recommending.report import close as keep

        after = keep(store, reference, _told(today, on, reason, "", by, role), who=name_actor(who), today=today)
        print_told(store, after, today, as_json=as_json)


def withdraw(
    reference: OneReference,
    reason: Reason = "",
    on: On = "",
    by: By = "",
    role: For = "",
    who: WhoDecides = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Say that the board asks for it no longer, and why. It stays visible."""
    with opened_record(settings_file) as (_, store, today):
        from desk.recommending.report import withdraw as keep

        after = keep(store, reference, _told(today, on, reason, "", by, role), who=name_actor(who), today=today)
        print_told(store, after, today, as_json=as_json)


def supersede(  # noqa: PLR0913, PLR0917  # each is an option of the command
    reference: OneReference,
    other: Other = "",
    reason: Reason = "",
    on: On = "",
    by: By = "",
    role: For = "",
    who: WhoDecides = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Say that another recommendation takes its place, and why."""
    if not other.strip():
        raise WrongUse("It is not said what takes its place.", next_step="Name it with: --with REFERENCE")
    with opened_record(settings_file) as (_, store, today):
        from desk.recommending.report import supersede as keep

        after = keep(store, reference, other, _told(today, on, reason, "", by, role), who=name_actor(who), today=today)
        print_told(store, after, today, as_json=as_json)


def reopen(
    reference: OneReference,
    reason: Reason = "",
    on: On = "",
    by: By = "",
    role: For = "",
    who: WhoDecides = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Take up again what was verified, judged or ended, and say why."""
    with opened_record(settings_file) as (_, store, today):
        from desk.recommending.report import reopen as keep

        after = keep(store, reference, _told(today, on, reason, "", by, role), who=name_actor(who), today=today)
        print_told(store, after, today, as_json=as_json)


def _told(today: date, on: str, note: str, evidence: str, by: str, role: str) -> Told:
    from desk.recommending.report import Told

    return Told(read_on(on, today), note, evidence, by, read_role(role))
