"""One theme, closed question or other record before and after something was done: safe figures of the page, in words.

Nothing is counted here: a difference is worked out from two shares as the page prints them, and says no more than they.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.counting.changes import measure_difference
from digest.disclosing.policy import ShownShare
from digest.gathering.facts import HeldAgainst
from digest.pages.cards import ThemeCard
from digest.pages.helped import HelpedLine, HelpedPoint, Verdict, When
from digest.pages.tables import IndicatorTable, OutcomeSeries, ShownDifference
from digest.telling.changes import say_reasons, undo_share
from digest.telling.indicators import say_incomparable
from digest.telling.wording import Wording
from domain.action import Change, Incomparable

_TOP = 3  # a theme that stood among so many of its round may have been chosen because it stood high
_TOLD = {Change.MORE: Verdict.UP, Change.LESS: Verdict.DOWN, Change.SAME: Verdict.UNSURE}


@dataclass(frozen=True, slots=True)
class Around:
    """The day on which a thing was done, and the page's rounds around it.

    `places` says of each round's title where it lies, `here` and `before` are titles of the page's round and of the last one
    that ended before; `before` is empty where there is none. `against` is None where the two were not held side by side.
    """

    places: Mapping[str, When]
    here: str
    before: str
    against: HeldAgainst | None
    wording: Wording

    @property
    def is_after(self) -> bool:
        """True where the page's round began after it was done."""
        return self.places.get(self.here) is When.AFTER


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two points to hold against one another; `told` is what the page says of them where they follow one another."""

    before: HelpedPoint | None
    after: HelpedPoint | None
    told: Change | None
    reasons: tuple[Incomparable, ...]


def tell_theme(card: ThemeCard, around: Around) -> HelpedLine:
    """A theme of the page before and after."""
    points = tuple(_place(each.round_title, each.share, each.words, around) for each in card.history)
    told = card.change if card.previous is not None and _is_next_to(points, around) else None
    pair = _Pair(*_find_pair(points, around), told, around.against.words if around.against else ())
    line = HelpedLine("theme", card.anchor, card.title, points, Verdict.UNTOLD, ())
    return _judge(line, pair, around, _say_apart)


def tell_question(table: IndicatorTable, around: Around, reasons: tuple[Incomparable, ...]) -> HelpedLine:
    """A closed question of the page before and after, by the share that chose one of the top two answers."""
    points = tuple(_place(each.round_title, each.share, each.words, around) for each in table.rows)
    told = table.change if _is_next_to(points, around) else None
    pair = _Pair(*_find_pair(points, around), told, reasons)
    line = HelpedLine("question", "", table.title, points, Verdict.UNTOLD, ())
    judged = _judge(line, pair, around, _say_asked_otherwise)
    was_low = judged.verdict is Verdict.UP and _is_utmost(points, min)
    return replace(judged, words=(*judged.words, around.wording.say("helped.was_low"))) if was_low else judged


def tell_record(series: OutcomeSeries, places: Sequence[When], wording: Wording) -> HelpedLine:
    """A series from other records before and after: all cases and no sample, so that it has no range."""
    points = tuple(HelpedPoint(point.when, place, None, point.words) for point, place in zip(series.points, places, strict=True))
    known = [point for point, told in zip(points, series.points, strict=True) if told.value is not None]
    before = next((each for each in reversed(known) if each.when is When.BEFORE), None)
    after = next((each for each in reversed(known) if each.when is When.AFTER), None)
    if before is None or after is None:
        words: tuple[str, ...] = (wording.say("helped.no_record"),)
    else:
        figures = {"before": before.words, "now": after.words, "then": wording.isolate(before.title), "later": wording.isolate(after.title)}
        words = (wording.say("helped.record", **figures), wording.say("helped.record_note"))
    return HelpedLine("record", "", series.title, points, Verdict.UNTOLD, words)


def find_before(line: HelpedLine, around: Around) -> ShownShare | None:
    """The share in the last round before, as the page shows it."""
    return next((each.share for each in line.points if each.title == around.before), None)


def warn_of_height(line: HelpedLine, cards: Sequence[ThemeCard], around: Around) -> HelpedLine:
    """With a warning where fewer people raise a theme that stood high before: what is very high once is often lower next time."""
    if line.verdict is not Verdict.DOWN or not (_is_utmost(line.points, max) or _stood_among_first(line, cards, around)):
        return line
    return replace(line, words=(*line.words, around.wording.say("helped.was_high")))


def _place(title: str, share: ShownShare | None, words: str, around: Around) -> HelpedPoint:
    return HelpedPoint(title, around.places.get(title, When.UNKNOWN), share, words)


def _find_pair(points: Sequence[HelpedPoint], around: Around) -> tuple[HelpedPoint | None, HelpedPoint | None]:
    by_title = {each.title: each for each in points}
    return by_title.get(around.before), by_title.get(around.here)


def _is_next_to(points: Sequence[HelpedPoint], around: Around) -> bool:
    """Whether the last round before is the one that the page itself holds its round against."""
    return [each.title for each in points[-2:]] == [around.before, around.here]


def _judge(line: HelpedLine, pair: _Pair, around: Around, say_why_not: Callable[[_Pair, Around], str]) -> HelpedLine:
    say = around.wording.say
    if not around.is_after:
        return replace(line, words=(say("helped.no_after"),))
    if not around.before:
        return replace(line, words=(say("helped.no_before"),))
    if pair.before is None or pair.after is None:
        return replace(line, words=(say("helped.not_asked"),))
    if pair.reasons or pair.told is Change.NOT_COMPARABLE:
        return replace(line, verdict=Verdict.INCOMPARABLE, words=(say_why_not(pair, around),))
    if pair.before.share is None or pair.after.share is None:
        return replace(line, words=(say("helped.hidden"),))
    verdict, difference = weigh(pair.before.share, pair.after.share, pair.told)
    words = tuple(_say_verdict(line.kind, verdict, difference, (pair.before, pair.after), around.wording))
    return replace(line, verdict=verdict, difference=difference, words=words)


def weigh(before: ShownShare, after: ShownShare, told: Change | None) -> tuple[Verdict, ShownDifference | None]:
    """What can be said of two printed shares, and their difference. What the page says of the two already (`told`) goes first.

    The difference is left out where its range and that word would puzzle: the page weighs many themes together, with who was
    heard twice.
    """
    measured = measure_difference(undo_share(after), undo_share(before))
    shown = ShownDifference(*(round(each * 100) for each in (measured.value, measured.low, measured.high)))
    own = Verdict.UP if shown.low > 0 else Verdict.DOWN if shown.high < 0 else Verdict.UNSURE
    verdict = own if told is None else _TOLD.get(told, own)
    return verdict, shown if verdict is own else None


def _say_verdict(
    kind: str, verdict: Verdict, difference: ShownDifference | None, pair: tuple[HelpedPoint, HelpedPoint], wording: Wording
) -> Iterator[str]:
    before, after = pair
    assert before.share is not None and after.share is not None
    now, then = wording.contrast(after.share, before.share)
    titles = {"then": wording.isolate(before.title), "later": wording.isolate(after.title)}
    yield wording.say(f"helped.{kind}_{verdict.value}", before=then, now=now, **titles)
    if difference is not None:
        yield _say_range(verdict, difference, wording)


def _say_range(verdict: Verdict, difference: ShownDifference, wording: Wording) -> str:
    if verdict is Verdict.UP:
        return wording.say("change.range_more", low=wording.number(difference.low), high=wording.number(difference.high))
    if verdict is Verdict.DOWN:
        return wording.say("change.range_less", low=wording.number(-difference.high), high=wording.number(-difference.low))
    return wording.say("change.range_same", low=wording.number(-difference.low), high=wording.number(difference.high))


def _say_apart(pair: _Pair, around: Around) -> str:
    wording = around.wording
    return wording.say("change.incomparable", round=wording.isolate(around.before), reasons=say_reasons(pair.reasons, wording))


def _say_asked_otherwise(pair: _Pair, around: Around) -> str:
    return say_incomparable(pair.reasons or (Incomparable.TOO_FEW,), around.before, around.wording)


def _is_utmost(points: Sequence[HelpedPoint], utmost: Callable[[Sequence[int]], int]) -> bool:
    """Whether the last round before was the highest, or the lowest, of several before."""
    values = [each.share.value for each in points if each.when is When.BEFORE and each.share is not None]
    return len(values) > 1 and values[-1] == utmost(values) and values[-1] not in values[:-1]


def _stood_among_first(line: HelpedLine, cards: Sequence[ThemeCard], around: Around) -> bool:
    shares = [point.share.value for card in cards for point in card.history if point.round_title == around.before and point.share]
    own = find_before(line, around)
    return own is not None and len(shares) > _TOP and own.value >= sorted(shares, reverse=True)[_TOP - 1]
