"""A page -> DOCX: real headings, lists and tables, so that staff can edit a copy and a screen reader can walk through it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from digest.pages.digest_page import DigestPage
from digest.rendering.forms.archive import repack
from digest.rendering.forms.docx_figures import add_figures
from digest.rendering.forms.docx_helped import add_helped
from digest.rendering.forms.docx_themes import add_overview, add_rounds, add_themes
from digest.rendering.forms.docx_writer import DocxWriter, set_paper
from digest.rendering.forms.stamp import Stamp
from digest.telling.wording import Wording, show_plainly
from domain.screen import ScreenTexts

if TYPE_CHECKING:
    from docx.document import Document

MOST_IN_A_PROPERTY = 255  # signs, as the format has it


def write_docx(page: DigestPage, stamp: Stamp, texts: ScreenTexts, *, paper: str) -> bytes:
    """The document; its dates are those of the release. `texts` are those that the page was built with."""
    import docx

    document, wording = docx.Document(), Wording(texts)
    _set_facts(document, page, stamp)
    foot = f"{page.town} · {page.made.number} · {page.made.at}"
    set_paper(document, paper, foot, is_mirrored=page.direction == "rtl")
    writer = DocxWriter(document, language=page.language, direction=page.direction)
    _add_front(writer, page, wording)
    if page.themes:
        add_overview(writer, page, wording)
        add_themes(writer, page, wording)
        add_rounds(writer, page, wording)
    add_figures(writer, page, wording)
    _add_recommendations(writer, page, wording)
    add_helped(writer, page, wording)
    _add_method(writer, page, wording)
    _add_said_done(writer, page, wording)
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), stamp.made_utc)


def _set_facts(document: Document, page: DigestPage, stamp: Stamp) -> None:
    from docx.oxml.ns import qn

    facts = document.core_properties
    facts.title = show_plainly(f"{page.title} · {page.round_title}")[:MOST_IN_A_PROPERTY]
    facts.author = facts.last_modified_by = show_plainly(page.town)[:MOST_IN_A_PROPERTY]
    facts.subject = show_plainly(page.made.number)[:MOST_IN_A_PROPERTY]
    facts.language, facts.comments = page.language, ""
    facts.created = facts.modified = stamp.made_utc.replace(tzinfo=None)
    for known in document.styles.element.iter(qn("w:lang")):
        known.set(qn("w:val"), page.language)
        known.set(qn("w:bidi"), page.language)


def _add_front(writer: DocxWriter, page: DigestPage, wording: Wording) -> None:
    said = page.content_language
    writer.head(0, page.title, language=said)
    writer.line(page.town, language=said)
    writer.line(" · ".join(filter(None, (page.round_title, page.dates))))
    writer.line(f"{page.made.number} · {page.made.at}")
    writer.line(page.notice, is_bold=True)
    if page.corrected:
        writer.head(1, wording.say("screen.corrected"))
        writer.bullets(page.corrected)
    writer.head(1, wording.say("page.summary"))
    writer.bullets(f"{tile.figure}: {tile.label}" for tile in page.tiles)
    for answer in page.summary:
        writer.head(2, answer.question)
        if answer.key == "heard":
            writer.line(page.headline, language=said, is_bold=True)
        writer.lines(answer.lines)
        if answer.key == "whom" and page.not_heard:
            writer.head(3, wording.say("screen.not_heard"))
            writer.bullets(page.not_heard)


def _add_recommendations(writer: DocxWriter, page: DigestPage, wording: Wording) -> None:
    if not page.recommendations:
        return
    writer.head(1, wording.say("page.recommendations"))
    _add_board(writer, page, wording)
    writer.line(wording.say("recommendation.intro"))
    heads = [wording.say(f"recommendation.{key}") for key in ("asked", "whose", "due", "state", "word")]
    rows = (
        (
            ". ".join(filter(None, (f"{row.reference} {row.title}", row.asked, row.answers, "; ".join(title for _, title in row.themes)))),
            row.owner,
            " ".join(filter(None, (row.due, row.moved, row.moved_why))),
            ". ".join(filter(None, (row.standing_words, row.reply.rstrip("."), row.silent, row.waits, row.steps))),
            ". ".join(filter(None, (row.last_word.rstrip("."), row.last_word_on, row.evidence))),
        )
        for row in page.recommendations
    )
    writer.table(wording.say("page.recommendations"), heads, rows, language=page.content_language)


def _add_board(writer: DocxWriter, page: DigestPage, wording: Wording) -> None:
    if page.board is None:
        return
    writer.line(page.board.on)
    for title, counts in ((wording.say("board.by_date"), page.board.dates), (wording.say("board.by_state"), page.board.states)):
        heads = (title, wording.say("board.number"))
        writer.table(title, heads, ((each.label, wording.number(each.number)) for each in counts))
    writer.lines(page.board.lines)


def _add_method(writer: DocxWriter, page: DigestPage, wording: Wording) -> None:
    if not (page.method or page.reviews or page.how or page.counts):
        return
    writer.head(1, wording.say("page.method"))
    if page.reviews:
        writer.head(2, wording.say("screen.reviews"))
        writer.lines(page.reviews)
    writer.bullets(page.method)
    for how in page.how:
        writer.head(2, how.title)
        writer.lines(how.lines)
    for table in page.counts:
        writer.head(2, table.title)
        writer.table(table.title, table.heads, table.rows)


def _add_said_done(writer: DocxWriter, page: DigestPage, wording: Wording) -> None:
    if not page.said_done:
        return
    writer.head(1, wording.say("screen.said_done"))
    for each in page.said_done:
        writer.head(2, each.said, language=page.content_language)
        writer.bullets(each.done)
