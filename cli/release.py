"""`hearback release make|list|show|files|schema|trace|verify|check`: publish a round, and look at what was published."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cli import release_make, release_schema, release_trace
from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, read_settings
from cli.show import print_json, print_line, print_table

if TYPE_CHECKING:
    from desk.releases import ReleaseCheck
    from digest.disclosing.load import Released

HASH_SHOWN = 12  # characters of a hash that people compare by eye

OneRound = Annotated[str | None, typer.Option("--round", "-r", help="Tell only what concerns this round; all releases are compared still.")]

group = typer.Typer(no_args_is_help=True, help="Publish a round that was looked at, and look at what was published.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    release_make.add_to(group)
    release_trace.add_to(group)
    release_schema.add_to(group)
    app.add_typer(group, name="release")


@group.command("list")
def list_all(settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show every release: round, number, when it was made, its hash, and whether it was withdrawn."""
    settings = read_settings(settings_file)
    from desk.releases import find_releases
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        rows = [_row(each) for each in find_releases(store)]
    if as_json:
        print_json(rows)
    elif rows:
        print_table("", list(rows[0]), [[cell[:HASH_SHOWN] if name == "hash" else cell for name, cell in row.items()] for row in rows])
    else:
        print_line("Nothing was released yet. See what is to be looked at: hearback review list --round ROUND")


@group.command("verify")
def verify(settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Hash every frozen page anew and hold it against the audit log. Exit code 1: one is not what was published."""
    settings = read_settings(settings_file)
    from warehouse.audit_copy import open_audit
    from warehouse.audit_releases import check_releases

    with open_audit(settings.warehouse_url) as log:
        done = check_releases(log)
    if as_json:
        print_json(asdict(done))
    else:
        for each in done.problems:
            print_line(each)
        told = "every page is the one that was published" if not done.problems else "see docs/audit.md for what to do"
        print_line(f"{_count(done.releases, 'release')}: {told}.")
    if done.problems:
        raise typer.Exit(1)


@group.command("check")
def check(round_name: OneRound = None, settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Try to single people out with all releases in hand. Exit code 1: somebody can, and it says in which table and group."""
    settings = read_settings(settings_file)
    if round_name is not None:
        settings.round(round_name)
    from desk.releases import check_releases
    from digest.disclosing.policy import DisclosurePolicy
    from flows.steps.stage import opened_store

    policy = DisclosurePolicy(threshold=settings.digest.threshold, round_to=settings.digest.round_to)
    with opened_store(settings) as store:
        done = check_releases(store, policy, round_name=round_name)
    if as_json:
        print_json(asdict(done))
    else:
        _print_check(done)
    if done.exposures:
        raise typer.Exit(1)


def _row(each: Released) -> dict[str, str]:
    release = each.release
    return {
        "round": each.round.name,
        "release": str(release.number),
        "language": release.language,
        "made": f"{release.made_at:%Y-%m-%d %H:%M} UTC",
        "hash": release.content_hash,
        "withdrawn": f"{release.withdrawn_at:%Y-%m-%d}" if release.withdrawn_at else "",
    }


def _print_check(done: ReleaseCheck) -> None:
    if done.exposures:
        rows = [[each.round, each.table, each.label, each.sentence] for each in done.exposures]
        print_table("What a reader of all releases can work out", ["round", "table", "group", "how"], rows, numbers_from=99)
        print_line()
    print_line(_say_result(done))
    if done.withdrawn:
        print_line(
            f"{_count(done.withdrawn, 'release')} had been withdrawn without figures being kept, and cannot be looked at any more: copies of it may be about."
        )


def _say_result(done: ReleaseCheck) -> str:
    if not done.checked:
        return "There is no release to check yet."
    if done.exposures:
        return f"{_count(len(done.exposures), 'group')} can be singled out. What this means and what to do: docs/disclosure.md"
    return f"{_count(done.checked, 'release')} side by side: nobody can be singled out by counting."


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
