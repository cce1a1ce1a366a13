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
from digest.disclosing.policy import DisclosurePolicy, disclose_count
from digest.disclosing.protect import Published
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

    Values stand in the order of the table's own `values`; (None, 0) and (None, None) are the theme's own figures, as they
    stand `beside`: those whose value is not known are among them. Of a row either both figures may be shown, or only those
    heard, or none. Where few of a value answered without words, all who answered are told as heard. `hidden_before` are theme, group and value that
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
        self._answered = beside.heard.get(self._group)
        self._told_heard = {value: self._tell_heard(value) for value in self._values}
        self._heard_shown = {value for value, told in self._told_heard.items() if told is not None}
        self._kept_back = {
            theme: {value for value in self._values if (theme, self._group, value) in hidden_before} for theme in self._counts
        }
        self._raised_shown: dict[ThemeId, set[str]] = {}

    def protect(self) -> dict[tuple[ThemeId, str], Published]:
        """Hide until nobody is singled out; then show again what was hidden without need."""
        self._hide_heard()
        while not self._hide_raised() and self._heard_shown:
            self._hide_smallest_heard()
        self._show_again()
        return {(theme, self._group): self._publish(table) for theme, table in self._tables.items()}

    def _tell_heard(self, value: str) -> int | None:
        """People heard in words as they are told: as all who answered where few of those said nothing in words.

        None where the table of people heard withholds them: they are among its own.
        """
        shown = disclose_count(self._heard[value], self._policy).count
        if self._answered is None or shown is None:
            return shown
        answered = self._answered.get(value)
        few = answered is not None and 0 < answered - shown < self._policy.threshold
        return answered if few or answered is None else shown

    def _hide_smallest_heard(self) -> None:
        self._heard_shown.discard(min(self._heard_shown, key=lambda value: (self._heard[value], value)))

    def _hide_heard(self) -> None:
        """The people heard alone, without a theme: the smallest are hidden until they are safe."""
        nobody, bare = (None,) * len(self._values), (False,) * len(self._values)
        theme = ThemeRows("", nobody, bare, everybody=say_everybody(None, self._beside.people_heard, self._policy))
        while self._heard_shown and any(attack_group(replace(self._see(()), themes=(theme,)), self._policy)):
            self._hide_smallest_heard()

    def _hide_raised(self) -> bool:
        """Every theme, then all together; False where hiding all who raised something is not enough."""
        for theme, counts in self._counts.items():
            may_show = {value for value in self._heard_shown if self._may_show(counts[value])}
            self._raised_shown[theme] = may_show - self._kept_back[theme]
        return all(self._hide_in((theme,)) for theme in self._counts) and self._hide_in(tuple(self._counts))

    def _hide_in(self, themes: Sequence[ThemeId]) -> bool:
        """Hide the fewest people's worth of each theme that singles somebody out, until none does."""
        while found := {number for number, _ in attack_group(self._see(themes), self._policy)}:
            for number in found:
                shown, counts = self._raised_shown[themes[number]], self._counts[themes[number]]
                if not shown:
                    return False
                shown.discard(min(shown, key=lambda value: (counts[value].raised, value)))
        return True

    def _show_again(self) -> None:
        """Most people first; each stays shown only where nobody is singled out by its theme, nor by all together."""
        before = {theme: set(shown) for theme, shown in self._raised_shown.items()}
        for theme, counts in self._counts.items():
            hidden = {value for value in self._heard_shown - self._raised_shown[theme] if self._may_show(counts[value])}
            for value in sorted(hidden - self._kept_back[theme], key=lambda value: (-counts[value].raised, value)):
                self._raised_shown[theme].add(value)
                if any(attack_group(self._see((theme,)), self._policy)):
                    self._raised_shown[theme].discard(value)
        if any(attack_group(self._see(tuple(self._counts)), self._policy)):
            self._raised_shown = before

    def _may_show(self, count: RaisedCount) -> bool:
        return min(count.raised, count.heard - count.raised) >= self._policy.threshold

    def _see(self, themes: Iterable[ThemeId]) -> GroupRows:
        """What a reader has of these themes."""
        return GroupRows(
            group=self._group,
            values=self._values,
            heard=tuple(self._told_heard[value] if value in self._heard_shown else None for value in self._values),
            answered=tuple((self._answered or {}).get(value) for value in self._values),
            themes=tuple(self._see_theme(theme) for theme in themes),
        )

    def _see_theme(self, theme: ThemeId) -> ThemeRows:
        counts, shown = self._counts[theme], self._raised_shown[theme]
        return ThemeRows(
            name=theme,
            raised=tuple(self._round(counts[value].raised) if value in shown else None for value in self._values),
            shares=tuple(value in shown for value in self._values),
            everybody=say_everybody(self._beside.themes.get(theme), self._beside.people_heard, self._policy),
        )

    def _round(self, count: int) -> int | None:
        return disclose_count(count, self._policy).count

    def _publish(self, table: RaisedCounts) -> Published:
        shape = Shape((table.group, "theme"), (tuple(each.value for each in table.values), ("raised it", "did not raise it")))
        figures: dict[Key, int | None] = dict.fromkeys(list_public(shape))
        for number, each in enumerate(table.values):
            if each.value in self._heard_shown:
                figures[number, None] = self._told_heard[each.value]
            if each.value in self._raised_shown[table.theme_id]:
                figures |= {(number, RAISED): self._round(each.raised), (number, OTHERS): self._round(each.heard - each.raised)}
        theme, everybody = self._beside.themes.get(table.theme_id), self._beside.people_heard
        if theme is not None and everybody is not None and theme < everybody:
            figures |= {(None, RAISED): theme, (None, None): everybody}
        return Published(shape, figures)


def _by_value(table: RaisedCounts, values: Iterable[str]) -> dict[str, RaisedCount]:
    given = {each.value: each for each in table.values}
    return {value: given.get(value, RaisedCount(value, 0, 0)) for value in values}
