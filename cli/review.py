"""`hearback review list|approve|why|headline`: a person looks at what a round says before it is released."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, RoundName, SettingsFile, Who, name_actor, read_settings
from cli.show import print_json, print_line
from cli.theme_options import OneTheme, Why
from domain.errors import WrongUse

if TYPE_CHECKING:
    from config.settings import Settings
    from desk.sentences import StaffSentence
    from digest.releasing.looks import Look
    from digest.releasing.prepare import Prepared
    from digest.releasing.terms import PageTerms
    from domain.listening import Round
    from warehouse.store import Store

Sentence = Annotated[str, typer.Argument(help="The sentence, in the digest's language.", show_default=False)]
Removed = Annotated[bool, typer.Option("--remove", help="Take the sentence back.")]
AllSolid = Annotated[bool, typer.Option("--all-solid", help="Every solid theme that nobody looked at as it is.")]
SomeThemes = Annotated[list[str] | None, typer.Argument(help="Ids of themes, or their beginnings, as the list shows them.")]

group = typer.Typer(no_args_is_help=True, help="Look at what a round says before it is released.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="review")


@dataclass(frozen=True, slots=True)
class Desk:
    """A round on the desk: the settings, the warehouse, what pages are told, and the round."""

    settings: Settings
    store: Store
    terms: PageTerms
    round: Round


@contextmanager
def opened_round(settings_file: Path, round_name: str) -> Iterator[Desk]:
    """The round with its findings counted, on an open warehouse."""
    settings = read_settings(settings_file)
    current = settings.round(round_name)
    from flows.steps.digest import page_terms
    from flows.steps.findings import findings
    from flows.steps.stage import opened_store, wordless_errors

    findings(settings, round_name)
    with wordless_errors("review"), opened_store(settings) as store:
        yield Desk(settings, store, page_terms(settings), current)


def read_sentence(settings: Settings, said: str) -> StaffSentence:
    """A sentence as typed, checked."""
    from desk.sentences import check_sentence
    from flows.steps.redaction import redactor_of

    return check_sentence(said, redactor_of(settings), settings.hearback.language)


@group.command("list")
def list_all(round_name: RoundName, settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show every theme that the round's page would show, as people will read it, and which are still to be looked at."""
    with opened_round(settings_file, round_name) as desk:
        from digest.releasing.prepare import prepare

        prepared = prepare(desk.store, desk.terms, desk.round, made_at=datetime.now(UTC))
    if as_json:
        print_json(describe_prepared(prepared))
    else:
        print_prepared(prepared)


