"""Paragraphs, lists and tables of a DOCX document, in the direction and language of a page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from digest.telling.wording import show_plainly

if TYPE_CHECKING:
    from docx.document import Document

_PAPER_MM = {"A4": (210, 297), "Letter": (215.9, 279.4)}
_RIGHT = {"R", "AL"}


class DocxWriter:
    """Appends to one document. Words are made plain; those of another language than the page's are marked with theirs.

    Paragraphs and tables are made of elements directly: the library looks styles and places up anew for each, and takes
    ten times as long.
    """

    def __init__(self, document: Document, *, language: str, direction: str) -> None:
        self._end = document.element.body.sectPr  # stays last
        self._styles = {each.name: each.style_id for each in document.styles}
        self._width = document._block_width
        self._language = language
        self._is_mirrored = direction == "rtl"

    def head(self, level: int, words: str, *, language: str = "") -> None:
        """A heading, level 0 for the title; it stays with what follows."""
        self._add_paragraph("Title" if level == 0 else f"Heading {level}", words, language, is_mirrored=self._is_mirrored)

    def line(self, words: str, *, language: str = "", style: str = "Normal", is_bold: bool = False) -> None:
        """A paragraph; nothing where there are no words."""
        if words:
            self._add_paragraph(style, words, language, is_mirrored=self._is_mirrored, is_bold=is_bold)

    def lines(self, lines: Iterable[str], *, language: str = "") -> None:
        """One paragraph each."""
        for each in lines:
            self.line(each, language=language)

    def bullets(self, lines: Iterable[str], *, language: str = "") -> None:
        """A list."""
        for each in lines:
            self.line(each, language=language, style="List Bullet")

    def quote(self, words: str, *, language: str, direction: str) -> None:
        """Words that somebody said, in their own language and direction."""
        self._add_paragraph("Intense Quote", words, language, is_mirrored=direction == "rtl")

    def table(self, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, language: str = "") -> None:
        """A table with a row of heads that stands on each page, the first cell of each row as its head; `title` is its text alternative.

        `language` is that of the first cells.
        """
        made = self._start_table(title, len(heads))
        self._add_row(made, heads, "", is_head=True)
        for row in rows:
            self._add_row(made, row, language, is_head=False)
        self._end.addprevious(_make("w:p"))

    def _start_table(self, title: str, columns: int) -> Any:
        from docx.oxml.table import CT_Tbl

        table: Any = CT_Tbl.new_tbl(0, columns, self._width)
        self._end.addprevious(table)
        table.tblStyle_val = self._styles["Table Grid"]
        if self._is_mirrored:
            table.bidiVisual_val = True
        for known in table.tblPr.findall(_qn("w:tblLook")):
            table.tblPr.remove(known)
        look = _make("w:tblLook", firstRow="1", lastRow="0", firstColumn="1", lastColumn="0", noHBand="1", noVBand="1")
        table.tblPr.append(look)
        table.tblPr.append(_make("w:tblCaption", val=show_plainly(title)))
        return table

    def _add_row(self, table: Any, cells: Sequence[str], language: str, *, is_head: bool) -> None:
        row = _append(table, "w:tr")
        properties = _append(row, "w:trPr")
        _append(properties, "w:cantSplit")
        if is_head:
            _append(properties, "w:tblHeader")
        for number, words in enumerate(cells):
            paragraph = _append(_append(row, "w:tc"), "w:p")
            self._fill(paragraph, words, language if number == 0 else "", is_mirrored=self._is_mirrored, is_bold=is_head or number == 0)

    def _add_paragraph(self, style: str, words: str, language: str, *, is_mirrored: bool, is_bold: bool = False) -> None:
        paragraph = _make("w:p")
        self._end.addprevious(paragraph)
        _append(_append(paragraph, "w:pPr"), "w:pStyle").set(_qn("w:val"), self._styles[style])
        self._fill(paragraph, words, language, is_mirrored=is_mirrored, is_bold=is_bold)

    def _fill(self, paragraph: Any, words: str, language: str, *, is_mirrored: bool, is_bold: bool) -> None:
        if is_mirrored:
            _append(paragraph.get_or_add_pPr(), "w:bidi")
        run = _append(paragraph, "w:r")
        _mark_run(run, words, language or self._language, is_mirrored=is_mirrored, is_bold=is_bold)
        text = _append(run, "w:t")
        text.text = show_plainly(words)


def _mark_run(run: Any, words: str, language: str, *, is_mirrored: bool, is_bold: bool) -> None:
    properties = _append(run, "w:rPr")
    if is_bold:
        _append(properties, "w:b")
        _append(properties, "w:bCs")
    is_right = reads_from_the_right(words, otherwise=is_mirrored)
    if is_right:
        _append(properties, "w:rtl")
    properties.append(_make("w:lang", **{"bidi" if is_right else "val": language}))


def reads_from_the_right(words: str, *, otherwise: bool) -> bool:
    """Whether the first sign that has a direction is of a script read from the right; `otherwise` where none has."""
    for sign in words:
        kind = unicodedata.bidirectional(sign)
        if kind in _RIGHT or kind == "L":
            return kind in _RIGHT
    return otherwise


def set_paper(document: Document, paper: str, foot: str, *, is_mirrored: bool) -> None:
    """The size of the sheets, and at the foot of each the release and the page number."""
    from docx.shared import Mm

    section = document.sections[0]
    width, height = _PAPER_MM[paper]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    paragraph = section.footer.paragraphs[0]._p
    if is_mirrored:
        _append(paragraph.get_or_add_pPr(), "w:bidi")
    _append_text(paragraph, f"{show_plainly(foot)} · ")
    paragraph.append(_make_field("PAGE"))
    _append_text(paragraph, " / ")
    paragraph.append(_make_field("NUMPAGES"))


def _append_text(paragraph: Any, words: str) -> None:
    text = _append(_append(paragraph, "w:r"), "w:t")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = words


def _make_field(name: str) -> Any:
    field = _make("w:fldSimple", instr=name)
    _append(_append(field, "w:r"), "w:t").text = "1"
    return field


def _make(tag: str, **attributes: str) -> Any:
    from docx.oxml.parser import OxmlElement

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(_qn(f"w:{name}"), value)
    return element


def _append(parent: Any, tag: str) -> Any:
    element = _make(tag)
    parent.append(element)
    return element


@cache
def _qn(name: str) -> str:
    from docx.oxml.ns import qn

    found: str = qn(name)
    return found
