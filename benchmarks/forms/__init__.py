"""Rows of our own for `benchmarks.fresh_forms`: how people write and say what has a form, in sentences of many languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.forms import numbers, values
from benchmarks.forms.making import Style, always

FOLDER = Path(__file__).parent
HALVES = ("dev", "test")
_MOST = 6  # rows of one spelling in one half
_STYLES: dict[str, Sequence[Style]] = {
    "EMAIL": values.EMAILS,
    "PHONE": values.PHONES,
    "SOCIAL_HANDLE": values.HANDLES,
    "BARE_HANDLE": values.BARE_HANDLES,
    "URL": values.URLS,
    "STREET_ADDRESS": values.ADDRESSES,
    "HOME_CORNER": values.HOMES,
    "SSN": numbers.SSNS,
    "A_NUMBER": numbers.A_NUMBERS,
    "USCIS_RECEIPT": numbers.RECEIPTS,
    "CASE_NUMBER": numbers.CASES,
    "LICENSE_PLATE": numbers.PLATES,
    "BADGE_NUMBER": numbers.BADGES,
    "BANK_CARD": numbers.CARDS,
    "BANK_ACCOUNT": numbers.ACCOUNTS,
    "IBAN": numbers.IBANS,
    "GPS": numbers.POSITIONS,
    "IP_ADDRESS": numbers.IPS,
}
_SAME = {"BARE_HANDLE": "SOCIAL_HANDLE", "HOME_CORNER": "STREET_ADDRESS"}


@dataclass(frozen=True, slots=True)
class Row:
    """One text with the place of what must not go on: `[start, end)` in code points, both 0 for a clean row."""

    half: str
    type: str
    style: str
    language: str
    text: str
    start: int
    end: int


def make_rows() -> list[Row]:
    """All rows, the same at every run. The halves share no sentence."""
    frames, phrases, birth = (
        tomllib.loads((FOLDER / name).read_text(encoding="utf-8")) for name in ("frames.toml", "phrases.toml", "birth.toml")
    )
    rng = Random(20261121)  # noqa: S311  # the same rows at every run is what is wanted
    rows = [row for kind, styles in _STYLES.items() for row in _fill_frames(kind, styles, frames[kind], rng)]
    rows += _fill_frames("DATE_OF_BIRTH", _birth_styles(birth), frames["DATE_OF_BIRTH"], rng)
    for kind, styles in numbers.PAPERS.items():
        rows += _fill_frames(
            "PASSPORT", styles, {code: [each.replace("{kind}", kind) for each in texts] for code, texts in frames["PASSPORT"].items()}, rng
        )
    return rows + [row for kind, texts in phrases.items() for row in _read_phrases(kind, texts)]


def _birth_styles(birth: dict[str, Any]) -> list[Style]:
    return [Style(date, always(date), () if code == "all" else (code,)) for code, dates in birth.items() for date in dates]


def _fill_frames(kind: str, styles: Sequence[Style], frames: dict[str, list[str]], rng: Random) -> Iterator[Row]:
    for style in styles:
        for half in HALVES:
            places = [(code, text) for code, texts in frames.items() if code in (style.languages or frames) for text in _half(texts, half)]
            rng.shuffle(places)
            for code, frame in islice(places, _MOST):
                yield _fill(half, kind, style, code, frame, rng)


def _fill(half: str, kind: str, style: Style, code: str, frame: str, rng: Random) -> Row:
    value = style.make(rng)
    before, _, after = frame.partition("{}")
    return Row(half, _SAME.get(kind, kind), style.name, code, before + value + after, len(before), len(before) + len(value))


def _read_phrases(kind: str, texts: dict[str, list[str]]) -> Iterator[Row]:
    for code, lines in texts.items():
        for half in HALVES:
            for line in _half(lines, half):
                before, _, rest = line.partition("[[")
                said, _, after = rest.partition("]]")
                start = len(before) if said else 0
                yield Row(half, kind, kind.lower(), code, before + said + after, start, start + len(said))


def _half(items: Sequence[str], half: str) -> Sequence[str]:
    return items[HALVES.index(half) :: 2]
