"""Themes in a DOCX document: the overview as a table, a section a theme, and the rounds."""

from __future__ import annotations

from digest.disclosing.policy import ShownShare
from digest.pages.cards import Quote, RaisedTable, ThemeCard
from digest.pages.digest_page import DigestPage
from digest.rendering.forms.docx_writer import DocxWriter
from digest.rendering.forms.sheets_of_themes import join_parts, name_kind
from digest.telling.wording import Wording
from domain.action import Change

NONE = "–"


def say_share(share: ShownShare | None, wording: Wording) -> tuple[str, str]:
    """A share and its likely range; "not shown" where it is withheld."""
    if share is None:
        return wording.say("people.hidden"), wording.say("people.hidden")
    return wording.percent(share.value), wording.interval(share)


def add_overview(writer: DocxWriter, page: DigestPage, wording: Wording) -> None:
    """All themes in one table."""
    writer.head(1, wording.say("page.overview"))
    heads = [wording.say(f"theme.{key}") for key in ("theme", "people", "share", "interval", "before_mark", "change")]
    rows = (
        (
            f"{card.title} ({wording.say('theme.tentative')})" if card.is_tentative else card.title,
            card.people,
            *say_share(card.share, wording),
            wording.percent(card.previous.value) if card.previous else NONE,
            card.change_words,
        )
        for card in page.themes
    )
    writer.table(wording.say("page.overview"), heads, rows, language=page.content_language)
    writer.lines(filter(None, (page.themes_note, page.hidden_note, page.unthemed and f"{wording.say('sheet.unthemed')}: {page.unthemed}")))


def add_themes(writer: DocxWriter, page: DigestPage, wording: Wording) -> None:
    """A section a theme, the tentative ones last under a heading of their own."""
    sure = [card for card in page.themes if not card.is_tentative]
    tentative = [card for card in page.themes if card.is_tentative]
    if sure:
        writer.head(1, wording.say("page.themes"))
    for card in sure:
        _add_card(writer, card, page, wording)
    if tentative:
        writer.head(1, wording.say("theme.tentative_head"))
        writer.line(wording.say("theme.tentative_intro"))
    for card in tentative:
        _add_card(writer, card, page, wording)


def _add_card(writer: DocxWriter, card: ThemeCard, page: DigestPage, wording: Wording) -> None:
    said = page.content_language
    writer.head(2, card.title, language=said)
    writer.line(wording.say("theme.machine_named") if card.is_machine_named else "")
    writer.line(card.description, language=said)
    if card.why:
        writer.line(wording.say("screen.why"), is_bold=True)
        writer.line(card.why, language=said)
    if card.parts:
        writer.line(wording.say("theme.within"))
        writer.bullets((part.title for part in card.parts), language=said)
    writer.line("; ".join(filter(None, (card.people, card.sessions, card.share_words))), is_bold=True)
    writer.line(card.change_words)
    writer.line(card.campaign)
    _add_kinds(writer, card, wording)
    _add_quotes(writer, card, wording)
    _add_done(writer, card, page, wording)
    for table in card.raised_by:
        _add_raised(writer, table, wording)
    writer.head(3, wording.say("theme.how"))
    writer.bullets(filter(None, (card.solidity_words, *card.basis, card.reviewed)))


def _add_kinds(writer: DocxWriter, card: ThemeCard, wording: Wording) -> None:
    told = (*card.kinds, *card.leanings)
    if told:
        writer.head(3, wording.say("screen.kinds"))
        writer.bullets(f"{name_kind(each, wording)}: {each.words}" for each in told)
        writer.line(wording.say("screen.kinds_note"))


def _add_quotes(writer: DocxWriter, card: ThemeCard, wording: Wording) -> None:
    if card.quotes:
        writer.head(3, wording.say("screen.quotes"))
    for quote in card.quotes:
        _add_quote(writer, quote, wording)


def _add_quote(writer: DocxWriter, quote: Quote, wording: Wording) -> None:
    """Who says it, then the words, then the translation and what made it."""
    writer.line(quote.stance_words)
    writer.quote(join_parts(quote), language=quote.language, direction=quote.direction)
    writer.line(quote.translation)
    writer.line(quote.translation_mark)


def _add_done(writer: DocxWriter, card: ThemeCard, page: DigestPage, wording: Wording) -> None:
    if not page.recommendations:
        return
    writer.head(3, wording.say("theme.done"))
    if not card.answered_by:
        writer.line(wording.say("theme.nothing_done"))
    for link in card.answered_by:
        suggested = f" ({wording.say('theme.suggested_link')})" if link.is_suggested else ""
        writer.bullets((f"{link.reference} {link.title}: {link.words}{suggested}",))


def _add_raised(writer: DocxWriter, table: RaisedTable, wording: Wording) -> None:
    title = f"{wording.say('screen.raised')}: {table.title}"
    writer.head(3, title)
    if table.share:
        writer.line(wording.say("sheet.overall", share=wording.share(table.share)))
    heads = [table.title, *(wording.say(f"sheet.{key}") for key in ("raised", "heard")), wording.say("theme.share")]
    heads += [wording.say("theme.interval"), wording.say("sheet.words")]
    rows = (
        (row.label, say_count(row.raised, wording), say_count(row.heard, wording), *say_share(row.share, wording), row.words)
        for row in table.rows
    )
    writer.table(title, heads, rows, language=table.language)


def say_count(shown: int | None, wording: Wording) -> str:
    """A rounded count in the language's digits; "not shown" where it is withheld."""
    return wording.say("people.hidden") if shown is None else wording.number(shown)


def add_rounds(writer: DocxWriter, page: DigestPage, wording: Wording) -> None:
    """Each theme's share over the rounds, where there is more than one."""
    if len(page.round_titles) < 2 or all(card.change is Change.NONE for card in page.themes):
        return
    writer.head(1, wording.say("page.rounds"))
    rows = ((card.title, *(point.words for point in card.history)) for card in page.themes)
    writer.table(wording.say("page.rounds"), (wording.say("theme.theme"), *page.round_titles), rows, language=page.content_language)
