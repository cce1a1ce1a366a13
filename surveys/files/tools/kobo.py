"""KoboToolbox: codes or labels, with or without their groups (`group/question`), and its own columns with an underscore."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from surveys.files.head import Head, Heading, clean, name_apart
from surveys.proposal.candidate import ColumnKind

_MARKS: Final = frozenset(("_id", "_uuid", "_submission_time", "_validation_status", "_index", "__version__", "_submitted_by", "_tags"))
_FEWEST: Final = 3
_SUBMITTED: Final = "_submission_time"
_DEVICE: Final = frozenset(
    (
        "start",
        "end",
        "today",
        "username",
        "deviceid",
        "simserial",
        "subscriberid",
        "phonenumber",
        "audit",
        "meta/instanceid",
        "formhub/uuid",
    )
)
_PLACES: Final = ("_latitude", "_longitude", "_altitude", "_precision")


def recognise(rows: Sequence[Sequence[str]]) -> Head | None:
    """The head of a Kobo export; None where this row is none."""
    names = clean(rows[0])
    if sum(name.casefold() in _MARKS for name in names) < _FEWEST:
        return None
    known = set(names)
    headings = [_heading(name, known) for name in names]
    utc = frozenset(place for place, name in enumerate(names) if name == _SUBMITTED)
    return Head("KoboToolbox", name_apart(_with_short_names(headings)), utc_columns=utc)


def _heading(name: str, known: set[str]) -> Heading:
    question, _, option = name.rpartition("/")
    if question in known:
        return Heading(name, name, None, (), question, option)
    return Heading(name, option or name, _kind_of(name))


def _kind_of(name: str) -> ColumnKind | None:
    if name == _SUBMITTED:
        return ColumnKind.SUBMITTED
    if name == "_uuid":
        return ColumnKind.ID
    is_own = name.startswith("_") or name.casefold() in _DEVICE or name.endswith(_PLACES)
    return ColumnKind.METADATA if is_own else None


def _with_short_names(headings: Sequence[Heading]) -> list[Heading]:
    """A question may be named without its group, as long as only one has that name."""
    shorts = [each.code.rpartition("/")[2] for each in headings]
    return [
        each
        if each.family or short == each.code or shorts.count(short) > 1
        else Heading(each.code, each.text, each.kind, (short,), each.family, each.option)
        for each, short in zip(headings, shorts, strict=True)
    ]
