"""A share of people with the range that it may well be in. Pure.

People who speak in one session hear one another and are often neighbours: twenty of them say less about a town than twenty
who were asked one by one. The design effect says how much less; a share is told as if of so many fewer people.
"""

from __future__ import annotations

import math

from domain.action import Share

Z_95 = 1.959963984540054  # of a 95 % interval


def measure_share(people: int, heard: int, design_effect: float = 1.0) -> Share:
    """The share of people with its 95 % interval after Wilson (1927); nobody heard is a share of 0 in [0, 1].

    With a `design_effect` the interval is that of `heard / design_effect` people (Korn and Graubard 1998).
    """
    if heard == 0:
        return Share(0.0, 0.0, 1.0)
    value, asked, square = people / heard, heard / design_effect, Z_95**2
    centre = (value + square / (2 * asked)) / (1 + square / asked)
    reach = Z_95 * math.sqrt(value * (1 - value) / asked + square / (4 * asked**2)) / (1 + square / asked)
    # At 0 and at 1 the bound equals the value, but only up to rounding.
    return Share(value, min(max(centre - reach, 0.0), value), max(min(centre + reach, 1.0), value))
