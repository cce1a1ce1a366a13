"""What stands in one cell: lists, what a recommendation rests on, and a field's value as the text that goes out and comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from domain.recommendations import Ground, GroundKind

_ENDS = re.compile(r"\r\n?")


def tidy(words: str) -> str:
    """Words as cells hold them: line ends are one sign, blanks at the ends are gone."""
    return _ENDS.sub("\n", words).strip()


def write_cell(value: object) -> str:
    """A field's value as text that `read` functions here and in `days` take back."""
    if isinstance(value, tuple):
        return join_list(map(write_cell, value))
    if isinstance(value, Ground):
        return write_ground(value)
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return "" if value is None else tidy(value.isoformat() if isinstance(value, date) else str(value))


def join_list(values: Iterable[str]) -> str:
    """Several things in one cell, between semicolons: `one; two`. A semicolon within one is written `\\;`."""
    return "; ".join(each.replace("\\", "\\\\").replace(";", "\\;").replace("\n", "\\n") for each in values)


def split_list(cell: str) -> tuple[str, ...]:
    """The things that stand in a cell between semicolons or on lines of their own; what is empty is left out."""
    parts, escaped = [""], False
    for letter in cell:
        if escaped:
            parts[-1] += {"n": "\n", ";": ";", "\\": "\\"}.get(letter, f"\\{letter}")
            escaped = False
        elif letter == "\\":
            escaped = True
        elif letter in ";\n":
            parts.append("")
        else:
            parts[-1] += letter
    parts[-1] += "\\" * escaped
    return tuple(each for each in map(str.strip, parts) if each)


def write_ground(ground: Ground) -> str:
    """`finding F-3`, and behind a bar what was told of it."""
    ref, told = (each.replace("\\", "\\\\").replace("|", "\\|") for each in (ground.ref, tidy(ground.told)))
    return f"{ground.kind} {ref} | {told}" if told else f"{ground.kind} {ref}"


def read_ground(words: str) -> Ground | None:
    """What `write_ground` wrote; None where it begins with no kind that is known."""
    kind, _, rest = words.partition(" ")
    ref, _, told = re.sub(r"\\(.)|\|", lambda found: found[1] or "\0", rest, flags=re.DOTALL).partition("\0")
    if kind not in set(GroundKind) or not ref.strip():
        return None
    return Ground(GroundKind(kind), ref.strip(), told.strip())
