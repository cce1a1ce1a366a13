"""What staff see of themes: exact counts, how each stands, what happened to it, and its passages in redacted words.

Nothing here is for a board: a digest rounds counts and leaves small ones out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.theme_deed import latest_themed
from digest.gathering.theme_facts import tell_solidity
from domain.decisions import ThemeDecision
from domain.heard import HeardPassage
from domain.ids import RoundId, ThemeId
from domain.kinds import PassageKind
from domain.themes import Assignment, MadeBy, Solidity, Theme, ThemeEvent
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme in the list. `people` are those of the latest themed round, `passages` those of all rounds up to it.

    `solidity` is None where the theme was not tried yet.
    """

    theme: Theme
    people: int
    passages: int
    solidity: Solidity | None
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage with its place in the latest run, and its kind, None where that was not told yet."""

    heard: HeardPassage
    placed: Assignment
    kind: PassageKind | None = None


@dataclass(frozen=True, slots=True)
class ThemePage:
    """All that is known of a theme: its row, sub-themes, what happened, what was decided, and its passages, surest first."""

    row: ThemeRow
    parts: tuple[ThemeRow, ...]
    events: tuple[ThemeEvent, ...]
    decisions: tuple[ThemeDecision, ...]
    passages: tuple[PassageRow, ...]


def list_themes(store: Store) -> tuple[ThemeRow, ...]:
    """The living themes, most people first, each followed by its sub-themes."""
    rows = _count(store, list_placed(store))
    board = sorted((each for each in rows.values() if each.theme.parent_id not in rows), key=_by_size)
    return tuple(each for one in board for each in (one, *_parts_of(one.theme, rows)))


def describe_theme(store: Store, theme: Theme) -> ThemePage:
    """A theme or sub-theme with all that is known of it; one that is retired has no passages."""
    placed = list_placed(store)
    rows = _count(store, placed)
    own = rows.get(theme.id, ThemeRow(theme, 0, 0, None, is_hidden=False))
    passages = tuple(each for each in placed if theme.id in (each.placed.theme_id, each.placed.part_id))
    decisions = store.decisions.of_theme(theme.id)
    return ThemePage(own, _parts_of(theme, rows), store.themes.events(theme.id), decisions, passages)


def list_unthemed(store: Store) -> tuple[PassageRow, ...]:
    """The passages that fit nowhere, those of the latest round first."""
    return tuple(each for each in list_placed(store) if each.placed.theme_id is None)


def list_placed(store: Store) -> tuple[PassageRow, ...]:
    """Every passage of the latest run: what a person placed first, then the surest, then the latest round's."""
    run = latest_themed(store)
    if run is None:
        return ()
    placed = {each.passage_id: each for each in store.themes.assignments(run.id)}
    order = {each.id: number for number, each in enumerate(store.rounds.all())}
    kinds = store.kinds.of_rounds(list(order))
    found = [
        PassageRow(each, placed[each.passage.id], kinds.get(each.passage.id))
        for each in store.passages.of_rounds(list(order))
        if each.passage.id in placed
    ]
    return tuple(sorted(found, key=lambda each: (*_by_certainty(each.placed), -order[each.heard.round_id], each.placed.passage_id)))


def latest_round_title(store: Store) -> str:
    """The title of the latest round that was themed; empty where none was."""
    run = latest_themed(store)
    return next((each.title for each in store.rounds.all() if run is not None and each.id == run.round_id), "")


def _count(store: Store, placed: Sequence[PassageRow]) -> dict[ThemeId, ThemeRow]:
    run = latest_themed(store)
    solidity: Mapping[ThemeId, Solidity] = tell_solidity(store.themes.standings(run.id)) if run else {}
    people, passages = _count_voices(placed, run.round_id if run else None)
    hidden = store.decisions.bindings().hidden
    return {
        each.id: ThemeRow(each, people.get(each.id, 0), passages.get(each.id, 0), solidity.get(each.id), each.id in hidden)
        for each in store.themes.living()
    }


def _count_voices(placed: Sequence[PassageRow], round_id: RoundId | None) -> tuple[dict[ThemeId, int], dict[ThemeId, int]]:
    """People of the round, and passages, of each theme and sub-theme."""
    people: defaultdict[ThemeId, set[str]] = defaultdict(set)
    passages: defaultdict[ThemeId, int] = defaultdict(int)
    for each in placed:
        for theme in (each.placed.theme_id, each.placed.part_id):
            if theme is not None:
                passages[theme] += 1
                if each.heard.round_id == round_id:
                    people[theme].add(each.heard.person_id)
    return {theme: len(who) for theme, who in people.items()}, dict(passages)


def _parts_of(theme: Theme, rows: Mapping[ThemeId, ThemeRow]) -> tuple[ThemeRow, ...]:
    return tuple(sorted((each for each in rows.values() if each.theme.parent_id == theme.id), key=_by_size))


def _by_size(row: ThemeRow) -> tuple[int, int, str]:
    return (-row.people, -row.passages, row.theme.id)


def _by_certainty(placed: Assignment) -> tuple[bool, float]:
    return (placed.made_by is not MadeBy.PERSON, -placed.score)
