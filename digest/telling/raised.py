"""Who raised a theme: exact tables -> the rows that may leave, in words that hold a group's figures against all, and say no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.counting.raised import RaisedCounts
from digest.counting.standings import RaisedStanding, Side, tell_standings
from digest.disclosing.hidden import place_raised
from digest.disclosing.policy import DisclosurePolicy, ShownShare, disclose_count, show_share
from digest.disclosing.protect import Published
from digest.disclosing.raised import RAISED, Beside, protect_raised
from digest.gathering.facts import DigestFacts
from digest.pages.cards import RaisedRow, RaisedTable, ThemeCard
from digest.telling.heard_tables import LANGUAGE, disclose_group, list_groups
from digest.telling.wording import Wording, show_plainly
from domain.ids import ThemeId

_STANDINGS = {RaisedStanding.ABOVE: "raised.above", RaisedStanding.BELOW: "raised.below", RaisedStanding.ALIKE: "raised.alike"}

Place = tuple[ThemeId, str, int]
"""A theme, a group and the number of one of its values."""


@dataclass(frozen=True, slots=True)
class _Telling:
    """What a table is told with."""

    content_language: str
    wording: Wording
    standings: Mapping[Place, RaisedStanding]
    told: Mapping[str, frozenset[str]]  # by group the values that show a share with some theme
    shares: Mapping[ThemeId, ShownShare | None]


def add_raised(cards: Sequence[ThemeCard], facts: DigestFacts, *, wording: Wording, policy: DisclosurePolicy) -> tuple[ThemeCard, ...]:
    """The cards, each with who raised its theme: by language first, then by each public group."""
    shown = {ThemeId(card.anchor) for card in cards}
    tables = [each for each in facts.raised if each.theme_id in shown]
    kept_back = tuple(_list_kept_back(tables, facts, policy))
    published = protect_raised(tables, policy, beside=_list_beside(cards, facts, policy), hidden_before=kept_back)
    shares = {ThemeId(card.anchor): card.share for card in cards}
    telling = _Telling(facts.language, wording, _tell_all(tables, published, shares, policy), _list_told(tables, published), shares)
    told = {(each.theme_id, each.group): _tell_table(each, published[each.theme_id, each.group], telling) for each in tables}
    groups = sorted({each.group for each in tables}, key=lambda group: (group != LANGUAGE, group))
    return tuple(
        replace(card, raised_by=tuple(table for group in groups if (table := told.get((ThemeId(card.anchor), group))) is not None))
        for card in cards
    )


def _list_kept_back(tables: Sequence[RaisedCounts], facts: DigestFacts, policy: DisclosurePolicy) -> Iterator[tuple[ThemeId, str, str]]:
    """What an earlier release withheld and what has not clearly grown since."""
    for each in tables:
        is_languages = each.group == LANGUAGE
        for row in each.values:
            named = (each.group, row.value) if is_languages else (show_plainly(each.group), show_plainly(row.value))
            if facts.hidden_before.keeps(place_raised(each.theme_id, *named), row.raised, policy):
                yield each.theme_id, each.group, row.value


def _list_beside(cards: Sequence[ThemeCard], facts: DigestFacts, policy: DisclosurePolicy) -> Beside:
    """What the page shows besides, which a reader holds against these tables."""
    heard = {
        group.name: {value: shown.count for value, shown in disclose_group(group, facts, policy).items()} for group in list_groups(facts)
    }
    return Beside(disclose_count(facts.people_heard, policy).count, {ThemeId(card.anchor): card.shown for card in cards}, heard)


def _tell_all(
    tables: Sequence[RaisedCounts],
    published: Mapping[tuple[ThemeId, str], Published],
    shares: Mapping[ThemeId, ShownShare | None],
    policy: DisclosurePolicy,
) -> Mapping[Place, RaisedStanding]:
    """How each row that is shown stands against everybody else who was heard, over all themes and groups together."""
    pairs = dict(pair for each in tables for pair in _list_pairs(each, published[each.theme_id, each.group], shares[each.theme_id]))
    return dict(zip(pairs, tell_standings(tuple(pairs.values()), round_to=policy.round_to), strict=True))


def _list_pairs(table: RaisedCounts, published: Published, share: ShownShare | None) -> Iterator[tuple[Place, tuple[Side, Side]]]:
    """Each shown row beside all others: what the card shows of everybody less the row. Rounding can leave no others to speak of."""
    raised, heard = (published.figures.get(key) for key in ((None, RAISED), (None, None)))
    if raised is None or heard is None or share is None:
        return
    for number, value in enumerate(table.values):
        here, among = _read(published, number)
        if here is not None and among is not None and 0 <= raised - here <= heard - among != 0:
            others = Side(raised - here, heard - among, share.design_effect)
            yield (table.theme_id, table.group, number), (Side(here, among, value.design_effect), others)


def _read(published: Published, number: int) -> tuple[int | None, int | None]:
    """The rounded people of one value who raised the theme, and all of them who were heard."""
    return published.figures.get((number, RAISED)), published.figures.get((number, None))


def _list_told(tables: Sequence[RaisedCounts], published: Mapping[tuple[ThemeId, str], Published]) -> Mapping[str, frozenset[str]]:
    """The same for all themes, so that a row of all others stands for the same people in each."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for each in tables:
        figures = published[each.theme_id, each.group]
        told[each.group].update(value.value for number, value in enumerate(each.values) if None not in _read(figures, number))
    return {group: frozenset(values) for group, values in told.items()}


