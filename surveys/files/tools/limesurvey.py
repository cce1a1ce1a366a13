"""LimeSurvey's own export: headings as codes, as whole texts, or as "code: text"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from surveys.files.head import Head, Heading, clean, name_apart
from surveys.proposal.candidate import ColumnKind

_OWN: Final = {
    "id": ColumnKind.ID, "submitdate": ColumnKind.SUBMITTED, "startlanguage": ColumnKind.LANGUAGE, "lastpage": ColumnKind.METADATA,
    "seed": ColumnKind.METADATA, "startdate": ColumnKind.METADATA, "datestamp": ColumnKind.METADATA, "ipaddr": ColumnKind.METADATA,
    "refurl": ColumnKind.METADATA, "token": ColumnKind.METADATA, "interviewtime": ColumnKind.METADATA,
}  # fmt: skip
# As the export of whole texts names them, in English, Spanish, French, Portuguese and German.
_SPOKEN: Final = {
    "response id": "id", "id de respuesta": "id", "id de la réponse": "id", "id da resposta": "id", "antwort id": "id",
    "date submitted": "submitdate", "fecha de envío": "submitdate", "date de soumission": "submitdate", "data de envio": "submitdate",
    "datum abgeschickt": "submitdate",
    "last page": "lastpage", "última página": "lastpage", "dernière page": "lastpage", "letzte seite": "lastpage",
    "start language": "startlanguage", "lenguaje inicial": "startlanguage", "idioma inicial": "startlanguage",
    "langue de départ": "startlanguage", "start-sprache": "startlanguage",
    "date started": "startdate", "date last action": "datestamp", "ip address": "ipaddr", "referrer url": "refurl", "access code": "token",
    "total time": "interviewtime",
}  # fmt: skip
_FEWEST: Final = 2
_MUST: Final = frozenset(("submitdate", "startlanguage", "lastpage"))
_BOTH: Final = re.compile(r"(?P<code>[A-Za-z]\w*(?:\[[^\]]*\]){0,2})\s*[.:]\s+(?P<text>.*)", re.DOTALL)
_PART: Final = re.compile(r"(?P<question>.+?)\s*\[(?P<part>[^\[\]]+)\]", re.DOTALL)
_TIMING: Final = re.compile(r"(group|question)time\d*", re.IGNORECASE)


def recognise(rows: Sequence[Sequence[str]]) -> Head | None:
    """The head of a LimeSurvey export; None where this row is none."""
    pairs = [_split(cell) for cell in clean(rows[0])]
    own = [_own_name(code, text) for code, text in pairs]
    if len(_MUST & set(own)) < _FEWEST or "id" not in own:
        return None
    headings = [_heading(code, text, name) for (code, text), name in zip(pairs, own, strict=True)]
    unfinished = tuple((place, frozenset(("", "n/a"))) for place, name in enumerate(own) if name == "submitdate")
    return Head("LimeSurvey", name_apart(headings), unfinished=unfinished)


def _split(cell: str) -> tuple[str, str]:
    found = _BOTH.fullmatch(cell)
    return (found["code"], found["text"]) if found else (cell, "")


def _own_name(code: str, text: str) -> str | None:
    if code.casefold() in _OWN:
        return code.casefold()
    return None if text else _SPOKEN.get(code.casefold())


def _heading(code: str, text: str, name: str | None) -> Heading:
    kind = _OWN[name] if name else (ColumnKind.METADATA if _TIMING.match(code) else None)
    aliases = tuple(each for each in (text, f"{code}: {text}", f"{code}. {text}", name) if text and each) if text else (name or code,)
    part, said = _PART.fullmatch(code), _PART.fullmatch(text)
    family = part["question"] if part and part["part"] not in ("other", "comment") else ""
    option = (said["part"] if said else part["part"]) if part else ""
    return Heading(code, text or code, kind, tuple(each for each in aliases if each != code), family, option)
