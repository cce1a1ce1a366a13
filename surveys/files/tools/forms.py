"""Google Forms (a timestamp first) and Microsoft Forms (id, start and completion time first), in five languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from surveys.files.head import Head, Heading, clean, name_apart
from surveys.proposal.candidate import ColumnKind

_STAMPS: Final = frozenset(
    ("timestamp", "marca temporal", "horodateur", "horodatage", "carimbo de data/hora", "zeitstempel", "طابع زمني", "الطابع الزمني")
)
_STARTS: Final = frozenset(("start time", "hora de inicio", "heure de début", "hora de início", "startzeit", "وقت البدء"))
_ENDS: Final = frozenset(
    ("completion time", "hora de finalización", "heure de fin", "hora de conclusão", "fertigstellungszeit", "وقت الاكتمال", "وقت الإكمال")
)
_PEOPLE: Final = frozenset(
    (
        "email", "email address", "username", "name", "correo electrónico", "dirección de correo electrónico", "nombre", "nombre de usuario",
        "adresse de messagerie", "adresse e-mail", "nom", "nom d'utilisateur", "endereço de e-mail", "nome", "e-mail-adresse",
        "البريد الإلكتروني", "عنوان البريد الإلكتروني", "الاسم",
    )
)  # fmt: skip
_TECHNICAL: Final = frozenset(
    ("score", "last modified time", "total points", "quiz feedback", "hora de la última modificación", "language")
)


def recognise_google(rows: Sequence[Sequence[str]]) -> Head | None:
    """The head of a sheet of Google Forms; None where this row is none."""
    names = clean(rows[0])
    if not names or names[0].casefold() not in _STAMPS:
        return None
    headings = [Heading(names[0], names[0], ColumnKind.SUBMITTED), *(_google_heading(name) for name in names[1:])]
    return Head("Google Forms", name_apart(headings), separator=", ")


def _google_heading(name: str) -> Heading:
    folded = name.casefold()
    if folded in _PEOPLE:
        return Heading(name, name, ColumnKind.IDENTITY)
    return Heading(name, name, ColumnKind.METADATA if folded == "score" else None)


def recognise_microsoft(rows: Sequence[Sequence[str]]) -> Head | None:
    """The head of a Microsoft Forms export; None where this row is none."""
    names = clean(rows[0])
    folded = [name.casefold() for name in names]
    if not (folded and folded[0] == "id" and _STARTS.intersection(folded[:4]) and _ENDS.intersection(folded[:4])):
        return None
    headings = [Heading(name, name, _microsoft_kind(name.casefold(), place)) for place, name in enumerate(names)]
    return Head("Microsoft Forms", name_apart(headings), separator=";")


def _microsoft_kind(folded: str, place: int) -> ColumnKind | None:
    if place == 0:
        return ColumnKind.ID
    if folded in _ENDS:
        return ColumnKind.SUBMITTED
    if folded in _STARTS or folded in _TECHNICAL or folded.startswith(("points - ", "feedback - ")):
        return ColumnKind.METADATA
    return ColumnKind.IDENTITY if folded in _PEOPLE else None
