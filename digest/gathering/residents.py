"""Reference tables -> the shares of residents, in the spelling in which people's own answers have the values. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.town import LANGUAGE, ReferenceTable


def match_residents(tables: Sequence[ReferenceTable], attribute: str, heard: Iterable[str]) -> tuple[tuple[str, float], ...]:
    """The shares of an attribute; a value that was heard keeps the spelling in which it was, whatever the case of letters."""
    spelled = {value.casefold(): value for value in sorted(heard, reverse=True)}
    shares = next((each.shares for each in tables if each.attribute.casefold() == attribute.casefold()), ())
    return tuple((spelled.get(value.casefold(), value), share) for value, share in shares)


def match_languages(tables: Sequence[ReferenceTable]) -> tuple[tuple[str, float], ...]:
    """The shares of residents by language code."""
    return match_residents(tables, LANGUAGE, ())
