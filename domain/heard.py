"""A passage together with who said it where: what theming and findings work on."""

from __future__ import annotations

from dataclasses import dataclass

from domain.ids import PersonId, RoundId, SessionId, SourceId
from domain.listening import Passage
from domain.text import RedactedText


@dataclass(frozen=True, slots=True)
class HeardPassage:
    """A passage and its place. `comment` holds the redacted words of its whole comment, of which `language` and `translation` are too.

    `may_quote` is True only where the person, and the session where there was one, agreed to be quoted.
    """

    passage: Passage
    round_id: RoundId
    person_id: PersonId
    session_id: SessionId | None
    source_id: SourceId
    language: str
    translation: RedactedText | None
    may_quote: bool
    comment: RedactedText