def _tell_table(table: RaisedCounts, published: Published, telling: _Telling) -> RaisedTable | None:
    """None where nothing of it may be shown."""
    wording, is_language = telling.wording, table.group == LANGUAGE
    overall = telling.shares[table.theme_id]
    told = telling.told[table.group]
    rows = [_tell_row(table, number, published, overall, telling) for number, each in enumerate(table.values) if each.value in told]
    if not any(row.share for row in rows):
        return None
    rows.sort(key=_place_row)
    if len(rows) < len(table.values):
        rows.append(RaisedRow(wording.say("raised.rest"), None, None, None, "", wording.say("people.hidden")))
    title = wording.say("whoheard.language") if is_language else show_plainly(table.group)
    language = wording.texts.code if is_language else telling.content_language
    return RaisedTable(title, language, overall, tuple(rows))


def _tell_row(table: RaisedCounts, number: int, published: Published, overall: ShownShare | None, telling: _Telling) -> RaisedRow:
    wording, value = telling.wording, table.values[number]
    raised, heard = _read(published, number)
    label = wording.language_name(value.value) if table.group == LANGUAGE else show_plainly(value.value)
    if raised is None or heard is None:
        return RaisedRow(label, None, heard, None, "", _say_unknown(heard, wording))
    share = show_share(raised, heard, value.design_effect)
    standing = telling.standings.get((table.theme_id, table.group, number))
    return RaisedRow(label, raised, heard, share, standing.value if standing else "", _say_row(share, overall, standing, wording))


def _say_unknown(heard: int | None, wording: Wording) -> str:
    if heard is None:
        return wording.say("people.hidden")
    return wording.say("raised.heard_only", people=wording.count("people.about", heard))


def _say_row(share: ShownShare, overall: ShownShare | None, standing: RaisedStanding | None, wording: Wording) -> str:
    if standing is None or overall is None:
        return wording.say("raised.untold", share=wording.share(share))
    _, among_all = wording.contrast(share, overall)
    return wording.say(_STANDINGS[standing], share=wording.share(share), overall=among_all)


def _place_row(row: RaisedRow) -> tuple[bool, int, str]:
    """Most people heard first; those not shown stand last, by their names: their order would tell their size."""
    return row.heard is None, -(row.heard or 0), row.label
