"""A released page, as its words stand there -> the figures that a reader takes from it. Pure.

A page keeps its figures as people read them ("about 55 people"). A figure counts as read only where the catalogue of the
page's language writes the same words of it again; what is neither a figure nor withheld is noted as unread.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from digest.disclosing.policy import DisclosurePolicy, ShownShare
from digest.telling.wording import Wording
from domain.screen import ScreenTexts

LANGUAGES = "\x00language"  # the table of languages, whatever its title is in the page's own language
_MARK = "\x00"


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One line of a table: `shown` is the rounded count or None; `is_certain` where a line stands only if somebody was heard.

    `label` is the same in all languages, `name` is how the page calls it.
    """

    label: str
    name: str
    shown: int | None
    share: ShownShare | None
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """People heard by one attribute."""

    name: str
    title: str
    rows: tuple[PrintedRow, ...]


@dataclass(frozen=True, slots=True)
class PrintedScale:
    """A closed question in one round: rounded people, the share in the top two answers, the mean in tenths, the ends of the scale."""

    title: str
    round_title: str
    people: int | None
    share: ShownShare | None
    mean_tenths: int | None
    ends: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """Every count of people on one page, and the rules that it says it follows. `unread` names what could not be read."""

    round_title: str
    policy: DisclosurePolicy
    people_heard: int | None
    tables: tuple[PrintedTable, ...]
    themes: tuple[PrintedRow, ...]
    unthemed: int | None
    is_theme_hidden: bool
    scales: tuple[PrintedScale, ...]
    unread: tuple[str, ...]


@dataclass(slots=True)
class _Reader:
    wording: Wording
    unread: list[str] = field(default_factory=list)

    def people(self, text: str, where: str) -> int | None:
        """The number in "about 55 people"; None where it is withheld, and where it cannot be read, which is noted."""
        number = _digits(text)
        if number is not None and self.wording.count("people.about", number) == text:
            return number
        withheld = [self.wording.say("people.hidden"), self.wording.say("people.withheld", n=self.wording.number(number or 0))]
        if text not in ("", *withheld):
            self.unread.append(where)
        return None


def read_page(page: Mapping[str, Any], texts: ScreenTexts, default: DisclosurePolicy) -> PrintedPage:
    """The figures of a page as it was released (its JSON). `default` are the rules where the page does not say its own."""
    reader = _Reader(Wording(texts))
    lines = {answer["key"]: answer["lines"] for answer in page.get("summary", ())}
    return PrintedPage(
        round_title=page.get("round_title", ""),
        policy=_read_policy(lines.get("limits", ()), reader.wording) or default,
        people_heard=_read_heard(lines.get("whom", ()), reader.wording),
        tables=tuple(_read_table(each, reader) for each in page.get("heard", ())),
        themes=tuple(_read_theme(each, reader) for each in page.get("themes", ())),
        unthemed=reader.people(page.get("unthemed", ""), "unthemed"),
        is_theme_hidden=bool(page.get("themes_note") or page.get("hidden_note")),
        scales=tuple(_read_scale(table, row, reader) for table in page.get("indicators", ()) for row in table["rows"]),
        unread=tuple(reader.unread),
    )


def _read_table(table: Mapping[str, Any], reader: _Reader) -> PrintedTable:
    is_languages = table["title"] == reader.wording.say("whoheard.language")
    codes: Mapping[str, str] = _codes_by_name(reader.wording.texts.code) if is_languages else {}
    rows = tuple(
        PrintedRow(
            codes.get(row["label"], row["label"]),
            row["label"],
            reader.people(row["people"], f"{table['title']}: {row['label']}"),
            _read_share(row.get("share")),
            row.get("residents") is None,
        )
        for row in table["rows"]
    )
    return PrintedTable(LANGUAGES if is_languages else table["title"], table["title"], rows)


@cache
def _codes_by_name(language: str) -> Mapping[str, str]:
    """Every language's code by its name in this one: the same language is the same row in a page of another language."""
    from babel import Locale

    return {name: code for code, name in Locale.parse(language).languages.items()}


def _read_theme(card: Mapping[str, Any], reader: _Reader) -> PrintedRow:
    return PrintedRow(card["anchor"], card["title"], reader.people(card["people"], card["title"]), _read_share(card.get("share")))


def _read_share(share: Mapping[str, int] | None) -> ShownShare | None:
    return None if share is None else ShownShare(share["value"], share["low"], share["high"], share.get("design_effect", 1.0))


def _read_scale(table: Mapping[str, Any], row: Mapping[str, Any], reader: _Reader) -> PrintedScale:
    where = f"{table['title']}, {row['round_title']}"
    mean = _tenths(row.get("mean", ""))
    return PrintedScale(
        title=table["title"],
        round_title=row["round_title"],
        people=reader.people(row["people"], where),
        share=_read_share(row.get("share")),
        mean_tenths=mean,
        ends=_read_ends(row["words"], reader.wording),
    )


def _read_ends(words: str, wording: Wording) -> tuple[int, int] | None:
    for key in ("indicator.row", "indicator.row_mean"):
        found = _match(partial(wording.say, key, mean=_MARK, share=_MARK), ("lowest", "highest"), words)
        if found is not None:
            return found[0], found[1]
    return None


def _read_policy(lines: Iterator[str] | tuple[str, ...], wording: Wording) -> DisclosurePolicy | None:
    for line in lines:
        found = _match(partial(wording.say, "limits.withheld"), ("threshold", "round_to"), line)
        if found is not None:
            return DisclosurePolicy(threshold=found[0], round_to=found[1])
    return None


def _read_heard(lines: Iterator[str] | tuple[str, ...], wording: Wording) -> int | None:
    for line in lines:
        number = _digits(line)
        if number is not None and wording.say("whom.people", people=wording.count("people.about", number)) == line:
            return number
    return None


def _match(say: Callable[..., str], names: tuple[str, ...], text: str) -> tuple[int, ...] | None:
    """The whole numbers that stand in a phrase at these names; None where the text is another phrase."""
    phrase = re.escape(say(**{name: f"\x01{name}\x01" for name in names})).replace(re.escape(_MARK), ".+?")
    for name in names:
        phrase = phrase.replace(re.escape(f"\x01{name}\x01"), rf"(?P<{name}>\S+?)")
    found = re.fullmatch(phrase, text)
    numbers = [_digits(found[name]) for name in names] if found else [None]
    return None if None in numbers else tuple(number for number in numbers if number is not None)


def _digits(text: str) -> int | None:
    """All digits of a text as one number, in whatever script they are written."""
    digits = "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())
    return int(digits) if digits else None


def _tenths(mean: str) -> int | None:
    """A mean with one decimal, ten times."""
    return _digits(mean)
