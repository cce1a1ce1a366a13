"""What a digest and a timeline are made of: exact domain values, before disclosure control. Never written out as such."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from digest.counting.indicators import IndicatorFacts, IndicatorPoint
from digest.counting.outcomes import OutcomeFacts
from digest.counting.raised import RaisedCounts
from digest.counting.trainings import TrainingFacts
from digest.disclosing.hidden import HiddenBefore
from digest.gathering.judged import JudgedQuote
from digest.tracking.told import ToldRound
from domain.action import Finding, Incomparable
from domain.ids import RoundId, ThemeId
from domain.kinds import KindsHeard
from domain.listening import Round, Session
from domain.receipt import Receipt
from domain.recommendations import Recommendation
from domain.themes import Solidity, Theme

__all__ = ["DigestFacts", "GroupHeard", "IndicatorFacts", "IndicatorPoint", "PartHeard"]


@dataclass(frozen=True, slots=True)
class GroupHeard:
    """People heard by the values of one public group, and where known the share of residents in each, in [0, 1]."""

    name: str
    people: tuple[tuple[str, int], ...]
    residents: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class PartHeard:
    """A sub-theme within a theme, and the people who raised it there in the digest's round."""

    theme_id: ThemeId
    part_id: ThemeId
    title: str
    people: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """Of the `people` who said anything in a round, those with words that are `held`, and with words that are `untranslated`."""

    people: int
    held: int
    untranslated: int


@dataclass(frozen=True, slots=True)
class HeldAgainst:
    """Why the digest's round cannot be held against an earlier one; nothing where it can.

    `words` is of the themes; `questions` of each closed question, in the order of the settings.
    """

    words: tuple[Incomparable, ...]
    questions: tuple[tuple[Incomparable, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestFacts:
    """Everything that a digest of one round says, and a timeline over all rounds.

    `language` is that of titles and recommendations. `findings` are those of `round`, `earlier_findings` those of
    `earlier_rounds` (oldest first), all of one theming run. `people_heard` said something in words; `responses` are
    rows, `sessions` those of all rounds here. `held` counts comments that wait, by reason, `discarded` those that
    a person left out for good; `held_questions` are asked otherwise than before; `translations` comments by what made them. `receipts` are a stage's counts by its name. `today` decides what is late; `made_at` is an instant.
    `corrects` is the number of the withdrawn release whose place this one takes. `released` are the themes that releases
    name first, by round: a timeline names those and no others. `told` is what they told of every theme that holds, oldest first.

    Of the themes: `parts` are their sub-themes, most people first; `solidity` says how well each theme is found again (one
    that is not in it was not tried); `same_words` counts the people of the largest campaign in each; staff `hid` some.
    `raised` says who raised each, by language and public group. `set_aside` counts those whose words wait, or were not translated.
    `is_leak_alarming` says that the themes follow the languages too closely, `is_too_few` that no new theme was looked for.
    """

    town: str
    title: str
    language: str
    round: Round
    themes: tuple[Theme, ...]
    findings: tuple[Finding, ...]
    people_heard: int
    made_at: datetime
    today: date
    earlier_rounds: tuple[Round, ...] = ()
    earlier_findings: tuple[Finding, ...] = ()
    responses: int = 0
    sessions: tuple[Session, ...] = ()
    languages_heard: tuple[tuple[str, int], ...] = ()
    languages_resident: tuple[tuple[str, float], ...] = ()
    groups_heard: tuple[GroupHeard, ...] = ()
    indicators: tuple[IndicatorFacts, ...] = ()
    unthemed_people: int = 0
    passages: int = 0
    unthemed_passages: int = 0
    parts: tuple[PartHeard, ...] = ()
    solidity: Mapping[ThemeId, Solidity] = field(default_factory=dict)
    same_words: Mapping[ThemeId, int] = field(default_factory=dict)
    hid: frozenset[ThemeId] = frozenset()
    is_leak_alarming: bool = False
    is_too_few: bool = False
    held: tuple[tuple[str, int], ...] = ()
    discarded: int = 0
    held_questions: tuple[str, ...] = ()
    translations: tuple[tuple[str, int], ...] = ()
    untranslated: int = 0
    set_aside: SetAside | None = None
    raised: tuple[RaisedCounts, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    leak: float | None = None
    receipts: tuple[tuple[str, Receipt], ...] = ()
    release_number: int = 1
    corrects: int | None = None
    due_soon_days: int = 30
    hidden_before: HiddenBefore = field(default_factory=HiddenBefore)
    quotes: tuple[JudgedQuote, ...] = ()
    released: Mapping[RoundId, tuple[str, ...]] = field(default_factory=dict)
    told: tuple[ToldRound, ...] = ()
    trainings: tuple[TrainingFacts, ...] = ()
    kinds: Mapping[ThemeId, KindsHeard] = field(default_factory=dict)
    outcomes: tuple[OutcomeFacts, ...] = ()
