"""What people see in the terminal: receipts as a table or JSON, and a progress line while a stage runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from domain.receipt import Receipt

if TYPE_CHECKING:
    from flows.steps.language_alarm import LanguageAlarm

STAGE_COLUMNS = ("read", "written", "unchanged", "held", "skipped", "withdrawn")
SOURCE_COLUMNS = ("read", "new", "changed", "unchanged", "withdrawn", "held", "skipped")
_OF_SOURCES = ("pull", "import", "session")


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def print_line(text: str = "") -> None:
    """One line on standard output, as it is."""
    sys.stdout.write(text + "\n")


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], *, numbers_from: int = 1) -> None:
    """A table for people; columns from `numbers_from` on are figures and stand at the right."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number >= numbers_from else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    Console(highlight=False, soft_wrap=False).print(table)


def shorten_ids(ids: Sequence[str], *, shortest: int) -> dict[str, str]:
    """Each id cut to the fewest characters that tell all of them apart, at least `shortest`."""
    for length in range(shortest, max(map(len, ids), default=0) + 1):
        if len({each[:length] for each in ids}) == len(set(ids)):
            return {each: each[:length] for each in ids}
    return {each: each for each in ids}


def print_receipts(receipts: Mapping[str, Receipt], *, as_json: bool, **more: object) -> None:
    """A line a source and a stage, why what was held or left out was, and in words whether anything changed."""
    changed = any(receipt.changed_anything for receipt in receipts.values())
    if as_json:
        print_json({"receipts": {name: _describe(receipt) for name, receipt in receipts.items()}, "changed": changed, **more})
        return
    sources = {name: receipt for name, receipt in receipts.items() if _is_of_source(name)}
    stages = {name: receipt for name, receipt in receipts.items() if name not in sources}
    _print_counts("source", SOURCE_COLUMNS, sources)
    _print_counts("stage", STAGE_COLUMNS, stages)
    _print_reasons({**sources, **{name: Receipt(notes=receipt.notes) for name, receipt in stages.items()}})
    if not changed:
        print_line("Nothing changed: everything was already as it should be.")
    held = sum(receipt.held for receipt in receipts.values())
    if held:
        print_line(f"{held} held for a person to look at: hearback held list")


def print_alarms(alarms: Iterable[LanguageAlarm]) -> None:
    """Which rounds' themes follow the language that people speak, and what to do."""
    for alarm in alarms:
        print_line("\n  ".join(("Language alarm. " + alarm.sentences()[0], *alarm.sentences()[1:])))
        print_line()


def _describe(receipt: Receipt) -> dict[str, object]:
    reasons = {"held_for": dict(receipt.held_for), "skipped_for": dict(receipt.skipped_for), "notes": list(receipt.notes)}
    return {**receipt.as_dict(), "changed": receipt.changed, **{name: value for name, value in reasons.items() if value}}


def _is_of_source(name: str) -> bool:
    """`pull survey`, or in the demo `autumn-2026: pull survey`."""
    return name.rpartition(": ")[2].split(" ")[0] in _OF_SOURCES


def _print_counts(kind: str, columns: Sequence[str], receipts: Mapping[str, Receipt]) -> None:
    if receipts:
        rows = [[name, *(getattr(receipt, column) for column in columns)] for name, receipt in receipts.items()]
        print_table("", [kind, *columns], rows)
        print_line()


def _print_reasons(receipts: Mapping[str, Receipt]) -> None:
    """Why something was held or left out, source by source, and what else staff should know."""
    for name, receipt in receipts.items():
        lines = [f"{count:,} held: {reason}" for reason, count in receipt.held_for]
        lines += [f"{count:,} skipped: {reason}" for reason, count in receipt.skipped_for]
        lines += receipt.notes
        if lines:
            print_line("\n  ".join([f"{name}:", *lines]))
            print_line()


@contextmanager
def progress(*, is_quiet: bool = False) -> Iterator[None]:
    """Show how far each stage is on standard error, where that is a terminal; otherwise stay silent."""
    if is_quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    from flows.progress import Step, listening

    columns = (TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(step: Step) -> None:
            if step.stage not in tasks:
                tasks[step.stage] = bars.add_task(step.stage, total=step.total)
            bars.update(tasks[step.stage], completed=step.done, total=step.total)

        with listening(show):
            yield
