from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ids import PassageId, RoundId, RunId, ThemeId
from domain.themes import EventKind, Theme, ThemeEvent
from nlp.themes.events import tell_events
from nlp.themes.identity import Found, Matching, match_themes

ROUND, RUN = RoundId("r2"), RunId("u2")


def ids(start: int, end: int) -> frozenset[PassageId]:
    return frozenset(PassageId(f"p{number}") for number in range(start, end))


def find(members: frozenset[PassageId], direction: int = 0) -> Found:
    return Found(members, np.eye(4)[direction])


def live(name: str, direction: int = 0) -> Theme:
    return Theme(ThemeId(name), name, "", (), RoundId("r1"), tuple(np.eye(4)[direction].tolist()))


def match(found: list[Found], living: list[Theme], before: dict[str, frozenset[PassageId]]) -> tuple[Matching, tuple[ThemeEvent, ...]]:
    previous = {passage: ThemeId(name) for name, passages in before.items() for passage in passages}
    here = frozenset().union(*(each.members for each in found)) | frozenset(previous)
    matching = match_themes(found, living, previous, here)
    names = [matching.theme_of.get(number, ThemeId(f"new-{number}")) for number in range(len(found))]
    return matching, tell_events(found, names, matching, round_id=ROUND, run_id=RUN)


def kinds(events: tuple[ThemeEvent, ...]) -> set[tuple[str, str]]:
    return {(event.theme_id, event.kind.value) for event in events}


def test_shared_passages_outweigh_meaning() -> None:
    found = [find(ids(0, 10), direction=1), find(ids(10, 20), direction=0)]
    living = [live("a", direction=0), live("b", direction=1)]
    matching, _ = match(found, living, {"a": ids(0, 10), "b": ids(10, 20)})
    assert matching.theme_of == {0: "a", 1: "b"}


def test_a_theme_that_parts_in_two_goes_on_as_the_larger_and_says_that_it_split() -> None:
    found = [find(ids(0, 12)), find(ids(12, 20), direction=1)]
    _, events = match(found, [live("a")], {"a": ids(0, 20)})
    assert kinds(events) == {("a", "continued"), ("new-1", "born"), ("a", "split")}
    split = dict(next(event for event in events if event.kind is EventKind.SPLIT).detail)
    assert split["into"] == "new-1"
    assert split["share"] == "0.40"


def test_two_themes_that_become_one_go_on_as_the_larger_and_the_other_says_where_it_went() -> None:
    _, events = match([find(ids(0, 20))], [live("a"), live("b")], {"a": ids(0, 13), "b": ids(13, 20)})
    assert kinds(events) == {("a", "continued"), ("b", "merged")}
    assert dict(next(event for event in events if event.kind is EventKind.MERGED).detail)["into"] == "a"


def test_a_theme_whose_passages_went_everywhere_has_faded() -> None:
    found = [find(ids(0, 3) | ids(20, 40), 1), find(ids(3, 6) | ids(40, 60), 2), find(ids(6, 9) | ids(60, 80), 3)]
    living = [live("a"), live("b", 1), live("c", 2), live("d", 3)]
    _, events = match(found, living, {"a": ids(0, 9), "b": ids(20, 40), "c": ids(40, 60), "d": ids(60, 80)})
    assert ("a", "faded") in kinds(events)


def test_a_theme_without_passages_comes_back_when_people_mean_it_again() -> None:
    _, events = match([find(ids(0, 10), direction=2)], [live("a", 2), live("b", 3)], {})
    assert kinds(events) == {("a", "returned")}


def test_a_theme_that_faded_long_ago_is_not_told_to_fade_again() -> None:
    _, events = match([find(ids(0, 10), direction=2)], [live("b", 3)], {})
    assert kinds(events) == {("new-0", "born")}


def test_new_words_about_the_same_thing_carry_the_theme_when_little_is_shared() -> None:
    found = [find(ids(0, 2) | ids(100, 120), direction=0)]
    matching, _ = match(found, [live("a", 0)], {"a": ids(0, 10)})
    assert matching.theme_of == {0: "a"}


groupings = st.lists(st.tuples(st.integers(-1, 5), st.integers(-1, 5)), min_size=1, max_size=60)


@settings(max_examples=120, deadline=None)
@given(groupings)
def test_each_candidate_becomes_one_theme_and_no_living_theme_two(drawn: list[tuple[int, int]]) -> None:
    before: dict[str, frozenset[PassageId]] = {}
    now: dict[int, set[PassageId]] = {}
    for number, (old, new) in enumerate(drawn):
        passage = PassageId(f"p{number}")
        if old >= 0:
            before[f"t{old}"] = before.get(f"t{old}", frozenset()) | {passage}
        if new >= 0:
            now.setdefault(new, set()).add(passage)
    found = [find(frozenset(members), number % 4) for number, members in sorted(now.items())]
    living = [live(f"t{number}", number % 4) for number in range(6)]
    matching, events = match(found, living, before)
    assert len(set(matching.theme_of.values())) == len(matching.theme_of)
    told = [event for event in events if event.kind in {EventKind.BORN, EventKind.CONTINUED, EventKind.RETURNED}]
    assert len(told) == len(found)
    assert len({event.theme_id for event in told}) == len(found)
    lost = [event.theme_id for event in events if event.kind in {EventKind.FADED, EventKind.MERGED}]
    # Every theme that had passages goes on, merged or faded, and is told once.
    assert sorted([*lost, *(theme for theme in matching.theme_of.values() if before.get(theme))]) == sorted(before)
    assert match(found, living[::-1], before) == (matching, events)
