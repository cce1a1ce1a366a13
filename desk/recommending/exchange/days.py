"""Dates of a table: as in 2026-03-31, or all in one other way, which is told by the cells only where no other could be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain.errors import BadFile, WrongUse
from surveys.dates import check_pattern, parse_as

PATTERNS = (
    *("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y.%m.%d"),
    *("%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y"),
)
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?")


@dataclass(frozen=True, slots=True)
class DayRule:
    """How dates are written, besides as in 2026-03-31; "" for in no other way."""

    pattern: str = ""

    def read(self, words: str) -> date | None:
        """The day; None for what is no date written so."""
        found = read_iso(words)
        if found is None and self.pattern:
            moment = parse_as(words, self.pattern)
            found = moment.date() if moment else None
        return found


def read_iso(words: str) -> date | None:
    """A day as in 2026-03-31, with or without a time of day (a workbook's own dates come so)."""
    found = _ISO.fullmatch(words.strip())
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def find_rule(cells: Iterable[str], pattern: str, where: str) -> DayRule:
    """The way in which a table's dates are written: the one that was said, or the only one that all of them fit.

    Cells that are no dates in any way are left to whoever reads the row. Raises BadFile where several ways fit, or none
    fits all; WrongUse for a pattern that tells no day.
    """
    if pattern:
        _check(pattern)
        return DayRule(pattern)
    other = {each.strip() for each in cells if each.strip() and read_iso(each) is None}
    readings = {each: {way: day for way in PATTERNS if (day := parse_as(each, way))} for each in other}
    dated = {each: ways for each, ways in readings.items() if ways}
    if not dated:
        return DayRule()
    fitting = [way for way in PATTERNS if all(way in ways for ways in dated.values())]
    if not fitting:
        raise _ask(where, "The dates are not all written in one way", next(iter(sorted(dated))))
    if any(_differ(ways, fitting) for ways in dated.values()):
        sample = min(each for each, ways in dated.items() if _differ(ways, fitting))
        raise _ask(where, "The dates could be meant in several ways", sample, fitting)
    return DayRule(fitting[0])


def _differ(ways: dict[str, datetime], fitting: list[str]) -> bool:
    return len({ways[way] for way in fitting}) > 1


def _ask(where: str, what: str, sample: str, fitting: list[str] | None = None) -> BadFile:
    ways = " or ".join(f'--dates "{each}"' for each in fitting or ["%d.%m.%Y"])
    return BadFile(f"{what}, for example “{sample}”.", where=where, next_step=f"Say how they are written: {ways}")


def _check(pattern: str) -> None:
    try:
        check_pattern(pattern, "--dates")
    except WrongUse as error:
        raise WrongUse(error.what, where="--dates", next_step='Write it as in --dates "%d.%m.%Y".') from None
