"""Who was not heard: groups whose share of those heard lies clearly under their share of residents, in words."""

from __future__ import annotations

from collections.abc import Iterator

from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.facts import DigestFacts, GroupHeard
from digest.telling.heard_tables import LANGUAGE, complete_counts, disclose_group, label_value, list_groups, share_of_group
from digest.telling.wording import Wording

MOST = 4  # shortfalls that the head of a digest names
CLEARLY_FEWER = 2  # a withheld group is named where this many times the threshold would be expected


def say_not_heard(facts: DigestFacts, *, wording: Wording, policy: DisclosurePolicy) -> tuple[str, ...]:
    """The largest shortfalls, a sentence each; that there are none, or that nobody said who lives here."""
    groups = [each for each in list_groups(facts) if each.residents]
    if not groups:
        return (wording.say("whom.no_reference"),)
    found = [each for group in groups for each in _find_shortfalls(group, facts, wording, policy)]
    found.sort(key=lambda each: -each[0])
    return tuple(words for _, words in found[:MOST]) or (wording.say("whom.balanced"),)


def _find_shortfalls(group: GroupHeard, facts: DigestFacts, wording: Wording, policy: DisclosurePolicy) -> Iterator[tuple[float, str]]:
    counts = complete_counts(group)
    shown, total = disclose_group(group, facts, policy), sum(counts.values())
    kind = "language" if group.name == LANGUAGE else "group"
    for value, residents in group.residents:
        share = share_of_group(counts[value], shown[value], total, policy)
        named = {"label": wording.isolate(label_value(group, value, wording)), "residents": wording.number(round(residents * 100))}
        if kind == "group":
            named["group"] = wording.isolate(group.name)
        if share is not None and share.high < residents * 100:
            yield residents - share.value / 100, wording.say(f"whom.less_{kind}", heard=wording.number(share.value), **named)
        elif shown[value].is_withheld and residents * total >= CLEARLY_FEWER * policy.threshold:
            yield residents, wording.say(f"whom.hidden_{kind}", **named)
