"""A released page, as its words stand there -> the figures that a reader takes from it. Pure.

A page keeps its figures as people read them ("about 55 people"). A figure counts as read only where the catalogue of the
page's language writes the same words of it again; what is neither a figure nor withheld is noted as unread, and so is every
number that stands in a field which is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from digest.disclosing.page_fields import find_unknown
from digest.disclosing.page_figures import PrintedPage, PrintedRow, PrintedScale, PrintedSplit, PrintedTable
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.printed_helped import find_unvouched
from digest.disclosing.printed_splits import read_groups, read_kinds, read_raised, read_records, read_tiles, read_trainings
from digest.disclosing.reading import LANGUAGES, Reader, codes_by_name, mark_place, match_numbers, read_digits, read_share
from digest.telling.wording import Wording
from domain.screen import ScreenTexts

_MARK = "\x00"


def read_page(page: Mapping[str, Any], texts: ScreenTexts, default: DisclosurePolicy) -> PrintedPage:
    """The figures of a page as it was released (its JSON). `default` are the rules where the page does not say its own."""
    reader = Reader(Wording(texts))
    lines = {answer["key"]: answer["lines"] for answer in page.get("summary", ())}
    people_heard = _read_heard(lines.get("whom", ()), reader.wording)
    read_tiles(page.get("tiles", ()), people_heard, reader)
    cards, questions = page.get("themes", ()), page.get("indicators", ())
    reader.unread.extend((*find_unknown(page), *find_unvouched(page)))
    splits = (*read_raised(cards, reader), *read_groups(questions, reader))
    return PrintedPage(
        round_title=page.get("round_title", ""),
        policy=_read_policy(lines.get("limits", ()), reader.wording) or default,
        people_heard=people_heard,
        tables=tuple(_bound_below(_read_table(each, reader), splits) for each in page.get("heard", ())),
        themes=tuple(_read_theme(each, reader) for each in cards),
        unthemed=reader.people(page.get("unthemed", ""), "unthemed"),
        is_theme_hidden=bool(page.get("themes_note") or page.get("hidden_note")),
        scales=tuple(_read_scale(table, row, reader) for table in questions for row in table["rows"]),
        splits=splits,
        kinds=tuple(read_kinds(cards, reader)),
        trainings=tuple(read_trainings(page.get("trainings", ()), reader)),
        records=tuple(read_records(page.get("outcomes", ()), reader)),
        unread=tuple(dict.fromkeys(reader.unread)),
    )


def _read_table(table: Mapping[str, Any], reader: Reader) -> PrintedTable:
    is_languages = table["title"] == reader.wording.say("whoheard.language")
    codes: Mapping[str, str] = codes_by_name(reader.wording.texts.code) if is_languages else {}
    rows = tuple(
        PrintedRow(
            mark_place(codes.get(row["label"], row["label"])),
            row["label"],
            reader.people(row["people"], f"{table['title']}: {row['label']}"),
            read_share(row.get("share")),
            row.get("residents") is None,
        )
        for row in table["rows"]
    )
    return PrintedTable(mark_place(LANGUAGES if is_languages else table["title"]), table["title"], rows)


def _bound_below(table: PrintedTable, splits: tuple[PrintedSplit, ...]) -> PrintedTable:
    """Withheld rows with the most that other tables of the page show of the same people."""
    known: dict[str, int] = {}
    for row in (row for each in splits if each.group == table.name for row in each.rows):
        known[row.label] = max(known.get(row.label, 0), row.part or 0, row.whole or 0)
    return replace(table, rows=tuple(replace(row, least=known.get(row.label, 0)) if row.shown is None else row for row in table.rows))


def _read_theme(card: Mapping[str, Any], reader: Reader) -> PrintedRow:
    people = reader.people(card["people"], card["title"])
    if "shown" in card and card["shown"] != people:
        reader.unread.append(card["title"])
    return PrintedRow(card["anchor"], card["title"], people, read_share(card.get("share")))


def _read_scale(table: Mapping[str, Any], row: Mapping[str, Any], reader: Reader) -> PrintedScale:
    where = f"{table['title']}, {row['round_title']}"
    mean = read_digits(row.get("mean", ""))  # with one decimal: its digits are tenths
    people = reader.people(row["people"], where)
    if row.get("shown", people) != people or row.get("mean_tenths", mean) != mean:
        reader.unread.append(where)
    return PrintedScale(
        title=table["title"],
        round_title=row["round_title"],
        people=people,
        share=read_share(row.get("share")),
        mean_tenths=mean,
        ends=_read_ends(row["words"], reader.wording),
        unscored=reader.count(row.get("unscored"), where),
    )


def _read_ends(words: str, wording: Wording) -> tuple[int, int] | None:
    for key in ("indicator.row", "indicator.row_mean"):
        found = match_numbers(partial(wording.say, key, mean=_MARK, share=_MARK), ("lowest", "highest"), words)
        if found is not None:
            return found[0], found[1]
    return None


def _read_policy(lines: Iterator[str] | tuple[str, ...], wording: Wording) -> DisclosurePolicy | None:
    for line in lines:
        found = match_numbers(partial(wording.say, "limits.withheld"), ("threshold", "round_to"), line)
        if found is not None:
            return DisclosurePolicy(threshold=found[0], round_to=found[1])
    return None


def _read_heard(lines: Iterator[str] | tuple[str, ...], wording: Wording) -> int | None:
    for line in lines:
        number = read_digits(line)
        if number is not None and wording.say("whom.people", people=wording.count("people.about", number)) == line:
            return number
    return None
