"""Closed questions over the rounds: exact counts -> safe tables in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.counting.answers import UNKNOWN
from digest.counting.indicators import IndicatorFacts, IndicatorPoint, IndicatorSplit
from digest.disclosing.page_rests import tells_side
from digest.disclosing.policy import DisclosurePolicy, ShownShare, disclose_count, disclose_share, show_share
from digest.disclosing.protect import Published
from digest.disclosing.split_tables import OTHERS, TOP, publish_split
from digest.gathering.facts import DigestFacts
from digest.pages.tables import IndicatorGroup, IndicatorRow, IndicatorTable, IndicatorValue
from digest.telling.weights import describe_weights
from digest.telling.wording import Wording, show_plainly
from domain.action import Change, Incomparable
from domain.ids import RoundId
from domain.town import LANGUAGE


@dataclass(frozen=True, slots=True)
class Telling:
    """With what a page is told: words, rules, the titles of rounds, and the language of what staff wrote."""

    wording: Wording
    policy: DisclosurePolicy
    titles: Mapping[RoundId, str]
    language: str
    here: RoundId


def start_telling(facts: DigestFacts, wording: Wording, policy: DisclosurePolicy) -> Telling:
    """The telling of a digest's facts."""
    titles = {each.id: each.title for each in (*facts.earlier_rounds, facts.round)}
    return Telling(wording, policy, titles, facts.language, facts.round.id)


def describe_indicators(facts: DigestFacts, *, wording: Wording, policy: DisclosurePolicy) -> tuple[IndicatorTable, ...]:
    """A table a closed question: a row a round, oldest first, and of the digest's round a row a group value."""
    telling = start_telling(facts, wording, policy)
    return tuple(_describe(each, telling) for each in facts.indicators)


def _describe(indicator: IndicatorFacts, telling: Telling) -> IndicatorTable:
    rows = tuple(_describe_point(indicator, each, telling) for each in indicator.points)
    is_here = bool(indicator.points) and indicator.points[-1].round_id == telling.here
    groups = tuple(_describe_groups(indicator, telling)) if is_here else ()
    question = telling.wording.say("indicator.asked", question=telling.wording.isolate(indicator.question)) if indicator.question else ""
    return IndicatorTable(
        title=show_plainly(indicator.title),
        rows=rows,
        question=question,
        words=tuple(_say_table(indicator, rows, telling)) if is_here else (),
        change=indicator.change if is_here else Change.NONE,
        lowest=indicator.lowest,
        highest=indicator.highest,
        groups=groups,
        weighted=describe_weights(indicator, groups, telling.wording, telling.policy) if is_here else None,
    )


def _describe_point(indicator: IndicatorFacts, point: IndicatorPoint, telling: Telling) -> IndicatorRow:
    wording, policy = telling.wording, telling.policy
    shown = disclose_count(point.people, policy)
    share = None if shown.is_withheld else disclose_share(point.top_two, point.people, policy, point.design_effect)
    mean, interval = _write_mean(indicator, point, share, telling)
    scale = {"mean": mean, "lowest": wording.number(indicator.lowest), "highest": wording.number(indicator.highest)}
    if share is not None:
        words = wording.say("indicator.row", share=wording.share(share), **scale)
    else:
        words = wording.say("indicator.row_mean", **scale) if mean else wording.say("indicator.hidden")
    unscored = disclose_count(point.unscored, policy)
    return IndicatorRow(
        round_title=show_plainly(telling.titles[point.round_id]),
        people=wording.people(shown, threshold=policy.threshold),
        share=share,
        mean=mean,
        words=words,
        shown=shown.count,
        top=None if share is None else disclose_count(point.top_two, policy).count,
        unscored=unscored.count,
        unscored_words=_say_unscored(unscored.count, telling),
        mean_tenths=_count_tenths(mean, point),
        mean_interval=interval,
    )


def _write_mean(indicator: IndicatorFacts, point: IndicatorPoint, share: ShownShare | None, telling: Telling) -> tuple[str, str]:
    """The mean and its interval, each empty where it would give somebody away.

    An interval tells how far the answers lie apart, so it stands only where the share does: either side of it is many then.
    """
    wording, policy = telling.wording, telling.policy
    shown = disclose_count(point.people, policy)
    if shown.count is None:
        return "", ""
    if share is None and tells_side(shown.count, point.mean, (indicator.lowest, indicator.highest), policy):
        return "", ""
    mean = wording.number(point.mean, decimals=1)
    if share is None or point.interval is None:
        return mean, ""
    low, high = max(point.interval[0], indicator.lowest), min(point.interval[1], indicator.highest)
    ends = {"low": wording.number(low, decimals=1), "high": wording.number(high, decimals=1)}
    return mean, wording.say("indicator.mean_interval", **ends)


def _count_tenths(mean: str, point: IndicatorPoint) -> int | None:
    """The mean in tenths, rounded as Babel writes it: half to even."""
    return round(round(point.mean, 6) * 10) if mean else None


