"""`hearback plan whom|import|list|cancel`: whom to hear next, with the sessions that are planned counted in."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, RoundName, SettingsFile, Who, name_actor, read_settings
from cli.show import print_json, print_line, print_receipts, print_table, shorten_ids

if TYPE_CHECKING:
    from config.settings import Settings
    from digest.counting.shortfalls import SessionIdea, Shortfall
    from digest.gathering.plan import Plan
    from domain.town import PlannedSession

group = typer.Typer(no_args_is_help=True, help="Whom to hear next, and the sessions that are planned.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="plan")


@group.command("whom")
def whom(round_name: RoundName, settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show who is heard less than they live here, largest shortfall first, and sessions that would help most."""
    settings = read_settings(settings_file)
    from digest.gathering.plan import make_plan
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        plan = make_plan(store, settings.round(round_name).id, today=today_in(settings))
    told = [_tell(each, settings) for each in plan.shortfalls]
    if as_json:
        print_json({"shortfalls": told, "sessions": [asdict(each) for each in plan.ideas], "lacking": plan.lacking})
    else:
        _print_plan(plan, told)


@group.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="CSV with title, planned_on, expected; also place, languages, and a column a public group.")],
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Bring in sessions that are planned: all of the file, or nothing."""
    settings = read_settings(settings_file)
    from desk.planned import import_planned
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        receipt = import_planned(store, file, groups=settings.group_names, who=name_actor(who))
    print_receipts({f"import {file.name}": receipt}, as_json=as_json)


@group.command("list")
def list_all(settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show every planned session: day, place, whom it is meant to reach."""
    settings = read_settings(settings_file)
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        sessions = store.planned.all()
    ids = shorten_ids([each.id for each in sessions], shortest=len("planned-") + 4)
    rows = [_row(each) | ({} if as_json else {"id": ids[each.id]}) for each in sessions]
    if as_json:
        print_json(rows)
    elif rows:
        print_table("", list(rows[0]), [list(row.values()) for row in rows], numbers_from=99)
    else:
        print_line("No session is planned yet. Bring them in with: hearback plan import FILE.csv")


@group.command("cancel")
def cancel(
    session_id: Annotated[str, typer.Argument(help="The session's id, or its beginning, as `hearback plan list` shows it.")],
    why: Annotated[str, typer.Option("--why", help="For the audit log; name nobody in it.")],
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Take a planned session out."""
    settings = read_settings(settings_file)
    from desk.planned import cancel_planned
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        cancelled = cancel_planned(store, session_id, why=why, who=name_actor(who))
    print_line(f"Taken out of the plan: {cancelled.title}, {cancelled.planned_on}.")


def _tell(each: Shortfall, settings: Settings) -> dict[str, str | int]:
    """A shortfall as staff read it: small counts are hidden from them, too, for the terminal may be seen by others."""
    heard = each.heard if each.heard >= settings.digest.threshold else None
    step = settings.digest.round_to
    return {
        "who": f"{each.attribute}: {_name(each.attribute, each.value)}",
        "of residents": f"{each.residents:.0%}",
        "heard": f"under {settings.digest.threshold}" if heard is None else f"about {round(heard / step) * step}",
        "planned": each.planned,
        "to hear": f"about {-(-each.missing // step) * step} more",
    }


def _name(attribute: str, value: str) -> str:
    from domain.town import LANGUAGE

    if attribute != LANGUAGE:
        return value
    from babel import Locale

    return str(Locale("en").languages.get(value, value))


def _print_plan(plan: Plan, told: list[dict[str, str | int]]) -> None:
    if told:
        print_table("Heard less than they live here", list(told[0]), [list(row.values()) for row in told], numbers_from=1)
        print_line()
        print_line("Sessions that would help most (a place to begin: you know better who lives where):")
        for number, idea in enumerate(plan.ideas, 1):
            print_line(f"  {number}. {_say_idea(idea)}")
    else:
        print_line("Every group and language is heard about as often as its people live here.")
    if plan.planned:
        expected = sum(each.expected for each in plan.planned)
        print_line(f"Counted in: {_count(len(plan.planned), 'planned session')} with {expected:,} people expected.")
    for each in plan.lacking:
        print_line(f"Nobody has said how many live here by {each}: hearback reference import FILE.csv")


def _say_idea(idea: SessionIdea) -> str:
    reached = ", ".join(f"{attribute} {_name(attribute, value)}" for attribute, value in idea.reaches)
    return f"{reached}: for about {idea.people} people"


def _row(each: PlannedSession) -> dict[str, str]:
    return {
        "id": each.id,
        "day": each.planned_on.isoformat(),
        "title": each.title,
        "place": each.place,
        "languages": ", ".join(_name("language", code) for code in each.languages),
        "reaches": ", ".join(f"{name}: {value}" for name, value in each.groups),
        "expected": str(each.expected),
    }


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
