"""`hearback release trace`: from a figure of a release to the passages behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.held_words import show_safely
from cli.options import DEFAULT_SETTINGS, AsJson, RoundName, SettingsFile, read_settings
from cli.show import print_json, print_line, print_table, shorten_ids
from cli.theme_show import SHORTEST
from domain.errors import WrongUse

if TYPE_CHECKING:
    from desk.release_trace import ThemeEvidence
    from domain.heard import HeardPassage

_INDENT = "  "


def add_to(group: typer.Typer) -> None:
    """Add the command to those about releases."""
    group.command("trace")(trace)


def trace(
    round_name: RoundName,
    theme: Annotated[str, typer.Argument(help="A theme's id or its beginning, as in the page's address: its passages are shown.")] = "",
    number: Annotated[int | None, typer.Option("--number", "-n", help="Which release of the round; by default the latest.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many passages to show.")] = 20,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Show what a release was counted from: exact counts of each theme, and a theme's passages in redacted words."""
    settings = read_settings(settings_file)
    from desk.release_trace import find_release, trace_release
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        release = find_release(store, settings.round(round_name).id, number)
        behind = trace_release(store, release)
    chosen = _choose(behind, theme) if theme else None
    if as_json:
        print_json({"release": release.number, "hash": release.content_hash, "themes": [_describe(each, chosen) for each in behind]})
    elif chosen is None:
        print_line(f"{round_name}, release {release.number}: exact counts, for staff and auditors.")
        _print_all(behind)
    else:
        _print_one(chosen, limit)


def _choose(behind: tuple[ThemeEvidence, ...], beginning: str) -> ThemeEvidence:
    found = [each for each in behind if each.theme_id.startswith(beginning)]
    if len(found) != 1:
        many = "Several themes of this release begin" if found else "No theme of this release begins"
        raise WrongUse(f"{many} with {beginning!r}.", next_step="See them with: hearback release trace --round ROUND")
    return found[0]


def _print_all(behind: tuple[ThemeEvidence, ...]) -> None:
    if not behind:
        print_line("Nothing is known of what it was counted from: it was made by an earlier Hearback, or no theme was raised.")
        return
    short = shorten_ids([each.theme_id for each in behind], shortest=SHORTEST)
    columns = ["theme", "title", "people", "sessions", "passages then", "gone since"]
    rows = [[short[each.theme_id], show_safely(each.title), each.people, each.sessions, each.then, each.gone or ""] for each in behind]
    print_table("", columns, rows, numbers_from=2)
    print_line("\nSee what was said with: hearback release trace --round ROUND THEME")


def _print_one(each: ThemeEvidence, limit: int) -> None:
    print_line(f"{each.theme_id}: {show_safely(each.title)}")
    gone = f"; {each.gone} of then are gone since (withdrawn, erased or read anew)" if each.gone else ""
    print_line(f"Counted from {each.then} passages when it was released{gone}. Now: {each.people} people, {each.sessions} sessions.")
    for passage in each.passages[:limit]:
        print_line(f"{_INDENT}{passage.passage.id}  [{passage.language or '?'}]")
        print_line(f"{_INDENT}{_INDENT}{' '.join(show_safely(passage.passage.text).split())}")
    if len(each.passages) > limit:
        print_line(f"{_INDENT}and {len(each.passages) - limit} more: --limit")


def _describe(each: ThemeEvidence, chosen: ThemeEvidence | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "theme": each.theme_id,
        "title": each.title,
        "people": each.people,
        "sessions": each.sessions,
        "passages_then": each.then,
        "gone_since": each.gone,
    }
    return told | ({"passages": [_describe_passage(one) for one in each.passages]} if each is chosen else {})


def _describe_passage(passage: HeardPassage) -> dict[str, str]:
    return {"id": passage.passage.id, "language": passage.language, "text": passage.passage.text}
