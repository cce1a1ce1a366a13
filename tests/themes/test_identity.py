from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ids import PassageId, RoundId, RunId, ThemeId
from domain.themes import EventKind, Theme, ThemeEvent
from nlp.themes.bind import Level
from nlp.themes.events import Change, tell_events, tell_part_events
from nlp.themes.grouping import Space
from nlp.themes.identity import Matching, match_groups

FIRST, ROUND, RUN = RoundId("r1"), RoundId("r2"), RunId("u2")


def live(name: str, direction: int = 0, born_in: RoundId = FIRST) -> Theme:
    return Theme(ThemeId(name), name, "", ("word",), born_in, tuple(np.eye(4)[direction].tolist()))


def match(rows: Iterable[tuple[int, int, int]], living: list[Theme], pinned: dict[int, int] | None = None) -> Matching:
    """Rows of (theme before, group now, direction of the vector)."""
    before, groups, directions = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    pins = np.full(len(before), -1)
    for row, slot in (pinned or {}).items():
        pins[row] = slot
    return match_groups(Space("test", np.eye(4, dtype=np.float32)[directions]), groups, Level(tuple(living), before, pins))


def test_shared_passages_outweigh_meaning() -> None:
    matching = match([(0, 0, 1)] * 10 + [(1, 1, 0)] * 10, [live("a", 0), live("b", 1)])
    assert matching.slots == {0: 0, 1: 1}


def test_new_words_about_the_same_thing_carry_the_theme_when_little_is_shared() -> None:
    matching = match([(0, 0, 0)] * 2 + [(0, -1, 0)] * 8 + [(-1, 0, 0)] * 20, [live("a", 0)])
    assert matching.slots == {0: 0}


def test_a_theme_without_passages_goes_on_as_the_group_of_its_meaning() -> None:
    assert match([(-1, 0, 2)] * 10, [live("a", 2), live("b", 3)]).slots == {0: 0}


def test_what_matches_nothing_is_born_behind_the_living() -> None:
    assert match([(-1, 0, 1)] * 10, [live("a", 2), live("b", 3)]).slots == {0: 2}


def test_a_group_around_what_a_person_put_in_a_theme_is_that_theme() -> None:
    rows = [(0, 0, 0)] * 30 + [(1, 1, 1)] * 3 + [(0, 1, 1)] * 27
    assert match(rows, [live("a", 0), live("b", 2)]).slots[1] == 2
    assert match(rows, [live("a", 0), live("b", 2)], {30: 1, 31: 1, 32: 1}).slots[1] == 1


drawn_rows = st.lists(st.tuples(st.integers(-1, 5), st.integers(-1, 5), st.integers(0, 3)), min_size=1, max_size=60)


@settings(max_examples=120, deadline=None)
@given(drawn_rows)
def test_each_group_becomes_one_theme_and_no_theme_two(rows: list[tuple[int, int, int]]) -> None:
    living = [live(f"t{number}", number % 4) for number in range(6)]
    slots = match(rows, living).slots
    assert slots.keys() == {group for _, group, _ in rows if group >= 0}
    assert len(set(slots.values())) == len(slots)
    assert match(rows[::-1], living).slots == slots


def ids(start: int, end: int) -> frozenset[PassageId]:
    return frozenset(PassageId(f"p{number}") for number in range(start, end))


def tell(
    before: dict[str, frozenset[PassageId]],
    after: dict[str, frozenset[PassageId]],
    living: list[Theme],
    approved: frozenset[str] = frozenset(),
) -> tuple[ThemeEvent, ...]:
    return tell_events(compare(before, after, living, approved), run_id=RUN)


def compare(
    before: dict[str, frozenset[PassageId]],
    after: dict[str, frozenset[PassageId]],
    living: list[Theme],
    approved: frozenset[str] = frozenset(),
) -> Change:
    known = {theme.id: theme for theme in living}
    return Change(
        {ThemeId(name): rows for name, rows in before.items()},
        {ThemeId(name): rows for name, rows in after.items()},
        {ThemeId(name): known.get(ThemeId(name), live(name, 3, ROUND)) for name in after},
        known,
        frozenset(map(ThemeId, approved)),
        ROUND,
        frozenset().union(*before.values()),
    )


