"""`hearback eval themes` and `hearback eval agreement`: every claim of quality is a figure that anyone can make again."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson
from cli.show import print_json, print_line, print_table, progress

if TYPE_CHECKING:
    from nlp.evaluate import Agreement, ThemeScores

group = typer.Typer(no_args_is_help=True, help="Measure themes against labels that people gave, or two codings against each other.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="eval")


@group.callback()
def evaluate() -> None:
    """Measure themes against labels that people gave, or two codings against each other."""


@group.command("themes")
def themes(
    file: Annotated[Path, typer.Argument(help="Table of comments (CSV, TSV, XLSX), one a row, with the labels that people gave.")],
    text_col: Annotated[str, typer.Option("--text-col", help="Column of the comment.")],
    label_col: Annotated[str, typer.Option("--label-col", help="Column of its labels.")],
    lang_col: Annotated[str | None, typer.Option("--lang-col", help="Column of the language; by default it is told from the text.")] = None,
    separator: Annotated[str, typer.Option("--label-sep", help="What stands between two labels of one comment.")] = ";",
    as_json: AsJson = False,
) -> None:
    """Find the themes of a table as `hearback themes` does, and say how well they fit the labels. Writes nothing."""
    from flows.steps.evaluate import ScoresAsked, evaluate_themes

    asked = ScoresAsked(file=file, text_column=text_col, label_column=label_col, language_column=lang_col, separator=separator)
    with progress(is_quiet=as_json):
        scores = evaluate_themes(asked)
    if as_json:
        print_json(asdict(scores))
    else:
        _print_scores(scores)


@group.command("agreement")
def agreement(
    first: Annotated[Path, typer.Argument(help="Table of one coding: a unit a row, with its themes.")],
    second: Annotated[Path, typer.Argument(help="Table of the other coding of the same units.")],
    unit_col: Annotated[str, typer.Option("--id-col", help="Column of the unit's id, in both.")] = "id",
    themes_col: Annotated[str, typer.Option("--themes-col", help="Column of its themes, in both.")] = "themes",
    separator: Annotated[str, typer.Option("--sep", help="What stands between two themes of one unit.")] = ";",
    as_json: AsJson = False,
) -> None:
    """Compare two codings: F1 a theme with its interval, Krippendorff's alpha, and the share of units with a theme."""
    from flows.steps.evaluate import CodingColumns, evaluate_agreement

    found = evaluate_agreement(first, second, CodingColumns(unit=unit_col, themes=themes_col, separator=separator))
    if as_json:
        print_json(asdict(found))
    else:
        _print_agreement(found)


def _print_scores(scores: ThemeScores) -> None:
    print_line(f"{scores.themes} themes over {scores.rows:,} labelled rows; {scores.unthemed:.1%} of them in no theme.")
    print_line(
        f"AMI {scores.ami:.3f}, ARI {scores.ari:.3f}, F1 a row {scores.sample_f1:.3f}, largest theme {scores.largest:.0%} of the rows."
    )
    if scores.leak is not None:
        print_line(f"Theme and language share {scores.leak:.3f} (NMI; 0: a theme says nothing about the language).")
    print_line()
    rows = [[each.label, each.rows, each.theme or "-", f"{each.f1:.2f}", _interval(each.interval)] for each in scores.labels]
    print_table("", ["label", "rows", "theme", "F1", "95 % interval"], rows)


def _print_agreement(found: Agreement) -> None:
    one, other = found.coverage
    print_line(
        f"{found.units:,} units in both codings; {found.only_first:,} only in the first and {found.only_second:,} only in the second."
    )
    print_line(f"With a theme: {one:.0%} in the first, {other:.0%} in the second.")
    print_line(f"Krippendorff's alpha {_figure(found.alpha)} (MASI distance), F1 over all {found.micro_f1:.2f}.")
    print_line()
    rows = [
        [each.theme, each.first, each.second, each.both, f"{each.f1:.2f}", _interval(each.interval), _figure(each.alpha)]
        for each in found.themes
    ]
    print_table("", ["theme", "first", "second", "both", "F1", "95 % interval", "alpha"], rows)


def _interval(interval: tuple[float, float] | None) -> str:
    return "-" if interval is None else f"{interval[0]:.2f} to {interval[1]:.2f}"


def _figure(value: float | None) -> str:
    return "cannot be told" if value is None else f"{value:.2f}"
