"""What people answered before and after a training: exact counts -> safe figures, and a sentence that anybody understands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from digest.counting.indicators import IndicatorFacts
from digest.counting.trainings import PairCount, SideCount, TrainingCount, TrainingFacts, compare_apart, compare_changes, compare_paired
from digest.disclosing.policy import DisclosurePolicy, disclose_count, show_share
from digest.disclosing.split_tables import publish_split
from digest.gathering.facts import DigestFacts
from digest.pages.tables import ShownDifference, TrainingRow, TrainingSide, TrainingTable
from digest.telling.indicators import Telling, read_row, start_telling
from digest.telling.wording import Wording, show_plainly
from domain.action import Difference
from domain.ids import RoundId

_ENOUGH_PAIRS = 0.5  # of those who answered on the side where fewer did; else the many others would be left out


@dataclass(frozen=True, slots=True)
class _Shown:
    """Rounded people of one side, and those of them in the top two answers."""

    people: int
    top: int


_Sides = tuple[_Shown, _Shown]


def describe_trainings(facts: DigestFacts, *, wording: Wording, policy: DisclosurePolicy) -> tuple[TrainingTable, ...]:
    """A table a training: a row a closed question, for everybody or for the group that had to do with those trained."""
    telling = start_telling(facts, wording, policy)
    return tuple(_describe(each, facts, telling) for each in facts.trainings)


def _describe(training: TrainingFacts, facts: DigestFacts, telling: Telling) -> TrainingTable:
    wording = telling.wording
    rows: list[TrainingRow] = []
    against: list[str] = []
    for count in training.counts:
        if not training.group:
            rows.append(_describe_everybody(count, telling))
            continue
        values = [each for each in (training.had, training.compared_with) if each]
        sides = [_find_group(count, facts.indicators[count.number], (training.group, each), telling) for each in values]
        rows += [_describe_row(count, each, one, telling) for each, one in zip(values, sides, strict=True)]
        if len(values) == 2:
            against.append(_say_against(training, count, sides, telling))
    return TrainingTable(
        title=show_plainly(training.title),
        held=wording.say("training.held", days=wording.days(training.starts_on, training.ends_on)),
        rows=tuple(rows),
        against=tuple(against),
        note=wording.say("training.note"),
    )


def _describe_everybody(count: TrainingCount, telling: Telling) -> TrainingRow:
    pairs = _show_pairs(count, telling.policy)
    if pairs is None:
        return _describe_row(count, "", _show_sides(count, telling.policy), telling)
    moved = _show_moves(count.pairs, telling.policy)
    after, before = pairs[1], pairs[0]
    difference = compare_paired(*moved, before.people) if moved else compare_apart(after.top, after.people, before.top, before.people)
    return _make_row(count, "", pairs, (_round(difference, pairs), True, moved), telling)


def _describe_row(count: TrainingCount, who: str, sides: _Sides | None, telling: Telling) -> TrainingRow:
    if sides is None:
        return _make_row(count, who, None, (None, False, None), telling)
    before, after = sides
    difference = compare_apart(after.top, after.people, before.top, before.people)
    return _make_row(count, who, sides, (_round(difference, sides), False, None), telling)


def _make_row(
    count: TrainingCount,
    who: str,
    sides: _Sides | None,
    found: tuple[ShownDifference | None, bool, tuple[int, int] | None],
    telling: Telling,
) -> TrainingRow:
    difference, is_paired, moved = found
    before, after = (
        _make_side(round_id, None if sides is None else sides[place], telling)
        for place, round_id in enumerate((count.before.round_id, count.after.round_id))
    )
    words = " ".join(_say_row(before, after, difference, (is_paired, moved), telling.wording))
    rose, fell = moved or (None, None)
    return TrainingRow(show_plainly(count.title), show_plainly(who), before, after, difference, is_paired, rose, fell, words)


def _make_side(round_id: RoundId, shown: _Shown | None, telling: Telling) -> TrainingSide:
    when = show_plainly(telling.titles[round_id])
    if shown is None:
        return TrainingSide(when, None, None, None)
    return TrainingSide(when, shown.people, shown.top, show_share(shown.top, shown.people))


def _say_row(
    before: TrainingSide,
    after: TrainingSide,
    difference: ShownDifference | None,
    how: tuple[bool, tuple[int, int] | None],
    wording: Wording,
) -> Iterator[str]:
    if before.share is None or after.share is None or difference is None:
        yield wording.say("training.hidden")
        return
    former, latter = wording.contrast(before.share, after.share)
    yield wording.say("training.row", before=former, after=latter, earlier=wording.isolate(before.when), later=wording.isolate(after.when))
    yield say_difference(difference, wording)
    is_paired, moved = how
    yield wording.say("training.paired" if is_paired else "training.apart")
    if moved is not None:
        yield wording.say("training.moved", rose=wording.count("people.about", moved[0]), fell=wording.count("people.about", moved[1]))


def say_difference(difference: ShownDifference, wording: Wording) -> str:
    """How much more or less, with its likely range; where the range holds zero, that it may be chance."""
    key = "training.more" if difference.low > 0 else "training.less" if difference.high < 0 else "training.same"
    return wording.count(key, abs(difference.value), **_say_ends(difference, wording))


def _say_ends(difference: ShownDifference, wording: Wording) -> dict[str, str]:
    """The ends of the range; of one that lies under zero without their signs, since the words say fewer."""
    ends = (-difference.high, -difference.low) if difference.high < 0 else (difference.low, difference.high)
    return {"low": wording.number(ends[0]), "high": wording.number(ends[1])}


def _show_sides(count: TrainingCount, policy: DisclosurePolicy) -> _Sides | None:
    before, after = _show_side(count.before, policy), _show_side(count.after, policy)
    is_one_round = count.before.round_id == count.after.round_id
    between = (count.before.left_out_top_two - count.after.top_two, count.before.left_out - count.after.people) if is_one_round else (0, 0)
    # Who answered on the days of the training itself is what is left of the round without both sides.
    is_open = between[1] == 0 or min(between[0], between[1] - between[0]) >= policy.threshold
    return (before, after) if before is not None and after is not None and is_open else None


def _show_side(side: SideCount, policy: DisclosurePolicy) -> _Shown | None:
    """None unless those counted and those of the round left out can be told apart by nobody: the round's own line is printed too."""
    rest = (side.left_out_top_two, side.left_out - side.left_out_top_two)
    return _show(side.people, side.top_two, rest, policy)


