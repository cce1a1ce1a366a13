"""`hearback themes` and `hearback redact`: two filters that need no warehouse."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.show import print_json, print_line, progress


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("themes")(themes)
    app.command("redact")(redact)


def themes(
    file: Annotated[Path, typer.Argument(help="CSV of comments, one a row.")],
    text_col: Annotated[str, typer.Option("--text-col", help="Column of the comment.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for assignments.csv, themes.json and digest.html.", file_okay=False)],
    lang_col: Annotated[str | None, typer.Option("--lang-col", help="Column of the language; by default it is told from the text.")] = None,
    person_col: Annotated[
        str | None, typer.Option("--person-col", help="Column that tells people apart; by default each row is one.")
    ] = None,
    language: Annotated[str, typer.Option("--language", help="Language of the digest.")] = "en",
    title: Annotated[str, typer.Option("--title", help="Title of the digest.")] = "What people told us",
    as_json: Annotated[bool, typer.Option("--json", help="Print figures as JSON.")] = False,
) -> None:
    """Find the themes of a CSV file: assignments.csv, themes.json and a digest. Nothing is kept elsewhere.

    Words are redacted before they are themed; rows that are held are counted and listed in themes.json.
    """
    from flows.steps.file_themes import ThemesAsked, theme_file

    asked = ThemesAsked(
        file=file, text_column=text_col, language_column=lang_col, person_column=person_col, language=language, title=title, out=out
    )
    with progress(is_quiet=as_json):
        figures = theme_file(asked)
    if as_json:
        print_json(figures)
        return
    print_line(
        f"{figures['themes']} themes with {figures['parts']} sub-themes in {figures['passages']} passages of {figures['rows']} rows; "
        f"{figures['unthemed']} passages fit none; {figures['held']} rows held."
    )
    if figures["is_too_few"]:
        print_line("Too few different things were said to look for patterns in them: assignments.csv lists the passages as they are.")
    if figures["tentative"]:
        print_line(f"{figures['tentative']} of the themes are tentative: they may not hold, and stand last in the digest.")
    for name in ("assignments.csv", "themes.json", "digest.html"):
        print_line(str(out / name))


def redact(
    languages: Annotated[
        str, typer.Option("--languages", help="Languages to expect, with commas; by default all there are packs for.")
    ] = "",
) -> None:
    """Redact JSON lines: {"id","text","lang"?} on standard input, {"id","redacted_text","spans","held","reason"?} out.

    A text whose language the redactor does not know is held: its redacted_text is null, and reason says why.
    """
    from flows.steps.file_redact import redact_stream

    codes = tuple(code.strip() for code in languages.split(",") if code.strip())
    for line in redact_stream(sys.stdin.buffer, codes):
        sys.stdout.write(line.rstrip("\n") + "\n")
    sys.stdout.flush()
