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
    heard: KindsHeard | None, *, most: int, wording: Wording, policy: DisclosurePolicy
) -> tuple[tuple[KindCount, ...], tuple[KindCount, ...]]:
    """The rows of kinds and of leanings, each in an order of their own that no count decides; none where none could be shown.

    `most` is what the theme's own count on the page was made from: no more than its people.
    """
    if heard is None:
        return (), ()
    kinds = disclose_kinds(heard.kinds, most, policy, is_cover=True)
    leanings = disclose_kinds(heard.leanings, most, policy, is_cover=False)
    return _list_rows(kinds, wording), _list_rows(leanings, wording)


def disclose_kinds(counts: Mapping[Told, int], people: int, policy: DisclosurePolicy, *, is_cover: bool) -> dict[Told, Shown]:
    """Counts that overlap within a total that is itself shown. One stands where it and the rest of the people are both enough.

    `is_cover` says that everybody is in one of them at least: a single one that is withheld must then have some people where the
    others together leave them, so the smallest of the others is withheld with it.
    """
    shown = {name: disclose_count(count, policy) if people - count >= policy.threshold else WITHHELD for name, count in counts.items()}
    hidden = [name for name, each in shown.items() if each.is_withheld]
    if is_cover and len(hidden) == 1 and _leaves_some(shown, people, policy):
        smallest = min((name for name in shown if name not in hidden), key=lambda name: (counts[name], name))
        shown[smallest] = WITHHELD
    return shown


def _leaves_some(shown: Mapping[Told, Shown], people: int, policy: DisclosurePolicy) -> bool:
    """Whether a reader who adds up what is shown finds that it cannot be all."""
    total = disclose_count(people, policy).count
    together = sum(undo_rounding(each.count, policy).high for each in shown.values() if each.count is not None)
    return total is not None and undo_rounding(total, policy).low > together


def _list_rows(shown: Mapping[Told, Shown], wording: Wording) -> tuple[KindCount, ...]:
    if all(each.is_withheld for each in shown.values()):
        return ()
    return tuple(KindCount(name.value, each.count, _say(each, wording)) for name, each in shown.items())


def _say(shown: Shown, wording: Wording) -> str:
    return wording.say("people.hidden") if shown.count is None else wording.count("people.about", shown.count)
