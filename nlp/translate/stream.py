r"""Apertium's stream format: plain words in, and back out, with nothing read as a command.

Units are separated by NUL, which every program of the pipeline answers with a flush, so that none waits for another and
none is joined to another. Each unit starts with its number as a blank (`[17]`), which comes back before its translation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_RESERVED: Final = re.compile(r"[\[\]{}^$<>\\/@]")
_ADDED_END: Final = ".[]"  # tells the tagger that the sentence is over, and is taken off again; without it a last full stop is eaten
_NUMBERED: Final = re.compile(r"\[(\d+)\]")


def write_units(units: Sequence[str]) -> bytes:
    """The whole input of one process; half surrogates, which UTF-8 cannot hold, become question marks."""
    written = (f"[{number}]{_escape(unit)}\0" for number, unit in enumerate(units))
    return "".join(written).encode("utf-8", errors="replace")


def read_units(output: bytes, expected: int) -> list[str | None] | None:
    """One translation a unit, None where its number did not come back; None in all when there are too few parts."""
    parts = output.decode("utf-8", errors="replace").split("\0")
    if len(parts) <= expected or any(part.strip() for part in parts[expected:]):
        return None
    return [_read_unit(part, number) for number, part in enumerate(parts[:expected])]


def _read_unit(part: str, number: int) -> str | None:
    match = _NUMBERED.match(part)
    if not match or int(match[1]) != number:
        return None
    return _unescape(part[match.end() :].removesuffix(_ADDED_END))


def _escape(unit: str) -> str:
    plain = " ".join(unit.replace("\0", " ").split())
    return _RESERVED.sub(r"\\\g<0>", plain).replace("~", "[~]") + _ADDED_END


def _unescape(stream: str) -> str:
    """Take off the backslashes, and the brackets that stand without one."""
    return re.sub(r"\\(.)|[\[\]]", lambda match: match[1] or "", stream, flags=re.DOTALL)
