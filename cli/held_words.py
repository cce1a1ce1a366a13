"""Held words on the terminal, and nowhere else: shown so that they cannot steer it, and asked for without the command line."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from cli.asking import is_asked, say
from cli.show import print_line
from domain.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from config.settings import Settings
    from desk.held_redaction import Reading, Terms
    from domain.listening import Span
    from domain.text import RawText
    from warehouse.comments import HeldComment
    from warehouse.store import Store

_INDENT = "    "
_KEPT_CONTROLS = frozenset("\n\t")
_STEERING = frozenset({"Cc", "Cs"})  # escape sequences, and halves of characters that no terminal can be given
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # marks that turn the direction of a line


def require_terminal(*, is_wanted: bool) -> None:
    """Raises WrongUse where words would land in a file or another program and nobody said that they should."""
    if not (is_wanted or sys.stdout.isatty()):
        raise WrongUse(
            "The words would go into a file or another program.",
            next_step="Look at them in a terminal, or say --yes if you will keep that place as safe as the vault.",
        )


def tell_place(each: HeldComment) -> str:
    """Where a comment came from, for somebody who knows the source."""
    where = f"session {each.session}" if each.session else f"response {each.external_id}, question {each.question}"
    return f"{each.source}, {each.round}, {where}"


def print_reading(settings: Settings, store: Store, reading: Reading, language: str) -> None:
    """Where the words came from, why they are held, the words as they were said, and what would go on of them."""
    held = reading.held
    place = next((each for each in store.comments.list_held() if each.id == held.id), None)
    if place is not None:
        print_line(f"{held.id}: {tell_place(place)}")
    print_line(f"Held: {held.reason}. Language: {held.language or 'not known'}.")
    print_line("\nAs it was said:")
    _print_block(reading.words.reveal())
    if not language and held.language not in settings.hearback.languages:
        print_line("\nNothing goes on of it while its language is not known. To see what would, say --language.")
        return
    from desk.held_redaction import Terms

    print_proposal(settings, store, reading, Terms(language))


def print_proposal(settings: Settings, store: Store, reading: Reading, terms: Terms) -> None:
    """What the words would become on these terms."""
    from desk.held_redaction import propose
    from flows.steps.redaction import redactor_of

    (proposal,) = propose(store, redactor_of(settings), [reading], terms)
    print_line("\nAs it would go on:")
    _print_block(proposal.redaction.text or "")


def show_safely(text: str) -> str:
    """The text with what could steer a terminal, or turn the line, written out as its code."""
    return "".join(_show_character(each) for each in text)


def ask_spans(words: RawText) -> tuple[Span, ...]:
    """Ask which words go, until an empty answer: every place where they stand. They are typed, never given as arguments."""
    from desk.held_spans import join_spans

    if not is_asked():
        raise WrongUse(
            "The words to take out are asked for, and nobody is here to answer.",
            next_step="Use a terminal, or give places instead of words: --spans 3:9:PERSON",
        )
    return join_spans(span for spans in _ask_each(words) for span in spans)


def _ask_each(words: RawText) -> Iterator[Sequence[Span]]:
    from desk.held_spans import find_said, read_type
    from domain.text import RawText as Raw

    while said := str(typer.prompt("Words to take out (nothing more: Enter)", default="", show_default=False, err=True)).strip():
        kind = str(typer.prompt("What they are", default="PERSON", err=True))
        try:
            found = find_said(words, Raw(said), read_type(kind))
        except WrongUse as error:
            say(str(error))
        else:
            say(f"Found in {len(found)} {'place' if len(found) == 1 else 'places'}.")
            yield found


def _print_block(text: str) -> None:
    for line in show_safely(text).split("\n"):
        print_line(_INDENT + line)


def _show_character(each: str) -> str:
    if each in _KEPT_CONTROLS:
        return each
    if unicodedata.category(each) in _STEERING or each in _TURNING:
        return f"<U+{ord(each):04X}>"
    return each
