"""What stands above the answers: which column is which, in the words of the tool that wrote the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from surveys.dates import DateOrder
from surveys.proposal.candidate import ColumnKind


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: the code that a mapping names, what people were asked, and what the tool itself uses it for.

    `aliases` are other names that a mapping may use. A column that is one option of a question with several names the
    question in `family` and what the option says in `option`.
    """

    code: str
    text: str = ""
    kind: ColumnKind | None = None
    aliases: tuple[str, ...] = ()
    family: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """How a tool writes its files. `rows` is how many rows stand above the answers.

    `tests` are (column, values) of rows that nobody meant as an answer, `unfinished` those of people who stopped early.
    `separator` parts the ticked options in one cell. Naive times are in UTC where `is_utc`, else in the source's zone.
    """

    shape: str
    headings: tuple[Heading, ...]
    rows: int = 1
    tests: tuple[tuple[int, frozenset[str]], ...] = ()
    unfinished: tuple[tuple[int, frozenset[str]], ...] = ()
    separator: str = ""
    date_order: DateOrder = DateOrder.UNKNOWN
    utc_columns: frozenset[int] = frozenset()


def clean(cells: Sequence[str]) -> list[str]:
    """Cells of a heading row, each on one line."""
    return [" ".join(cell.split()) for cell in cells]


def name_apart(headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """The headings with codes of their own: a second `Question` is `Question [2]`, one without a name `column 3`."""
    counts: dict[str, int] = {}
    for each in headings:
        counts[each.code] = counts.get(each.code, 0) + 1
    seen: dict[str, int] = {}
    made = []
    for place, each in enumerate(headings, 1):
        code = each.code
        seen[code] = seen.get(code, 0) + 1
        if not code:
            made.append(replace(each, code=f"column {place}"))
        elif counts[code] > 1:
            made.append(replace(each, code=f"{code} [{seen[code]}]"))
        else:
            made.append(each)
    return tuple(made)


def place_of(codes: Sequence[str], wanted: str) -> int | None:
    """Where a code stands, whatever its case."""
    folded = [code.casefold() for code in codes]
    return folded.index(wanted.casefold()) if wanted.casefold() in folded else None
