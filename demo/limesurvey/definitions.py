"""What a survey on the local server is made of: frozen values, in LimeSurvey's own words (sid, codes, question types)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from demo.limesurvey.question_types import QuestionType

__all__ = [
    "Account",
    "Choice",
    "Participant",
    "Question",
    "QuestionGroup",
    "QuestionType",
    "Row",
    "SurveyDefinition",
    "Texts",
    "Value",
]

Texts = Mapping[str, str]
"""Language code -> text."""

Value = str | int | float | None
"""What one column of a response holds; None was never shown, and "" was shown and not answered."""

Row = Mapping[str, Value]
"""Column heading (`qfeel[SQ001]`, `submitdate`) or field name (`202601X1X3SQ001`) -> value; what is not named is null."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A code and its text: an answer option, or a subquestion."""

    code: str
    texts: Texts


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Underscores vanish from `code`, as they do when LimeSurvey imports a survey.

    `subquestions` are its rows; `columns` are the second axis of an array of texts or numbers; `second_options` are the
    answers on the second scale of a dual array; `most_ranks` limits how many options can be ranked.
    """

    code: str
    type: QuestionType
    texts: Texts
    subquestions: tuple[Choice, ...] = ()
    options: tuple[Choice, ...] = ()
    has_other: bool = False
    columns: tuple[Choice, ...] = ()
    second_options: tuple[Choice, ...] = ()
    most_ranks: int | None = None

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
    """Who may log in. `surveys` are those it may read and export; None means all of them.

    Only a superadmin and an account that `may_write` can add, change and delete responses or settings.
    """

    user: str
    password: str
    is_superadmin: bool = False
    surveys: frozenset[int] | None = None
    may_read_participants: bool = False
    may_write: bool = False

    def may_read(self, sid: int) -> bool:
        """True when the account may read this survey and export its responses."""
        return self.is_superadmin or self.surveys is None or sid in self.surveys

    def may_change(self, sid: int) -> bool:
        """True when the account may write to this survey."""
        return self.may_read(sid) and (self.is_superadmin or self.may_write)

    def __repr__(self) -> str:
        return f"Account(user={self.user!r})"
