"""Which figures of who raised a theme may leave: every theme by every public group, beside what the page shows already. Pure.

Who was heard of a value is one figure, the same with every theme: it is decided on first, once a group. Where it is withheld,
so is who raised anything among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from digest.counting.raised import RaisedCount, RaisedCounts
from digest.disclosing.group_rows import GroupRows, ThemeRows, attack_group, say_everybody
from digest.disclosing.pairs import ANYTHING, Three
from digest.disclosing.policy import DisclosurePolicy, disclose_count
from digest.disclosing.protect import Published
from digest.disclosing.ranges import ANY, UNBOUNDED, Range, undo_rounding
from digest.disclosing.tables import Key, Shape, list_public
from domain.ids import ThemeId

RAISED, OTHERS = 0, 1  # the two columns: those who raised the theme, and those who did not


@dataclass(frozen=True, slots=True)
class Beside:
    """What the page shows besides: rounded people heard in words, of each theme, and by group and value in the tables of people heard.

    None, or missing, where it shows nothing.
    """

    people_heard: int | None = None
    themes: Mapping[ThemeId, int | None] = field(default_factory=dict)
    heard: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)


def protect_raised(
    tables: Sequence[RaisedCounts],
    policy: DisclosurePolicy,
    *,
    beside: Beside | None = None,
    hidden_before: Collection[tuple[ThemeId, str, str]] = (),
) -> Mapping[tuple[ThemeId, str], Published]:
    """A table each, by theme and group: the figure at (value, 0) is who raised it, at (value, None) who was heard.

    Values stand in the order of the table's own `values`, (None, 0) and (None, None) are all whose value is known. Of a
    row either both figures may be shown, or only those heard, or none. `hidden_before` are theme, group and value that
    an earlier release withheld, and that have not clearly grown since.
    """
    groups: defaultdict[str, list[RaisedCounts]] = defaultdict(list)
    for each in tables:
        groups[each.group].append(each)
    found: dict[tuple[ThemeId, str], Published] = {}
    for of_group in groups.values():
        found |= _Plan(of_group, policy, beside or Beside(), frozenset(hidden_before)).protect()
    return {(each.theme_id, each.group): found[each.theme_id, each.group] for each in tables}


class _Plan:
    """One group: what is shown of it at a time, while it is made safe."""

    def __init__(
        self, tables: Sequence[RaisedCounts], policy: DisclosurePolicy, beside: Beside, hidden_before: frozenset[tuple[ThemeId, str, str]]
    ):
        self._policy, self._beside, self._group = policy, beside, tables[0].group
        self._tables = {each.theme_id: each for each in tables}
        self._values = tuple(dict.fromkeys(row.value for each in tables for row in each.values))
        self._counts = {each.theme_id: _by_value(each, self._values) for each in tables}
        self._heard = {value: max(counts[value].heard for counts in self._counts.values()) for value in self._values}
        self._heard_shown = {value for value in self._values if self._heard[value] >= policy.threshold}
        self._kept_back = {
            theme: {value for value in self._values if (theme, self._group, value) in hidden_before} for theme in self._counts
        }
        self._raised_shown: dict[ThemeId, set[str]] = {}
        self._known_shown: set[ThemeId] = set()

    def protect(self) -> dict[tuple[ThemeId, str], Published]:
        """Hide until nobody is singled out; then show again what was hidden without need."""
        self._hide_heard()
        while not self._hide_raised() and self._heard_shown:
            self._heard_shown.discard(min(self._heard_shown, key=lambda value: (self._heard[value], value)))
        self._show_again()
        return {(theme, self._group): self._publish(table) for theme, table in self._tables.items()}

    def _hide_heard(self) -> None:
        """The people heard alone, without a theme: the smallest are hidden until they are safe."""
        bare = ThemeRows(
            "",
            tuple(None for _ in self._values),
            (False,) * len(self._values),
            everybody=say_everybody(None, self._beside.people_heard, self._policy),
        )
        while self._heard_shown:
            rows = replace(self._see(()), themes=(bare,))
            found = next(attack_group(rows, self._policy), None)
            if found is None:
                return
            wordless = {value for value in self._values if value in found[1].group.terms and found[0] < 0}
            self._heard_shown.discard(min(wordless or self._heard_shown, key=lambda value: (self._heard[value], value)))

    def _hide_raised(self) -> bool:
        """Every theme, then all together; False where hiding all who raised something is not enough."""
        for theme, counts in self._counts.items():
            shown = {value for value in self._heard_shown if self._may_show(counts[value]) and value not in self._kept_back[theme]}
            self._raised_shown[theme] = shown
            if self._may_show(_add_up(counts.values())):
                self._known_shown.add(theme)
        return all(self._hide_in((theme,)) for theme in self._counts) and self._hide_in(tuple(self._counts))

    def _hide_in(self, themes: Sequence[ThemeId]) -> bool:
        while True:
            found = dict(attack_group(self._see(themes), self._policy))
            if not found:
                return True
            hidden = [self._hide_one(themes[number]) for number in found if number >= 0]
            if -1 in found or not all(hidden):
                return False

    def _hide_one(self, theme: ThemeId) -> bool:
        """The fewest people's worth of one theme; last of all what all whose value is known say together."""
        shown, counts = self._raised_shown[theme], self._counts[theme]
        if shown:
            shown.discard(min(shown, key=lambda value: (counts[value].raised, value)))
            return True
        if theme in self._known_shown:
            self._known_shown.discard(theme)
            return True
        return False

    def _show_again(self) -> None:
        """Most people first; each stays shown only where nobody is singled out by its theme, nor by all together."""
        before = {theme: set(shown) for theme, shown in self._raised_shown.items()}
        for theme, counts in self._counts.items():
            hidden = [value for value in self._heard_shown - self._raised_shown[theme] if self._may_show(counts[value])]
            for value in sorted(set(hidden) - self._kept_back[theme], key=lambda value: (-counts[value].raised, value)):
                self._raised_shown[theme].add(value)
                if any(True for _ in attack_group(self._see((theme,)), self._policy)):
                    self._raised_shown[theme].discard(value)
        if any(True for _ in attack_group(self._see(tuple(self._counts)), self._policy)):
            self._raised_shown = before

    def _may_show(self, count: RaisedCount) -> bool:
        return min(count.raised, count.heard - count.raised) >= self._policy.threshold

    def _see(self, themes: Iterable[ThemeId]) -> GroupRows:
        """What a reader has of these themes."""
        answered = self._beside.heard.get(self._group, {})
        return GroupRows(
            group=self._group,
            values=self._values,
            heard=tuple(self._round(self._heard[value]) if value in self._heard_shown else None for value in self._values),
            answered=tuple(ANY if (shown := answered.get(value)) is None else undo_rounding(shown, self._policy) for value in self._values),
            themes=tuple(self._see_theme(theme) for theme in themes),
        )

    def _see_theme(self, theme: ThemeId) -> ThemeRows:
        counts, shown = self._counts[theme], self._raised_shown[theme]
        return ThemeRows(
            name=theme,
            raised=tuple(self._round(counts[value].raised) if value in shown else None for value in self._values),
            shares=tuple(value in shown for value in self._values),
            known=self._see_known(_add_up(counts.values())) if theme in self._known_shown else ANYTHING,
            everybody=say_everybody(self._beside.themes.get(theme), self._beside.people_heard, self._policy),
        )

    def _see_known(self, everyone: RaisedCount) -> Three:
        raised, heard = (undo_rounding(self._round(each) or 0, self._policy) for each in (everyone.raised, everyone.heard))
        return raised, Range(self._policy.threshold, UNBOUNDED), heard

    def _round(self, count: int) -> int | None:
        return disclose_count(count, self._policy).count

    def _publish(self, table: RaisedCounts) -> Published:
        shape = Shape((table.group, "theme"), (tuple(each.value for each in table.values), ("raised it", "did not raise it")))
        figures: dict[Key, int | None] = dict.fromkeys(list_public(shape))
        for number, each in enumerate(table.values):
            is_shown = each.value in self._raised_shown[table.theme_id]
            figures |= self._tell((number,), each, is_shown=is_shown)
            figures[number, None] = self._round(each.heard) if each.value in self._heard_shown else None
        figures |= self._tell((None,), _add_up(table.values), is_shown=table.theme_id in self._known_shown)
        return Published(shape, figures)

    def _tell(self, place: Key, count: RaisedCount, *, is_shown: bool) -> dict[Key, int | None]:
        told = {(*place, RAISED): count.raised, (*place, OTHERS): count.heard - count.raised, (*place, None): count.heard}
        return {key: self._round(each) if is_shown else None for key, each in told.items()}


def _by_value(table: RaisedCounts, values: Iterable[str]) -> dict[str, RaisedCount]:
    given = {each.value: each for each in table.values}
    return {value: given.get(value, RaisedCount(value, 0, 0)) for value in values}


def _add_up(counts: Iterable[RaisedCount]) -> RaisedCount:
    every = list(counts)
    return RaisedCount("", sum(each.raised for each in every), sum(each.heard for each in every))
