"""Random groups of a town: who raised each theme of each value, what a page shows besides, and whom the solver singles out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.random import Generator

from digest.counting.raised import RaisedCount, RaisedCounts
from digest.disclosing.attacker import Attacker
from digest.disclosing.known import Group, GroupKind, Known, Sum, Unknown
from digest.disclosing.policy import DisclosurePolicy, disclose_count
from digest.disclosing.protect import Published
from digest.disclosing.raised import OTHERS, RAISED, Beside, protect_raised
from digest.disclosing.ranges import ANY, UNBOUNDED, Range, undo_rounding
from domain.ids import ThemeId

POLICY = DisclosurePolicy()
GROUP, UNTOLD = "Quarter", -1  # UNTOLD is the place of those whose value is not known
Found = Mapping[tuple[ThemeId, str], Published]


def make_town(chance: Generator, *, themes: int, values: int, people: int) -> tuple[list[RaisedCounts], Beside]:
    """One group; most people told their value. What else the page shows of them stands beside."""
    told = int(chance.binomial(people, chance.uniform(0.8, 1)))
    heard = chance.multinomial(told, chance.dirichlet(np.full(values, 0.8)))
    tables, shown = [], {}
    for number in range(themes):
        rate = chance.beta(1.2, 4)
        raised = chance.binomial(heard, np.clip(rate * chance.uniform(0.4, 1.7, size=values), 0, 1))
        rows = tuple(RaisedCount(f"v{place}", int(r), int(h)) for place, (r, h) in enumerate(zip(raised, heard, strict=True)))
        theme = ThemeId(f"theme-{number}")
        tables.append(RaisedCounts(theme, GROUP, rows))
        everybody = int(raised.sum() + chance.binomial(people - told, rate))
        shown[theme] = disclose_count(min(everybody, people - POLICY.threshold), POLICY).count
    answered = {f"v{place}": disclose_count(int(h + chance.binomial(12, 0.3)), POLICY).count for place, h in enumerate(heard)}
    return tables, Beside(disclose_count(people, POLICY).count, shown, {GROUP: answered})


def hide_small(tables: Sequence[RaisedCounts]) -> dict[tuple[ThemeId, str], Published]:
    """Each count on its own."""
    found = {}
    for table in tables:
        published = protect_raised([table], DisclosurePolicy(threshold=1, round_to=1))[table.theme_id, table.group]
        figures: dict[tuple[int | None, ...], int | None] = dict.fromkeys(published.figures)
        for place, row in enumerate(table.values):
            figures[place, 0] = disclose_count(row.raised, POLICY).count
            figures[place, None] = disclose_count(row.heard, POLICY).count
            if None not in (figures[place, 0], figures[place, None]):
                figures[place, 1] = disclose_count(row.heard - row.raised, POLICY).count
        found[table.theme_id, table.group] = Published(published.shape, figures)
    return found


class _Town:
    """Unknown counts by (theme or "heard", place), and all that is known of them."""

    def __init__(self, tables: Sequence[RaisedCounts], found: Found, beside: Beside) -> None:
        self.tables, self.found, self.beside = tables, found, beside
        self.values = [row.value for row in tables[0].values]
        self.places = [*range(len(self.values)), UNTOLD]
        self.unknowns: dict[Unknown, Range] = {}
        self.sums: list[Sum] = []
        self.groups: list[Group] = []

    def solve(self) -> list[str]:
        self._tell_heard()
        for table in self.tables:
            self._tell_theme(table)
        attacker = Attacker(Known(self.unknowns, tuple(self.sums)))
        return [f"{each.group.label} {each.within}" for each in attacker.find_narrowed(self.groups, POLICY.threshold)]

    def _add_group(self, label: str, kind: GroupKind, *terms: tuple[str, Sequence[int], int]) -> None:
        self.groups.append(Group(label, kind, _join(*terms)))

    def _tell_heard(self) -> None:
        figures = self.found[self.tables[0].theme_id, GROUP].figures
        hidden = [place for place in range(len(self.values)) if figures[place, None] is None]
        for place, value in enumerate(self.values):
            self.unknowns["heard", place] = _tell_heard(figures[place, None], self.beside.heard[GROUP][value])
        self.unknowns["heard", UNTOLD] = ANY
        if self.beside.people_heard is not None:
            self.sums.append(Sum(_join(("heard", self.places, 1)), undo_rounding(self.beside.people_heard, POLICY)))
        for place in hidden:
            self._add_group(f"heard {place}", GroupKind.CELL, ("heard", [place], 1))
        for rest in (hidden, [*hidden, UNTOLD], [UNTOLD]):
            self._add_group(f"rest heard {rest}", GroupKind.REST, ("heard", rest, 1))

    def _tell_theme(self, table: RaisedCounts) -> None:
        theme, figures = table.theme_id, self.found[table.theme_id, GROUP].figures
        hidden = [place for place in range(len(self.values)) if figures[place, RAISED] is None]
        for place in self.places:
            shown = None if place in (*hidden, UNTOLD) else figures[place, RAISED]
            self.unknowns[theme, place] = ANY if shown is None else undo_rounding(shown, POLICY)
            self._tell_others(theme, place, is_told=shown is not None and figures[place, None] is not None)
        for place in hidden:
            self._add_group(f"{theme} {place}", GroupKind.CELL, (theme, [place], 1))
        for rest in (hidden, [*hidden, UNTOLD], [UNTOLD], self.places[:-1]):
            self._add_group(f"rest {theme} {rest}", GroupKind.REST, (theme, rest, 1))
            self._add_group(f"rest not {theme} {rest}", GroupKind.REST, ("heard", rest, 1), (theme, rest, -1))
        everybody = self.beside.themes[theme]
        if everybody is not None:
            self.sums.append(Sum(_join((theme, self.places, 1)), undo_rounding(everybody, POLICY)))
            self.sums.append(Sum(_join(("heard", self.places, 1), (theme, self.places, -1)), Range(POLICY.threshold, UNBOUNDED)))

    def _tell_others(self, theme: ThemeId, place: int, *, is_told: bool) -> None:
        """Those who did not raise it: enough where a share is printed, few where both figures stand without one."""
        has_share = is_told and self.found[theme, GROUP].figures[place, OTHERS] is not None
        within = Range(POLICY.threshold, UNBOUNDED) if has_share else Range(0, POLICY.threshold - 1) if is_told else ANY
        self.sums.append(Sum(_join(("heard", [place], 1), (theme, [place], -1)), within))
        if not has_share and place != UNTOLD:
            self._add_group(f"not {theme} {place}", GroupKind.CELL, ("heard", [place], 1), (theme, [place], -1))


def solve(tables: Sequence[RaisedCounts], found: Found, beside: Beside) -> list[str]:
    """Whom the integer programs single out of all themes together."""
    return _Town(tables, found, beside).solve()


def _join(*terms: tuple[str, Sequence[int], int]) -> dict[Unknown, int]:
    return dict(_list_terms(terms))


def _list_terms(terms: Sequence[tuple[str, Sequence[int], int]]) -> Iterator[tuple[Unknown, int]]:
    return (((name, place), times) for name, places, times in terms for place in places)


def _tell_heard(shown: int | None, answered: int | None) -> Range:
    """Where as many are told as answered, fewer than the threshold may have said nothing in words."""
    most = UNBOUNDED if answered is None else undo_rounding(answered, POLICY).high
    if shown is None:
        return Range(0, most)
    within = undo_rounding(shown, POLICY)
    least = within.low - (POLICY.threshold - 1 if shown == answered else 0)
    return Range(max(least, POLICY.threshold), min(within.high, most))
