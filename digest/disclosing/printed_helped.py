"""What a page says before and after things were done: figures that stand elsewhere on the page, or nothing vouches for them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from digest.counting.changes import measure_difference
from digest.disclosing.policy import ShownShare
from digest.disclosing.reading import read_share
from domain.action import Share

Part = Mapping[str, Any]
_Known = set[tuple[str, str, ShownShare]]


def find_unvouched(page: Part) -> Iterator[str]:
    """Where a share stands that the page's themes and closed questions do not print, or a difference that is not of two of them."""
    known = _list_shares(page)
    for each in page.get("helped", ()):
        for line in (*each["lines"], *each["others"]):
            shares = [(line["title"], point["title"], share) for point in line["points"] if (share := read_share(point.get("share")))]
            if not (known.issuperset(shares) and _is_difference(line.get("difference"), [share for _, _, share in shares])):
                yield f"helped: {each['reference']}, {line['title']}"


def _list_shares(page: Part) -> _Known:
    """Every share of a theme and of a closed question, with what it is of and the round's title."""
    themes = ((card["title"], point) for card in page.get("themes", ()) for point in card["history"])
    questions = ((table["title"], row) for table in page.get("indicators", ()) for row in table["rows"])
    return {
        (title, point["round_title"], share)
        for title, point in (*themes, *questions)
        if (share := read_share(point.get("share"))) is not None
    }


def _is_difference(told: Part | None, shares: list[ShownShare]) -> bool:
    return told is None or any(
        _measure(after, before) == (told["value"], told["low"], told["high"]) for after in shares for before in shares
    )


def _measure(after: ShownShare, before: ShownShare) -> tuple[int, ...]:
    measured = measure_difference(_undo(after), _undo(before))
    return tuple(round(each * 100) for each in (measured.value, measured.low, measured.high))


def _undo(share: ShownShare) -> Share:
    return Share(share.value / 100, share.low / 100, share.high / 100)
