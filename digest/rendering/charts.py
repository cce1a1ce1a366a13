"""Shares and dates -> the geometry of pictures: places in per cent of a width, mirrored where the page reads from the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Protocol

from digest.disclosing.policy import ShownShare
from digest.pages.helped import HelpedPoint, When
from digest.pages.timeline_page import Life

WIDTH, HEIGHT, MARGIN, LABELS = 280, 120, 12, 40  # of a small multiple and of its axis, in user units
_STEPS = (1, 2, 5, 10, 20, 25, 50)  # per cent between two ticks
MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from 0 to `top` per cent. `is_mirrored` puts 0 at the right."""

    top: int
    step: int
    is_mirrored: bool

    def x(self, per_cent: float) -> str:
        """The place of a value, as a percentage of the width."""
        return place(per_cent / self.top, is_mirrored=self.is_mirrored)

    @property
    def ticks(self) -> tuple[int, ...]:
        """The values at which the axis is marked."""
        return tuple(range(0, self.top + 1, self.step))


def place(fraction: float, *, is_mirrored: bool) -> str:
    """A fraction of the width as an SVG percentage, counted from the side at which the page begins to be read."""
    return f"{round(100 * (1 - fraction if is_mirrored else fraction), 2):g}%"


def fit_scale(values: Iterable[int], *, is_mirrored: bool) -> Scale:
    """An axis from zero that holds all values (whole per cent), with round ticks, at most six."""
    highest = max(max(values, default=0), 5)
    step = next((step for step in _STEPS if highest <= step * (MOST_TICKS - 1)), _STEPS[-1])
    return Scale(min(ceil(highest / step) * step, 100), step, is_mirrored)


class Measured(Protocol):
    """A round in a picture: its share, None where it is not shown."""

    @property
    def share(self) -> ShownShare | None:
        """The share with its interval."""


@dataclass(frozen=True, slots=True)
class Multiple:
    """A theme over the rounds: dots, the line and the band through neighbouring rounds, in user units."""

    dots: tuple[tuple[float, float, float, float], ...]
    lines: tuple[str, ...]
    bands: tuple[str, ...]
    grid: tuple[tuple[int, float], ...]


def draw_multiple(history: Sequence[Measured], scale: Scale) -> Multiple:
    """The picture of one theme. A round that is not shown leaves a gap: nothing is drawn across it."""
    places = [_column(number, len(history), scale) for number in range(len(history))]
    known = [(x, point.share) if point.share else None for x, point in zip(places, history, strict=True)]
    runs = [run for run in _split_runs(known) if len(run) > 1]
    return Multiple(
        dots=tuple((x, _row(share.value, scale), _row(share.low, scale), _row(share.high, scale)) for x, share in filter(None, known)),
        lines=tuple(_join((x, _row(share.value, scale)) for x, share in run) for run in runs),
        bands=tuple(_outline(run, scale) for run in runs),
        grid=tuple((tick, _row(tick, scale)) for tick in (0, scale.top)),
    )


def draw_between(after: int, columns: int, scale: Scale) -> float:
    """Where an upright line stands between two rounds: halfway to column `after` from the one before it."""
    return round((_column(after - 1, columns, scale) + _column(after, columns, scale)) / 2, 1)


def place_done(points: Sequence[HelpedPoint]) -> int:
    """The number of the first round after the last one before; 0 where none lies before, or none follows."""
    before = [number for number, each in enumerate(points) if each.when is When.BEFORE]
    return before[-1] + 1 if before and before[-1] + 1 < len(points) else 0


def _column(number: int, columns: int, scale: Scale) -> float:
    fraction = number / (columns - 1) if columns > 1 else 0.5
    along = LABELS + (WIDTH - LABELS - MARGIN) * fraction
    return round(WIDTH - along if scale.is_mirrored else along, 1)


def _row(per_cent: int, scale: Scale) -> float:
    return round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * per_cent / scale.top, 1)


def _split_runs(known: Sequence[tuple[float, ShownShare] | None]) -> list[list[tuple[float, ShownShare]]]:
    runs: list[list[tuple[float, ShownShare]]] = [[]]
    for each in known:
        if each is None:
            runs.append([])
        else:
            runs[-1].append(each)
    return runs


def _outline(run: Sequence[tuple[float, ShownShare]], scale: Scale) -> str:
    upper = [(x, _row(share.high, scale)) for x, share in run]
    lower = [(x, _row(share.low, scale)) for x, share in reversed(run)]
    return _join((*upper, *lower))


def _join(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def span_life(life: Life, *, today_at: float) -> tuple[float, float]:
    """From where to where a recommendation's line runs: to where it was settled, or while it is open to today or its last date."""
    places = [mark.at for mark in life.marks]
    settled = [mark.at for mark in life.marks if mark.kind == "settled"]
    return min(places), max(settled or (*places, today_at))