def _show(people: int, top: int, rest: tuple[int, int], policy: DisclosurePolicy) -> _Shown | None:
    parts = (top, people - top, *(rest if any(rest) else ()))
    if min(parts) < policy.threshold:
        return None
    shown = [disclose_count(each, policy).count for each in (people, top)]
    assert shown[0] is not None and shown[1] is not None  # neither is under the threshold
    return _Shown(shown[0], min(shown[1], shown[0]))


def _show_pairs(count: TrainingCount, policy: DisclosurePolicy) -> _Sides | None:
    """Those who answered both times, where they are enough, and the others of each round are enough or none."""
    pairs = count.pairs
    if pairs.people < _ENOUGH_PAIRS * min(count.before.people, count.after.people):
        return None
    sides = []
    for side, top in ((count.before, pairs.top_before), (count.after, pairs.top_after)):
        people, top_two = side.people + side.left_out, side.top_two + side.left_out_top_two
        rest = (top_two - top, people - pairs.people - (top_two - top))
        sides.append(_show(pairs.people, top, rest, policy))
    before, after = sides
    return None if before is None or after is None else (before, after)


def _show_moves(pairs: PairCount, policy: DisclosurePolicy) -> tuple[int, int] | None:
    """Those who came into the top two answers and those who left them, where all four kinds of people are enough."""
    stayed = pairs.top_before - pairs.fell
    neither = pairs.people - stayed - pairs.rose - pairs.fell
    if min(pairs.rose, pairs.fell, stayed, neither) < policy.threshold:
        return None
    rose, fell = (disclose_count(each, policy).count for each in (pairs.rose, pairs.fell))
    assert rose is not None and fell is not None  # neither is under the threshold
    return rose, fell


def _find_group(count: TrainingCount, indicator: IndicatorFacts, of: tuple[str, str], telling: Telling) -> _Sides | None:
    """The rows of one group value in the tables of both rounds, as their digests print them.

    None where a round lies on both sides of the training: group, side and answer would be three dimensions.
    """
    if count.before.left_out or count.after.left_out or count.before.round_id == count.after.round_id:
        return None
    before, after = (_find_row(indicator, each.round_id, of, telling) for each in (count.before, count.after))
    return None if before is None or after is None else (before, after)


def _find_row(indicator: IndicatorFacts, round_id: RoundId, of: tuple[str, str], telling: Telling) -> _Shown | None:
    attribute, value = of
    place = next(number for number, each in enumerate(indicator.points) if each.round_id == round_id)
    splits = {each.attribute: each for each in indicator.points[place].splits}
    earlier = {each.attribute: each for each in indicator.points[place - 1].splits} if place else {}
    split = splits.get(attribute)
    values = [each.value for each in split.values] if split else []
    if split is None or value not in values:
        return None
    published = publish_split(indicator.points[place], split, telling.policy, before=earlier.get(attribute))
    people, top, share = read_row(published, values.index(value)) if published else (None, None, None)
    return _Shown(people, min(top, people)) if people is not None and top is not None and share is not None else None


def _say_against(training: TrainingFacts, count: TrainingCount, sides: list[_Sides | None], telling: Telling) -> str:
    """How much more those who had it changed than those they are compared with."""
    wording, (had, others) = telling.wording, sides
    named = {
        "question": wording.quote(count.title),
        "had": wording.isolate(training.had),
        "others": wording.isolate(training.compared_with),
    }
    if had is None or others is None:
        return wording.say("training.against_hidden", **named)
    found = _round(compare_changes(_flatten(had), _flatten(others)), had, others)
    key = "training.against_more" if found.low > 0 else "training.against_less" if found.high < 0 else "training.against_same"
    return wording.count(key, abs(found.value), **named, **_say_ends(found, wording))


def _flatten(sides: _Sides) -> tuple[int, int, int, int]:
    before, after = sides
    return after.top, after.people, before.top, before.people


def _round(difference: Difference, between: _Sides, against: _Sides | None = None) -> ShownDifference:
    """In whole points: the difference of the whole per cents that stand beside it; less another such difference where one is given."""
    value = _subtract(between) - (_subtract(against) if against is not None else 0)
    low, high = round(difference.low * 100), round(difference.high * 100)
    return ShownDifference(value, min(low, value), max(high, value))


def _subtract(sides: _Sides) -> int:
    before, after = (show_share(each.top, each.people).value for each in sides)
    return after - before
