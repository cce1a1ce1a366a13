"""What answers what: the words that are compared, and links that were suggested for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.ids import RecommendationId, ThemeId, UpdateId


class Nearness(StrEnum):
    """How near the words of staff are to what was said on a theme, for people."""

    NEAR = "near"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class AskedText:
    """What of a recommendation is compared with themes: its plain words, all by staff."""

    id: RecommendationId
    title: str
    text: str
    answers: str

    @property
    def words(self) -> str:
        """Title, text and what it answers, as one text."""
        return "\n".join(each.strip() for each in (self.title, self.text, self.answers) if each.strip())


@dataclass(frozen=True, slots=True)
class ReportedText:
    """What of a status update is compared with themes: what staff reported, and the evidence that they named."""

    id: UpdateId
    recommendation_id: RecommendationId
    reference: str
    on: date
    note: str
    evidence: str

    @property
    def words(self) -> str:
        """Note and evidence, as one text."""
        return "\n".join(each.strip() for each in (self.note, self.evidence) if each.strip())


@dataclass(frozen=True, slots=True)
class LinkSuggestion:
    """A theme that a recommendation, or one update of it, seems to be about. A person decides.

    `score` lies in [0, 1]. `sentence` is the part of the recommendation or update that is nearest, `shared` the words that it has
    in common with the theme's title and keywords; neither is ever what somebody said. `by_way_of` is the reference of another
    recommendation that the update reads like and that answers the theme, "" where the update itself is near.
    """

    recommendation_id: RecommendationId
    reference: str
    theme_id: ThemeId
    theme_title: str
    nearness: Nearness
    score: float
    sentence: str
    shared: tuple[str, ...] = ()
    update_id: UpdateId | None = None
    by_way_of: str = ""
