"""LimeSurvey's question types: which columns a type gives a response, how wide they are, and which codes are its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from types import MappingProxyType
from typing import Final


class QuestionType(StrEnum):
    """LimeSurvey's letters for its question types."""

    SHORT_TEXT = "S"
    LONG_TEXT = "T"
    HUGE_TEXT = "U"
    MULTIPLE_TEXT = "Q"
    NUMBER = "N"
    MULTIPLE_NUMBERS = "K"
    DATE = "D"
    YES_NO = "Y"
    GENDER = "G"
    LANGUAGE = "I"
    FIVE_POINT = "5"
    LIST = "L"
    DROPDOWN = "!"
    LIST_WITH_COMMENT = "O"
    MULTIPLE = "M"
    MULTIPLE_WITH_COMMENTS = "P"
    RANKING = "R"
    ARRAY = "F"
    ARRAY_BY_COLUMN = "H"
    ARRAY_FIVE_POINT = "A"
    ARRAY_TEN_POINT = "B"
    ARRAY_YES_NO_UNCERTAIN = "C"
    ARRAY_MORE_SAME_LESS = "E"
    ARRAY_DUAL = "1"
    ARRAY_TEXTS = ";"
    ARRAY_NUMBERS = ":"
    EQUATION = "*"
    UPLOAD = "|"
    TEXT_DISPLAY = "X"

    @property
    def traits(self) -> Traits:
        """What is particular about this type."""
        return _TRAITS[self]

    @property
    def theme(self) -> str:
        """The name of LimeSurvey's question theme."""
        return self.traits.theme

    @property
    def has_rows(self) -> bool:
        """True when answers lie in the subquestions' columns and the question has none of its own."""
        return self.traits.layout in (Layout.ROWS, Layout.CELLS, Layout.DUAL)

    @property
    def has_options(self) -> bool:
        """True when answers are codes of the question's own options."""
        return self.traits.has_options


class Layout(Enum):
    """How a question's answers lie in columns."""

    ONE = auto()
    """One column, and one more for what was written under "other"."""
    COMMENTED = auto()
    """One column and its comment."""
    ROWS = auto()
    """A column a subquestion."""
    CELLS = auto()
    """A column for each pair of a row and a column."""
    DUAL = auto()
    """Two columns a subquestion, one a scale."""
    RANKS = auto()
    """A column a rank."""
    FILES = auto()
    """The files as JSON, and how many there are."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What is particular about a type.

    `width` is the most characters its database column takes (None: any number); `codes` are the answers that it has
    without options of its own, with LimeSurvey's English words for them.
    """

    theme: str
    layout: Layout = Layout.ONE
    width: int | None = None
    has_options: bool = False
    has_comments: bool = False
    is_number: bool = False
    codes: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))


_YES_NO = MappingProxyType({"Y": "Yes", "N": "No"})
_GENDERS = MappingProxyType({"F": "Female", "M": "Male"})
_UNCERTAIN = MappingProxyType({"Y": "Yes", "N": "No", "U": "Uncertain"})
_CHANGES = MappingProxyType({"I": "Increase", "S": "Same", "D": "Decrease"})

_TRAITS: Final = {
    QuestionType.SHORT_TEXT: Traits("shortfreetext"),
    QuestionType.LONG_TEXT: Traits("longfreetext"),
    QuestionType.HUGE_TEXT: Traits("hugefreetext"),
    QuestionType.MULTIPLE_TEXT: Traits("multipleshorttext", Layout.ROWS),
    QuestionType.NUMBER: Traits("numerical", is_number=True),
    QuestionType.MULTIPLE_NUMBERS: Traits("multiplenumeric", Layout.ROWS, is_number=True),
    QuestionType.DATE: Traits("date"),
    QuestionType.YES_NO: Traits("yesno", width=1, codes=_YES_NO),
    QuestionType.GENDER: Traits("gender", width=1, codes=_GENDERS),
    QuestionType.LANGUAGE: Traits("language", width=20),
    QuestionType.FIVE_POINT: Traits("5pointchoice", width=1),
    QuestionType.LIST: Traits("listradio", width=5, has_options=True),
    QuestionType.DROPDOWN: Traits("list_dropdown", width=5, has_options=True),
    QuestionType.LIST_WITH_COMMENT: Traits("list_with_comment", Layout.COMMENTED, 5, has_options=True),
    QuestionType.MULTIPLE: Traits("multiplechoice", Layout.ROWS, 5),
    QuestionType.MULTIPLE_WITH_COMMENTS: Traits("multiplechoice_with_comments", Layout.ROWS, 5, has_comments=True),
    QuestionType.RANKING: Traits("ranking", Layout.RANKS, 5, has_options=True),
    QuestionType.ARRAY: Traits("arrays/array", Layout.ROWS, 5, has_options=True),
    QuestionType.ARRAY_BY_COLUMN: Traits("arrays/column", Layout.ROWS, 5, has_options=True),
    QuestionType.ARRAY_FIVE_POINT: Traits("arrays/5point", Layout.ROWS, 5),
    QuestionType.ARRAY_TEN_POINT: Traits("arrays/10point", Layout.ROWS, 5),
    QuestionType.ARRAY_YES_NO_UNCERTAIN: Traits("arrays/yesnouncertain", Layout.ROWS, 5, codes=_UNCERTAIN),
    QuestionType.ARRAY_MORE_SAME_LESS: Traits("arrays/increasesamedecrease", Layout.ROWS, 5, codes=_CHANGES),
    QuestionType.ARRAY_DUAL: Traits("arrays/dualscale", Layout.DUAL, 5, has_options=True),
    QuestionType.ARRAY_TEXTS: Traits("arrays/texts", Layout.CELLS),
    QuestionType.ARRAY_NUMBERS: Traits("arrays/multiflexi", Layout.CELLS),
    QuestionType.EQUATION: Traits("equation"),
    QuestionType.UPLOAD: Traits("file_upload", Layout.FILES),
    QuestionType.TEXT_DISPLAY: Traits("boilerplate", width=1),
}
