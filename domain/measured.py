"""What redaction keeps back of marked sentences, in counts: how well it works is told from these and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Split(StrEnum):
    """By what the marked places of a set are counted; each place counts once in each of these that fits it."""

    ALL = "all"
    TYPE = "type"
    LANGUAGE = "language"
    NAME_LANGUAGE = "name_language"
    NAME_CASING = "name_casing"
    NAME_ORIGIN = "name_origin"
    TYPE_LANGUAGE = "type_language"


@dataclass(frozen=True, slots=True)
class Caught:
    """Of `marked` places that could find a person, `taken` were taken out whole and `held` wait in a text that is held.

    What is neither was missed. `name` says which part of the split: a type, a language's code, `PERSON es` for both.
    """

    split: Split
    name: str
    marked: int
    taken: int
    held: int

    def __post_init__(self) -> None:
        if min(self.marked, self.taken, self.held) < 0 or self.taken + self.held > self.marked:
            raise ValueError("Of the marked places, no more can be kept back than there are.")

    @property
    def kept_back(self) -> int:
        """Taken out, or in a text that waits for a person."""
        return self.taken + self.held


@dataclass(frozen=True, slots=True)
class MarkedSet:
    """One set of sentences and what became of their marked places.

    `is_in_view` says that the rules were made by people who had seen these sentences. Of `clean` texts, which hold nothing
    to take out, `clean_touched` lost something all the same and `clean_held` were held.
    """

    name: str
    title: str
    is_in_view: bool
    texts: int
    clean: int
    clean_touched: int
    clean_held: int
    caught: tuple[Caught, ...]

    def find(self, split: Split, name: str) -> Caught | None:
        """The count of one part, None where the set has no such place."""
        return next((each for each in self.caught if (each.split, each.name) == (split, name)), None)


@dataclass(frozen=True, slots=True)
class MeasuredRedaction:
    """The sets that were measured, with what made the redactions (`version`), the day, and the command that tells the same again."""

    version: str
    measured_on: date
    command: str
    types: tuple[str, ...]
    sets: tuple[MarkedSet, ...]
