"""Theme cards -> sheets: one row a theme, and what stands under each in sheets of their own."""

from __future__ import annotations

from collections.abc import Iterator

from digest.pages.cards import KindCount, Quote, ThemeCard
from digest.pages.digest_page import DigestPage
from digest.rendering.forms.sheet import SHARE, Cell, Sheet, make_sheet, spread
from digest.telling.wording import Wording
from domain.action import Change

GAP = " … "  # between parts of a quote: something was left out


def list_theme_sheets(page: DigestPage, wording: Wording) -> Iterator[Sheet]:
    """Themes, their rounds, kinds, who raised them, quotes, and what is being done."""
    yield _list_themes(page, wording)
    yield make_sheet("rounds", ("theme", "round", *SHARE, "words"), _list_rounds(page), wording)
    yield make_sheet("kinds", ("theme", "kind", "people", "words"), _list_kinds(page, wording), wording)
    yield make_sheet("raised", ("theme", "group", "value", "raised", "heard", *SHARE, "words"), _list_raised(page), wording)
    yield make_sheet(
        "quotes", ("theme", "stance", "quote", "language", "translation", "translated_by"), _list_quotes(page, wording), wording
    )
    yield make_sheet("answered", ("theme", "reference", "asked", "state", "link"), _list_answered(page, wording), wording)


def _list_themes(page: DigestPage, wording: Wording) -> Sheet:
    heads = (
        "theme",
        "people",
        *SHARE,
        "before",
        "change",
        "sure",
        "sessions",
        "description",
        "why",
        "within",
        "campaign",
        "basis",
        "reviewed",
    )
    return make_sheet("themes", heads, (_describe_card(card, wording) for card in page.themes), wording)


def _describe_card(card: ThemeCard, wording: Wording) -> tuple[Cell, ...]:
    people: Cell = card.shown if card.shown is not None else card.people
    first: Cell = "" if card.change is Change.NONE else None
    named = (wording.say("theme.machine_named"),) if card.is_machine_named else ()
    return (
        card.title,
        people,
        *spread(card.share),
        card.previous.value if card.previous else first,
        card.change_words,
        card.solidity_words,
        card.sessions,
        card.description,
        card.why,
        join(part.title for part in card.parts),
        card.campaign,
        " ".join((*card.basis, *named)),
        card.reviewed,
    )


def _list_rounds(page: DigestPage) -> Iterator[tuple[Cell, ...]]:
    for card in page.themes:
        for point in card.history:
            yield card.title, point.round_title, *spread(point.share), point.words


def _list_kinds(page: DigestPage, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    for card in page.themes:
        for each in (*card.kinds, *card.leanings):
            yield card.title, name_kind(each, wording), each.shown, each.words


def name_kind(count: KindCount, wording: Wording) -> str:
    """A kind or leaning in the page's language; as it stands where this version has no word for it."""
    return wording.texts.phrases.get(f"sheet.told.{count.kind}", count.kind)


def _list_raised(page: DigestPage) -> Iterator[tuple[Cell, ...]]:
    for card in page.themes:
        for table in card.raised_by:
            for row in table.rows:
                yield card.title, table.title, row.label, row.raised, row.heard, *spread(row.share), row.words


def _list_quotes(page: DigestPage, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    for card in page.themes:
        for quote in card.quotes:
            language = wording.language_name(quote.language)
            yield card.title, quote.stance_words, join_parts(quote), language, quote.translation, quote.translation_mark


def join_parts(quote: Quote) -> str:
    """The words of a quote in one line, with a mark where something was left out."""
    return GAP.join(quote.parts)


def _list_answered(page: DigestPage, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    for card in page.themes:
        for link in card.answered_by:
            suggested = wording.say("theme.suggested_link") if link.is_suggested else ""
            yield card.title, link.reference, link.title, link.words, suggested


def join(words: Iterator[str]) -> str:
    """Several things in one cell."""
    return "; ".join(words)
