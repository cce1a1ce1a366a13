"""Which recommendations were done, and since when; which rounds lie before that day and after it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from digest.pages.helped import When
from digest.tracking.recommendations import sort_updates
from domain.ids import ThemeId
from domain.listening import Round
from domain.recommendations import Recommendation, UpdateState

_DONE = frozenset({UpdateState.REPORTED_DONE, UpdateState.VERIFIED, UpdateState.PARTLY_VERIFIED})
_KEEPS = _DONE | {UpdateState.CLOSED}  # what was done stays done when it is closed


@dataclass(frozen=True, slots=True)
class Done:
    """A recommendation that was done: since when, as it was first reported, and how it was judged last."""

    recommendation: Recommendation
    on: date
    state: UpdateState


def find_done(recommendation: Recommendation, *, today: date) -> Done | None:
    """Since when it is done; None where it is not, or was opened again. What was judged in part counts, and says so."""
    since, judged = None, UpdateState.REPORTED_DONE
    for each in sort_updates(recommendation, today=today):
        if each.state not in _KEEPS:
            since = None
        elif each.state in _DONE:
            since, judged = since or each.on, each.state
    return None if since is None else Done(recommendation, since, judged)


def list_done(recommendations: Iterable[Recommendation], *, today: date) -> tuple[Done, ...]:
    """Those that were done, in the order in which they were."""
    found = (find_done(each, today=today) for each in recommendations)
    return tuple(sorted((each for each in found if each), key=lambda done: (done.on, done.recommendation.reference)))


def place_span(starts_on: date | None, ends_on: date | None, done_on: date) -> When:
    """Where a span of days lies beside the day on which something was done. That day itself is neither before nor after."""
    if ends_on is not None and ends_on < done_on:
        return When.BEFORE
    if starts_on is not None and starts_on > done_on:
        return When.AFTER
    return When.UNKNOWN if starts_on is None or ends_on is None else When.DURING


def find_last_before(rounds: Iterable[Round], done_on: date) -> Round | None:
    """The last of these rounds (in time order) that ended before the day."""
    return next((each for each in reversed(tuple(rounds)) if place_span(each.starts_on, each.ends_on, done_on) is When.BEFORE), None)


def list_touched(recommendations: Iterable[Recommendation], *, today: date) -> frozenset[ThemeId]:
    """The themes for which something was ever reported done: none of them is a yardstick."""
    return frozenset(
        link.theme_id
        for each in recommendations
        if any(update.state in _DONE for update in sort_updates(each, today=today))
        for link in each.links
    )
