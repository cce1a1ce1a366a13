"""`hearback audit`: who decided what and why, and proof that nobody changed it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from cli.audit_show import as_events, as_report, print_events, print_report
from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor, read_settings
from cli.show import print_json, print_line
from domain.errors import BadFile, HearbackError, WrongUse

if TYPE_CHECKING:
    from warehouse.audit_read import AuditLog
    from warehouse.audit_report import AuditReport, Kept

group = typer.Typer(no_args_is_help=True, help="The audit log: who decided what and why, and proof that it was not changed.")
Database = Annotated[
    str | None, typer.Option("--database", help="A copy of the database: its file, or its URL; needs no settings and no key.")
]
Why = Annotated[str, typer.Option("--why", help="Why, for the audit log; name nobody in it.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="audit")


@group.callback()
def audit() -> None:
    """The audit log: who decided what and why, and proof that it was not changed."""


@group.command("head")
def head(
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write the signed head to, for keeping elsewhere.")] = None,
    why: Why = "to be kept elsewhere",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Sign how the log stands now. Keep it where nobody who can change the log can change it too: with the board, on paper."""
    settings = read_settings(settings_file)
    from desk.audit import make_head
    from flows.steps.stage import opened_store
    from warehouse.audit_key import name_key

    # The file first: a head that cannot be written leaves no event.
    with _new_file(out) as file, opened_store(settings) as store:
        made = make_head(store, settings.key_folder, actor=name_actor(who), why=why)
        file.write(made.to_json())
    if as_json:
        print_line(made.to_json().rstrip("\n"))
        return
    print_line(f"Head:   {made.on_paper}")
    print_line(f"Key:    {name_key(made.public_key)}")
    print_line(
        f"Wrote {out}. Send it to somebody who keeps it for you." if out else "Write the first line on paper, or keep a file: --out FILE"
    )


@group.command("verify")
def verify(
    heads: Annotated[list[Path] | None, typer.Option("--head", help="A head that was kept elsewhere; may be given again.")] = None,
    papers: Annotated[list[str] | None, typer.Option("--paper", help="The short form of a head; may be given again.")] = None,
    public_key: Annotated[
        str | None, typer.Option("--key", help="The public key that ought to have signed: audit.pub, or what stands in it.")
    ] = None,
    logs: Annotated[list[Path] | None, typer.Option("--log", help="An exported log, instead of the database; may be given again.")] = None,
    database: Database = None,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Check every event of the log, and hold it against heads kept elsewhere. Needs no secret key and no network."""
    from warehouse.audit_report import read_kept, verify_export

    if logs and database:
        raise WrongUse("--log and --database cannot go together.", next_step="Verify one after the other.")
    kept = read_kept(heads or [], papers or [], public_key)
    reports = [verify_export(log, kept) for log in logs] if logs else [_verify_database(_url(database, settings_file), kept)]
    if as_json:
        print_json([as_report(each) for each in reports])
    for each in () if as_json else reports:
        print_report(each)
    if not all(each.is_right for each in reports):
        raise HearbackError(
            "The audit log is not as it was written.", next_step="Change nothing, and keep a copy of all files as they are."
        )


@group.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="File to write: a line of JSON an event.")],
    database: Database = None,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Write the whole log to a file, for an auditor. It names who decided, and holds nothing that people said."""
    from warehouse.audit_copy import open_audit
    from warehouse.audit_export import export_log

    with open_audit(_url(database, settings_file)) as log:
        count = export_log(log, file)
    print_line(
        f"Wrote {count:,} {'event' if count == 1 else 'events'} to {file}. Verify it anywhere with: hearback audit verify --log {file}"
    )


@group.command("list")
def list_all(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100_000, help="How many of the latest.")] = 20,
    actions: Annotated[list[str] | None, typer.Option("--action", help="Only events of this kind; may be given again.")] = None,
    database: Database = None,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Show the latest events, newest first: when, who, what and why."""
    from warehouse.audit_copy import open_audit

    with open_audit(_url(database, settings_file)) as log:
        _refuse_unknown(log, actions or [])
        events = log.recent(limit, actions or ())
    if as_json:
        print_json(as_events(events))
    else:
        print_events(events)


@group.command("new-key")
def new_key(
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Change the key that signs heads, where it may be known to others or is lost. Heads that it signed stay good."""
    if not why.strip():
        raise WrongUse("It is not said why.", next_step='Say it with: --why "the old one was lost with its disk"')
    settings = read_settings(settings_file)
    from desk.audit import renew_audit_key
    from flows.steps.stage import opened_store
    from warehouse.audit_key import PUBLIC_FILE, name_key

    with opened_store(settings) as store:
        public = renew_audit_key(store, settings.key_folder, actor=name_actor(who), why=why)
    print_line(f"New signing key: {name_key(public)}. Give auditors its public half: {settings.key_folder / PUBLIC_FILE}")


def _verify_database(url: str, kept: Kept) -> AuditReport:
    from warehouse.audit_copy import open_audit
    from warehouse.audit_report import verify_log

    with open_audit(url) as log:
        return verify_log(log, kept)


def _url(database: str | None, settings_file: Path) -> str:
    """The database that was named, a file or a URL, else that of the settings."""
    if database is None:
        return read_settings(settings_file).warehouse_url
    return database if "://" in database else f"sqlite:///{quote(str(Path(database).absolute()))}"


def _refuse_unknown(log: AuditLog, actions: list[str]) -> None:
    known = log.actions() if actions else ()
    for each in actions:
        if each not in known:
            told = f"There are: {', '.join(known)}." if known else "There are no events yet."
            raise WrongUse(f"There is no event of the kind {each!r}.", next_step=told)


@contextmanager
def _new_file(path: Path | None) -> Iterator[IO[str]]:
    """A new file that is there at the end, or after an exception is not; without a path, one that nobody sees."""
    if path is None:
        yield StringIO()
        return
    try:
        opened = path.open("x", encoding="ascii")
    except FileExistsError:
        raise WrongUse("This file is already there, and stays as it is.", where=str(path), next_step="Name another file.") from None
    except OSError as error:
        raise BadFile(f"This file cannot be written ({error.strerror}).", where=str(path), next_step="Name another one.") from None
    try:
        with opened:
            yield opened
    except BaseException:
        path.unlink()
        raise
