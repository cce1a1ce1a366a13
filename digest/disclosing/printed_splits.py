"""What a page says of parts of its figures, which stand there as numbers: who raised a theme, kinds, questions by group, and the like.

Each number stands beside words; words with another number in them are noted as unread. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from digest.disclosing.page_figures import (
    PrintedKinds,
    PrintedRecord,
    PrintedRow,
    PrintedSide,
    PrintedSplit,
    PrintedTraining,
    SplitRow,
)
from digest.disclosing.reading import LANGUAGES, Reader, codes_by_name, list_figures, mark_place, read_share
from domain.kinds import Kind

Part = Mapping[str, Any]
NOT_PEOPLE = frozenset({"sessions", "languages", "themes", "answered", "late"})  # tiles that count something else
_HUNDRED = (10, 100)  # as in "3 in 10", "6 in 100"


def read_tiles(tiles: Sequence[Part], people_heard: int | None, reader: Reader) -> None:
    """Tiles repeat what stands elsewhere: one that counts people says how many were heard, or nothing vouches for it."""
    for each in tiles:
        shown = reader.count(each.get("shown"), f"tile: {each['key']}")
        if shown != (people_heard if each["key"] == "people" else None):
            reader.unread.append(f"tile: {each['key']}")
        if each["key"] not in NOT_PEOPLE:
            for words in (each["figure"], each["label"]):
                reader.confirm(words, f"tile: {each['key']}", numbers=(shown,))


def read_raised(cards: Sequence[Part], reader: Reader) -> Iterator[PrintedSplit]:
    """Who raised each theme, by each group."""
    for card in cards:
        for table in card.get("raised_by", ()):
            where = f"{card['title']}: {table['title']}"
            shares = (read_share(table.get("share")), read_share(card.get("share")))
            rows = tuple(_read_row(row, ("raised", "heard"), table, shares, where, reader) for row in table["rows"])
            yield PrintedSplit(card["anchor"], card["title"], _group(table, reader), table["title"], rows, shares[0], add_up=False)


def read_groups(questions: Sequence[Part], reader: Reader) -> Iterator[PrintedSplit]:
    """Each closed question, by each group."""
    for question in questions:
        for table in question.get("groups", ()):
            where = f"{question['title']}: {table['title']}"
            shares = tuple(read_share(row.get("share")) for row in question["rows"])
            rows = tuple(_read_row(row, ("top", "shown"), table, shares, where, reader) for row in table["rows"])
            yield PrintedSplit(
                mark_place(question["title"]), question["title"], _group(table, reader), table["title"], rows, None, add_up=True
            )


def _group(table: Part, reader: Reader) -> str:
    is_languages = table["title"] == reader.wording.say("whoheard.language")
    return mark_place(LANGUAGES if is_languages else table["title"])


def _read_row(row: Part, names: tuple[str, str], table: Part, shares: Sequence[Any], where: str, reader: Reader) -> SplitRow:
    is_languages = table["title"] == reader.wording.say("whoheard.language")
    code = codes_by_name(reader.wording.texts.code).get(row["label"], row["label"]) if is_languages else row["label"]
    place, share = f"{where}: {row['label']}", read_share(row.get("share"))
    part, whole = (reader.count(row[name], place) for name in names)
    if share is not None and None in (part, whole):
        reader.unread.append(place)  # a share gives back what it was divided from
    said = (part, whole, *_HUNDRED, *list_figures(share, *shares))
    reader.confirm(row["words"], place, numbers=said, texts=(row["label"], table["title"]))
    return SplitRow(mark_place(code), row["label"], part, whole, share is not None)


def read_kinds(cards: Sequence[Part], reader: Reader) -> Iterator[PrintedKinds]:
    """What people said of each theme, by kind, and which way they lean."""
    for card in cards:
        for name in ("kinds", "leanings"):
            rows = tuple(_read_kind(row, f"{card['title']}: {row['kind']}", reader) for row in card.get(name, ()))
            is_all = name == "kinds" and {row.label for row in rows} >= {each.value for each in Kind}
            if rows:
                yield PrintedKinds(f"{card['anchor']} {name}", card["title"], card.get("shown"), rows, cover=is_all)


def _read_kind(row: Part, where: str, reader: Reader) -> PrintedRow:
    shown = reader.count(row.get("shown"), where)
    reader.confirm(row["words"], where, numbers=(shown,))
    return PrintedRow(row["kind"], row["kind"], shown, None, is_certain=False)


def read_trainings(tables: Sequence[Part], reader: Reader) -> Iterator[PrintedTraining]:
    """Each closed question before and after each training."""
    for table in tables:
        for row in table["rows"]:
            where = f"{table['title']}: {row['title']}, {row['who']}"
            before, after = (_read_side(row[name], where, reader) for name in ("before", "after"))
            rose, fell = (reader.count(row.get(name), where) for name in ("rose", "fell"))
            yield PrintedTraining(where, before, after, bool(row["is_paired"]), rose, fell)


def _read_side(side: Part, where: str, reader: Reader) -> PrintedSide:
    return PrintedSide(reader.count(side["shown"], where), reader.count(side["top"], where), side.get("share") is not None)


def read_records(series: Sequence[Part], reader: Reader) -> Iterator[PrintedRecord]:
    """Counts of people or cases in other records; a count's value is the rounded count itself."""
    for each in series:
        for point in each["points"]:
            where = f"{each['title']}: {', '.join(filter(None, (each['place'], each.get('category', ''), point['when'])))}"
            shown = reader.count(point.get("people"), where)
            if each.get("kind", "count") == "count" and point["value"] != shown:
                reader.unread.append(where)
            place, category = each["place"], each.get("category", "")
            yield PrintedRecord(each["title"], point["when"], place, category, shown)