def _say_unscored(unscored: int | None, telling: Telling) -> str:
    if unscored is None:
        return telling.wording.say("indicator.unscored_few", n=telling.wording.number(telling.policy.threshold))
    return telling.wording.count("indicator.unscored", unscored)


def _say_table(indicator: IndicatorFacts, rows: tuple[IndicatorRow, ...], telling: Telling) -> Iterator[str]:
    """What the digest's round says, how it stands against the round before, and who gave no answer."""
    wording, now = telling.wording, rows[-1]
    title = wording.isolate(now.round_title)
    if now.share is None:
        yield wording.say("indicator.now_hidden", round=title)
    else:
        yield wording.say("indicator.now", round=title, share=wording.share(now.share))
    if change := _say_change(indicator, rows, wording):
        yield change
    yield now.unscored_words


_INCOMPARABLE = {
    Incomparable.TOO_FEW: "indicator.too_few",
    Incomparable.QUESTION: "indicator.question_held",
    Incomparable.WORDING: "indicator.reworded",
}
_CHANGED = {Change.MORE: "change.more", Change.LESS: "change.less", Change.SAME: "change.same"}


def _say_change(indicator: IndicatorFacts, rows: tuple[IndicatorRow, ...], wording: Wording) -> str:
    """Nothing where there is no round before; and where a share is withheld, its change is as well."""
    if len(rows) < 2 or indicator.change is Change.NONE:
        return ""
    before, now = rows[-2], rows[-1]
    title = wording.isolate(before.round_title)
    if indicator.change is Change.NOT_COMPARABLE:
        return say_incomparable(indicator.incomparable, before.round_title, wording)
    if before.share is None or now.share is None:
        return wording.say("indicator.change_hidden", round=title)
    if indicator.change is Change.SAME:
        return wording.say("change.same", round=title)
    latter, former = wording.contrast(now.share, before.share)
    return wording.say(f"{_CHANGED[indicator.change]}_figures", round=title, now=latter, before=former)


def say_incomparable(reasons: Sequence[Incomparable], round_title: str, wording: Wording) -> str:
    """Why a question's answers cannot be held against those of an earlier round, a sentence a reason."""
    return " ".join(wording.say(_INCOMPARABLE[each], round=wording.isolate(round_title)) for each in reasons)


def _describe_groups(indicator: IndicatorFacts, telling: Telling) -> Iterator[IndicatorGroup]:
    """A table an attribute, where the shares of at least two of its values may be shown."""
    point = indicator.points[-1]
    before = {each.attribute: each for each in indicator.points[-2].splits} if len(indicator.points) > 1 else {}
    for split in point.splits:
        if sum(each.value != UNKNOWN for each in split.values) < 2:
            continue
        published = publish_split(point, split, telling.policy, before=before.get(split.attribute))
        if published is not None:
            group = _describe_group(split, published, telling, point.design_effect)
            if sum(row.share is not None for row in group.rows) > 1:  # one share alone would be no comparison
                yield group


def _describe_group(split: IndicatorSplit, published: Published, telling: Telling, design_effect: float) -> IndicatorGroup:
    wording, is_language = telling.wording, split.attribute == LANGUAGE
    places = sorted(range(len(split.values)), key=lambda place: _sort_label(split, place, wording))
    rows = tuple(
        _describe_value(label_of(split.values[place].value, split.attribute, wording), read_row(published, place, design_effect), wording)
        for place in places
    )
    if is_language:
        return IndicatorGroup(wording.say("whoheard.language"), wording.texts.code, rows)
    return IndicatorGroup(show_plainly(split.attribute), telling.language, rows)


def _sort_label(split: IndicatorSplit, place: int, wording: Wording) -> tuple[bool, str]:
    """In alphabetical order, those of whom no value is known last: an order by size would tell sizes."""
    value = split.values[place].value
    return value == UNKNOWN, label_of(value, split.attribute, wording).casefold()


def label_of(value: str, attribute: str, wording: Wording) -> str:
    """A group value as people read it; those of whom none is known have words of their own."""
    if value == UNKNOWN:
        return wording.say("indicator.unknown")
    return wording.language_name(value) if attribute == LANGUAGE else show_plainly(value)


def _describe_value(label: str, row: tuple[int | None, int | None, ShownShare | None], wording: Wording) -> IndicatorValue:
    shown, top, share = row
    if shown is None:
        words = wording.say("people.hidden")
    elif share is None:
        words = wording.say("indicator.value_hidden", people=wording.count("people.about", shown))
    else:
        words = wording.say("indicator.value", share=wording.share(share), people=wording.count("people.about", shown))
    return IndicatorValue(label, shown, top, share, words)


def read_row(published: Published, place: int, design_effect: float = 1.0) -> tuple[int | None, int | None, ShownShare | None]:
    """People of a value who answered, those in the top two answers, and the share where both sides are shown."""
    shown, top, others = (published.figures[place, side] for side in (None, TOP, OTHERS))
    share = show_share(top, shown, design_effect) if shown is not None and top is not None and others is not None else None
    return shown, top, share
