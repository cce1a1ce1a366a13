"""`hearback quote …`: which words of people who agreed may stand in a digest, and who of the staff says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.asking import confirm, is_asked
from cli.options import DEFAULT_SETTINGS, AsJson, RoundName, SettingsFile, Who, name_actor, read_settings
from cli.quote_show import describe_quote, print_block, print_quotes, print_words
from cli.show import print_json, print_line
from domain.errors import WrongUse

if TYPE_CHECKING:
    from config.settings import Settings
    from desk.quote_find import QuoteWords
    from domain.quotes import Approval, Pieces
    from warehouse.store import Store

OneQuote = Annotated[str, typer.Argument(help="Id of the quote, or its beginning, as the list shows it.")]
Why = Annotated[str, typer.Option("--why", help="Why; kept with the decision and in the audit log. Never write what was said.")]
Parts = Annotated[
    list[str] | None,
    typer.Option("--parts", help="A part to quote by its places, as in 3:40; may be said again.", show_default=False),
]
Sentences = Annotated[str, typer.Option("--sentences", help="Sentences to quote by their numbers, as in 1,2 or 1,3.", show_default=False)]

group = typer.Typer(
    no_args_is_help=True, help="Quotes: propose, read and approve them. Two people approve each; without that nobody is quoted."
)


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="quote")


@contextmanager
def opened_quotes(settings_file: Path) -> Iterator[tuple[Settings, Store]]:
    """The settings and their warehouse. What goes wrong in a way that nobody foresaw is told without anybody's words."""
    settings = read_settings(settings_file)
    from flows.steps.stage import opened_store, wordless_errors

    with wordless_errors("quote"), opened_store(settings) as store:
        yield settings, store


@group.command("propose")
def propose(
    round_name: RoundName, why: Why = "", who: Who = "", settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False
) -> None:
    """Look for words that say a theme best, and for somebody who disagrees; only of people who agreed to be quoted."""
    with opened_quotes(settings_file) as (settings, store):
        from desk.quote_propose import propose_quotes

        done = propose_quotes(store, settings.round(round_name), settings.quote_policy, actor=name_actor(who), why=why)
    if as_json:
        print_json({"new": done.new, "before": done.before, "themes": done.themes, "themes_without": done.themes_without})
        return
    print_line(f"Quotes proposed: {done.new} new, {done.before} were there before, of {done.themes} themes.")
    if done.themes_without:
        print_line(
            f"Nothing may be offered of {len(done.themes_without)} of them: nobody who may be quoted said it in words that stand alone."
        )
    if not settings.quotes.enabled:
        print_line("Quotes are switched off: set enabled = true under [quotes] to show those that are approved.")
    print_line(f"See: hearback quote list --round {round_name}")


