"""How marks of a picture are painted: a class for the style sheet, and the same on paper as attributes.

A program that makes a PDF does not apply a page's sheet to its pictures; what stands in the attributes it does apply. In a
browser the sheet goes before them, so that dark screens have their own colours.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

INK, SOFT, PAPER, GRID = "#000000", "#3b4650", "#ffffff", "#dddddd"
BLUE, BAND, ORANGE, GREEN = "#1c5a99", "#d5e3f1", "#ac4a05", "#2b6a4d"


def _stroke(colour: str, width: float, **more: str) -> dict[str, str]:
    return {"fill": "none", "stroke": colour, "stroke-width": f"{width:g}", **more}


_ROUND = {"stroke-linecap": "round", "stroke-linejoin": "round"}
_LOOKS: dict[str, dict[str, str]] = {
    "grid": _stroke(GRID, 1),
    "overall": _stroke(SOFT, 1.5),
    "join": _stroke(SOFT, 1, **{"stroke-dasharray": "2 3"}),
    "range": _stroke(BLUE, 4, **{"stroke-linecap": "round", "stroke-opacity": "0.5"}),
    "unsure-range": {"stroke-dasharray": "3 5", "stroke-linecap": "butt"},
    "thin": {"stroke-width": "1.5"},
    "now": {"fill": BLUE, "stroke": PAPER, "stroke-width": "1.5"},
    "before": _stroke(ORANGE, 2.25),
    "residents": _stroke(ORANGE, 2.25, fill=PAPER),
    "band": {"fill": BAND},
    "trend": _stroke(BLUE, 2.5, **_ROUND),
    "tick": {"fill": SOFT, "font-size": "12", "font-family": "sans-serif"},
    "life": _stroke(BLUE, 3, **{"stroke-opacity": "0.45"}),
    "today": _stroke(ORANGE, 1.5, **{"stroke-dasharray": "4 3"}),
    "fill-1": {"fill": BLUE},
    "fill-2": {"fill": ORANGE},
    "fill-3": {"fill": GREEN},
    "line-0": _stroke(PAPER, 2.2, **_ROUND),
    "line-1": _stroke(BLUE, 2.2, **_ROUND),
    "line-2": _stroke(ORANGE, 2.2, **_ROUND),
    "line-3": _stroke(GREEN, 2.2, **_ROUND),
    "line-4": _stroke(SOFT, 2.2, **_ROUND),
    "broken": {"stroke-dasharray": "3.2 3.08", "stroke-linecap": "butt"},
}


@cache
def paint(classes: str) -> Markup:
    """The attributes of a mark with these classes, later ones going before earlier ones. Raises KeyError for an unknown class."""
    from markupsafe import Markup

    looks: dict[str, str] = {}
    for name in classes.split():
        looks |= _LOOKS[name]
    return Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in ({"class": classes} | looks).items())
