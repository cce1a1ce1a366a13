"""The figures that a reader takes from a page, as numbers: what `printed.py` reads and the attackers try."""

from __future__ import annotations

from dataclasses import dataclass

from digest.disclosing.policy import DisclosurePolicy, ShownShare


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One line of a table: `shown` is the rounded count or None; `is_certain` where a line stands only if somebody was heard.

    `label` is the same in all languages and says nothing (`mark_place`), `name` is how the page calls it. Of a withheld count,
    `least` is the rounded number that other tables of the page show of the same people: it is no less than that.
    """

    label: str
    name: str
    shown: int | None
    share: ShownShare | None
    is_certain: bool = True
    least: int = 0


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """People heard by one attribute."""

    name: str
    title: str
    rows: tuple[PrintedRow, ...]


@dataclass(frozen=True, slots=True)
class PrintedScale:
    """A closed question in one round: rounded people, the share in the top two answers, the mean in tenths, the ends of the scale.

    `unscored` are those who were asked and gave no answer on the scale.
    """

    title: str
    round_title: str
    people: int | None
    share: ShownShare | None
    mean_tenths: int | None
    ends: tuple[int, int] | None
    unscored: int | None = None


@dataclass(frozen=True, slots=True)
class SplitRow:
    """Of the `whole` people of one group value, the `part` who raised a theme, or gave one of the top two answers."""

    label: str
    name: str
    part: int | None
    whole: int | None
    has_share: bool


@dataclass(frozen=True, slots=True)
class PrintedSplit:
    """A theme, or a closed question (`of`), by one public group. Rows that `add_up` are everybody's.

    `share` is that of all whose value is known.
    """

    of: str
    title: str
    group: str
    group_title: str
    rows: tuple[SplitRow, ...]
    share: ShownShare | None
    add_up: bool


@dataclass(frozen=True, slots=True)
class PrintedKinds:
    """People by what they said on a theme, or by which way they lean; they overlap. `cover` where everybody is in some row."""

    of: str
    title: str
    people: int | None
    rows: tuple[PrintedRow, ...]
    cover: bool


@dataclass(frozen=True, slots=True)
class PrintedSide:
    """People who answered at one of two times, and those in the top two answers."""

    people: int | None
    top: int | None
    has_share: bool


@dataclass(frozen=True, slots=True)
class PrintedTraining:
    """One closed question before and after a training; where `is_paired`, `rose` and `fell` are of the same people."""

    title: str
    before: PrintedSide
    after: PrintedSide
    is_paired: bool
    rose: int | None
    fell: int | None


@dataclass(frozen=True, slots=True)
class PrintedRecord:
    """A count from other records in one span of time, for one place and category; empty for all of them together."""

    series: str
    when: str
    place: str
    category: str
    shown: int | None


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """Every count of people on one page, and the rules that it says it follows. `unread` names what could not be read."""

    round_title: str
    policy: DisclosurePolicy
    people_heard: int | None
    tables: tuple[PrintedTable, ...]
    themes: tuple[PrintedRow, ...]
    unthemed: int | None
    is_theme_hidden: bool
    scales: tuple[PrintedScale, ...]
    unread: tuple[str, ...]
    splits: tuple[PrintedSplit, ...] = ()
    kinds: tuple[PrintedKinds, ...] = ()
    trainings: tuple[PrintedTraining, ...] = ()
    records: tuple[PrintedRecord, ...] = ()
