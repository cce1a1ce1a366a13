"""When are the themes to be looked for anew? When what people say has moved away from what they were found in."""

from __future__ import annotations

from nlp.themes.place import Placed

LIMIT = 0.2
"""Drift above which themes are looked for anew. Measured with benchmarks/identity.py."""

# What it adds to a new passage that more of its like are unthemed, and that they lie a standard deviation farther out.
_WEIGHT_OF_UNTHEMED = 4.0
_WEIGHT_OF_SHIFT = 1.0


def measure_drift(share_new: float, *, before: float, placed: Placed | None = None) -> float:
    """How far a run has moved since the themes were last looked for, in [0, 1].

    It is the share of passages that were not there then, each counting for more the worse the new ones fit: the share of
    them that is unthemed against that of the known ones, and how much farther they lie from their themes. `before` is what
    had gathered up to the run before; without `placed`, how the new ones fit does not count.
    """
    strangeness = 1.0
    if placed is not None:
        strangeness += _WEIGHT_OF_UNTHEMED * max(placed.unthemed_new - placed.unthemed_known, 0.0)
        strangeness += _WEIGHT_OF_SHIFT * min(max(placed.shift, 0.0), 1.0)
    return round(min(before * (1 - share_new) + share_new * strangeness, 1.0), 4)
