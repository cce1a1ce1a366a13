"""Tables on a page: who was heard, closed questions, recommendations, and how the page came about."""

from __future__ import annotations

from dataclasses import dataclass

from digest.disclosing.policy import ShownShare
from digest.tracking.recommendations import Standing
from domain.action import Change


@dataclass(frozen=True, slots=True)
class HeardRow:
    """People of one language or group value: how many were heard, of how many who live here (whole per cent)."""

    label: str
    people: str
    share: ShownShare | None
    residents: int | None
    words: str


@dataclass(frozen=True, slots=True)
class HeardTable:
    """People heard by one attribute. `language` is that of title and labels; `is_part_hidden` says that rows are withheld."""

    title: str
    language: str
    rows: tuple[HeardRow, ...]
    is_part_hidden: bool


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """Of the people of one group value who answered a closed question, those in the top two answers.

    `shown` and `top` are rounded, None where withheld; `share` is of those who answered.
    """

    label: str
    shown: int | None
    top: int | None
    share: ShownShare | None
    words: str


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """A closed question by one public group, in the page's round. `language` is that of title and labels.

    Everybody who answered is in exactly one row: those of whom no value is known have a row of their own, the last.
    """

    title: str
    language: str
    rows: tuple[IndicatorValue, ...]


@dataclass(frozen=True, slots=True)
class WeightedShare:
    """The share in the top two answers, were those who answered made up like the town; `effective` is rounded, in people.

    `share` is None where no weights were made, and `words` say why. `by` are the titles of what it was weighted by.
    """

    share: ShownShare | None
    effective: int | None
    by: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A closed question in one round.

    `shown` are the people who answered, `top` those in the top two answers, `unscored` those who were asked and gave no
    answer on the scale: rounded, None where withheld. `mean_tenths` is the mean times ten, None where it is withheld.
    """

    round_title: str
    people: str
    share: ShownShare | None
    mean: str
    words: str
    shown: int | None = None
    top: int | None = None
    unscored: int | None = None
    unscored_words: str = ""
    mean_tenths: int | None = None
    mean_interval: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """A closed question over the rounds; `question` is how people were asked, where it is known.

    `words` say what the page's round says and how that stands against the round before, as `change` does. The scale goes
    from `lowest` to `highest`. `groups` and `weighted` are of the page's round.
    """

    title: str
    rows: tuple[IndicatorRow, ...]
    question: str
    words: tuple[str, ...] = ()
    change: Change = Change.NONE
    lowest: float = 1.0
    highest: float = 5.0
    groups: tuple[IndicatorGroup, ...] = ()
    weighted: WeightedShare | None = None


@dataclass(frozen=True, slots=True)
class TrainingSide:
    """People before or after a training: `shown` who answered, `top` those in the top two answers; rounded, None where withheld."""

    when: str
    shown: int | None
    top: int | None
    share: ShownShare | None


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A difference of two shares with its 95 % interval, in whole points: `-100 <= low <= value <= high <= 100`.

    A difference of two differences lies within -200 and 200.
    """

    value: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """One closed question before and after a training, of everybody or of one group value (`who`).

    `is_paired` where the same people answered both times; `rose` and `fell` are those of them who came into the top two
    answers, or left them. None of the two is a proof of what the training did.
    """

    title: str
    who: str
    before: TrainingSide
    after: TrainingSide
    difference: ShownDifference | None
    is_paired: bool
    rose: int | None
    fell: int | None
    words: str


@dataclass(frozen=True, slots=True)
class TrainingTable:
    """What people answered before and after a training. `against` says how much more those who had it changed than others."""

    title: str
    held: str
    rows: tuple[TrainingRow, ...]
    against: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """A recommendation as a sentence in cells. `themes` are (anchor, title).

    `moves` is how often its dates were moved. `reported` and `verified` are shares of its steps by weight, in whole per cent, None
    where it has no steps. `silent` is said where nobody said anything for long; `waits` names what has to be done before it.
    """

    reference: str
    title: str
    owner: str
    asked: str
    due: str
    moved: str
    standing: Standing
    standing_words: str
    last_word: str
    last_word_on: str
    evidence: str
    answers: str
    themes: tuple[tuple[str, str], ...]
    reply: str = ""
    moves: int = 0
    moved_why: str = ""
    steps: str = ""
    reported: int | None = None
    verified: int | None = None
    silent: str = ""
    waits: str = ""


@dataclass(frozen=True, slots=True)
class BoardCount:
    """Recommendations of one kind: their number, which is exact, since it counts no people."""

    key: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class BoardTable:
    """How all recommendations stand on a day: by their state, and by whether dates are kept. `lines` say the rest in words."""

    on: str
    total: int
    states: tuple[BoardCount, ...]
    dates: tuple[BoardCount, ...]
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutcomePoint:
    """A value of a series from other records, for one span of time; None where it is withheld or was not recorded.

    `people` are the people or cases behind it, rounded, None where withheld; of a count they are the value itself.
    """

    when: str
    value: float | None
    words: str
    people: int | None = None


@dataclass(frozen=True, slots=True)
class OutcomeSeries:
    """A series from other records (complaints, response times), oldest first; never shown as the cause of anything.

    `place` and `category` are empty for all of them together. `kind` is an OutcomeKind's value, `language` that of title,
    unit, source, place and category. `note` says that it is no cause; only the whole of a series has one.
    """

    title: str
    unit: str
    source: str
    place: str
    points: tuple[OutcomePoint, ...]
    category: str = ""
    kind: str = "count"
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SaidDone:
    """What people said on one theme, and what was done about it or why not; `anchor` is the theme's."""

    anchor: str
    said: str
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class How:
    """How one kind of figure was made, in plain words; figures link to it by `anchor`."""

    anchor: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Plain counts that say how the page came about: a heading, column heads, and rows of words."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
