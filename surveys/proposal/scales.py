"""Ordinal scales, recognised from numbers, from codes and from labels in several languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from surveys.proposal.words import fold, is_any, load_words

_LAST_STEPS = (3, 4, 5, 6, 7, 10)
_NUMBERED = re.compile(r"\s*[A-Za-z]{0,4}?(\d{1,2})(?:\s*[-–—:.=)(]\s*\D.*)?\s*", re.DOTALL)

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends of a scale, and the place of each cell where the cell itself does not show it."""

    lowest: float
    highest: float
    scores: tuple[tuple[str, float], ...]
    why: str


def find_scale(options: Options) -> Scale | None:
    """The scale that these options (cell, label) are the steps of; None where they are none."""
    told = [(cell, label) for cell, label in options if not _is_no_answer(label)]
    return _find_labelled(told) or _find_numbered(told)


def find_yes_no(options: Options) -> tuple[str, str] | None:
    """The cells that mean yes and no; None where these options are no yes and no."""
    answers = load_words()["answers"]
    told = [(cell, label) for cell, label in options if not _is_no_answer(label)]
    yes = [cell for cell, label in told if is_any(label, answers["yes"])]
    no = [cell for cell, label in told if is_any(label, answers["no"])]
    return (yes[0], no[0]) if len(told) == 2 and len(yes) == len(no) == 1 else None


def find_yes(options: Options) -> str | None:
    """The cell that means yes, also where nobody said no."""
    answers = load_words()["answers"]
    yes = [cell for cell, label in options if fold(label).split(" ")[:1] == ["yes"] or is_any(label, answers["yes"])]
    return yes[0] if len(yes) == 1 else None


def _find_labelled(told: Options) -> Scale | None:
    for scale in load_words()["scales"]:
        places = [(cell, _place(label, scale["steps"])) for cell, label in told]
        found = {place for _, place in places}
        if len(found) >= min(3, len(scale["steps"])) and None not in found:
            scores = tuple(sorted(((cell, float(place)) for cell, place in places if place), key=lambda pair: pair[1]))
            agrees = all(_number_of(cell) == place for cell, place in scores)
            return Scale(1, len(scale["steps"]), () if agrees else scores, f"the answers are steps of {scale['name']}")
    return None


def _place(label: str, steps: list[list[str]]) -> int | None:
    return next((place for place, labels in enumerate(steps, 1) if is_any(label, labels)), None)


def _find_numbered(told: Options) -> Scale | None:
    numbers = [_number_of(cell) for cell, _ in told]
    known = sorted({number for number in numbers if number is not None})
    if len(known) < 3 or len(known) != len(numbers) or known[0] < 0 or known[-1] > _LAST_STEPS[-1]:
        return None
    lowest = 0 if known[0] == 0 else 1
    highest = next(step for step in _LAST_STEPS if step >= known[-1])
    return Scale(lowest, highest, (), f"the answers are numbers from {lowest} to {highest}")


def _number_of(cell: str) -> int | None:
    found = _NUMBERED.fullmatch(cell)
    return int(found[1]) if found else None


def _is_no_answer(label: str) -> bool:
    return is_any(label, load_words()["answers"]["none"])
