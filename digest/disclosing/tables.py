"""Tables of people in one, two or three dimensions with all their totals. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

MOST_PUBLIC = 2  # dimensions that a published figure may have at once

# One place an attribute: a value's number, or None for all values together. (0, None) is a row's total.
Key = tuple[int | None, ...]
Cell = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """Which attributes a table has and which values each of them: one, two or three; everybody is in exactly one cell."""

    attributes: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.attributes) <= 3 or len(self.attributes) != len(self.values):
            raise ValueError("A table has one, two or three attributes, each with its values.")

    def label(self, key: Key) -> str:
        """A figure's place in words that are public: "Language: Somali", or "all"."""
        named = zip(self.attributes, self.values, key, strict=True)
        return ", ".join(f"{name}: {values[place]}" for name, values, place in named if place is not None) or "all"


@dataclass(frozen=True, slots=True)
class Table:
    """True counts of people, cell by cell; a cell that is not named is empty."""

    shape: Shape
    people: Mapping[Cell, int]

    def count(self, key: Key) -> int:
        """The people of a cell or a total."""
        return sum(self.people.get(cell, 0) for cell in list_cells(self.shape, key))


@cache
def list_all(shape: Shape) -> tuple[Cell, ...]:
    """Every cell of the full table."""
    return tuple(product(*(range(len(values)) for values in shape.values)))


@cache
def list_cells(shape: Shape, key: Key) -> tuple[Cell, ...]:
    """The cells that a figure adds up."""
    return tuple(product(*(range(len(values)) if place is None else (place,) for values, place in zip(shape.values, key, strict=True))))


@cache
def list_public(shape: Shape) -> tuple[Key, ...]:
    """Every figure that could be published: those of two dimensions at most, finest first."""
    keys = product(*((*range(len(values)), None) for values in shape.values))
    return tuple(sorted((key for key in keys if _depth(key) <= MOST_PUBLIC), key=_depth, reverse=True))


@dataclass(frozen=True, slots=True)
class Line:
    """A total and the figures along one attribute that add up to it."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def all(self) -> tuple[Key, ...]:
        """The total and its parts."""
        return (self.total, *self.parts)


@cache
def list_lines(shape: Shape) -> tuple[Line, ...]:
    """Every line of a table."""
    return tuple(Line(total, parts) for total in list_public(shape) for parts in _split(shape, total))


def _split(shape: Shape, total: Key) -> Iterator[tuple[Key, ...]]:
    for axis, place in enumerate(total):
        if place is None:
            yield tuple((*total[:axis], value, *total[axis + 1 :]) for value in range(len(shape.values[axis])))


def _depth(key: Key) -> int:
    return sum(place is not None for place in key)
