"""What follows on one page without any table: those who did not raise a theme, and answers that a mean gives away. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator

from digest.disclosing.attacker import Attacker
from digest.disclosing.known import Group, GroupKind, Known, Narrowed, Sum, Unknown, is_narrowed
from digest.disclosing.page_figures import PrintedPage, PrintedScale
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.ranges import ANY, UNBOUNDED, Range, undo_rounding

HEARD, UNTHEMED = "heard", "unthemed"


def attack_themes(page: PrintedPage) -> Iterator[Narrowed]:
    """All but those who raised a theme, and those whose words fit none. Themes overlap: they add up to nothing else."""
    if page.people_heard is None:
        return
    threshold = page.policy.threshold
    unknowns: dict[Unknown, Range] = {HEARD: undo_rounding(page.people_heard, page.policy), UNTHEMED: _range(page.unthemed, page)}
    sums, groups = [], []
    for number, each in enumerate(page.themes):
        unknowns[number] = _range(each.shown, page)
        rest = {HEARD: 1, number: -1}
        sums.append(Sum(rest, Range(threshold, UNBOUNDED) if each.share else Range(0, threshold - 1)))
        sums.append(Sum(rest | {UNTHEMED: -1}, ANY))
        groups.append(Group(f"all who did not raise: {each.name}", GroupKind.REST, rest))
    if not page.is_theme_hidden:
        everybody: dict[Unknown, int] = {HEARD: -1, UNTHEMED: 1, **dict.fromkeys(range(len(page.themes)), 1)}
        sums.append(Sum(everybody, ANY))
    if page.unthemed is not None:
        groups.append(Group("people whose words fit some theme", GroupKind.REST, {HEARD: 1, UNTHEMED: -1}))
        sums.append(Sum({HEARD: 1, UNTHEMED: -1}, ANY))
    else:
        groups.append(Group("people whose words fit no theme", GroupKind.REST, {UNTHEMED: 1}))
    yield from Attacker(Known(unknowns, tuple(sums))).find_narrowed(groups, threshold)


def _range(shown: int | None, page: PrintedPage) -> Range:
    return ANY if shown is None else undo_rounding(shown, page.policy)


def attack_mean(scale: PrintedScale, policy: DisclosurePolicy) -> Iterator[Narrowed]:
    """Answers to a closed question whose share is withheld: either side is small, and a mean may tell which one and how small."""
    if scale.people is None or scale.share is not None:
        return
    pairs = list(_list_feasible(scale, undo_rounding(scale.people, policy), policy.threshold))
    for label, counts in (
        ("the top two answers", [top for top, _ in pairs]),
        ("all but the top two answers", [rest for _, rest in pairs]),
    ):
        within = Range(min(counts), max(counts)) if counts else Range(0, 0)
        if is_narrowed(GroupKind.REST, within, policy.threshold):
            yield Narrowed(Group(f"{scale.title}, {scale.round_title}: {label}", GroupKind.REST, {label: 1}), within)


def tells_side(people: int, mean: float, ends: tuple[float, float], policy: DisclosurePolicy) -> bool:
    """Whether a mean beside a rounded count of people tells which side of the scale is small, where the share is withheld."""
    whole_ends = (math.floor(ends[0]), math.ceil(ends[1]))
    tenths = {math.floor(mean * 10), math.ceil(mean * 10)}  # however the mean is rounded when it is written
    scales = (PrintedScale("", "", people, None, each, whole_ends) for each in tenths)
    return any(True for scale in scales for _ in attack_mean(scale, policy))


def _list_feasible(scale: PrintedScale, people: Range, threshold: int) -> Iterator[tuple[int, int]]:
    """Every (top two, others) of which one is under the threshold and that can have this mean."""
    for heard in range(int(people.low), int(people.high) + 1):
        small = range(min(threshold, heard + 1))
        for top in {*small, *(heard - each for each in small)}:
            if _can_have_mean(scale, top, heard - top):
                yield top, heard - top


def _can_have_mean(scale: PrintedScale, top: int, rest: int) -> bool:
    """Answers are whole numbers on the scale, and the mean is printed to a tenth: compared here in twentieths."""
    if scale.mean_tenths is None or scale.ends is None:
        return True
    lowest, highest = scale.ends
    least = 20 * ((highest - 1) * top + lowest * rest)
    most = 20 * (highest * top + (highest - 2) * rest)
    return least <= (2 * scale.mean_tenths + 1) * (top + rest) and most >= (2 * scale.mean_tenths - 1) * (top + rest)
