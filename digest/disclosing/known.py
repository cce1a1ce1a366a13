"""What a reader knows about one set of unknown counts: bounds, sums, and the groups that they may not single out. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from digest.disclosing.ranges import ANY, Range

Unknown = Hashable  # the name of a count that nobody published as such
Terms = Mapping[Unknown, int]  # unknown -> how often it counts: a sum, or a difference


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of unknown counts, or a difference, that lies within a range."""

    terms: Terms
    within: Range


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of these counts: each lies in its own range, and the sums in theirs. Counts are whole and not negative."""

    unknowns: Mapping[Unknown, Range]
    sums: tuple[Sum, ...] = ()


class GroupKind(StrEnum):
    """What a group of people is: one that a table names, or one that follows from it by subtracting."""

    CELL = "cell"
    REST = "all but those shown"
    CHANGE = "those who came or went"


@dataclass(frozen=True, slots=True)
class Group:
    """People who must not be singled out: `label` is public, `terms` says which unknown counts they are."""

    label: str
    kind: GroupKind
    terms: Terms


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A group that a reader knows too much about: they are `within.low` to `within.high` people."""

    group: Group
    within: Range


def is_narrowed(kind: GroupKind, within: Range, threshold: int) -> bool:
    """Whether a range of possible counts says too much.

    It does where the reader is certain of somebody, and that they are fewer than the threshold: the range lies in
    [1, threshold). Of a cell it does, too, where the range reaches into [1, threshold) and holds fewer numbers than the
    threshold: that it is at most 3 is more than that it is under 10. A change counts alike in both directions.
    """
    small = Range(1, threshold - 1)
    if kind is GroupKind.CHANGE and within.high < 0:
        within = Range(-within.high, -within.low)
    if within.low >= small.low and within.high <= small.high:
        return True
    return kind is GroupKind.CELL and not (within & small).is_empty and within.numbers < threshold


def free_count(*unknowns: Unknown) -> dict[Unknown, Range]:
    """Counts of which nothing is known."""
    return dict.fromkeys(unknowns, ANY)
