"""People by kind and leaning -> rows of a theme's card: what is safe to say, and the rest as not shown."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from digest.disclosing.policy import WITHHELD, DisclosurePolicy, Shown, disclose_count
from digest.disclosing.ranges import undo_rounding
from digest.pages.cards import KindCount
from digest.telling.wording import Wording
from domain.kinds import KindsHeard

Told = TypeVar("Told", bound=StrEnum)


def describe_kinds(
    heard: KindsHeard | None, *, people: int, wording: Wording, policy: DisclosurePolicy
) -> tuple[tuple[KindCount, ...], tuple[KindCount, ...]]:
    """The rows of kinds and of leanings, each in an order of their own that no count decides; none where none says anything.

    `people` is what the theme's own count on the page was made from.
    """
    if heard is None:
        return (), ()
    return (
        _list_rows(heard.kinds, people, wording=wording, policy=policy, is_cover=True),
        _list_rows(heard.leanings, people, wording=wording, policy=policy, is_cover=False),
    )


def disclose_kinds(counts: Mapping[Told, int], people: int, policy: DisclosurePolicy, *, is_cover: bool) -> dict[Told, Shown]:
    """Counts that overlap within a total that is itself shown. One stands where it and the rest of the people are both enough.

    `is_cover` says that everybody is in one of them at least: where what is shown leaves somebody for one that is withheld,
    the smallest of the shown is withheld as well.
    """
    shown = {name: disclose_count(count, policy) if people - count >= policy.threshold else WITHHELD for name, count in counts.items()}
    if is_cover and not find_most(counts, people, policy) and _leaves_some(shown, people, policy):
        smallest = min((name for name in shown if not shown[name].is_withheld), key=lambda name: (counts[name], name))
        shown[smallest] = WITHHELD
    return shown


def find_most(counts: Mapping[Told, int], people: int, policy: DisclosurePolicy) -> frozenset[Told]:
    """What so many said that those who did not are too few for a number: it is told as "most", which leaves 0 to 9 others.

    Never among few people: there it would say of everybody who came what they said.
    """
    if people < 2 * policy.threshold:
        return frozenset()
    return frozenset(name for name, count in counts.items() if people - count < policy.threshold)


def _leaves_some(shown: Mapping[Told, Shown], people: int, policy: DisclosurePolicy) -> bool:
    """Whether a reader who adds up what is shown, and takes the others withheld for as many as they can be, has people left over."""
    total = disclose_count(people, policy).count
    hidden = sum(each.is_withheld for each in shown.values())
    if total is None or hidden in (0, len(shown)):
        return False
    together = sum(undo_rounding(each.count, policy).high for each in shown.values() if each.count is not None)
    return undo_rounding(total, policy).low > together + (hidden - 1) * (policy.threshold - 1)


def _list_rows(
    counts: Mapping[Told, int], people: int, *, wording: Wording, policy: DisclosurePolicy, is_cover: bool
) -> tuple[KindCount, ...]:
    shown, most = disclose_kinds(counts, people, policy, is_cover=is_cover), find_most(counts, people, policy)
    if not most and all(each.is_withheld for each in shown.values()):
        return ()
    return tuple(
        KindCount(name.value, each.count, wording.say("kinds.most") if name in most else _say(each, wording))
        for name, each in shown.items()
    )


def _say(shown: Shown, wording: Wording) -> str:
    return wording.say("people.hidden") if shown.count is None else wording.count("people.about", shown.count)