@group.command("list")
def list_all(round_name: RoundName, settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show the round's quotes without their words: theme, what they are there for, who approved, why not shown."""
    with opened_quotes(settings_file) as (settings, store):
        from desk.quote_find import list_quotes

        found = list_quotes(store, settings.round(round_name), settings.quote_policy, language=settings.hearback.language)
        titles: dict[str, str] = {each.id: each.title for each in store.themes.all()}
    if as_json:
        print_json([describe_quote(each, titles) for each in found])
    elif found:
        print_quotes(found, titles, settings.quote_policy)
    else:
        print_line(f"No quote was proposed yet. Do it with: hearback quote propose --round {round_name}")


@group.command("show")
def show(quote: OneQuote, settings_file: SettingsFile = DEFAULT_SETTINGS) -> None:
    """Show a quote's redacted words, its whole comment by sentences, the translation, and what was decided."""
    with opened_quotes(settings_file) as (settings, store):
        from desk.quote_find import find_quote, list_quotes, read_quote

        read = read_quote(store, find_quote(store, quote))
        current = next(each for each in store.rounds.all() if each.id == read.quote.round_id)
        judged = list_quotes(store, current, settings.quote_policy, language=settings.hearback.language)
        titles: dict[str, str] = {each.id: each.title for each in store.themes.all()}
    found = next((each for each in judged if each.id == read.quote.id), None)
    print_words(read, found, titles.get(found.theme_id if found else read.quote.theme_id, ""))


@group.command("approve")
def approve(quote: OneQuote, why: Why = "", who: Who = "", settings_file: SettingsFile = DEFAULT_SETTINGS) -> None:
    """Say that these words may be published. At a terminal they are shown first."""
    with opened_quotes(settings_file) as (settings, store):
        from desk.quotes import approve_quote

        read = _read(store, quote)
        if is_asked() and not _is_right(read):
            print_line("Nothing was decided.")
            return
        approval = approve_quote(store, read, actor=name_actor(who), why=why)
        _tell("Approved", read, approval, settings)


@group.command("refuse")
def refuse(quote: OneQuote, why: Why = "", who: Who = "", settings_file: SettingsFile = DEFAULT_SETTINGS) -> None:
    """Say that these words must not be published; one refusal outweighs every approval."""
    with opened_quotes(settings_file) as (settings, store):
        from desk.quotes import refuse_quote

        read = _read(store, quote)
        _tell("Refused", read, refuse_quote(store, read, actor=name_actor(who), why=why), settings)


@group.command("take-back")
def take_back(quote: OneQuote, why: Why = "", who: Who = "", settings_file: SettingsFile = DEFAULT_SETTINGS) -> None:
    """Take your own approval or refusal back."""
    with opened_quotes(settings_file) as (settings, store):
        from desk import quotes

        read = _read(store, quote)
        _tell("Taken back", read, quotes.take_back(store, read, actor=name_actor(who), why=why), settings)


@group.command("trim")
def trim(
    quote: OneQuote,
    parts: Parts = None,
    sentences: Sentences = "",
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Quote other parts of the same comment, by places or by sentences; it must be approved anew."""
    if bool(parts) == bool(sentences):
        raise WrongUse("Name parts, or sentences: one of the two.", next_step=f"See both: hearback quote show {quote}")
    with opened_quotes(settings_file) as (_, store):
        from desk import quotes
        from desk.quote_pieces import pick_sentences, read_pieces

        read = _read(store, quote)
        pieces: Pieces = read_pieces(parts) if parts else pick_sentences(read, sentences)
        trimmed = quotes.trim(store, read, pieces, actor=name_actor(who), why=why)
        print_line(f"Trimmed: {trimmed.id}. Approvals from before are over: read it again, hearback quote show {trimmed.id}")


@group.command("allow")
def allow(
    name: Annotated[str, typer.Argument(help="fewest_people, fewest_sessions or approvers.")],
    value: Annotated[int, typer.Argument(help="The smallest value that is to be taken.")],
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Let a setting of [quotes] be smaller than its default, for a reason that stays in the audit log: for administrators."""
    with opened_quotes(settings_file) as (_, store):
        from desk.quotes import allow_laxer

        allow_laxer(store, name, value, actor=name_actor(who), why=why)
    print_line(f"Allowed: [quotes] {name} may be {value}. The audit log has your reason. Now set it in the settings.")


def _read(store: Store, said: str) -> QuoteWords:
    from desk.quote_find import find_quote, read_quote

    return read_quote(store, find_quote(store, said))


def _is_right(read: QuoteWords) -> bool:
    print_line("The words:")
    print_block(" […] ".join(read.parts))
    return confirm("Approve these words?", default=False)


def _tell(what: str, read: QuoteWords, approval: Approval, settings: Settings) -> None:
    count = f"{len(approval.approved_by)} of {settings.quotes.approvers} approved"
    refused = f", refused by {', '.join(approval.refused_by)}" if approval.refused_by else ""
    print_line(f"{what}: {read.quote.id}; {count}{refused}.")
