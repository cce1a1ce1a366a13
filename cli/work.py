"""`hearback pull`, `run`, `digest`: each calls one flow and prints its receipts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_OUT, DEFAULT_SETTINGS, AsJson, OutFolder, RoundName, SettingsFile, Who, name_actor, read_settings
from cli.show import print_alarms, print_line, print_receipts, progress
from domain.errors import WrongUse

if TYPE_CHECKING:
    from config.settings import Settings
    from domain.receipt import Receipt


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("pull")(pull)
    app.command("run")(run)
    app.command("digest")(digest)


def pull(
    round_name: RoundName,
    source: Annotated[str | None, typer.Argument(help="Name of the source; by default every survey of the settings.")] = None,
    is_new_only: Annotated[
        bool, typer.Option("--new", help="Read only responses newer than the last known one: quick, and blind to changes.")
    ] = False,
    is_emptying_accepted: Annotated[
        bool, typer.Option("--accept-withdrawals", help="Believe a survey that shows nothing more of the round, and take out what is here.")
    ] = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Bring in what is new, changed or withdrawn at a survey."""
    settings = read_settings(settings_file)
    settings.round(round_name)
    names = [source] if source else _surveys(settings)
    for name in names:
        settings.source(name)
    from flows.acting import acting_as
    from flows.embedded import run_quietly
    from flows.pull import pull_source

    receipts: dict[str, Receipt] = {}
    with acting_as(name_actor(who)), progress(is_quiet=as_json), run_quietly():
        for name in names:
            receipts[f"pull {name}"] = pull_source(
                str(settings_file), name, round_name, is_new_only=is_new_only, is_emptying_accepted=is_emptying_accepted
            )
    print_receipts(receipts, as_json=as_json, round=round_name)


def run(
    round_name: RoundName,
    out: OutFolder = DEFAULT_OUT,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Do a whole round: every source, themes, findings, a draft of the digest. Running it again changes nothing."""
    settings = read_settings(settings_file)
    settings.round(round_name)
    from flows.acting import acting_as
    from flows.embedded import run_quietly
    from flows.round import run_round

    with acting_as(name_actor(who)), progress(is_quiet=as_json), run_quietly():
        receipts = run_round(str(settings_file), round_name, str(out))
    _tell_written(receipts, out, settings, round_name, as_json=as_json)


def digest(
    round_name: RoundName,
    out: OutFolder = DEFAULT_OUT,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Count the findings of a round and write its draft, and the pages of what was released. Nothing is published."""
    settings = read_settings(settings_file)
    settings.round(round_name)
    from flows.acting import acting_as
    from flows.digest import write_digest
    from flows.embedded import run_quietly

    with acting_as(name_actor(who)), progress(is_quiet=as_json), run_quietly():
        receipts = write_digest(str(settings_file), round_name, str(out))
    _tell_written(receipts, out, settings, round_name, as_json=as_json)


def _find_pages(out: Path, round_name: str) -> dict[str, str]:
    """The pages that are there now, by what they are."""
    from flows.steps.digest import TIMELINE, digest_name, draft_name

    named = {"Draft": draft_name(round_name), "Digest": digest_name(round_name), "Timeline": TIMELINE}
    return {kind: str(out / name) for kind, name in named.items() if (out / name).is_file()}


def _tell_written(receipts: dict[str, Receipt], out: Path, settings: Settings, round_name: str, *, as_json: bool) -> None:
    from flows.steps.language_alarm import alarm_of_round
    from flows.steps.theme_counts import count_themes

    pages = _find_pages(out, round_name)
    head = _head_on_paper(settings)
    alarm = alarm_of_round(settings, round_name)
    counts = count_themes(settings, round_name)
    told = {"themes": counts.as_dict() if counts else None, "language_alarm": alarm.as_dict() if alarm else None}
    print_receipts(receipts, as_json=as_json, round=round_name, pages=list(pages.values()), audit_head=head, **told)
    if as_json:
        return
    print_alarms([alarm] if alarm else [])
    if counts:
        print_line(f"Themes:   {counts.sentence()}")
    for kind, page in pages.items():
        print_line(f"{kind + ':':<9} {page}")
    if "Draft" in pages:
        print_line(f"Nothing is published yet. Look at what it says: hearback review list --round {round_name}")
    if head:
        print_line(f"Audit:    {head}  (write it down where nobody here can change it: docs/audit.md)")
    else:
        print_line("Audit:    the last event of the log cannot be read; look at it with: hearback audit verify")


def _head_on_paper(settings: Settings) -> str:
    from warehouse.audit_copy import open_audit

    with open_audit(settings.warehouse_url) as log:
        head = log.head_on_paper()
    return "" if head is None else str(head)


def _surveys(settings: Settings) -> list[str]:
    names = [name for name, source in settings.sources.items() if source.kind != "transcripts"]
    if not names:
        raise WrongUse("The settings name no survey to pull.", next_step="Add one under [sources.NAME]; docs/settings.md shows how.")
    return names
