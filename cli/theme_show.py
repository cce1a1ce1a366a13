"""Themes and their passages on the terminal: exact counts, and words so that they cannot steer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cli.held_words import show_safely
from cli.show import print_line, print_table, shorten_ids
from domain.decisions import ThemeDecision
from domain.kinds import BY_PERSON
from domain.themes import MadeBy, ThemeEvent

if TYPE_CHECKING:
    from desk.theme_view import PassageRow, ThemePage, ThemeRow

SHORTEST = len("theme-") + 4
_INDENT = "  "
_DID = {
    "approve": "approved",
    "rename": "renamed",
    "merge": "merged",
    "split": "split off",
    "hide": "hidden",
    "show": "shown again",
    "move": "a passage put here",
}


def print_themes(rows: Sequence[ThemeRow], round_title: str, *, is_all: bool) -> None:
    """The list: a line a theme, sub-themes beneath; those that nobody raises any more only where all are wanted."""
    short = shorten_ids([each.theme.id for each in rows], shortest=SHORTEST)
    shown = [each for each in rows if is_all or each.passages or each.theme.approved_by]
    columns = ["theme", "title", "named by", "how solid", "people", "passages"]
    print_table("", columns, [_row(each, short[each.theme.id]) for each in shown], numbers_from=4)
    if left := len(rows) - len(shown):
        print_line(f"\nThemes that nobody raises now and nobody approved: {left}. See them with --all")
    print_line(f"\nExact counts, for staff: people of {show_safely(round_title) or 'no round yet'}, passages of all rounds up to it.")
    print_line("Look at one with: hearback theme show THEME")


def _row(row: ThemeRow, short: str) -> list[object]:
    title = (_INDENT if row.theme.parent_id else "") + show_safely(row.theme.title)
    solid = say_solidity(row) + (", hidden" if row.is_hidden else "")
    return [short, title, say_namer(row), solid, row.people, row.passages]


def say_namer(row: ThemeRow) -> str:
    """Who stands behind the title."""
    return show_safely(row.theme.approved_by) or "the program"


def say_solidity(row: ThemeRow) -> str:
    """How well it is found again, in a word."""
    return row.solidity.value if row.solidity else "not tried"


def describe_row(row: ThemeRow) -> dict[str, Any]:
    """A theme for JSON."""
    each = row.theme
    return {
        "id": each.id,
        "parent": each.parent_id,
        "title": each.title,
        "approved_by": each.approved_by or None,
        "solidity": row.solidity.value if row.solidity else None,
        "hidden": row.is_hidden,
        "retired": each.is_retired,
        "people": row.people,
        "passages": row.passages,
    }


def describe_page(page: ThemePage, limit: int) -> dict[str, Any]:
    """A theme with all that is known of it, for JSON."""
    theme = page.row.theme
    return describe_row(page.row) | {
        "description": theme.description,
        "keywords": list(theme.keywords),
        "parts": [describe_row(each) for each in page.parts],
        "events": [{"kind": each.kind, "round": each.round_id, "made_by": each.made_by} | dict(each.detail) for each in page.events],
        "decisions": [describe_decision(each) for each in page.decisions],
        "central_passages": [describe_passage(each) for each in page.passages[:limit]],
    }


def describe_decision(each: ThemeDecision) -> dict[str, Any]:
    """A decision for JSON."""
    return {
        "number": each.number,
        "kind": each.kind.value,
        "theme": each.theme_id,
        "other": each.other_id,
        "passage": each.passage_id,
        "title": each.title,
        "actor": each.actor,
        "why": each.why,
        "decided_at": each.decided_at.isoformat(),
    }


def describe_passage(row: PassageRow) -> dict[str, Any]:
    """A passage for JSON, in redacted words."""
    return {
        "id": row.placed.passage_id,
        "theme": row.placed.theme_id,
        "part": row.placed.part_id,
        "score": row.placed.score,
        "made_by": row.placed.made_by.value,
        "kind": row.kind.kind.value if row.kind else None,
        "leaning": row.kind.leaning.value if row.kind and row.kind.leaning else None,
        "language": row.heard.language,
        "text": row.heard.passage.text,
    }


def print_page(page: ThemePage, titles: Mapping[str, str], limit: int) -> None:
    """A theme with all that is known of it."""
    theme = page.row.theme
    print_line(f"{theme.id}: {show_safely(theme.title)}")
    if theme.parent_id:
        print_line(f"Part of {theme.parent_id}: {show_safely(titles.get(theme.parent_id, ''))}")
    print_line(f"Named by {say_namer(page.row)}. How solid: {say_solidity(page.row)}{'; hidden' if page.row.is_hidden else ''}.")
    print_line(f"People: {page.row.people}. Passages: {page.row.passages}.")
    if theme.is_retired:
        print_line("It lives no more.")
    for said in (theme.description, ", ".join(theme.keywords)):
        if said:
            print_line(show_safely(said))
    _print_parts(page.parts)
    _print_lines("What happened", [say_event(each, titles) for each in page.events])
    _print_lines("What people decided", [say_decision(each) for each in _without_moves(page.decisions)])
    print_line("\nIts surest passages, in redacted words:")
    print_passages(page.passages, limit)


def _print_parts(parts: Sequence[ThemeRow]) -> None:
    if parts:
        print_line("\nWithin it:")
        short = shorten_ids([each.theme.id for each in parts], shortest=SHORTEST)
        for each in parts:
            print_line(f"{_INDENT}{short[each.theme.id]}  {show_safely(each.theme.title)} (people: {each.people}; {say_solidity(each)})")


def _print_lines(title: str, lines: Sequence[str]) -> None:
    if lines:
        print_line(f"\n{title}:")
        for each in lines:
            print_line(_INDENT + each)


def _without_moves(decisions: Sequence[ThemeDecision]) -> list[ThemeDecision]:
    """Passages that a person put here are marked beside their words."""
    return [each for each in decisions if each.passage_id is None]


def say_event(event: ThemeEvent, titles: Mapping[str, str]) -> str:
    """What happened, with the numbers that decided it."""
    detail = ", ".join(f"{name.replace('_', ' ')} {show_safely(_name_theme(value, titles))}" for name, value in event.detail)
    by = "a person" if event.made_by is MadeBy.PERSON else "the program"
    return f"{event.kind.value} by {by}" + (f": {detail}" if detail else "")


def _name_theme(value: str, titles: Mapping[str, str]) -> str:
    return f"{value} ({titles[value]})" if value in titles else value


def say_decision(each: ThemeDecision) -> str:
    """Who decided what, when and why."""
    what = _DID[each.kind.value]
    title = f" as “{show_safely(each.title)}”" if each.title else ""
    ids = {"merge": f": {each.theme_id} into {each.other_id}", "split": f": {each.theme_id} out of {each.other_id}"}
    why = f": {show_safely(each.why)}" if each.why else ""
    return f"{each.number}. {each.decided_at:%Y-%m-%d} {show_safely(each.actor)} {what}{ids.get(each.kind.value, '')}{title}{why}"


def print_passages(rows: Sequence[PassageRow], limit: int) -> None:
    """Passages with their id, score and words; how many more there are."""
    for each in rows[:limit]:
        print_passage(each)
    if len(rows) > limit:
        print_line(f"{_INDENT}and {len(rows) - limit} more: --limit")


def _say_kind(row: PassageRow) -> str:
    if row.kind is None:
        return ""
    leaning = f", {row.kind.leaning.value}" if row.kind.leaning else ""
    return f"  {row.kind.kind.value}{leaning}{' (a person said so)' if row.kind.made_by == BY_PERSON else ''}"


def print_passage(row: PassageRow, *, nearness: float | None = None) -> None:
    """One passage: id, score, language, and its redacted words."""
    by = " placed by a person" if row.placed.made_by is MadeBy.PERSON else ""
    score = f"{row.placed.score:.2f}" if nearness is None else f"{nearness:.2f}"
    print_line(f"{_INDENT}{row.placed.passage_id}  {score}{by}  [{row.heard.language or '?'}]{_say_kind(row)}")
    print_line(f"{_INDENT}{_INDENT}{' '.join(show_safely(row.heard.passage.text).split())}")
