"""How a theme stands against the round before, in a sentence or two: more, less, about the same, new, or why it cannot be told."""

from __future__ import annotations

from collections.abc import Sequence

from digest.counting.changes import measure_difference
from digest.disclosing.policy import ShownShare
from digest.telling.wording import Wording
from domain.action import Change, Finding, Incomparable, Share
from domain.listening import Round

_KEYS = {Change.MORE: "change.more", Change.LESS: "change.less", Change.SAME: "change.same", Change.NEW: "change.new"}
_REASONS = {
    Incomparable.TOO_FEW: "incomparable.too_few",
    Incomparable.QUESTION: "incomparable.question",
    Incomparable.WORDING: "incomparable.wording",
    Incomparable.MODE: "incomparable.mode",
    Incomparable.LANGUAGES: "incomparable.languages",
    Incomparable.REACH: "incomparable.reach",
}


def say_change(
    finding: Finding, share: ShownShare | None, previous: ShownShare | None, previous_round: Round | None, wording: Wording
) -> str:
    """What became of a theme since the round before; both shares as the page shows them, None where it does not."""
    if finding.change is Change.NONE or previous_round is None:
        return wording.say("change.first")
    title = wording.isolate(previous_round.title)
    if finding.change is Change.NOT_COMPARABLE:
        return wording.say("change.incomparable", round=title, reasons=say_reasons(finding.incomparable, wording))
    told, between = _tell(finding.change, title, share, previous, wording), say_range(finding.change, share, previous, wording)
    return f"{told} {between}" if between else told


def say_reasons(reasons: Sequence[Incomparable], wording: Wording) -> str:
    """Why two rounds cannot be compared, as a part of a sentence. Findings from before reasons were kept had too few people."""
    return wording.listing(wording.say(_REASONS[each]) for each in reasons or (Incomparable.TOO_FEW,))


def _tell(change: Change, title: str, share: ShownShare | None, previous: ShownShare | None, wording: Wording) -> str:
    if change in (Change.MORE, Change.LESS) and share and previous:
        now, before = wording.contrast(share, previous)
        return wording.say(f"{_KEYS[change]}_figures", round=title, now=now, before=before)
    return wording.say(_KEYS[change], round=title)


def say_range(change: Change, share: ShownShare | None, previous: ShownShare | None, wording: Wording) -> str:
    """By how many of 100 people the share likely moved. Worked out from the two shares as they are printed: it says no more than they."""
    if share is None or previous is None:
        return ""
    difference = measure_difference(undo_share(share), undo_share(previous))
    low, high = round(difference.low * 100), round(difference.high * 100)
    if change is Change.MORE and low > 0:
        return wording.say("change.range_more", low=wording.number(low), high=wording.number(high))
    if change is Change.LESS and high < 0:
        return wording.say("change.range_less", low=wording.number(-high), high=wording.number(-low))
    # A range that leaves "the same" out, beside that word, would only puzzle: with many themes some do so by chance.
    if change is Change.SAME and low < 0 < high:
        return wording.say("change.range_same", low=wording.number(-low), high=wording.number(high))
    return ""


def undo_share(share: ShownShare) -> Share:
    """A share as it is printed, as a share again: it says no more than what is printed."""
    return Share(share.value / 100, share.low / 100, share.high / 100)
