"""What a page says in sentences -> sheets: the front, recommendations, the method."""

from __future__ import annotations

from collections.abc import Iterator

from digest.pages.digest_page import DigestPage
from digest.rendering.forms.sheet import Cell, Sheet, make_sheet
from digest.rendering.forms.stamp import Stamp
from digest.telling.wording import Wording

_ASKED = (
    *("reference", "asked", "owner", "asked_on", "due", "moved", "moves", "moved_why", "state", "reply", "steps", "reported_pct"),
    *("verified_pct", "silent", "waits_for", "last_word", "said_on", "evidence", "answers", "themes"),
)


def make_front_sheet(page: DigestPage, stamp: Stamp, wording: Wording) -> Sheet:
    """Which release this is, and the first screen, a sentence a row."""
    return make_sheet("about", ("what", "words"), _list_front(page, stamp, wording), wording)


def _list_front(page: DigestPage, stamp: Stamp, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    facts = (
        ("town", page.town),
        ("digest", page.title),
        ("round", page.round_title),
        ("dates", page.dates),
        ("release", f"{page.made.number} · {page.made.at}"),
        ("hash", stamp.content_hash),
    )
    yield from ((wording.say(f"sheet.{key}"), words) for key, words in facts)
    notes = (page.notice, *page.corrected, page.headline)
    yield from (("", words) for words in notes if words)
    yield from ((tile.label, tile.figure) for tile in page.tiles)
    yield from ((answer.question, line) for answer in page.summary for line in answer.lines)
    yield from ((wording.say("sheet.not_heard"), line) for line in page.not_heard)
    if page.unthemed:
        yield wording.say("sheet.unthemed"), page.unthemed
    yield from (("", words) for words in (page.themes_note, page.hidden_note, *page.reviews) if words)


def list_word_sheets(page: DigestPage, wording: Wording) -> Iterator[Sheet]:
    """What was asked for and done, and how the page came about."""
    yield make_sheet("board", ("counted", "number"), _list_board(page), wording)
    yield make_sheet("recommendations", _ASKED, _list_recommendations(page), wording)
    done = ((each.said, line) for each in page.said_done for line in each.done)
    yield make_sheet("said_done", ("theme", "done"), done, wording)
    yield make_sheet("method", ("words",), ((line,) for line in page.method), wording)
    yield make_sheet("how", ("figure", "words"), ((each.title, line) for each in page.how for line in each.lines), wording)
    yield make_sheet("counts", ("table", "row", "column", "number"), _list_counts(page), wording)


def _list_recommendations(page: DigestPage) -> Iterator[tuple[Cell, ...]]:
    for row in page.recommendations:
        told = (row.reference, row.title, row.owner, row.asked, row.due, row.moved, row.moves, row.moved_why)
        # A recommendation without steps has no shares of them: that is an empty cell, and nothing withheld.
        shares = ("" if row.reported is None else row.reported, "" if row.verified is None else row.verified)
        said = (row.silent, row.waits, row.last_word, row.last_word_on, row.evidence, row.answers)
        yield *told, row.standing_words, row.reply, row.steps, *shares, *said, "; ".join(title for _, title in row.themes)


def _list_board(page: DigestPage) -> Iterator[tuple[Cell, ...]]:
    if page.board is None:
        return
    yield page.board.on, page.board.total
    yield from ((each.label, each.number) for each in (*page.board.states, *page.board.dates))
    yield from ((line, "") for line in page.board.lines)


def _list_counts(page: DigestPage) -> Iterator[tuple[Cell, ...]]:
    for table in page.counts:
        for row in table.rows:
            for head, cell in zip(table.heads[1:], row[1:], strict=True):
                yield table.title, row[0], head, cell
