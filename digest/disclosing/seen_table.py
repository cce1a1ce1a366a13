"""A published table as one release shows it: the range behind each figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from digest.disclosing.ranges import Range
from digest.disclosing.tables import Key, Shape


@dataclass(frozen=True, slots=True)
class Seen:
    """A table as one release shows it: the range behind each figure that says something. What is not named was not shown.

    `shown` are the places where a number stands; a range without a number is what else is known there (a label that is
    printed only where somebody was heard). `sums` are ranges of several places together.
    """

    shape: Shape
    ranges: Mapping[Key, Range]
    shown: frozenset[Key]
    sums: tuple[tuple[tuple[Key, ...], Range], ...] = ()
