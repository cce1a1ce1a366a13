"""What people said before and after things were done, in a DOCX document."""

from __future__ import annotations

from collections.abc import Iterator

from digest.pages.digest_page import DigestPage
from digest.pages.helped import HelpedLine
from digest.rendering.forms.docx_writer import DocxWriter
from digest.telling.wording import Wording


def add_helped(writer: DocxWriter, page: DigestPage, wording: Wording) -> None:
    """A part for each recommendation that was done; nothing where none was."""
    if not page.helped:
        return
    writer.head(1, wording.say("helped.head"))
    for each in page.helped:
        writer.head(2, f"{each.reference} {each.title}", language=page.content_language)
        writer.line(each.done)
        for line in each.lines:
            _add_line(writer, line, page, wording)
        if each.others:
            writer.head(3, wording.say("helped.others_head"))
            writer.line(wording.say("helped.others_intro"))
        for line in each.others:
            _add_line(writer, line, page, wording)
        writer.lines(each.notes)


def _add_line(writer: DocxWriter, line: HelpedLine, page: DigestPage, wording: Wording) -> None:
    writer.head(3, line.title, language=page.content_language)
    writer.lines(line.words)
    heads = [wording.say("theme.round"), wording.say("helped.when"), wording.say("sheet.words")]
    writer.table(line.title, heads, _list_rows(line, wording), language=page.content_language)
    if line.difference is not None:
        ends = {"low": wording.number(line.difference.low), "high": wording.number(line.difference.high)}
        told = f"{wording.number(line.difference.value)} ({wording.say('indicator.mean_interval', **ends)})"
        writer.line(f"{wording.say('helped.difference')}: {told}")


def _list_rows(line: HelpedLine, wording: Wording) -> Iterator[tuple[str, str, str]]:
    return ((point.title, wording.say(f"helped.{point.when.value}"), point.words) for point in line.points)
