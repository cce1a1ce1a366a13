"""Who was heard: exact counts -> safe tables in words."""

from __future__ import annotations

from collections.abc import Mapping

from digest.counting.raised import LANGUAGE_GROUP
from digest.disclosing.hidden import place_heard
from digest.disclosing.policy import DisclosurePolicy, Shown, ShownShare, disclose_parts, disclose_share
from digest.gathering.facts import DigestFacts, GroupHeard
from digest.pages.tables import HeardRow, HeardTable
from digest.telling.wording import Wording, show_plainly

LANGUAGE = LANGUAGE_GROUP  # a group like any other


def list_groups(facts: DigestFacts) -> tuple[GroupHeard, ...]:
    """Languages first, as a group like any other, then the public groups. Empty ones are left out."""
    languages = GroupHeard(LANGUAGE, facts.languages_heard, facts.languages_resident)
    return tuple(each for each in (languages, *facts.groups_heard) if each.people)


def describe_heard(facts: DigestFacts, *, wording: Wording, policy: DisclosurePolicy) -> tuple[HeardTable, ...]:
    """A table a group, most people first; withheld rows stand as not shown."""
    return tuple(_describe_group(each, facts, wording, policy) for each in list_groups(facts))


def label_value(group: GroupHeard, value: str, wording: Wording) -> str:
    """A group's value as people read it: languages by their names."""
    return wording.language_name(value) if group.name == LANGUAGE else show_plainly(value)


def complete_counts(group: GroupHeard) -> dict[str, int]:
    """People heard by value, with a 0 for each value that only residents have."""
    return dict.fromkeys(dict(group.residents), 0) | dict(group.people)


def disclose_group(group: GroupHeard, facts: DigestFacts, policy: DisclosurePolicy) -> dict[str, Shown]:
    """What may be told of people heard by value: the same wherever a page speaks of it, and nothing that was withheld a moment ago."""
    counts = complete_counts(group)
    name = LANGUAGE if group.name == LANGUAGE else show_plainly(group.name)
    places = {value: place_heard(name, value if name == LANGUAGE else show_plainly(value)) for value in counts}
    kept_back = [value for value, count in counts.items() if facts.hidden_before.keeps(places[value], count, policy)]
    return disclose_parts(counts, policy, kept_back=kept_back)


def share_of_group(count: int, shown: Shown, total: int, policy: DisclosurePolicy) -> ShownShare | None:
    """The share of all whose value is known, where the count may be shown."""
    return None if shown.is_withheld else disclose_share(count, total, policy)


def _describe_group(group: GroupHeard, facts: DigestFacts, wording: Wording, policy: DisclosurePolicy) -> HeardTable:
    counts = complete_counts(group)
    shown = disclose_group(group, facts, policy)
    residents = dict(group.residents)
    # Among themselves the withheld rows stand in alphabetical order: their order would tell their size.
    values = sorted(counts, key=lambda each: (-(shown[each].count or 0), label_value(group, each, wording)))
    rows = tuple(
        _describe_value(group, each, shown[each], counts[each], residents, (sum(counts.values()), wording, policy)) for each in values
    )
    is_hidden = any(each.is_withheld for each in shown.values())
    if group.name == LANGUAGE:
        return HeardTable(wording.say("whoheard.language"), wording.texts.code, rows, is_hidden)
    return HeardTable(show_plainly(group.name), facts.language, rows, is_hidden)


def _describe_value(
    group: GroupHeard,
    value: str,
    shown: Shown,
    count: int,
    residents: Mapping[str, float],
    context: tuple[int, Wording, DisclosurePolicy],
) -> HeardRow:
    total, wording, policy = context
    share = share_of_group(count, shown, total, policy)
    living = round(residents[value] * 100) if value in residents else None
    people = wording.say("people.hidden") if shown.count is None else wording.count("people.about", shown.count)
    return HeardRow(label_value(group, value, wording), people, share, living, _say_row(people, share, living, wording))


def _say_row(people: str, share: ShownShare | None, living: int | None, wording: Wording) -> str:
    if share is None:
        return people if living is None else wording.say("whoheard.row_hidden_residents", people=people, residents=wording.percent(living))
    heard = wording.percent(share.value)
    if living is None:
        return wording.say("whoheard.row", people=people, heard=heard)
    return wording.say("whoheard.row_both", people=people, heard=heard, residents=wording.percent(living))
