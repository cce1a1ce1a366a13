"""What a person decided about a text, in the offsets of its view."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from domain.held import Judgement
from domain.listening import Span
from nlp.redact.found import Found, Kind
from nlp.redact.view import View


def find_taken(judgement: Judgement, view: View) -> Iterator[Found]:
    """What a person takes out, as finds."""
    for each in judgement.taken:
        yield Found(*_to_view(view, each), Kind(each.type))


def leave_kept(found: Iterable[Found], judgement: Judgement, view: View) -> list[Found]:
    """The finds without those flags that lie wholly within what a person judged harmless."""
    kept = [_to_view(view, each) for each in judgement.kept]
    return [each for each in found if not _is_flag_within(each, kept)]


def without_flags(found: Iterable[Found]) -> list[Found]:
    """The finds that are no flags: what would be taken out if a person kept every flagged part."""
    return [each for each in found if each.kind is not Kind.SMALL_GROUP_ID]


def _is_flag_within(found: Found, kept: Iterable[tuple[int, int]]) -> bool:
    return found.kind is Kind.SMALL_GROUP_ID and any(start <= found.start and found.end <= end for start, end in kept)


def _to_view(view: View, span: Span) -> tuple[int, int]:
    """The smallest stretch of the view that covers a span of the words as spoken."""
    if view.offsets is None:
        return span.start, span.end
    return max(0, bisect_right(view.offsets, span.start) - 1), bisect_left(view.offsets, span.end)
