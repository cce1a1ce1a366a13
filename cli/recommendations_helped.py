"""`hearback recommendations helped`: what people said before and after a recommendation was done."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, read_settings
from cli.recommendations import group
from cli.show import print_json, print_line
from domain.errors import WrongUse

if TYPE_CHECKING:
    from config.settings import Settings
    from digest.pages.helped import Helped, HelpedLine
    from warehouse.store import Store

Reference = Annotated[str, typer.Argument(help="The recommendation's reference, as in R-03.", show_default=False)]
OfDraft = Annotated[
    str, typer.Option("--draft", help="Name of a round: as its page would tell it now, not released yet.", show_default=False)
]


def add_to(app: typer.Typer) -> None:
    """Add this command to the others about recommendations."""
    del app  # they stand in a group of their own
    group.command("helped")(show_helped)


def show_helped(reference: Reference, draft: OfDraft = "", settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show what people said before and after a recommendation was done, as the newest release tells it. It is no proof of cause."""
    settings = read_settings(settings_file)
    from flows.steps.stage import opened_store, wordless_errors

    with wordless_errors("helped"), opened_store(settings) as store:
        _refuse_unknown(store, reference)
        told = _read_draft(store, settings, reference, draft) if draft else _read_released(store, reference)
    if told is None:
        raise _explain_nothing(reference, draft)
    where, helped = told
    if as_json:
        print_json({"where": where, **asdict(helped)})
    else:
        print_helped(where, helped)


def _refuse_unknown(store: Store, reference: str) -> None:
    known = list(store.recommendations.references())
    if reference not in known:
        raise WrongUse(f"There is no recommendation {reference!r}.", next_step="See: hearback recommendations list")


def _explain_nothing(reference: str, draft: str) -> WrongUse:
    if draft:
        return WrongUse(f"{reference} was not reported done.", next_step="See how it stands: hearback recommendations list")
    return WrongUse(
        f"No release tells of {reference}: it was not done when the last one was made.",
        next_step=f"See how it would be told now: hearback recommendations helped {reference} --draft ROUND",
    )


def _read_released(store: Store, reference: str) -> tuple[str, Helped] | None:
    from config.screen_texts import load_texts
    from digest.releasing.helped import find_helped

    found = find_helped(store, reference, load_texts)
    return None if found is None else (f"{found.round.title}, release {found.release.number}", found.helped)


def _read_draft(store: Store, settings: Settings, reference: str, round_name: str) -> tuple[str, Helped] | None:
    from digest.releasing.prepare import prepare
    from flows.steps.digest import page_terms

    current = settings.round(round_name)
    page = prepare(store, page_terms(settings), current, made_at=datetime.now(UTC)).page
    found = next((each for each in page.helped if each.reference == reference), None)
    return None if found is None else (f"{current.title}, draft", found)


def print_helped(where: str, helped: Helped) -> None:
    """What was said before and after, for a person at a terminal."""
    from digest.telling.wording import show_plainly

    print_line(f"{helped.reference}  {helped.title}  ({where})")
    print_line(show_plainly(helped.done))
    for each in helped.lines:
        _print_line_of(each)
    if helped.others:
        print_line("To compare, where nothing was reported done:")
    for each in helped.others:
        _print_line_of(each)
    for note in helped.notes:
        print_line(show_plainly(note))


def _print_line_of(line: HelpedLine) -> None:
    from digest.telling.wording import show_plainly

    print_line(f"  {line.title}")
    for point in line.points:
        print_line(f"    {point.when.value:<8} {show_plainly(point.title)}: {show_plainly(point.words)}")
    for words in line.words:
        print_line(f"    {show_plainly(words)}")
