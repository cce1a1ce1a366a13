"""Rows of the warehouse -> why a round cannot be held against the rounds before things were done, where it cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from digest.counting.comparable import find_reasons
from digest.gathering.asked import IndicatorAsked
from digest.gathering.asked_alike import find_wording_changes
from digest.gathering.comparable import gather_makeup
from digest.gathering.facts import HeldAgainst
from digest.gathering.indicators import Followed, follow_indicators
from digest.pages.helped import When
from digest.tracking.helped import find_last_before, list_done, place_span
from domain.action import Incomparable
from domain.ids import RoundId
from domain.listening import Round, StoredResponse
from domain.recommendations import Recommendation
from warehouse.store import Store


def gather_held_against(
    store: Store, rounds: Sequence[Round], asked: Sequence[IndicatorAsked], recommendations: Sequence[Recommendation], *, today: date
) -> Mapping[RoundId, HeldAgainst]:
    """For each round that is the last before something was done: whether the last of `rounds` can be held against it.

    Nothing is read where nothing was done before the last round began.
    """
    here = rounds[-1]
    done = [each for each in list_done(recommendations, today=today) if place_span(here.starts_on, here.ends_on, each.on) is When.AFTER]
    wanted = {found.id for each in done if (found := find_last_before(rounds[:-1], each.on)) is not None}
    if not wanted:
        return {}
    now = gather_makeup(store, here.id)
    responses = store.responses.of_rounds([each.id for each in rounds])
    followed = follow_indicators(store, asked, rounds, responses)
    return {
        each: HeldAgainst(find_reasons(now, gather_makeup(store, each)), _find_reworded(store, followed, each, here, responses))
        for each in sorted(wanted)
    }


def _find_reworded(
    store: Store, followed: Sequence[Followed], before_id: RoundId, here: Round, responses: Sequence[StoredResponse]
) -> tuple[tuple[Incomparable, ...], ...]:
    return tuple(
        find_wording_changes(store, (each.asked.question, each.questions), each.answers, (before_id, here), responses) for each in followed
    )
