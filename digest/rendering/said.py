"""A leaf for those who spoke -> HTML that prints on one sheet, and plain text for messages."""

from __future__ import annotations

from collections.abc import Iterator

from digest.pages.said_page import Fate, SaidEntry, SaidLine, SaidPage, StaffWords
from digest.rendering.fit import count_rows
from digest.rendering.render import fill_template
from digest.telling.wording import show_plainly

MARKS = {Fate.DONE: "done", Fate.GOING: "due", Fate.NOT_DONE: "withdrawn"}  # as the timeline draws them, by shape first
_SIGNS = {Fate.DONE: "✔", Fate.GOING: "…", Fate.NOT_DONE: "✘"}
_COLUMNS, _ROWS = 84, 36  # of the narrower paper (A4) at the leaf's type, for what was asked for; a test prints the worst
_HEAD_ROWS, _LONG_TITLE = 2, 160
_ROOMY = 18  # rows; with fewer the sheet has place for larger type
_FROM_RIGHT = "\u200f"


def render_said(page: SaidPage) -> str:
    """The leaf as one HTML document without script; on paper one sheet, A4 or Letter, whatever was asked for."""
    kept = list_kept(page)
    return fill_template(
        "leaf.html",
        sheets=("tokens", "marks", "leaf"),
        page=page,
        kept=kept,
        is_cut=len(kept) < sum(len(part.entries) for part in page.parts),
        marks=MARKS,
        is_long=len(page.theme.words) > _LONG_TITLE,
        is_roomy=_count_all(page) < _ROOMY,
    )


def list_kept(page: SaidPage) -> frozenset[str]:
    """References of the entries that fit on paper: as many as do, from the first; the screen shows all of them."""
    kept: list[str] = []
    used = 0
    for part in page.parts:
        used += _HEAD_ROWS
        for entry in part.entries:
            used += _count_rows(entry)
            if used > _ROWS:
                return frozenset(kept)
            kept.append(entry.reference)
    return frozenset(kept)


def _count_all(page: SaidPage) -> int:
    return sum(_HEAD_ROWS + sum(map(_count_rows, part.entries)) for part in page.parts)


def _count_rows(entry: SaidEntry) -> int:
    lines = [f"{entry.reference} {entry.title.words}"]
    lines += [words for line in entry.lines for words in _list_words(line)]
    return 1 + sum(count_rows(each, _COLUMNS) for each in lines)


def _list_words(line: SaidLine) -> Iterator[str]:
    """What stands on rows of its own: the sentence, what staff wrote, and that it is not translated."""
    yield line.words
    if line.note:
        yield line.note.words
        yield from ("",) if line.note.is_original else ()


def write_said_text(page: SaidPage) -> str:
    """The leaf as plain text, a sentence a line; signs that change the reading order stand only where lines are read from the right."""
    start = _FROM_RIGHT if page.direction == "rtl" else ""
    lines = (show_plainly(line) for line in _list_lines(page))
    return "\n".join(f"{start}{line}" if line else "" for line in lines).strip("\n") + "\n"


def _list_lines(page: SaidPage) -> Iterator[str]:
    yield from (page.town.words, page.head, "", page.said_head, _mark_original(page.theme, page), page.people)
    if page.nothing:
        yield from ("", page.nothing)
    for part in page.parts:
        yield from ("", f"{_SIGNS[part.fate]} {part.head}")
        for entry in part.entries:
            yield from ("", *_list_entry(entry, page))
    if page.more:
        yield from ("", page.more_head, _mark_original(page.more, page))
    yield from ("", *page.notes, page.release)


def _list_entry(entry: SaidEntry, page: SaidPage) -> Iterator[str]:
    yield f"{entry.reference} {_mark_original(entry.title, page)}"
    for line in entry.lines:
        yield f"{line.words} {_mark_original(line.note, page)}" if line.note else line.words


def _mark_original(words: StaffWords, page: SaidPage) -> str:
    return f"({page.original}) {words.words}" if words.is_original else words.words