@group.command("approve")
def approve(
    round_name: RoundName,
    themes: SomeThemes = None,
    is_all_solid: AllSolid = False,
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Say that themes are right as the page would show them. It holds until their name, figures or parts change."""
    if bool(themes) == is_all_solid:
        raise WrongUse("Name themes, or say --all-solid: one of the two.", next_step=f"See: hearback review list --round {round_name}")
    with opened_round(settings_file, round_name) as desk:
        from desk.review import list_unseen, look_at
        from desk.theme_find import find_theme
        from digest.releasing.prepare import prepare

        if is_all_solid:
            ids = list_unseen(prepare(desk.store, desk.terms, desk.round, made_at=datetime.now(UTC)), is_solid_only=True)
        else:
            ids = tuple(dict.fromkeys(find_theme(desk.store, each).id for each in themes or ()))
        done = look_at(desk.store, desk.terms, desk.round, ids, actor=name_actor(who), why=why)
    if as_json:
        print_json([describe_look(each) for each in done])
        return
    for each in done:
        print_line(f"Looked at: {each.theme_id}, “{each.card.title}”: {_say_figures(each)}")
    if not done:
        print_line("No solid theme is left to look at.")


@group.command("why")
def why_it_matters(
    round_name: RoundName,
    theme: OneTheme,
    sentence: Sentence = "",
    is_removed: Removed = False,
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Add the sentence that says why a theme matters; it stands on its card."""
    with opened_round(settings_file, round_name) as desk:
        from desk.review import say_why
        from desk.theme_find import find_theme

        checked = None if is_removed else read_sentence(desk.settings, sentence)
        found = find_theme(desk.store, theme)
        say_why(desk.store, desk.terms, desk.round, found.id, checked, actor=name_actor(who), why=why)
    print_line(f"{'Taken back' if is_removed else 'Added to the card'}: {found.id}, “{found.title}”. The next `hearback digest` shows it.")


@group.command("headline")
def headline(
    round_name: RoundName,
    sentence: Sentence = "",
    is_removed: Removed = False,
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Write the first sentence of the page in place of the one made from the figures."""
    with opened_round(settings_file, round_name) as desk:
        from desk.review import say_headline

        checked = None if is_removed else read_sentence(desk.settings, sentence)
        say_headline(desk.store, desk.terms, desk.round, checked, actor=name_actor(who), why=why)
    print_line(f"{'Taken back' if is_removed else 'Written'}: the first sentence of {round_name}. The next `hearback digest` shows it.")


def describe_prepared(prepared: Prepared) -> dict[str, Any]:
    """What is to be looked at, for a program."""
    return {
        "round": prepared.round.name,
        "number": prepared.number,
        "themes": [describe_look(each) for each in prepared.looks],
        "to_look_at": len(prepared.to_look_at),
        "says_the_same": prepared.says_the_same,
        "counts_wait": prepared.waits,
        "exposed": sorted({each.table for each in prepared.exposed}),
        "headline": prepared.page.headline,
        "is_headline_old": prepared.headline is not None and not prepared.headline.holds,
    }


def describe_look(look: Look) -> dict[str, Any]:
    """A theme as people will read it, and whether somebody looked at that."""
    from digest.telling.wording import show_plainly

    card = look.card
    return {
        "theme": look.theme_id,
        "title": card.title,
        "people": show_plainly(card.people),
        "share": show_plainly(card.share_words),
        "change": show_plainly(card.change_words),
        "solidity": card.solidity.value if card.solidity else None,
        "is_machine_named": card.is_machine_named,
        "why": card.why,
        "looked_at": _say_state(look),
        "holds": look.holds,
    }


def print_prepared(prepared: Prepared) -> None:
    """What is to be looked at, for a person: a line a theme and one of its figures."""
    for each in prepared.looks:
        named = "named by the program" if each.card.is_machine_named else "named by staff"
        solid = f", {each.card.solidity.value}" if each.card.solidity else ""
        print_line(f"{'  ' if each.holds else '> '}{each.theme_id}  “{each.card.title}”  ({named}{solid})")
        print_line(f"      {_say_figures(each)}")
        print_line(f"      {_say_state(each)}")
        if each.card.why:
            print_line(f"      Why it matters: {each.card.why}")
    print_line()
    for line in _say_rest(prepared):
        print_line(line)


def _say_figures(look: Look) -> str:
    """As people will read them, without the marks that keep directions apart on a page."""
    from digest.telling.wording import show_plainly

    return show_plainly(f"{look.card.people}. {look.card.change_words}")


def _say_state(look: Look) -> str:
    if look.review is None:
        return "Nobody has looked at it yet."
    on = f"{look.review.decided_at:%Y-%m-%d}"
    if look.changed:
        return f"Changed since {look.review.actor} looked at it on {on}: {', '.join(look.changed)}."
    return f"Looked at by {look.review.actor} on {on}."


def _say_rest(prepared: Prepared) -> Iterator[str]:
    name = prepared.round.name
    if not prepared.looks:
        yield "The page of this round shows no theme: too few people raised any. It can be released, and says so."
    if prepared.headline is not None and not prepared.headline.holds:
        yield f'The first sentence was written of other themes. Write it again: hearback review headline --round {name} "..."'
    if prepared.waits:
        from digest.releasing.gate import WAITS

        yield WAITS
    if prepared.exposed:
        tables = ", ".join(dict.fromkeys(each.table for each in prepared.exposed))
        yield f"It cannot be released as it is: readers could single people out in {tables} (docs/disclosure.md)."
    if count := len(prepared.to_look_at):
        yield f"To be looked at: {count}, marked >. Read one: hearback theme show THEME. Approve it: hearback review approve THEME --round {name}"
    elif prepared.says_the_same and prepared.latest is not None:
        yield f"It says what release {prepared.latest.number} says: there is nothing to release."
    else:
        yield f"Everything was looked at. Release it as number {prepared.number}: hearback release make --round {name}"
