"""`hearback codebook import|list|export`: themes that a team already has, and the exchange with researchers' tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor
from cli.show import print_json, print_line, print_table
from cli.theme_options import Overrule, Why, opened_themes
from domain.errors import BadSettings

if TYPE_CHECKING:
    from config.settings import Settings
    from desk.codebook import CodebookPlan
    from domain.ids import RoundId
    from warehouse.store import Store

group = typer.Typer(no_args_is_help=True, help="A codebook: themes that a team already has, and the exchange with researchers' tools.")

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")]
Language = Annotated[str, typer.Option("--language", help="Language of rows that do not say theirs, as in en.", show_default=False)]
_THEN = "The next `hearback run` looks for them."


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="codebook")


@group.callback()
def codebook() -> None:
    """A codebook: themes that a team already has, and the exchange with researchers' tools."""


@group.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A CSV (title, description, examples), or a .qdc or .qdpx of another program.")],
    is_dry: DryRun = False,
    language: Language = "",
    why: Why = "",
    is_overruling: Overrule = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Bring in a codebook: each row becomes a theme that is looked for from the next run on. All of it, or nothing."""
    with opened_themes(settings_file) as (settings, store):
        from desk.codebook import import_codebook, plan_codebook
        from desk.codebook_files import read_codebook
        from flows.steps.redaction import redactor_of

        read = read_codebook(file)
        actor, spoken = name_actor(who), language or settings.hearback.language
        plan = plan_codebook(store, read.rows, redactor_of(settings), actor=actor, language=spoken, born_in=_first_round(store, settings))
        if not is_dry:
            import_codebook(store, plan, read.content, actor=actor, why=why, is_overruling=is_overruling)
    if as_json:
        print_json(_describe_plan(plan, is_dry=is_dry))
    else:
        _print_plan(plan, is_dry=is_dry)


@group.command("list")
def list_all(settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show the themes of codebooks: what they are looked for by, and how many passages they have now."""
    with opened_themes(settings_file) as (_, store):
        from desk.codebook_list import list_codebook

        rows = [each.as_row() for each in list_codebook(store)]
    if as_json:
        print_json(rows)
    elif rows:
        print_table("", list(rows[0]), [list(row.values()) for row in rows], numbers_from=3)
    else:
        print_line("No codebook yet. Bring one in with: hearback codebook import FILE.csv")


def _first_round(store: Store, settings: Settings) -> RoundId:
    """Where a theme that was there before anybody spoke begins: the first round."""
    for each in settings.rounds:
        store.rounds.save(each.to_round())
    rounds = store.rounds.all()
    if not rounds:
        raise BadSettings("There is no round yet.", where=str(settings.folder), next_step="Add one under [[rounds]] in hearback.toml.")
    return rounds[0].id


def _describe_plan(plan: CodebookPlan, *, is_dry: bool) -> dict[str, object]:
    return {
        "rows": len(plan.planned),
        "new": plan.new,
        "changed": plan.changed,
        "unchanged": len(plan.planned) - plan.new - plan.changed,
        "redacted_texts": plan.redacted,
        "deeper_than_two_levels": plan.flattened,
        "is_dry_run": is_dry,
        "themes": [
            {"id": each.theme.id, "title": each.theme.title, "state": each.state, "parent_id": each.theme.parent_id}
            for each in plan.planned
        ],
    }


def _print_plan(plan: CodebookPlan, *, is_dry: bool) -> None:
    rows = [
        [each.theme.id, f"{'  ' if each.theme.parent_id else ''}{each.theme.title}", each.state, len(each.row.examples)]
        for each in plan.planned
    ]
    print_table("", ["theme", "title", "", "examples"], rows, numbers_from=3)
    print_line()
    if plan.redacted:
        print_line(f"In {plan.redacted} texts something that may point to a person was taken out.")
    if plan.flattened:
        print_line(f"{plan.flattened} lay deeper than two levels: they were put beneath the theme at the top.")
    if not plan.new and not plan.changed:
        print_line("Nothing changed: everything was already as it should be.")
        return
    done = f"{plan.new} new, {plan.changed} changed, {len(plan.planned) - plan.new - plan.changed} as they were."
    print_line(f"Would be: {done} Nothing was written." if is_dry else f"{done} {_THEN}")
