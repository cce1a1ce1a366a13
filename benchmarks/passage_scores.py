"""Boundaries between passages against marks made by hand: precision, recall, F1, Pk and WindowDiff."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Spans = Sequence[tuple[int, int]]
Cutter = Callable[[str, str], Spans]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with `places`, the code points at which its second, third … part begins, as a person marked them.

    `kind` is what parts it: `whole` (nothing), `sentences`, `list`, `enumeration` or `clauses`; `half` is `tune` or `test`.
    """

    sample: str
    text: str
    language: str
    kind: str
    half: str
    places: tuple[int, ...]

    def __repr__(self) -> str:
        return f"Marked({self.sample}, {self.language}, {self.kind})"


@dataclass(frozen=True, slots=True)
class Score:
    """Boundaries of some texts, added up; `windows` are those that Pk and WindowDiff looked through."""

    texts: int = 0
    found: int = 0
    made_up: int = 0
    missed: int = 0
    windows: int = 0
    parted_wrongly: int = 0
    counted_wrongly: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    def as_dict(self) -> dict[str, float]:
        """The figures: shares in [0, 1], Pk and WindowDiff the lower the better."""
        found, made_up, missed = self.found, self.made_up, self.missed
        return {
            "texts": self.texts,
            "boundaries": found + missed,
            "precision": _share(found, found + made_up),
            "recall": _share(found, found + missed),
            "f1": _share(2 * found, 2 * found + made_up + missed),
            "pk": _share(self.parted_wrongly, self.windows, of_none=0.0),
            "window_diff": _share(self.counted_wrongly, self.windows, of_none=0.0),
        }


def _share(part: int, whole: int, *, of_none: float = 1.0) -> float:
    return round(part / whole, 3) if whole else of_none


def score(marked: Marked, cut: Cutter) -> Score:
    """How a cutter parts one text. A boundary is found when the mark lies in the gap between two passages."""
    gaps = [(before[1], after[0]) for before, after in pairwise(cut(marked.text, marked.language))]
    found = [next((place for place in marked.places if start <= place <= end), None) for start, end in gaps]
    hits = sum(place is not None for place in found)
    # A gap that holds a mark counts as being where the mark is: bullets and connectors belong to neither passage.
    placed = [end if place is None else place for place, (_, end) in zip(found, gaps, strict=True)]
    windows, parted, counted = _look_through(len(marked.text), marked.places, placed)
    return Score(1, hits, len(gaps) - hits, len(marked.places) - hits, windows, parted, counted)


def _look_through(length: int, wanted: Sequence[int], placed: Sequence[int]) -> tuple[int, int, int]:
    """Windows of half the mean part: how many there are, how many are wrong by Pk (Beeferman 1999) and by WindowDiff (Pevzner 2002)."""
    width = max(2, round(length / (len(wanted) + 1) / 2))
    windows = parted = counted = 0
    for start in range(max(0, length - width)):
        ours, theirs = (sum(start < place <= start + width for place in places) for places in (wanted, placed))
        windows += 1
        parted += (ours == 0) != (theirs == 0)
        counted += ours != theirs
    return windows, parted, counted


def add_up(rows: Sequence[Marked], cut: Cutter) -> Score:
    """The scores of many texts together."""
    return sum((score(row, cut) for row in rows), Score())
