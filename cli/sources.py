"""`hearback source add|guess|list|check|accept`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor, read_settings
from cli.show import print_json, print_line, print_table
from cli.source_add import add
from cli.sources_guess import guess
from domain.errors import HearbackError, WrongUse

if TYPE_CHECKING:
    from flows.steps.check import SourceCheck

group = typer.Typer(no_args_is_help=True, help="Sources: surveys and folders of transcripts.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    group.command("add")(add)
    group.command("guess")(guess)
    app.add_typer(group, name="source")


@group.command("list")
def list_all(settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show the sources of the settings."""
    settings = read_settings(settings_file)
    rows = [
        {"source": name, "kind": source.kind, "title": source.title, "schedule": source.schedule or ""}
        for name, source in settings.sources.items()
    ]
    if as_json:
        print_json(rows)
    elif rows:
        print_table("", list(rows[0]), [list(row.values()) for row in rows], numbers_from=99)
    else:
        print_line(f"{settings_file} names no source yet. Connect one with: hearback source add")


@group.command("check")
def check(
    source: Annotated[str | None, typer.Argument(help="Name of the source; by default all.")] = None,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Try each source without bringing anything in, and tell in one table what works."""
    settings = read_settings(settings_file)
    from flows.secret_blocks import use_prefect_blocks
    from flows.steps.check import check_source

    use_prefect_blocks()
    checks = [check_source(settings, name) for name in ([source] if source else settings.sources)]
    if as_json:
        print_json([each.as_dict() for each in checks])
    else:
        _print(checks)
    broken = [each for each in checks if not each.is_ready]
    if broken:
        raise HearbackError(f"{len(broken)} of {len(checks)} sources cannot be used as they are.")


def _print(checks: list[SourceCheck]) -> None:
    for each in checks:
        rows = [[point.name, point.state, point.word] for point in each.points]
        print_table(f"{each.name}: {'ready' if each.is_ready else 'not ready'}", ["what", "works", "word"], rows, numbers_from=99)
        print_line()


@group.command("accept")
def accept(
    source: Annotated[str, typer.Argument(help="Name of the source.")],
    codes: Annotated[list[str] | None, typer.Argument(help="Codes of the questions; by default all that are held.")] = None,
    why: Annotated[str, typer.Option("--why", help="Why its answers mean what they meant; kept in the audit log.")] = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Accept that questions changed: from the next pull on, their answers are read as they are asked now."""
    if not why.strip():
        raise WrongUse("It is not said why.", next_step='Say it with: --why "the label was only spelt better"')
    settings = read_settings(settings_file)
    from desk.sources import accept_questions
    from flows.secret_blocks import use_prefect_blocks
    from flows.steps.sources import opened_source
    from flows.steps.stage import opened_store

    use_prefect_blocks()
    with opened_source(settings, source) as opened:
        now = opened.questions()
    with opened_store(settings) as store:
        accepted = accept_questions(store, settings.source_value(source).id, now, codes or (), why=why, actor=name_actor(who))
    if as_json:
        print_json({"accepted": list(accepted)})
    elif accepted:
        print_line(f"Accepted: {', '.join(accepted)}. The next pull reads their answers.")
    else:
        print_line("Nothing was held.")
