"""What recognisers hand over, and how overlapping finds become spans that do not overlap."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The types of what is redacted."""

    PERSON = "PERSON"
    OFFICER = "OFFICER"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    SOCIAL_HANDLE = "SOCIAL_HANDLE"
    URL = "URL"
    STREET_ADDRESS = "STREET_ADDRESS"
    SSN = "SSN"
    A_NUMBER = "A_NUMBER"
    USCIS_RECEIPT = "USCIS_RECEIPT"
    CASE_NUMBER = "CASE_NUMBER"
    LICENSE_PLATE = "LICENSE_PLATE"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    BADGE_NUMBER = "BADGE_NUMBER"
    IMMIGRATION_STATUS = "IMMIGRATION_STATUS"
    SMALL_GROUP_ID = "SMALL_GROUP_ID"
    BANK_CARD = "BANK_CARD"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    IBAN = "IBAN"
    PASSPORT = "PASSPORT"
    GPS = "GPS"
    IP_ADDRESS = "IP_ADDRESS"

    @property
    def shown(self) -> str:
        """The type as placeholders and counts tell it: `[A_NUMBER 1]` in a comment would say as much as the number itself."""
        return _SHOWN.get(self, self.value)


# What would tell of somebody's status, or of an office that keeps it, is told only as what it is in general.
_SHOWN = {
    Kind.IMMIGRATION_STATUS: "PRIVATE",
    Kind.A_NUMBER: "ID_NUMBER",
    Kind.USCIS_RECEIPT: "ID_NUMBER",
    Kind.PASSPORT: "ID_NUMBER",
    Kind.SSN: "ID_NUMBER",
}

# Where two finds overlap the one further right in this list gives the type; the rest of the other is still covered.
_RANK = {
    kind: rank
    for rank, kind in enumerate(
        (
            Kind.PERSON,
            Kind.OFFICER,
            Kind.SMALL_GROUP_ID,
            Kind.IMMIGRATION_STATUS,
            Kind.PHONE,
            Kind.BANK_ACCOUNT,
            Kind.BADGE_NUMBER,
            Kind.CASE_NUMBER,
            Kind.LICENSE_PLATE,
            Kind.PASSPORT,
            Kind.BANK_CARD,
            Kind.GPS,
            Kind.IP_ADDRESS,
            Kind.SSN,
            Kind.A_NUMBER,
            Kind.USCIS_RECEIPT,
            Kind.IBAN,
            Kind.DATE_OF_BIRTH,
            Kind.STREET_ADDRESS,
            Kind.SOCIAL_HANDLE,
            Kind.URL,
            Kind.EMAIL,
        )
    )
}


@dataclass(frozen=True, slots=True)
class Found:
    """One find: `[start, end)` in code points of a view's text."""

    start: int
    end: int
    kind: Kind


def settle(found: Iterable[Found], protected: Iterable[tuple[int, int]], text: str) -> list[Found]:
    """Finds in order, without overlaps, none inside a protected stretch; everything found stays covered."""
    ranked = sorted(set(found), key=lambda each: (-_RANK[each.kind], each.start - each.end, each.start))
    taken = sorted(protected)  # without overlaps, as placeholders are; each piece that is added fits between
    kept: list[Found] = []
    for each in ranked:
        for start, end in _subtract(each.start, each.end, taken):
            piece = _trim(start, end, text)
            if piece:
                kept.append(Found(*piece, each.kind))
            insort(taken, (start, end))
    return sorted(kept, key=lambda each: each.start)


def _subtract(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces = []
    index = max(0, bisect_left(taken, (start, start)) - 1)
    while start < end and index < len(taken) and taken[index][0] < end:
        left, right = taken[index]
        index += 1
        if right <= start:
            continue
        if left > start:
            pieces.append((start, left))
        start = right
    if start < end:
        pieces.append((start, end))
    return pieces


def _trim(start: int, end: int, text: str) -> tuple[int, int] | None:
    """The piece without its outer white space; None where it holds no letter or digit."""
    piece = text[start:end]
    if not any(map(str.isalnum, piece)):
        return None
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
