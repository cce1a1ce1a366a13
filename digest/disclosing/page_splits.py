"""What parts of a page's figures give away: who raised themes, questions by group, kinds, trainings and other records. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil, floor

from digest.disclosing.attacker import Attacker
from digest.disclosing.group_rows import GroupRows, ThemeRows, attack_group, say_everybody
from digest.disclosing.known import Group, GroupKind, Known, Narrowed, Sum, Unknown, is_narrowed
from digest.disclosing.page_figures import (
    PrintedKinds,
    PrintedPage,
    PrintedRow,
    PrintedScale,
    PrintedSide,
    PrintedSplit,
    PrintedTable,
    PrintedTraining,
)
from digest.disclosing.pairs import ANYTHING, Three
from digest.disclosing.policy import DisclosurePolicy, ShownShare
from digest.disclosing.ranges import ANY, UNBOUNDED, Range, share_fits, undo_rounding
from digest.disclosing.reading import mark_place
from digest.disclosing.seen_table import Seen
from digest.disclosing.tables import Key, Shape

MOST_TRIED = 4000  # people: up to here a printed share is divided back through every total, beyond it says next to nothing


def attack_raised(page: PrintedPage) -> Iterator[tuple[str, Narrowed]]:
    """Who raised the themes, group by group, all themes in hand; each with the group's title."""
    groups: defaultdict[str, list[PrintedSplit]] = defaultdict(list)
    for each in page.splits:
        if not each.add_up:
            groups[each.group].append(each)
    for splits in groups.values():
        for _, narrowed in attack_group(_see_group(splits, page), page.policy):
            yield splits[0].group_title, narrowed


IN_WORDS = "heard in their own words"


def list_heard_in_words(page: PrintedPage) -> Iterator[PrintedTable]:
    """A table a group of the people heard in their own words, as the themes' tables say it."""
    for group in dict.fromkeys(each.group for each in page.splits if not each.add_up):
        splits = [each for each in page.splits if each.group == group and not each.add_up]
        rows: dict[str, PrintedRow] = {}
        for row in (row for each in splits for row in each.rows):
            if row.label not in rows or rows[row.label].shown is None:
                rows[row.label] = PrintedRow(row.label, row.name, row.whole, None, is_certain=False)
        yield PrintedTable(group, splits[0].group_title, tuple(rows.values()))


def list_parts(page: PrintedPage) -> dict[tuple[str, ...], tuple[str, int | None]]:
    """Every part of a theme with its place in words and its figure: who raised it by group, and kinds."""
    found: dict[tuple[str, ...], tuple[str, int | None]] = {}
    for split in page.splits:
        if not split.add_up:
            for row in split.rows:
                found[split.of, split.group, row.label] = f"{split.title}, {split.group_title}: {row.name}", row.part
    for kinds in page.kinds:
        for each in kinds.rows:
            found[kinds.of, each.label] = f"{kinds.title}: {each.name}", each.shown
    return found


def find_scale(page: PrintedPage, split: PrintedSplit) -> PrintedScale | None:
    """The question that a table splits, in the page's own round."""
    return next((each for each in page.scales if mark_place(each.title) == split.of and each.round_title == page.round_title), None)


def _see_group(splits: Sequence[PrintedSplit], page: PrintedPage) -> GroupRows:
    names = {row.label: row.name for each in splits for row in each.rows}
    heard = {label: next((row.whole for each in splits for row in each.rows if row.label == label and row.whole), None) for label in names}
    table = next((each for each in page.tables if each.name == splits[0].group), None)
    answered = {row.label: row.shown for row in table.rows} if table is not None else {}
    return GroupRows(
        group=splits[0].group_title,
        values=tuple(names.values()),
        heard=tuple(heard.values()),
        answered=tuple(answered.get(label) for label in names),
        themes=tuple(_see_theme(each, tuple(names), page) for each in splits),
    )


def _see_theme(split: PrintedSplit, labels: Iterable[str], page: PrintedPage) -> ThemeRows:
    rows = {row.label: row for row in split.rows}
    theme = next((each for each in page.themes if each.label == split.of), None)
    found = [rows.get(label) for label in labels]
    everybody = say_everybody(
        theme.shown if theme else None, page.people_heard, page.policy, has_share=theme is None or theme.share is not None
    )
    return ThemeRows(
        name=split.title,
        raised=tuple(None if row is None else row.part for row in found),
        shares=tuple(row is not None and row.has_share for row in found),
        known=_see_known(split, theme, page),
        everybody=everybody,
    )