def kinds(events: tuple[ThemeEvent, ...]) -> set[tuple[str, str]]:
    return {(event.theme_id, event.kind.value) for event in events}


def test_a_theme_that_parts_in_two_goes_on_and_says_that_it_split() -> None:
    events = tell({"a": ids(0, 20)}, {"a": ids(0, 12), "n": ids(12, 20)}, [live("a")])
    assert kinds(events) == {("a", "continued"), ("n", "born"), ("a", "split")}
    split = dict(next(event for event in events if event.kind is EventKind.SPLIT).detail)
    assert (split["into"], split["share"], split["shared"]) == ("n", "0.40", "8")


def test_two_themes_that_become_one_go_on_as_one_and_the_other_says_where_it_went() -> None:
    events = tell({"a": ids(0, 13), "b": ids(13, 20)}, {"a": ids(0, 20)}, [live("a"), live("b")])
    assert kinds(events) == {("a", "continued"), ("b", "merged")}
    merged = dict(next(event for event in events if event.kind is EventKind.MERGED).detail)
    assert (merged["into"], merged["share"]) == ("a", "1.00")


def test_a_theme_whose_passages_went_everywhere_has_faded() -> None:
    after = {"b": ids(0, 3) | ids(20, 40), "c": ids(3, 6) | ids(40, 60), "d": ids(6, 9) | ids(60, 80)}
    events = tell({"a": ids(0, 9), "b": ids(20, 40), "c": ids(40, 60), "d": ids(60, 80)}, after, [live(name) for name in "abcd"])
    assert ("a", "faded") in kinds(events)


def test_a_theme_without_passages_before_comes_back() -> None:
    assert kinds(tell({}, {"a": ids(0, 10)}, [live("a"), live("b")])) == {("a", "returned")}


def test_a_theme_of_this_round_is_born_in_it_however_often_the_round_is_run() -> None:
    assert kinds(tell({}, {"a": ids(0, 10)}, [live("a", born_in=ROUND)])) == {("a", "born")}


def test_a_theme_that_faded_long_ago_is_not_told_to_fade_again() -> None:
    assert tell({}, {}, [live("b")]) == ()


def test_a_theme_that_was_approved_in_this_round_and_lost_its_passages_is_told_of() -> None:
    assert kinds(tell({}, {}, [live("a", born_in=ROUND)], frozenset({"a"}))) == {("a", "faded")}


def test_of_sub_themes_only_birth_and_fading_are_told() -> None:
    change = compare({"a": ids(0, 10), "b": ids(10, 13)}, {"a": ids(0, 10), "n": ids(20, 25)}, [live("a"), live("b")])
    assert kinds(tell_part_events(change, run_id=RUN)) == {("n", "born"), ("b", "faded")}


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.integers(-1, 5), st.integers(-1, 8)), min_size=1, max_size=60))
def test_every_theme_that_had_passages_goes_on_or_is_told_where_it_went(rows: list[tuple[int, int]]) -> None:
    before: dict[str, frozenset[PassageId]] = {}
    after: dict[str, frozenset[PassageId]] = {}
    for number, (was, now) in enumerate(rows):
        if was >= 0:
            before[f"t{was}"] = before.get(f"t{was}", frozenset()) | ids(number, number + 1)
        if now >= 0:
            after[f"t{now}"] = after.get(f"t{now}", frozenset()) | ids(number, number + 1)
    events = tell(before, after, [live(f"t{number}", number % 4) for number in range(6)])
    here = [event.theme_id for event in events if event.kind in {EventKind.BORN, EventKind.CONTINUED, EventKind.RETURNED}]
    lost = [event.theme_id for event in events if event.kind in {EventKind.FADED, EventKind.MERGED}]
    assert sorted(here) == sorted(after)
    assert sorted(lost) == sorted(before.keys() - after.keys())
