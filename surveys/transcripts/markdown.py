"""Markdown: its marks taken away line by line, so that names, points and quotes read as in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from surveys.transcripts.labels import reads_like_name
from surveys.transcripts.pieces import Line

_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_TASK = re.compile(r"^(\s*[-*+]\s+)\[[ xX]\]\s+")
_SETEXT = re.compile(r"^\s{0,3}(?:=+|-{2,})\s*$")
_FENCE = re.compile(r"^\s{0,3}(?:```|~~~)")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,200}\")?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]{1,2000}?)(?<=[^\s_])_(?![\w_])"
)
_CODE = re.compile(r"`([^`\n]{1,2000})`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])")
_HELD = re.compile("\ue000(\\d+)\ue001")


def read_markdown(text: str) -> tuple[list[Line], list[int]]:
    """The lines of a text without its marks, and the numbers of those that are no words of anybody: remarks in comments."""
    text, remarks = _take_comments(text)
    source = text.split("\n")
    lines: list[Line] = []
    for number, raw in enumerate(source, 1):
        following = source[number] if number < len(source) else ""
        lines += _read_line(number, raw, following, was_quoted=number > 1 and bool(_QUOTE.match(source[number - 2])))
    return lines, remarks


def _take_comments(text: str) -> tuple[str, list[int]]:
    """The text with HTML comments blanked out, its lines in place; and the line of each comment that says something."""
    remarks = [text.count("\n", 0, found.start()) + 1 for found in _COMMENT.finditer(text) if re.search(r"\w", found[0][4:])]
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text), remarks


def _read_line(number: int, raw: str, following: str, *, was_quoted: bool) -> Iterator[Line]:
    if _FENCE.match(raw) or (_TABLE_RULE.match(raw) and "|" in raw):
        return
    quote = _QUOTE.match(raw)
    if bool(quote) != was_quoted and number > 1:
        yield Line(number, "")  # a quote is a comment of its own
    body = _TASK.sub(r"\1", raw[quote.end() :] if quote else raw)
    if body.strip().startswith("|"):
        yield from _read_row(number, body, following)
    elif _SETEXT.match(following) and body.strip() and not re.match(r"\s*[-*+>#|]", body):
        yield Line(number, "# " + strip_marks(body))
    else:
        yield Line(number, strip_marks(body))


def _read_row(number: int, body: str, following: str) -> Iterator[Line]:
    """A row of a table: who and what where the first cell reads like a name; the heading above its rule is a heading."""
    cells = [cell for cell in (strip_marks(cell).strip() for cell in body.strip().strip("|").split("|")) if cell]
    if _TABLE_RULE.match(following) and "|" in following:
        yield Line(number, "# " + " ".join(cells))
    elif len(cells) > 1 and reads_like_name(cells[0]):
        yield Line(number, " ".join(cells[1:]), cells[0])
    else:
        yield Line(number, " ".join(cells))


def strip_marks(line: str) -> str:
    """The words of a line without emphasis, links and escapes; marks at its start (points, headings) stay."""
    escaped: Sequence[str] = _ESCAPE.findall(line)
    places = iter(range(len(escaped)))
    held = _ESCAPE.sub(lambda _: f"\ue000{next(places)}\ue001", line)
    held = _LINK.sub(r"\1", held)
    for _ in range(3):  # marks within marks
        held = _STRONG.sub(r"\2", held)
        held = _EMPHASIS.sub(lambda found: found[1] or found[2], held)
    held = _CODE.sub(r"\1", held)
    return _HELD.sub(lambda found: escaped[int(found[1])] if int(found[1]) < len(escaped) else "", held)
