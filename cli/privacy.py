"""`hearback privacy report`: what is kept, for how long, who can read it, and what redaction misses."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, read_settings
from cli.show import print_json, print_line, print_table

if TYPE_CHECKING:
    from digest.pages.tables import CountTable
    from digest.privacy.report import PrivacyPage

_WIDEST = 100

group = typer.Typer(no_args_is_help=True, help="What is kept of what people said, in plain words.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="privacy")


@group.callback()
def privacy() -> None:
    """What is kept of what people said, in plain words."""


@group.command("report")
def report(
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write it to this file: a web page (.html) or Markdown (.md).")] = None,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Say what is kept, about how many, for how long, who can read it, what is destroyed when, and what redaction misses."""
    settings = read_settings(settings_file)
    from flows.steps.privacy import make_privacy_page, write_privacy_page

    page = make_privacy_page(settings)
    if out is not None:
        write_privacy_page(page, out)
    if as_json:
        print_json(asdict(page))
    elif out is not None:
        print_line(f"Report: {out}")
    else:
        _print_page(page)


def _print_page(page: PrivacyPage) -> None:
    _print_heading(f"{page.title}: {page.town}", "=")
    for answer in page.answers:
        print_line(f"\n{answer.question}")
        _print_lines(answer.lines)
    for section in page.sections:
        print_line()
        _print_heading(section.title, "-")
        _print_lines(section.lines)
        for table in section.tables:
            print_line()
            _print_figures(table)


def _print_figures(table: CountTable) -> None:
    """A table; one whose cells are sentences as a list, since columns of three words each cannot be read."""
    from digest.privacy.report import has_sentences

    if not has_sentences(table):
        print_table(table.title, table.heads, table.rows, numbers_from=99)
        return
    print_line(table.title)
    for row in table.rows:
        print_line(f"\n  {row[0]}")
        for head, cell in zip(table.heads[1:], row[1:], strict=True):
            _print_wrapped(f"{head}: {cell}", "    ", "      ")


def _print_heading(words: str, rule: str) -> None:
    print_line(f"{words}\n{rule * len(words)}")


def _print_lines(lines: tuple[str, ...]) -> None:
    for line in lines:
        _print_wrapped(line, "  - ", "    ")


def _print_wrapped(line: str, first: str, later: str) -> None:
    from shutil import get_terminal_size
    from textwrap import fill

    print_line(fill(line, min(get_terminal_size().columns, _WIDEST), initial_indent=first, subsequent_indent=later))
