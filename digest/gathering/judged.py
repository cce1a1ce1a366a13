"""A quote as it was judged: its words as they are now, and why it may not be published. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from domain.ids import QuoteId, ThemeId
from domain.quotes import Approval, Refusal, Stance


@dataclass(frozen=True, slots=True)
class JudgedQuote:
    """A quote as it could stand in a digest: its words as they are now, under the theme that they are in now.

    `refusals` say why it may not; `parts` are empty where it cannot be cut from its comment. `translation` is that of these
    parts, empty where there is none; `translated_by` says what made it.
    """

    id: QuoteId
    theme_id: ThemeId
    stance: Stance
    parts: tuple[str, ...]
    language: str
    translation: tuple[str, ...]
    translated_by: str
    approval: Approval
    refusals: tuple[Refusal, ...]

    def __repr__(self) -> str:
        return f"JudgedQuote({self.id})"

    @property
    def is_publishable(self) -> bool:
        """True where nothing stands in the way."""
        return not self.refusals


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A quote that people approved and that is not in a page, and why: for staff, without its words."""

    id: QuoteId
    theme_id: ThemeId
    reasons: tuple[Refusal, ...]

    def in_words(self) -> str:
        """A sentence for staff."""
        return f"Quote {self.id} (of {self.theme_id}) is left out: {'; '.join(self.reasons)}. See: hearback quote show {self.id}"
