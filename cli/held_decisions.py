"""`hearback held redact|release|discard`: what a person decides about words that are held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from cli.asking import ask, confirm, is_asked, say
from cli.held_options import AllOfReason, Ids, KeepFlagged, Language, OneId, Why, check_languages, opened_held, require_why
from cli.held_words import ask_spans, print_proposal, print_reading, require_terminal
from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor
from cli.show import print_json, print_line
from domain.errors import WrongUse
from domain.held import HoldState

if TYPE_CHECKING:
    from config.settings import Settings
    from desk.held_redaction import Reading, Terms
    from domain.listening import Span
    from warehouse.held import HeldWords
    from warehouse.store import Store

RELEASE, DISCARD = "release", "discard"
Spans = Annotated[
    list[str] | None,
    typer.Option("--spans", help="A place to take out besides, as in 3:9:PERSON; may be said again.", show_default=False),
]
Take = Annotated[bool, typer.Option("--take", help="Show the words, and ask which of them to take out besides.")]


def add_to(group: typer.Typer) -> None:
    """Add these commands."""
    group.command("redact")(redact)
    group.command("release")(release)
    group.command("discard")(discard)


def redact(
    comment: OneId,
    why: Why = "",
    is_asked_for: Take = False,
    spans: Spans = None,
    language: Language = "",
    is_flag_kept: KeepFlagged = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Take more out of a held comment than the machine would, then release it."""
    require_why(why)
    taken = _read_spans(spans or (), is_asked_for=is_asked_for)
    with opened_held(settings_file) as (settings, store):
        from desk import held
        from desk.held_redaction import Terms
        from flows.steps.redaction import redactor_of

        chosen, before = held.split_decided([held.find_held(store, comment)], HoldState.RELEASED)
        check_languages(settings, chosen, language)
        readings = held.read_held(store, chosen, actor=name_actor(who), why=why)
        terms = Terms(language, taken, is_flag_kept)
        wanted = _ask_terms(settings, store, readings[0], terms) if is_asked_for and readings else terms
        if wanted is None:
            print_line("It stays held.")
            return
        if readings:
            held.release(store, redactor_of(settings), readings, wanted, actor=name_actor(who), why=why)
        _tell_released([each.id for each in chosen], before, as_json=False)


def release(
    comments: Ids = None,
    why: Why = "",
    language: Language = "",
    is_flag_kept: KeepFlagged = False,
    reason: AllOfReason = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Let held comments go on with the machine's redaction; what was flagged goes out, unless it is kept."""
    require_why(why)
    with opened_held(settings_file) as (settings, store):
        from desk import held
        from desk.held_redaction import Terms
        from flows.steps.redaction import redactor_of

        chosen, before = held.split_decided(_choose(store, comments or (), reason, RELEASE), HoldState.RELEASED)
        check_languages(settings, chosen, language)
        readings = held.read_held(store, chosen, actor=name_actor(who), why=why)
        if readings:
            held.release(store, redactor_of(settings), readings, Terms(language, (), is_flag_kept), actor=name_actor(who), why=why)
        _tell_released([each.id for each in chosen], before, as_json=as_json)


def discard(
    comments: Ids = None,
    why: Why = "",
    reason: AllOfReason = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Destroy the words of held comments for good; the comments stay counted as discarded, also after the next pull."""
    require_why(why)
    with opened_held(settings_file) as (_, store):
        from desk import held

        chosen = _choose(store, comments or (), reason, DISCARD)
        done = held.discard(store, chosen, actor=name_actor(who), why=why)
    if as_json:
        print_json({"discarded": done.done, "discarded_before": done.before})
        return
    _tell("Discarded", done.done, "Their words are destroyed; they are counted, and wait for nobody.")
    _tell("Discarded before", done.before, "Nothing changed.")


def _read_spans(said: Sequence[str], *, is_asked_for: bool) -> tuple[Span, ...]:
    """The places given on the command line. Raises WrongUse where neither places were given nor words are asked for."""
    from desk.held_spans import read_span, refuse_overlaps

    taken = tuple(map(read_span, said))
    refuse_overlaps(taken)
    if is_asked_for:
        require_terminal(is_wanted=False)
    elif not taken:
        raise WrongUse("It is not said what to take out.", next_step="Say --take to be asked for words, or give places: --spans 3:9:PERSON")
    return taken


def _ask_terms(settings: Settings, store: Store, reading: Reading, terms: Terms) -> Terms | None:
    """The terms with what the person takes out besides; None where they do not want to release after all."""
    from dataclasses import replace

    from desk.held_spans import check_spans, join_spans

    check_spans(reading.words, terms.taken)
    print_reading(settings, store, reading, terms.language)
    wanted = replace(terms, taken=join_spans((*terms.taken, *ask_spans(reading.words))))
    print_proposal(settings, store, reading, wanted)
    return wanted if confirm("Release it so?", default=False) else None


def _choose(store: Store, comments: Sequence[str], reason: str, deed: str) -> tuple[HeldWords, ...]:
    """The comments that were named, or all of a reason after a typed confirmation."""
    from desk.held import find_all_of_reason, find_held

    if bool(comments) == bool(reason):
        raise WrongUse("Name comments, or a reason with --all-of-reason: one of the two.", next_step="See: hearback held list")
    if comments:
        return tuple(find_held(store, each) for each in comments)
    chosen = find_all_of_reason(store, reason, needs_words=deed == RELEASE)
    if left := sum(each.reason == reason for each in store.comments.list_held()) - len(chosen):
        say(f"The words of {left} more were destroyed when their time was over; these stay held until they are discarded.")
    _confirm_all(f"{deed} {len(chosen)}", reason)
    return chosen


def _confirm_all(wanted: str, reason: str) -> None:
    """Raises WrongUse unless a person types what is about to be done."""
    if not is_asked():
        raise WrongUse("All of a reason is decided only by somebody who types it.", next_step="Use a terminal, or name the comments.")
    said = ask("a terminal", f'All that is held because "{reason}". To go on, type: {wanted}')
    if said.casefold() != wanted:
        raise WrongUse("Something else was typed: nothing was changed.")


def _tell_released(done: Sequence[str], before: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        print_json({"released": list(done), "released_before": list(before)})
        return
    _tell("Released", done, "The next `hearback run` takes them along.")
    _tell("Released before", before, "Nothing changed.")


def _tell(what: str, ids: Sequence[str], then: str) -> None:
    if ids:
        print_line(f"{what}: {', '.join(ids)}. {then}")
