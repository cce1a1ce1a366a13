"""What a proposal says: for every question a role and the reason, in the words of staff."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from surveys.mapping import Indicator, Mapping


class Role(StrEnum):
    """What a question becomes."""

    COMMENT = "comment"
    INDICATOR = "indicator"
    GROUP = "group"
    LANGUAGE = "language"
    CONSENT = "consent"
    SUBMITTED = "submitted"
    ID = "id"
    RESPONDENT = "respondent"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One question, its role and why.

    `name` is a group's name; `title`, `lowest`, `highest` and `scores` (cell -> place on the scale) are an indicator's;
    `consent_value` is the cell that means yes.
    """

    code: str
    role: Role
    why: str
    title: str = ""
    name: str = ""
    lowest: float = 1
    highest: float = 5
    scores: tuple[tuple[str, float], ...] = ()
    consent_value: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One `Proposed` a question, in the survey's order."""

    columns: tuple[Proposed, ...]

    def of(self, role: Role) -> tuple[Proposed, ...]:
        """Those of one role, in order."""
        return tuple(each for each in self.columns if each.role is role)

    def only(self, role: Role) -> Proposed | None:
        """The one of a role that can be held by one question only; None where none holds it."""
        return next(iter(self.of(role)), None)

    def as_mapping(self) -> Mapping:
        """The mapping that follows; its comments are empty where no question asks for words."""
        consent = self.only(Role.CONSENT)
        return Mapping(
            comments=tuple(each.code for each in self.of(Role.COMMENT)),
            indicators=tuple(Indicator(each.code, each.title, each.lowest, each.highest, each.scores) for each in self.of(Role.INDICATOR)),
            groups=tuple((each.name, each.code) for each in self.of(Role.GROUP)),
            language=self._code_of(Role.LANGUAGE),
            quote_consent=consent.code if consent else None,
            quote_consent_value=consent.consent_value if consent else "Y",
            submitted=self._code_of(Role.SUBMITTED),
            respondent=self._code_of(Role.RESPONDENT),
            id=self._code_of(Role.ID),
        )

    def _code_of(self, role: Role) -> str | None:
        held = self.only(role)
        return held.code if held else None
