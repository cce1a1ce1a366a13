"""Qualtrics: a row of codes, one of texts and one of `{"ImportId":…}`; older or trimmed exports lack the last or both."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

from surveys.files.head import Head, Heading, clean, name_apart
from surveys.proposal.candidate import ColumnKind

_OWN: Final = {
    "startdate": None, "enddate": None, "status": None, "ipaddress": None, "progress": None, "duration (in seconds)": None,
    "finished": None, "recipientlastname": None, "recipientfirstname": None, "recipientemail": None,
    "externalreference": None, "externaldatareference": None, "locationlatitude": None, "locationlongitude": None, "distributionchannel": None,
    "recordeddate": ColumnKind.SUBMITTED, "responseid": ColumnKind.ID, "userlanguage": ColumnKind.LANGUAGE,
}  # fmt: skip
# The same columns where the row of codes was left out.
_SPOKEN: Final = {
    "start date": "startdate", "end date": "enddate", "response type": "status", "ip address": "ipaddress", "progress": "progress",
    "duration (in seconds)": "duration (in seconds)", "finished": "finished", "recorded date": "recordeddate",
    "response id": "responseid", "recipient last name": "recipientlastname", "recipient first name": "recipientfirstname",
    "recipient email": "recipientemail", "external data reference": "externaldatareference", "location latitude": "locationlatitude",
    "location longitude": "locationlongitude", "distribution channel": "distributionchannel", "user language": "userlanguage",
}  # fmt: skip
_FEWEST: Final = 4
_PREVIEWS: Final = frozenset(("survey preview", "survey test", "preview", "test", "1", "2", "9", "17"))
_UNFINISHED: Final = frozenset(("false", "0", "no", "falso", "faux"))
_OPTION: Final = re.compile(r"(?P<question>.+)_(?P<number>\d+)")
_SELECTED: Final = re.compile(r"(?P<text>.*) - (?:Selected Choice - )?(?P<option>.+)", re.DOTALL)


def recognise(rows: Sequence[Sequence[str]]) -> Head | None:
    """The head of a Qualtrics export; None where these rows are none."""
    first = clean(rows[0])
    own = [_own_name(cell) for cell in first]
    if sum(name is not None for name in own) < _FEWEST:
        return None
    has_codes = sum(cell.casefold() in _OWN for cell in first) >= _FEWEST
    following = [clean(row) for row in rows[1:3]]
    is_text_row = bool(has_codes and following and _is_text_row(following[0]))
    texts = following[0] if is_text_row else ([] if has_codes else first)
    rest = following[1:] if is_text_row else following
    imports = [_import_id(cell) for cell in rest[0]] if rest and _is_import_row(rest[0]) else []
    count = 1 + is_text_row + bool(imports)
    codes = first if has_codes else [name or each for each, name in zip(first, _padded(imports, len(first)), strict=True)]
    headings = [
        _heading(code, text, native, name)
        for code, text, native, name in zip(codes, _padded(texts, len(first)), _padded(imports, len(first)), own, strict=True)
    ]
    return Head(
        "Qualtrics",
        name_apart(_with_families(headings)),
        count,
        tests=tuple((place, _PREVIEWS) for place, name in enumerate(own) if name in ("status", "distributionchannel")),
        unfinished=tuple((place, _UNFINISHED) for place, name in enumerate(own) if name == "finished"),
        separator=",",
    )


def _own_name(cell: str) -> str | None:
    folded = cell.casefold()
    return folded if folded in _OWN else _SPOKEN.get(folded)


def _is_text_row(cells: Sequence[str]) -> bool:
    return sum(cell.casefold() in _SPOKEN for cell in cells) >= _FEWEST - 1


def _is_import_row(cells: Sequence[str]) -> bool:
    told = [cell for cell in cells if cell]
    return bool(told) and all(_import_id(cell) for cell in told)


def _import_id(cell: str) -> str:
    try:
        told = json.loads(cell) if cell.startswith("{") else {}
    except ValueError:
        return ""
    return str(told.get("ImportId") or "")


def _padded(cells: Sequence[str], length: int) -> list[str]:
    return [*cells, *[""] * length][:length]


def _heading(code: str, text: str, native: str, name: str | None) -> Heading:
    kind = (_OWN[name] or ColumnKind.METADATA) if name else None
    return Heading(code, text or code, kind, tuple(each for each in (native, text) if each and each != code))


def _with_families(headings: Sequence[Heading]) -> list[Heading]:
    """Options that were spread over columns (`Q7_1`, `Q7_2`) know their question."""
    found = [(each, _OPTION.fullmatch(each.code), _SELECTED.fullmatch(each.text)) for each in headings]
    made = []
    for each, code, text in found:
        if code and text and each.kind is None:
            made.append(Heading(each.code, each.text, None, each.aliases, code["question"], text["option"].strip()))
        else:
            made.append(each)
    return made
