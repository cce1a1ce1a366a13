"""What is known of a question before anybody has decided what it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class ColumnKind(StrEnum):
    """What a question or a column holds, as the tool says or as its values show."""

    FREE_TEXT = "free text"
    CHOICE = "choice"
    MULTIPLE = "choice of several"
    SCALE = "scale"
    NUMBER = "number"
    DATE = "date"
    SUBMITTED = "date of the answer"
    LANGUAGE = "language"
    CONSENT = "consent"
    ID = "id"
    IDENTITY = "identity"
    METADATA = "metadata"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question or column that could be mapped.

    `code` is what the mapping would name and `text` what people were asked. `options` are pairs of what stands in a cell
    and what it says, the same twice where a file has labels only; they are never shown by `repr`. `kind` is known where the
    tool says it or the values show it; without it `is_free_text` and the options tell. `values_count` (how many different
    values) and `longest` (in code points) are None where nobody counted. `native_type` is the tool's own word.
    """

    code: str
    text: str = ""
    kind: ColumnKind | None = None
    is_free_text: bool = False
    options: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    values_count: int | None = None
    longest: int | None = None
    native_type: str = ""
