"""`hearback import`: one listening session from its transcript, or a whole folder of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor, read_settings
from cli.show import print_receipts, progress
from domain.errors import WrongUse

if TYPE_CHECKING:
    from config.settings import Settings
    from domain.receipt import Receipt

_QUOTES = {"yes": "agreed", "no": "not agreed", "ask": "not asked"}


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("import")(import_sessions)


def import_sessions(  # noqa: PLR0913  # a flag each
    files: Annotated[
        list[Path] | None, typer.Argument(help="The parts of one session, in order; without any, the source's folder.")
    ] = None,
    *,
    session: Annotated[str | None, typer.Option("--session", help="Name of the session; the same name again replaces it.")] = None,
    round_name: Annotated[str | None, typer.Option("--round", "-r", help="Name of the round; by default that of the day.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="Which folder source it belongs to, when there are several.")] = None,
    held_on: Annotated[str | None, typer.Option("--date", help="The day of the session, as in 2026-11-03.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="What pages call the session.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="Where it was held.")] = None,
    language: Annotated[str | None, typer.Option("--language", help="The language of the transcript, as in es.")] = None,
    facilitator: Annotated[list[str] | None, typer.Option("--facilitator", help="A facilitator's name; may be given again.")] = None,
    interpreter: Annotated[list[str] | None, typer.Option("--interpreter", help="An interpreter's name; may be given again.")] = None,
    attendance: Annotated[int | None, typer.Option("--attendance", min=0, help="How many came.")] = None,
    quotes: Annotated[str | None, typer.Option("--quotes", help="What was agreed about quoting: yes, no or ask (not asked yet).")] = None,
    is_emptying_accepted: Annotated[
        bool, typer.Option("--accept-withdrawals", help="Believe a folder that holds nothing more, and take its sessions out.")
    ] = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Bring in one listening session from its transcript, or every transcript of a folder.

    What is given here wins over what stands at the front of the file, and that over the TOML file beside it.
    """
    settings = read_settings(settings_file)
    name = source or _only_folder(settings)
    told: dict[str, Any] = {
        "held_on": _read_date(held_on),
        "title": title,
        "place": place,
        "language": language,
        "facilitators": facilitator,
        "interpreters": interpreter,
        "attendance": attendance,
        "quoting": _read_quotes(quotes),
    }
    told = {key: value for key, value in told.items() if value not in (None, [])}
    chosen_round = round_name or _round_on(settings, told.get("held_on") or date.today())
    settings.round(chosen_round)
    from flows.acting import acting_as

    with acting_as(name_actor(who)), progress(is_quiet=as_json):
        receipt = _run(str(settings_file), name, chosen_round, session, files or [], told, is_emptying_accepted=is_emptying_accepted)
    print_receipts({f"import {name}": receipt}, as_json=as_json, round=chosen_round)


def _run(
    settings_file: str,
    source: str,
    round_name: str,
    session: str | None,
    files: list[Path],
    told: dict[str, Any],
    *,
    is_emptying_accepted: bool,
) -> Receipt:
    if bool(files) != (session is not None) or (told and not files):
        step = "hearback import FILE… --session NAME, or for the whole folder: hearback import --round ROUND"
        raise WrongUse("Files, the name of their session and its facts go together.", next_step=f"Use: {step}")
    from flows.embedded import run_quietly
    from flows.sessions import import_sessions as flow
    from flows.steps.session_request import written_request

    if session is None:
        with run_quietly():
            return flow(settings_file, source, round_name, is_emptying_accepted=is_emptying_accepted)
    with written_request(session, files, told) as request, run_quietly():
        return flow(settings_file, source, round_name, str(request))


def _read_date(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise WrongUse("--date is no day.", next_step="Write it as in 2026-11-03.") from None


def _read_quotes(text: str | None) -> str | None:
    if text is not None and text not in _QUOTES:
        raise WrongUse("--quotes is yes, no or ask.", next_step="Only with yes is anybody quoted.")
    return None if text is None else _QUOTES[text]


def _only_folder(settings: Settings) -> str:
    names = [name for name, source in settings.sources.items() if source.kind == "transcripts"]
    if len(names) != 1:
        what = "several sources of transcripts" if names else "no source of transcripts"
        step = f"Say which: --source {' or --source '.join(names)}" if names else 'Add [sources.sessions] with kind = "transcripts".'
        raise WrongUse(f"The settings name {what}.", next_step=step)
    return names[0]


def _round_on(settings: Settings, day: date) -> str:
    found = [each.name for each in settings.rounds if each.to_round().holds(day)]
    if len(found) != 1:
        what = "More than one round is" if found else "No round is"
        raise WrongUse(f"{what} on {day}, so the session's round is not clear.", next_step="Say which: --round NAME")
    return found[0]
