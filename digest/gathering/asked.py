"""What a digest is told to follow: closed questions and trainings, as the settings name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class IndicatorAsked:
    """A closed question that is followed: its code, its title and the ends of its scale."""

    question: str
    title: str
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class TrainingAsked:
    """A training whose before and after are shown, of some closed questions (their codes; all that are followed where none is named).

    `had` is the value of the public group `group` whose people had to do with those trained, `compared_with` a value whose
    people did not; all three are empty where everybody counts.
    """

    title: str
    starts_on: date
    ends_on: date
    questions: tuple[str, ...] = ()
    group: str = ""
    had: str = ""
    compared_with: str = ""
