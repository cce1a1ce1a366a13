"""A weighted share beside the unweighted one, in words; or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digest.counting.indicators import IndicatorFacts
from digest.counting.raking import Refusal
from digest.counting.shares import measure_share
from digest.disclosing.policy import DisclosurePolicy, ShownShare, disclose_count, disclose_share
from digest.pages.tables import IndicatorGroup, WeightedShare
from digest.telling.wording import Wording, show_plainly
from domain.town import LANGUAGE

_REFUSED = {Refusal.FEW: "weights.few", Refusal.NO_REFERENCE: "weights.no_reference", Refusal.NO_FIT: "weights.no_fit"}


def describe_weights(
    indicator: IndicatorFacts, groups: Sequence[IndicatorGroup], wording: Wording, policy: DisclosurePolicy
) -> WeightedShare | None:
    """None where nobody asked for weights. It stands only where the unweighted share does, and every row that it is made of.

    `groups` are the tables of the page: from a weighted share and all rows but one, that one would follow.

    Which attributes could not be used is said only where none could: the others name themselves by their absence.

    The interval is that of a share of as many people as the answers are worth after weighting: weights tell of no more.
    """
    weighted = indicator.weighted
    if weighted is None:
        return None
    point = indicator.points[-1]
    is_shown = disclose_share(point.top_two, point.people, policy) is not None
    effective = disclose_count(int(weighted.effective), policy).count
    by = tuple(_name(each, wording) for each in weighted.by)
    closed = tuple((each, Refusal.FEW.value) for each in weighted.by if not _is_open(_name(each, wording), groups))
    refused = tuple(_say_refused((*weighted.refused, *closed), wording))
    if weighted.share is None or effective is None or closed or not is_shown:
        return WeightedShare(None, None, (), " ".join(refused) or wording.say("weights.none"))
    share = _show(weighted.share, effective)
    said = wording.say(
        "weights.share",
        attributes=wording.listing(map(wording.isolate, by)),
        share=wording.share(share),
        people=wording.count("people.about", effective),
    )
    return WeightedShare(share, effective, by, said)


def _show(share: float, effective: int) -> ShownShare:
    near = measure_share(round(share * effective), effective)
    low, high = share - (near.value - near.low), share + (near.high - near.value)
    return ShownShare(round(share * 100), max(0, round(low * 100)), min(100, round(high * 100)))


def _is_open(title: str, groups: Sequence[IndicatorGroup]) -> bool:
    """Whether a table of this title stands on the page with every row of it."""
    return any(group.title == title and all(row.share is not None for row in group.rows) for group in groups)


def _say_refused(refused: Sequence[tuple[str, str]], wording: Wording) -> Iterator[str]:
    for attribute, why in refused:
        yield wording.say(_REFUSED[Refusal(why)], attribute=wording.isolate(_name(attribute, wording)))


def _name(attribute: str, wording: Wording) -> str:
    return wording.say("whoheard.language") if attribute == LANGUAGE else show_plainly(attribute)
