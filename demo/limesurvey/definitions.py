"""What a survey on the local server is made of: frozen values, in LimeSurvey's own words (sid, codes, question types)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

Texts = Mapping[str, str]
"""Language code -> text."""

Row = Mapping[str, str | int | float | None]
"""Column heading (`qfeel[SQ001]`, `submitdate`) -> value; what is not named is null."""


class QuestionType(StrEnum):
    """LimeSurvey's letters for the question types that the local server knows."""

    LONG_TEXT = "T"
    SHORT_TEXT = "S"
    FIVE_POINT = "5"
    ARRAY = "F"
    LIST = "L"
    MULTIPLE = "M"
    YES_NO = "Y"
    DATE = "D"

    @property
    def theme(self) -> str:
        """The name of LimeSurvey's question theme."""
        return _THEMES[self]

    @property
    def has_rows(self) -> bool:
        """True when answers lie in the subquestions' columns and the question has none of its own."""
        return self in (QuestionType.ARRAY, QuestionType.MULTIPLE)


_THEMES = {
    QuestionType.LONG_TEXT: "longfreetext",
    QuestionType.SHORT_TEXT: "shortfreetext",
    QuestionType.FIVE_POINT: "5pointchoice",
    QuestionType.ARRAY: "arrays/array",
    QuestionType.LIST: "listradio",
    QuestionType.MULTIPLE: "multiplechoice",
    QuestionType.YES_NO: "yesno",
    QuestionType.DATE: "date",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A code and its text: an answer option, or a subquestion."""

    code: str
    texts: Texts


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Underscores vanish from `code`, as they do when LimeSurvey imports a survey."""

    code: str
    type: QuestionType
    texts: Texts
    subquestions: tuple[Choice, ...] = ()
    options: tuple[Choice, ...] = ()
    has_other: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "code", self.code.replace("_", ""))


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """A page of questions."""

    titles: Texts
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone who was invited by token."""

    token: str
    firstname: str = ""
    lastname: str = ""
    email: str = ""
    language: str = "en"
    completed: str = "N"
    uses_left: int = 1
    attributes: Mapping[str, str | None] | None = None

    def value(self, name: str) -> str | int | None:
        """The value of a participant column by LimeSurvey's name; None where there is none."""
        plain: dict[str, str | int] = {
            "token": self.token,
            "firstname": self.firstname,
            "lastname": self.lastname,
            "email": self.email,
            "language": self.language,
            "completed": self.completed,
            "usesleft": self.uses_left,
        }
        return plain[name] if name in plain else (self.attributes or {}).get(name)


@dataclass(frozen=True, slots=True)
class SurveyDefinition:
    """A survey as it was set up, with the responses it starts with. The first language is the base language."""

    sid: int
    titles: Texts
    languages: tuple[str, ...]
    groups: tuple[QuestionGroup, ...]
    rows: tuple[Row, ...] = ()
    is_active: bool = True
    is_anonymised: bool = False
    has_dates: bool = True
    has_addresses: bool = True
    participants: tuple[Participant, ...] | None = None

    @property
    def language(self) -> str:
        """The base language."""
        return self.languages[0]

    @property
    def questions(self) -> Iterator[Question]:
        """All questions, in order."""
        return (question for group in self.groups for question in group.questions)


@dataclass(frozen=True, slots=True)
class Account:
    """Who may log in. `surveys` are those it may read and export; None means all of them."""

    user: str
    password: str
    is_superadmin: bool = False
    surveys: frozenset[int] | None = None
    may_read_participants: bool = False

    def may_read(self, sid: int) -> bool:
        """True when the account may read this survey and export its responses."""
        return self.is_superadmin or self.surveys is None or sid in self.surveys

    def __repr__(self) -> str:
        return f"Account(user={self.user!r})"
