"""A page as plain tables: what a workbook's sheets and the CSV files are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from digest.disclosing.policy import ShownShare
from digest.telling.wording import Wording, show_plainly

Cell = str | int | float | None
"""Words, a number, or None for a figure that is withheld; what does not apply is an empty string."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `key` is its name in file names (ASCII), `title` the same for people; each row has a cell for each head."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def make_sheet(key: str, heads: Iterable[str], rows: Iterable[Iterable[Cell]], wording: Wording) -> Sheet:
    """A sheet whose title and heads are in the page's language; `heads` are keys of the texts, words are made plain."""
    say: Callable[[str], str] = wording.say
    return Sheet(
        key=key,
        title=say(f"sheet.name.{key}"),
        heads=tuple(say(f"sheet.{head}") for head in heads),
        rows=tuple(tuple(show_plainly(cell) if isinstance(cell, str) else cell for cell in row) for row in rows),
    )


def spread(share: ShownShare | None) -> tuple[Cell, Cell, Cell]:
    """A share and the ends of its interval, in whole per cent; withheld where it is."""
    return (None, None, None) if share is None else (share.value, share.low, share.high)


SHARE = ("share", "low", "high")
"""The heads of `spread`."""
