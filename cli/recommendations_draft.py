"""`hearback recommendations draft`: from what a round says on a theme to a recommendation that rests on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, RoundName, SettingsFile, Who, name_actor
from cli.recommendations import group
from cli.review import opened_round
from cli.show import print_json, print_line
from cli.theme_options import Why
from domain.errors import WrongUse

if TYPE_CHECKING:
    from cli.review import Desk
    from desk.recommending.draft import Carried, Said
    from domain.recommendations import Recommendation

ThemeArgument = Annotated[
    str, typer.Argument(help="Id of the theme, or its beginning, as `hearback theme list` shows it.", show_default=False)
]
NewReference = Annotated[str, typer.Option("--reference", help="What people will call it, as in R-11.", show_default=False)]
Title = Annotated[str, typer.Option("--title", help="Its title. Without one, a form to fill in is written.", show_default=False)]
Text = Annotated[str, typer.Option("--text", help="What is asked for, in full.", show_default=False)]
Owner = Annotated[str, typer.Option("--owner", help="Who is to answer for it.", show_default=False)]
Due = Annotated[str, typer.Option("--due", help="When it is to be done, as in 2027-03-31.", show_default=False)]
Issued = Annotated[str, typer.Option("--issued-on", help="When the board asked for it; else today.", show_default=False)]
IssuedBy = Annotated[str, typer.Option("--issued-by", help="Which board asked for it.", show_default=False)]
Standard = Annotated[str, typer.Option("--evidence-standard", help="What will count as done.", show_default=False)]
Indicators = Annotated[
    list[str] | None, typer.Option("--indicator", help="A closed question that should move; may be said again.", show_default=False)
]
Form = Annotated[Path, typer.Option("--to", help="File for the form, where no title is given.", dir_okay=False)]


def add_to(app: typer.Typer) -> None:
    """Add this command to the others about recommendations."""
    del app  # they stand in a group of their own
    group.command("draft")(draft)


def draft(  # noqa: PLR0913, PLR0917 # the options of the command
    theme: ThemeArgument,
    round_name: RoundName,
    reference: NewReference = "",
    title: Title = "",
    text: Text = "",
    owner: Owner = "",
    due: Due = "",
    issued: Issued = "",
    issued_by: IssuedBy = "",
    evidence_standard: Standard = "",
    indicators: Indicators = None,
    form: Form = Path("draft.yaml"),
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Draft a recommendation from a theme: its words, rounded figures and places are carried over, and it is linked.

    Without --title a form to fill in is written, which `hearback recommendations import` takes.
    """
    from desk.recommending.draft import Said

    with opened_round(settings_file, round_name) as desk:
        if not title:
            carried, written = _write_form(desk, theme, form)
            _tell_form(carried, written, as_json=as_json)
            return
        said = Said(
            reference=_require("--reference", reference),
            title=title,
            text=_require("--text", text),
            owner=_require("--owner", owner),
            issued_on=_read_day("--issued-on", issued) or desk.terms.frame.today,
            due_on=_read_day("--due", due),
            issued_by=issued_by,
            evidence_standard=evidence_standard,
            indicators=tuple(indicators or ()),
        )
        made = _draft(desk, theme, said, who=name_actor(who), why=why)
    _tell(made, as_json=as_json)


def _draft(desk: Desk, theme: str, said: Said, *, who: str, why: str) -> Recommendation:
    from desk.recommending.draft import draft as draft_it
    from desk.theme_find import find_theme

    found = find_theme(desk.store, theme)
    return draft_it(desk.store, desk.terms, desk.round, found, said, who=who, why=why, today=desk.terms.frame.today)


def _write_form(desk: Desk, theme: str, form: Path) -> tuple[Carried, Path]:
    from desk.recommending.draft import carry_over, write_form
    from desk.theme_find import find_theme

    carried = carry_over(desk.store, desk.terms, desk.round, find_theme(desk.store, theme))
    try:
        with form.open("x", encoding="utf-8") as file:
            file.write(write_form(carried, today=desk.terms.frame.today))
    except FileExistsError:
        raise WrongUse(
            "There is such a file already, and it may be filled in.", where=str(form), next_step="Name another: --to FILE"
        ) from None
    return carried, form


def _require(option: str, value: str) -> str:
    if not value.strip():
        raise WrongUse(f"{option} is missing.", next_step="Say it, or leave --title out: then a form to fill in is written.")
    return value


def _read_day(option: str, value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise WrongUse(f"{option} {value[:40]!r} is no date.", next_step="Write dates as in 2027-03-31.") from None


def _tell_form(carried: Carried, form: Path, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {"form": str(form), "theme": carried.theme_id, "source": carried.source, "grounds": [each.told for each in carried.grounds]}
        )
        return
    print_line(f"{form}: fill in reference, title, text and owner. Carried over from {carried.source}.")
    if carried.is_machine_named:
        print_line(f"The theme's name is the program's: give it one before you quote it. hearback theme rename {carried.theme_id} TITLE")
    print_line(f"Then: hearback recommendations import {form}")
    print_line(f"      hearback recommendations link REFERENCE {carried.theme_id}")


def _tell(made: Recommendation, *, as_json: bool) -> None:
    told = [each.told for each in made.grounds if each.told]
    if as_json:
        print_json({"reference": made.reference, "answers": made.answers, "places": list(made.places), "told": told})
        return
    print_line(f"{made.reference} is put down and linked: it answers “{made.answers}”.")
    for each in (*told, *([f"Places: {', '.join(made.places)}"] if made.places else [])):
        print_line(f"    {each}")
