"""Quotes on the terminal: a line each, or one of them with its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cli.held_words import show_safely
from cli.show import print_line, print_table, shorten_ids

if TYPE_CHECKING:
    from desk.quote_find import QuoteWords
    from digest.gathering.judged import JudgedQuote
    from domain.quotes import QuotePolicy

_INDENT = "    "


def describe_quote(each: JudgedQuote, titles: Mapping[str, str]) -> dict[str, Any]:
    """A quote for a program: its state, and no words."""
    return {
        "id": each.id,
        "theme": each.theme_id,
        "title": titles.get(each.theme_id, ""),
        "stance": each.stance.value,
        "language": each.language,
        "approved_by": list(each.approval.approved_by),
        "refused_by": list(each.approval.refused_by),
        "is_published_next": each.is_publishable,
        "why_not": [reason.value for reason in each.refusals],
    }


def print_quotes(found: Sequence[JudgedQuote], titles: Mapping[str, str], policy: QuotePolicy) -> None:
    """A line a quote: theme, stance, who approved it, and why it is not published."""
    short = shorten_ids([each.id for each in found], shortest=len("quote-") + 4)
    rows = [
        [short[each.id], titles.get(each.theme_id, each.theme_id), each.stance.value, each.language, _say_state(each, policy)]
        for each in found
    ]
    print_table("", ["quote", "theme", "says", "language", "state"], rows, numbers_from=99)
    print_line("\nRead one: hearback quote show QUOTE. Decide: hearback quote approve QUOTE, or refuse, trim.")


def _say_state(each: JudgedQuote, policy: QuotePolicy) -> str:
    count = f"{len(each.approval.approved_by)} of {policy.approvers} approved"
    if each.is_publishable:
        return f"{count}; the next release shows it"
    others = [reason.value for reason in each.refusals if reason.name != "NOT_APPROVED"]
    return f"{count}; not shown: {'; '.join(others)}" if others else count


def print_words(read: QuoteWords, judged: JudgedQuote | None, title: str) -> None:
    """The words of a quote with their sentences counted, the translation of its comment with its mark, and what was decided."""
    quote, comment = read.quote, read.comment
    print_line(f"{quote.id}: of {quote.theme_id}, “{title}”; {quote.stance.value}; language {comment.language}.")
    places = ", ".join(f"{start}:{end}" for start, end in quote.pieces)
    if read.parts:
        print_line(f"\nAs it would be quoted (places {places}):")
        print_block(" […] ".join(read.parts))
    elif read.fault is not None:
        print_line(f"\nIt cannot be quoted: {read.fault}.")
    if comment.text is not None:
        print_line("\nThe whole comment, redacted, by sentences (number, places):")
        for number, (start, end) in enumerate(_sentences(comment.text, comment.language), 1):
            print_line(f"{_INDENT}{number}  {start}:{end}  {show_safely(comment.text[start:end])}")
    if comment.translation is not None:
        made_by = "translated by a person" if comment.translated_by == "human" else f"machine translation, {comment.translated_by}"
        print_line(f"\nThe whole comment in {comment.translated_into} ({made_by}):")
        print_block(comment.translation)
        if judged is not None and not judged.translation:
            print_line(f"{_INDENT}No part of it stands beneath the quote: it cannot be told which part is whose. Trim to whole sentences.")
    _print_decisions(read, judged)


def print_block(text: str) -> None:
    """Words, indented, with nothing in them that could steer the terminal."""
    for line in show_safely(text).split("\n"):
        print_line(_INDENT + line)


def _sentences(text: str, language: str) -> list[tuple[int, int]]:
    from nlp.quotes.translated import find_sentences

    return find_sentences(text, language)


def _print_decisions(read: QuoteWords, judged: JudgedQuote | None) -> None:
    print_line(f"\nProposed by {read.quote.proposed_by} on {read.quote.proposed_at:%Y-%m-%d}.")
    for each in read.decisions:
        print_line(f"{_INDENT}{each.decided_at:%Y-%m-%d}  {each.actor}: {each.step}{f' ({each.why})' if each.why else ''}")
    if judged is not None:
        print_line("The next release shows it." if judged.is_publishable else f"It is not shown: {'; '.join(judged.refusals)}.")
