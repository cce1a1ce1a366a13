"""Did it help: what people said before and after a recommendation was done, on a page. Every figure here stands elsewhere on the page, too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from digest.disclosing.policy import ShownShare
from digest.pages.tables import ShownDifference


class When(StrEnum):
    """Where a round, or a span of other records, lies beside the day on which a thing was done."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What can be said of a share before and after. None of them says what caused it."""

    UP = "up"
    DOWN = "down"
    UNSURE = "unsure"
    INCOMPARABLE = "incomparable"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class HelpedPoint:
    """What one round, or one span of other records, said; `share` is None where it is withheld, or is no share of people."""

    title: str
    when: When
    share: ShownShare | None
    words: str


@dataclass(frozen=True, slots=True)
class HelpedLine:
    """A theme, a closed question or another record before and after: `kind` is "theme", "question" or "record".

    `anchor` is a theme's id, else empty. `difference` is the share after less the share before, in whole points, worked out
    from the two as they are printed; None where it is not told.
    """

    kind: str
    anchor: str
    title: str
    points: tuple[HelpedPoint, ...]
    verdict: Verdict
    words: tuple[str, ...]
    difference: ShownDifference | None = None


@dataclass(frozen=True, slots=True)
class Helped:
    """A recommendation that was done, with what people said before and after.

    `done_on` is the day in ISO form, `done` says it in words. `others` are themes of which nothing was reported done, as a
    yardstick. `notes` say what cannot be told, and always that it is no proof of cause.
    """

    reference: str
    title: str
    done_on: str
    done: str
    lines: tuple[HelpedLine, ...]
    others: tuple[HelpedLine, ...]
    notes: tuple[str, ...]
