"""`hearback release make|show|files`: freeze a round, say what stands behind a release, and write its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import DEFAULT_OUT, DEFAULT_SETTINGS, AsJson, OutFolder, RoundName, SettingsFile, Who, name_actor, read_settings
from cli.review import opened_round, read_sentence
from cli.show import print_json, print_line, print_table

if TYPE_CHECKING:
    from domain.action import Release

Note = Annotated[str, typer.Option("--note", help="A sentence for the page on what changed.", show_default=False)]
Corrects = Annotated[bool, typer.Option("--corrects", help="Say that it corrects the release before; so it does where that was withdrawn.")]
Number = Annotated[int | None, typer.Option("--number", "-n", min=1, help="Number of the release; else the last one.", show_default=False)]


def add_to(group: typer.Typer) -> None:
    """Add these commands."""
    for command in (make, show, files):
        group.command(command.__name__)(command)


def make(
    round_name: RoundName,
    out: OutFolder = DEFAULT_OUT,
    note: Note = "",
    is_correction: Corrects = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Publish a round: freeze its page under the next number and write its files. Every theme must have been looked at."""
    with opened_round(settings_file, round_name) as desk:
        from desk.release_make import make_release
        from flows.steps.release_files import write_files, write_latest

        checked = read_sentence(desk.settings, note) if note else None
        made = make_release(desk.store, desk.terms, desk.round, actor=name_actor(who), note=checked, is_correction=is_correction)
        written = write_files(desk.store, desk.settings, desk.round, made.release, out)
        written += write_latest(desk.store, desk.settings, desk.round, out)
    changed = list(made.changes.in_words()) if made.changes else []
    if as_json:
        print_json(_describe(made.release, round_name, changed) | {"counts_wait": made.waits, "files": [str(each) for each in written]})
        return
    print_line(f"Released: {round_name}, number {made.release.number}, hash {made.release.content_hash[:12]}.")
    for line in (*changed, *([_say_waits()] if made.waits else [])):
        print_line(line)
    for each in written:
        print_line(str(each))


def show(round_name: RoundName, number: Number = None, settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show a release: its hash, who looked at what when, and what it says otherwise than the one before."""
    settings = read_settings(settings_file)
    current = settings.round(round_name)
    from desk.release_trace import find_release
    from digest.releasing.prepare import find_changes
    from flows.steps.digest import page_terms
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        release = find_release(store, current.id, number)
        changes = find_changes(store, page_terms(settings), release)
    changed = list(changes.in_words()) if changes else []
    if as_json:
        print_json(_describe(release, round_name, changed))
        return
    for line in _say_release(release, round_name):
        print_line(line)
    for line in changed:
        print_line(f"  {line}")
    if release.record:
        rows = [[str(fact.get(name, "")) for name in ("at", "by", "what", "theme")] for fact in release.record]
        print_table("Who did what", ["when", "who", "what", "on"], rows, numbers_from=99)


def files(
    round_name: RoundName,
    number: Number = None,
    out: OutFolder = DEFAULT_OUT,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Write the files of a release again, from what was frozen: the same files as on the day that it was made."""
    settings = read_settings(settings_file)
    current = settings.round(round_name)
    from desk.release_trace import find_release
    from flows.steps.release_files import write_files
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        written = write_files(store, settings, current, find_release(store, current.id, number), out)
    if as_json:
        print_json([str(each) for each in written])
        return
    for each in written:
        print_line(str(each))


def _describe(release: Release, round_name: str, changed: list[str]) -> dict[str, Any]:
    return {
        "round": round_name,
        "number": release.number,
        "hash": release.content_hash,
        "made_at": release.made_at.isoformat(),
        "language": release.language,
        "corrects": release.corrects,
        "withdrawn_at": release.withdrawn_at.isoformat() if release.withdrawn_at else None,
        "note": release.note,
        "changed": changed,
        "record": [dict(each) for each in release.record],
    }


def _say_release(release: Release, round_name: str) -> list[str]:
    lines = [f"{round_name}, release {release.number}, made {release.made_at:%Y-%m-%d %H:%M} UTC", f"Hash: {release.content_hash}"]
    if release.withdrawn_at:
        lines.append(f"Withdrawn on {release.withdrawn_at:%Y-%m-%d}: it says nothing any more.")
    if release.corrects:
        lines.append(f"It corrects release {release.corrects}.")
    if release.note:
        lines.append(f"Note: {release.note}")
    if not release.record:
        lines.append("No record: it was made by the program, before releases were made by people.")
    return lines


def _say_waits() -> str:
    from digest.releasing.gate import WAITS

    return WAITS