def _see_known(split: PrintedSplit, theme: PrintedRow | None, page: PrintedPage) -> Three:
    """The share of a whole table says more only where it is not the theme's own, of all who were heard."""
    import numpy as np

    if split.share is None:
        return ANYTHING
    if theme is not None and theme.shown is not None and page.people_heard:
        own = share_fits(np.array([theme.shown]), np.array([page.people_heard]), split.share)
        if own.all():
            return ANYTHING
    return divide_back(split.share, page.people_heard, page.policy)


def divide_back(share: ShownShare, people_heard: int | None, policy: DisclosurePolicy) -> Three:
    """What a share of all whose value is known tells of them: the rounded parts and totals that read so."""
    if people_heard is None or people_heard > MOST_TRIED:
        return ANYTHING
    import numpy as np

    wholes = np.arange(policy.round_to, people_heard + policy.round_to, policy.round_to)
    reach = range(floor(-0.5 / 100 * people_heard / policy.round_to) - 1, ceil(0.5 / 100 * people_heard / policy.round_to) + 2)
    nearest = np.round(wholes * share.value / 100 / policy.round_to) * policy.round_to
    parts = np.clip(nearest[:, None] + np.array(reach) * policy.round_to, 0, wholes[:, None]).astype(np.int64)
    fits = share_fits(parts, np.broadcast_to(wholes[:, None], parts.shape), share)
    if not fits.any():
        return ANYTHING
    found = (parts[fits], np.broadcast_to(wholes[:, None], parts.shape)[fits])
    raised, heard = (Range(_low(int(each.min()), policy), int(each.max()) + policy.round_to - 1 - policy.round_to // 2) for each in found)
    return raised, Range(policy.threshold, UNBOUNDED), heard


def _low(shown: int, policy: DisclosurePolicy) -> int:
    return max(shown - policy.round_to // 2, policy.threshold)


def see_question(split: PrintedSplit, scale: PrintedScale | None, policy: DisclosurePolicy, labels: Sequence[str]) -> Seen:
    """A closed question by group, of all whom it was asked: a row a value, the top two answers and the others."""
    rows = {row.label: row for row in split.rows}
    shape = Shape((split.group_title, "answer"), (tuple(labels), ("the top two answers", "the other answers")))
    ranges: dict[Key, Range] = {}
    shown: set[Key] = set()
    for place, label in enumerate(labels):
        row = rows.get(label)
        if row is None:
            ranges[place, None] = Range(0, 0)  # a value that the page does not list was said by nobody
            continue
        for key, figure in (((place, 0), row.part), ((place, None), row.whole)):
            if figure is not None:
                ranges[key] = undo_rounding(figure, policy)
                shown.add(key)
        if row.has_share:
            ranges[place, 1] = Range(policy.threshold, UNBOUNDED)
            shown.add((place, 1))
    if scale is not None and scale.people is not None:
        ranges[None, None] = undo_rounding(scale.people, policy)
        shown.add((None, None))
    return Seen(shape, ranges, frozenset(shown))


def attack_kinds(kinds: PrintedKinds, policy: DisclosurePolicy) -> Iterator[Narrowed]:
    """Kinds overlap: each is part of its theme, and where they cover it, together they are no fewer than it is."""
    theme = _undo(kinds.people, policy)
    ranges = {row.label: Range(0, theme.high) & _undo(row.shown, policy) for row in kinds.rows}
    for row in kinds.rows:
        others = sum(each.high for label, each in ranges.items() if label != row.label)
        within = ranges[row.label] & Range(max(theme.low - others, 0) if kinds.cover else 0, theme.high)
        if row.shown is None:
            yield from _judge(f"{kinds.title}: {row.name}", GroupKind.CELL, within, policy)
        else:
            rest = Range(max(theme.low - within.high, 0), theme.high - within.low)
            yield from _judge(f"{kinds.title}: all but {row.name}", GroupKind.REST, rest, policy)
    shown = [ranges[row.label] for row in kinds.rows if row.shown is not None]
    if kinds.cover and 0 < len(shown) < len(kinds.rows):
        rest = Range(max(theme.low - sum(each.high for each in shown), 0), theme.high - max(each.low for each in shown))
        yield from _judge(f"{kinds.title}: none of the kinds shown", GroupKind.REST, rest, policy)


def attack_training(training: PrintedTraining, policy: DisclosurePolicy) -> Iterator[Narrowed]:
    """Answers before and after: of the same people, four groups; of others, two at either time."""
    for name, side in (("before", training.before), ("after", training.after)):
        people, top = _undo(side.people, policy), _undo(side.top, policy)
        if None not in (side.people, side.top):
            rest = Range(max(people.low - top.high, 0), people.high - top.low) & _others(side, policy)
            yield from _judge(f"{training.title}: all but the top two answers {name}", GroupKind.REST, rest, policy)
    if training.is_paired:
        yield from Attacker(_know_pairs(training, policy)).find_narrowed(_list_pairs(training), policy.threshold)


_MOVES = {"stayed in the top two answers": (1, 1), "left them": (1, 0), "came into them": (0, 1), "stayed out of them": (0, 0)}


def _know_pairs(training: PrintedTraining, policy: DisclosurePolicy) -> Known:
    unknowns: dict[Unknown, Range] = dict.fromkeys(_MOVES, ANY)
    unknowns |= {"came into them": _undo(training.rose, policy), "left them": _undo(training.fell, policy)}
    sums = []
    for place, side in enumerate((training.before, training.after)):
        tops: dict[Unknown, int] = {name: 1 for name, moved in _MOVES.items() if moved[place]}
        others: dict[Unknown, int] = {name: 1 for name, moved in _MOVES.items() if not moved[place]}
        sums += [Sum(tops, _undo(side.top, policy)), Sum(others, _others(side, policy))]
        sums.append(Sum(dict.fromkeys(_MOVES, 1), _undo(side.people, policy)))
    return Known(unknowns, tuple(sums))


def _list_pairs(training: PrintedTraining) -> Iterator[Group]:
    shown = {"came into them": training.rose, "left them": training.fell}
    for name in _MOVES:
        if shown.get(name) is None:
            kind = GroupKind.CELL if name in shown else GroupKind.REST
            yield Group(f"{training.title}: {name}", kind, {name: 1})


def _others(side: PrintedSide, policy: DisclosurePolicy) -> Range:
    return Range(policy.threshold, UNBOUNDED) if side.has_share else ANY


def list_spans(page: PrintedPage) -> Iterator[tuple[str, dict[tuple[str, str], int | None]]]:
    """Each series in each span of time, by place, by category, and by both where that is told; each with a title of its own."""
    spans: defaultdict[tuple[str, str], dict[tuple[str, str], int | None]] = defaultdict(dict)
    for each in page.records:
        spans[each.series, each.when][each.place, each.category] = each.shown
    for (series, when), figures in spans.items():
        places = {key: shown for key, shown in figures.items() if not key[1]}
        categories = {key: shown for key, shown in figures.items() if not key[0]}
        tables = {"place": places, "category": categories}
        if len(figures) > len(places | categories):
            tables = {"place and category": figures}
        for name, table in tables.items():
            if len(table) > 1:
                yield f"{series}, {when}, by {name}", table


def see_records(figures: Mapping[tuple[str, str], int | None], policy: DisclosurePolicy, title: str) -> Seen:
    """Counts of other records in one span of time, by place and category (empty: all of them)."""
    axes = [tuple(sorted({key[axis] for key in figures} - {""})) for axis in (0, 1)]
    used = [axis for axis in (0, 1) if axes[axis]] or [0]
    shape = Shape(tuple((title, "category")[axis] for axis in used), tuple(axes[axis] or ("all",) for axis in used))
    ranges: dict[Key, Range] = {}
    for key, shown in figures.items():
        if shown is not None:
            place = tuple(axes[axis].index(key[axis]) if key[axis] else None for axis in used)
            ranges[place] = undo_rounding(shown, policy)
    return Seen(shape, ranges, frozenset(ranges))


def _judge(label: str, kind: GroupKind, within: Range, policy: DisclosurePolicy) -> Iterator[Narrowed]:
    if is_narrowed(kind, within, policy.threshold):
        yield Narrowed(Group(label, kind, {label: 1}), within)


def _undo(shown: int | None, policy: DisclosurePolicy) -> Range:
    return ANY if shown is None else undo_rounding(shown, policy)
