"""What a file can hold: its sections, the fields of each, and what kind of thing stands in a field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Section(StrEnum):
    """A sheet of a workbook, a list of a YAML or JSON file, or a CSV file."""

    RECOMMENDATIONS = "recommendations"
    MILESTONES = "milestones"
    UPDATES = "updates"
    MOVES = "moves"


class Kind(StrEnum):
    """How a cell is read."""

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    LIST = "list"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a section. One that `is_out` False is only read: people write it, and the export says it otherwise."""

    name: str
    kind: Kind = Kind.LINE
    is_needed: bool = False
    is_out: bool = True


_VERSION = Field("version")
_WHY_MOVED = (Field("reason", Kind.WORDS, is_out=False), Field("moved_on", Kind.DAY, is_out=False))

FIELDS: dict[Section, tuple[Field, ...]] = {
    Section.RECOMMENDATIONS: (
        Field("reference", is_needed=True),
        Field("title", is_needed=True),
        Field("text", Kind.WORDS, is_needed=True),
        Field("owner", is_needed=True),
        Field("deputy"),
        Field("issued_by"),
        Field("addressed_to"),
        Field("issued_on", Kind.DAY, is_needed=True),
        Field("due_on", Kind.DAY),
        Field("first_due_on", Kind.DAY),
        Field("revised_due_on", Kind.DAY, is_out=False),
        Field("answers", Kind.WORDS),
        Field("evidence_standard", Kind.WORDS),
        Field("indicators", Kind.LIST),
        Field("urls", Kind.LIST),
        Field("collection"),
        Field("external_id"),
        Field("places", Kind.LIST),
        Field("needs", Kind.LIST),
        Field("grounds", Kind.LIST),
        Field("milestones", Kind.WORDS, is_out=False),
        *_WHY_MOVED,
        Field("id"),
        _VERSION,
    ),
    Section.MILESTONES: (
        Field("reference", is_needed=True),
        Field("title", is_needed=True),
        Field("due_on", Kind.DAY, is_needed=True),
        Field("first_due_on", Kind.DAY),
        Field("revised_due_on", Kind.DAY, is_out=False),
        Field("done_on", Kind.DAY),
        Field("verified_on", Kind.DAY),
        Field("weight", Kind.NUMBER),
        Field("needs", Kind.LIST),
        *_WHY_MOVED,
        Field("id"),
        _VERSION,
    ),
    Section.UPDATES: (
        Field("reference", is_needed=True),
        Field("on", Kind.DAY, is_needed=True),
        Field("state", is_needed=True),
        Field("reply"),
        Field("note", Kind.WORDS, is_needed=True),
        Field("evidence", Kind.WORDS),
        Field("by"),
        Field("role"),
        Field("replaced_by"),
        Field("turn", Kind.NUMBER),
        Field("id"),
    ),
    Section.MOVES: (
        Field("reference", is_needed=True),
        Field("milestone"),
        Field("on", Kind.DAY),
        Field("before", Kind.DAY),
        Field("after", Kind.DAY),
        Field("reason", Kind.WORDS, is_needed=True),
        Field("by"),
        Field("id"),
    ),
}


def find_field(section: Section, name: str) -> Field | None:
    """The field of this name."""
    return next((each for each in FIELDS[section] if each.name == name), None)
