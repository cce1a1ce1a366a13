"""`hearback recommendations import|export`: one table that goes out and comes back."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor, read_settings
from cli.show import print_json, print_line
from domain.errors import WrongUse

if TYPE_CHECKING:
    from desk.recommending.exchange.terms import Terms

Word = TypeVar("Word", bound=StrEnum)
_FILES = "CSV, XLSX, YAML or JSON; several at once where milestones, updates or moved dates have files of their own."


def add_to(group: typer.Typer) -> None:
    """Add these commands."""
    group.command("import")(import_files)
    group.command("export")(export)


def import_files(  # noqa: PLR0913, PLR0917 - an argument an option: this is how typer is told
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=_FILES)],
    preview: Annotated[bool, typer.Option("--preview", help="Only say what would happen, row by row; nothing is written.")] = False,
    sheet: Annotated[list[str] | None, typer.Option(help="A sheet of the workbook (repeatable); else all that say what they hold.")] = None,
    section: Annotated[str, typer.Option(help="What the rows are: recommendations, milestones, updates or moves; else told.")] = "",
    column: Annotated[list[str] | None, typer.Option(help='Which column is which, as in --column "due_on=Frist" (repeatable).')] = None,
    constant: Annotated[list[str] | None, typer.Option("--set", help="A value for every row: --set issued_on=2026-03-01.")] = None,
    state: Annotated[list[str] | None, typer.Option(help='What a status word means: --state "completed=reported done".')] = None,
    mapping: Annotated[Path | None, typer.Option(help="A file that says all this: dates, [columns], [set], [states].")] = None,
    dates: Annotated[str, typer.Option(help='How dates are written, as in "%d.%m.%Y", where the cells do not tell.')] = "",
    keep_words: Annotated[bool, typer.Option("--keep-words", help="Keep due dates in words (End of 2027) in the text.")] = False,
    owners: Annotated[str, typer.Option(help="Owners who are no contacts: held, or as-they-stand.")] = "held",
    keep_good: Annotated[bool, typer.Option("--keep-good/--all-or-nothing", help="Take the sound rows, or only all of them.")] = False,
    take: Annotated[str, typer.Option(help="Whose word holds where both sides changed a field: ask, mine or theirs.")] = "ask",
    rest: Annotated[Path | None, typer.Option(help="A CSV for the rows that are not taken, each with its reason.")] = None,
    why: Annotated[str, typer.Option(help="The reason for dates that move, where a row tells none.")] = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Bring in recommendations, milestones, updates and moved dates: all rows or none, unless the sound ones are to be kept."""
    terms = _read_terms(mapping, column, constant, state, dates=dates, why=why, sheet=sheet, section=section, owners=owners, take=take)
    settings = read_settings(settings_file)
    from dataclasses import replace

    from cli.recommendations_preview import print_plan
    from desk.recommending.exchange.plan import plan_import
    from desk.recommending.exchange.rest import write_rest
    from desk.recommending.exchange.take import UnsoundRows
    from desk.recommending.exchange.take import import_files as take_files
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store

    terms, actor, today = replace(terms, are_words_kept=keep_words, is_good_kept=keep_good), name_actor(who), today_in(settings)
    with opened_store(settings) as store:
        try:
            plan = (plan_import if preview else take_files)(store, files, terms, who=actor, today=today)
        except UnsoundRows as error:
            print_plan(error.plan, is_written=False, as_json=as_json)
            _tell_rest(write_rest(error.plan, rest) if rest else (), as_json=as_json)
            raise WrongUse(
                f"{len(error.plan.unsound)} of {len(error.plan.results)} rows are not sound, so nothing was written.",
                next_step="Mend them, or take the others: --keep-good",
            ) from None
    print_plan(plan, is_written=not preview, as_json=as_json)
    _tell_rest(write_rest(plan, rest) if rest else (), as_json=as_json)


def _tell_rest(files: tuple[Path, ...], *, as_json: bool) -> None:
    if files and not as_json:
        print_line(f"The rows that were not taken, each with its reason: {', '.join(map(str, files))}")


def export(
    file: Annotated[Path, typer.Argument(help="FILE.csv, .xlsx, .json, .yaml or .parquet; CSV and Parquet become several files.")],
    reference: Annotated[list[str] | None, typer.Option("--only", help="Only this recommendation (repeatable).")] = None,
    why: Annotated[str, typer.Option(help="Why it goes out, for the audit log.")] = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Write recommendations with everything that is theirs, to be edited and brought back."""
    settings = read_settings(settings_file)
    from desk.recommending.exchange.export import export_recommendations
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        written = export_recommendations(store, file, who=name_actor(who), why=why, references=reference or ())
    if as_json:
        print_json({"files": [str(each) for each in written]})
        return
    print_line(f"Wrote {', '.join(map(str, written))}.")
    if file.suffix.casefold() != ".parquet":
        print_line(f"Edit, and bring back with: hearback recommendations import {' '.join(map(str, written))} --preview")


def _read_terms(
    mapping: Path | None,
    column: list[str] | None,
    constant: list[str] | None,
    state: list[str] | None,
    **said: str | list[str] | None,
) -> Terms:
    """Options over the mapping file. Raises WrongUse for a word that an option does not know."""
    from desk.recommending.exchange.sections import Section
    from desk.recommending.exchange.terms import Owners, Take, Terms, read_mapping, read_pairs

    content = read_mapping(mapping) if mapping else {}
    return Terms(
        columns=content.get("columns", {}) | read_pairs("--column", column or []),
        constants=content.get("set", {}) | read_pairs("--set", constant or []),
        states=content.get("states", {}) | read_pairs("--state", state or []),
        dates=str(said["dates"] or content.get("dates", "")),
        why=str(said["why"] or ""),
        sheets=tuple(said["sheet"] or ()),
        section=_choose(Section, "--section", str(said["section"])) if said["section"] else None,
        owners=_choose(Owners, "--owners", str(said["owners"])),
        take=_choose(Take, "--take", str(said["take"])),
    )


def _choose(kind: type[Word], option: str, word: str) -> Word:
    if word not in list(kind):
        raise WrongUse(f"{option} does not know {word!r}.", next_step=f"Known: {', '.join(kind)}.")
    return kind(word)
