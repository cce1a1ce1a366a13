"""`hearback codebook import|list|export|apply`: themes that a team already has, and the exchange with researchers' tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.codebook_show import describe_plan, print_plan
from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor
from cli.show import print_json, print_line, print_table, progress
from cli.theme_options import Overrule, Why, opened_themes
from domain.errors import BadSettings, WrongUse

if TYPE_CHECKING:
    from config.settings import Settings
    from domain.ids import RoundId
    from warehouse.store import Store

group = typer.Typer(no_args_is_help=True, help="A codebook: themes that a team already has, and the exchange with researchers' tools.")

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")]
Language = Annotated[str, typer.Option("--language", help="Language of rows that do not say theirs, as in en.", show_default=False)]
TakeAway = Annotated[bool, typer.Option("--take-away", help="Of a .qdpx: passages that have no code there any more belong to no theme.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="codebook")


@group.callback()
def codebook() -> None:
    """A codebook: themes that a team already has, and the exchange with researchers' tools."""


@group.command("import")
def import_file(  # noqa: PLR0913, PLR0917 # each is an option of the command
    file: Annotated[Path, typer.Argument(help="A CSV (title, description, examples), or a .qdc or .qdpx of another program.")],
    is_dry: DryRun = False,
    takes_away: TakeAway = False,
    language: Language = "",
    why: Why = "",
    is_overruling: Overrule = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Bring in a codebook: each row becomes a theme that is looked for from the next run on. All of it, or nothing.

    Of a .qdpx that was exported here, what researchers coded otherwise comes back too: as decisions of who imports it.
    """
    with opened_themes(settings_file) as (settings, store):
        from desk.codebook import import_codebook, plan_codebook
        from desk.codebook_files import read_codebook
        from desk.codebook_moves import import_moves, plan_moves
        from flows.steps.redaction import redactor_of

        read = read_codebook(file)
        actor, spoken = name_actor(who), language or settings.hearback.language
        plan = plan_codebook(store, read.rows, redactor_of(settings), language=spoken, born_in=_first_round(store, settings))
        coded = {row.guid: plan.themes[number] for number, row in enumerate(read.rows)}
        moves = plan_moves(store, read.project, coded, takes_away=takes_away) if read.project else None
        if not is_dry:
            with store.transaction():
                import_codebook(store, plan, read.content, actor=actor, why=why, is_overruling=is_overruling)
                if moves is not None:
                    import_moves(store, moves, actor=actor, why=why, is_overruling=is_overruling)
    if as_json:
        print_json(describe_plan(plan, moves, is_dry=is_dry))
    else:
        print_plan(plan, moves, is_dry=is_dry)


@group.command("export")
def export_file(
    qdc: Annotated[
        Path | None, typer.Option("--qdc", help="Write the codebook alone: titles and descriptions.", show_default=False)
    ] = None,
    qdpx: Annotated[
        Path | None,
        typer.Option("--qdpx", help="Write a project: redacted comments too, and what each passage is about.", show_default=False),
    ] = None,
    rounds: Annotated[
        list[str] | None, typer.Option("--round", "-r", help="Only this round; may be said again.", show_default=False)
    ] = None,
    has_everybody: Annotated[
        bool,
        typer.Option(
            "--everybody", help="Comments of people who did not agree to be quoted too: those who receive the file may read them."
        ),
    ] = False,
    has_people: Annotated[bool, typer.Option("--people", help="Show which comments are of one person, by number.")] = False,
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Write the codebook or a project for QualCoder, NVivo, ATLAS.ti or MAXQDA; only you may read the file."""
    if (qdc is None) == (qdpx is None):
        raise WrongUse("It is not said what to write.", next_step="Say --qdc FILE for the codebook, or --qdpx FILE for a project.")
    with opened_themes(settings_file) as (settings, store):
        from datetime import UTC, datetime

        from desk.codebook_export import export_codebook, export_project
        from desk.codebook_project import ProjectTerms

        if qdc is not None:
            count = export_codebook(store, qdc, actor=name_actor(who), why=why)
            print_line(f"Wrote {count} themes to {qdc}.")
            return
        assert qdpx is not None
        wanted = [settings.round(name).id for name in rounds] if rounds else [each.id for each in store.rounds.all()]
        terms = ProjectTerms(frozenset(wanted), has_everybody, has_people)
        name, now = settings.hearback.town, datetime.now(UTC)
        project = export_project(store, qdpx, terms, name=name, now=now, actor=name_actor(who), why=why)
    print_line(f"Wrote {len(project.sources)} redacted comments to {qdpx}. Keep it as you would keep the database: see docs/codebook.md")


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


@group.command("apply")
def apply_file(
    file: Annotated[Path, typer.Argument(help="CSV of comments, one a row.")],
    book: Annotated[Path, typer.Option("--codebook", help="The codebook: a CSV (title, description, examples), or a .qdc or .qdpx.")],
    text_col: Annotated[str, typer.Option("--text-col", help="Column of the comment.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="CSV to write: row, title, score; several lines a row.", dir_okay=False)],
    lang_col: Annotated[str | None, typer.Option("--lang-col", help="Column of the language; by default it is told from the text.")] = None,
    language: Annotated[str, typer.Option("--language", help="Language of codebook rows that do not say theirs.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Try a codebook on a CSV file: which themes each comment speaks of, one or more. Nothing is kept elsewhere."""
    from desk.codebook_files import read_codebook
    from desk.codebook_rows import to_entries
    from flows.steps.file_codebook import AnswersAsked, apply_codebook

    entries = to_entries(read_codebook(book).rows, language)
    asked = AnswersAsked(file=file, text_column=text_col, entries=entries, out=out, language_column=lang_col, language=language)
    with progress(is_quiet=as_json):
        figures = apply_codebook(asked)
    if as_json:
        print_json(figures)
    else:
        print_line(f"{figures['answers']} answers for {figures['answered']} of {figures['rows']} rows; {figures['held']} rows held. {out}")


def _first_round(store: Store, settings: Settings) -> RoundId:
    """Where a theme that was there before anybody spoke begins: the first round."""
    for each in settings.rounds:
        store.rounds.save(each.to_round())
    rounds = store.rounds.all()
    if not rounds:
        raise BadSettings("There is no round yet.", where=str(settings.folder), next_step="Add one under [[rounds]] in hearback.toml.")
    return rounds[0].id
