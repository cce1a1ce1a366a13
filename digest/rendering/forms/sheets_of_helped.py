"""What people said before and after things were done -> a sheet: a row a round, and what is said of it in words."""

from __future__ import annotations

from collections.abc import Iterator

from digest.pages.digest_page import DigestPage
from digest.pages.helped import Helped, HelpedLine
from digest.rendering.forms.sheet import SHARE, Cell, Sheet, make_sheet, spread
from digest.telling.wording import Wording


def list_helped_sheets(page: DigestPage, wording: Wording) -> Iterator[Sheet]:
    """One sheet for all recommendations that were done."""
    rows = (row for each in page.helped for row in _list_rows(each, wording))
    yield make_sheet("helped", ("reference", "asked", "what", "round", "when", *SHARE, "difference", "words"), rows, wording)


def _list_rows(each: Helped, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    head = (each.reference, each.title)
    yield *head, "", "", "", *("", "", ""), "", each.done
    for line in each.lines:
        yield from (head + row for row in _list_line(line, wording))
    for line in each.others:
        yield *head, line.title, "", "", *("", "", ""), "", wording.say("helped.others_head")
        yield from (head + row for row in _list_line(line, wording))
    yield from ((*head, "", "", "", *("", "", ""), "", note) for note in each.notes)


def _list_line(line: HelpedLine, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    for point in line.points:
        is_share = line.kind != "record"
        share = spread(point.share) if is_share else ("", "", "")
        yield line.title, point.title, wording.say(f"helped.{point.when.value}"), *share, "", point.words
    yield line.title, "", "", "", "", "", "" if line.difference is None else line.difference.value, " ".join(line.words)
