"""LimeSurvey's question types: what people do there, and which roles their answers can therefore take.

The letters, and the codes that a type has without options of its own, are LimeSurvey's (its `Question` model, 6 and 7).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

TEXTS: Final = frozenset("STUQ;")
LONG_TEXTS: Final = frozenset("TU")
LISTS: Final = frozenset("L!O")
TICKS: Final = frozenset("MP")
OPTIONED: Final = LISTS | frozenset("FHR1")
"""Types whose answers are codes of options that `get_question_properties` tells."""
DUAL_SCALE: Final = "1"
UPLOAD: Final = "|"
DISPLAY: Final = "X"
EQUATION: Final = "*"
NUMBERS: Final = frozenset("NK:")
_RATED: Final = frozenset("5ABFH1") | LISTS | NUMBERS | {EQUATION}

_FIVE: Final = MappingProxyType({str(number): str(number) for number in range(1, 6)})
FIXED_OPTIONS: Final = MappingProxyType(
    {
        "5": _FIVE,
        "A": _FIVE,
        "B": MappingProxyType({str(number): str(number) for number in range(1, 11)}),
        "C": MappingProxyType({"Y": "Yes", "U": "Uncertain", "N": "No"}),
        "E": MappingProxyType({"I": "Increase", "S": "Same", "D": "Decrease"}),
        "G": MappingProxyType({"F": "Female", "M": "Male"}),
        "Y": MappingProxyType({"Y": "Yes", "N": "No"}),
    }
)
"""Codes that LimeSurvey gives by itself, with its English words for them."""

_FAMILIES: Final = (frozenset("STU"), frozenset("L!O"), frozenset("MP"), frozenset("FH"), frozenset("NK"))


def can_be_rated(kind: str) -> bool:
    """True for types whose answers have a place on a scale: numbers, or codes that hold one."""
    return kind in _RATED


def is_same_family(kind: str, other: str) -> bool:
    """True when answers of both types mean the same: another way to show a list, more room for a text."""
    return kind == other or any({kind, other} <= family for family in _FAMILIES)
