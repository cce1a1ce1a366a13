"""What people decide about themes: seen at once, checked, told in one event, and binding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desk.theme_deed import tell_event
from desk.theme_find import find_passage, find_theme
from desk.theme_places import merge, move
from desk.theme_split import Taken, split
from desk.theme_titles import StaffTitle
from desk.theme_view import describe_theme, list_themes, list_unthemed
from desk.themes import approve, hide, rename, show
from domain.decisions import DecisionKind
from domain.errors import WrongUse
from domain.ids import PassageId
from domain.recommendations import ThemeLink
from domain.themes import EventKind, MadeBy, Solidity, Theme
from tests.desk.theme_town import ANA, BEN, EMPTY, LAMPS, NOISE, PARKS, RUN, STOPS, ThemeTown, theme_town, title
from tests.warehouse.samples import SPRING, make_finding, make_recommendation


@pytest.fixture
def town(tmp_path: Path) -> Iterator[ThemeTown]:
    with theme_town(tmp_path) as made:
        yield made


def events_of(town: ThemeTown, theme_id: str) -> list[tuple[EventKind, dict[str, str]]]:
    return [(each.kind, dict(each.detail)) for each in town.store.themes.events() if each.theme_id == theme_id]


def test_an_approved_theme_keeps_its_title_and_says_who_approved_it(town: ThemeTown) -> None:
    done = approve(town.store, LAMPS, actor=ANA)
    assert (town.now(LAMPS).approved_by, done.numbers) == (ANA, (1,))
    assert events_of(town, LAMPS.id) == [(EventKind.APPROVED, {})]
    assert town.store.decisions.bindings().approved == {LAMPS.id}
    with pytest.raises(WrongUse, match="approved already, by Ana"):
        approve(town.store, LAMPS, actor=BEN)


def test_a_renamed_theme_has_its_new_title_and_the_old_one_in_its_history(town: ThemeTown) -> None:
    rename(town.store, LAMPS, title("No light at night"), actor=ANA, why="clearer")
    assert (town.now(LAMPS).title, town.now(LAMPS).approved_by) == ("No light at night", ANA)
    assert events_of(town, LAMPS.id) == [(EventKind.RENAMED, {"before": "Dark lamps", "after": "No light at night"})]
    with pytest.raises(WrongUse, match="It has this title"):
        rename(town.store, LAMPS, title("No light at night"), actor=ANA)
    with pytest.raises(WrongUse, match=f"Another theme has this title: {NOISE.id}"):
        rename(town.store, LAMPS, title("nights LOUD"), actor=ANA)


def test_merging_gives_passages_links_and_sub_themes_to_the_other_theme(town: ThemeTown) -> None:
    store, before = town.store, town.inside(LAMPS)
    store.recommendations.save([make_recommendation(links=(ThemeLink(LAMPS.id, MadeBy.PERSON, 1.0),))])
    done = merge(store, LAMPS, NOISE, actor=ANA)
    assert done.passages == len(before) == 9
    assert town.inside(NOISE) == before | set(town.noise)
    assert town.inside(STOPS) == set(town.stops), "whoever was in a sub-theme stays in it"
    assert town.now(LAMPS).is_retired and town.now(STOPS).parent_id == NOISE.id
    assert town.now(NOISE).approved_by == ANA
    assert events_of(town, LAMPS.id) == [(EventKind.MERGED, {"into": NOISE.id, "passages": "9"})]
    assert [[link.theme_id for link in each.links] for each in store.recommendations.all()] == [[NOISE.id]]
    bindings = store.decisions.bindings()
    assert (bindings.merged, bindings.approved) == ({LAMPS.id: NOISE.id}, {NOISE.id})
    assert {each.made_by for each in store.themes.assignments(RUN)} == {MadeBy.MODEL}


def test_counts_follow_a_decision_and_findings_are_forgotten(town: ThemeTown) -> None:
    run = town.store.themes.run(RUN)
    assert run is not None
    town.store.findings.replace(SPRING.id, [make_finding(LAMPS, run)])
    merge(town.store, STOPS, PARKS, actor=ANA)
    move(town.store, town.unthemed[:1], NOISE, actor=ANA)
    after = town.store.themes.run(RUN)
    assert after is not None and (run.unthemed, after.unthemed) == (2, 1)
    assert {each.theme_id: each.passages for each in town.store.themes.standings(RUN)} == {LAMPS.id: 9, PARKS.id: 7, NOISE.id: 4}
    assert town.store.findings.of_round(SPRING.id) == ()


def test_a_sub_theme_merges_with_another_with_its_own_theme_and_with_a_strange_one(town: ThemeTown) -> None:
    merge(town.store, STOPS, PARKS, actor=ANA)
    assert {town.place(each) for each in (*town.stops, *town.parks)} == {(LAMPS.id, PARKS.id)}
    merge(town.store, PARKS, LAMPS, actor=ANA)
    assert {town.place(each) for each in (*town.stops, *town.parks)} == {(LAMPS.id, None)}
    assert town.store.decisions.bindings().merged == {STOPS.id: LAMPS.id, PARKS.id: LAMPS.id}


def test_a_theme_may_become_part_of_a_sub_theme(town: ThemeTown) -> None:
    merge(town.store, NOISE, STOPS, actor=ANA)
    assert {town.place(each) for each in (*town.stops, *town.noise)} == {(LAMPS.id, STOPS.id)}


def test_merges_that_cannot_be_are_refused_with_what_to_do(town: ThemeTown) -> None:
    for theme, into, told in (
        (LAMPS, LAMPS, "into itself"),
        (LAMPS, STOPS, f"Merge the other way: hearback theme merge {STOPS.id} --into {LAMPS.id}"),
    ):
        with pytest.raises(WrongUse, match=told):
            merge(town.store, theme, into, actor=ANA)
    split(town.store, LAMPS, Taken(parts=(STOPS,)), None, actor=ANA)
    merge(town.store, NOISE, STOPS, actor=ANA)
    with pytest.raises(WrongUse, match=f"It is part of {STOPS.id} by now"):
        merge(town.store, NOISE, LAMPS, actor=ANA)
    with pytest.raises(WrongUse, match=f"It is part of {STOPS.id} by now"):
        merge(town.store, LAMPS, NOISE, actor=ANA)


def test_a_theme_with_sub_themes_cannot_become_part_of_one(town: ThemeTown) -> None:
    made = split(town.store, NOISE, Taken(passages=town.noise[:1]), title("Loud music"), actor=ANA).theme
    assert made is not None
    merge(town.store, made, PARKS, actor=ANA)
    split(town.store, LAMPS, Taken(parts=(STOPS,)), None, actor=ANA)
    beside = split(town.store, PARKS, Taken(passages=town.parks[:1]), title("Parks by the river"), actor=ANA).theme
    assert beside is not None and beside.parent_id == LAMPS.id
    merge(town.store, LAMPS, NOISE, actor=ANA)
    with pytest.raises(WrongUse, match=f"2 sub-themes, and a sub-theme cannot have any.*merge {NOISE.id} --into"):
        merge(town.store, NOISE, _part_of(town, STOPS), actor=ANA)


def _part_of(town: ThemeTown, theme: Theme) -> Theme:
    """A sub-theme of this theme, made of two others that were taken out together."""
    store = town.store
    one = split(store, theme, Taken(passages=town.stops[:1]), title("Stops by the mill"), actor=ANA).theme
    assert one is not None
    store.themes.decide(replace(one, parent_id=theme.id), tell_event(EventKind.MOVED, one, SPRING.id))
    return town.now(one)


def test_a_sub_theme_that_is_split_off_keeps_its_id_and_pins_its_passages(town: ThemeTown) -> None:
    done = split(town.store, LAMPS, Taken(parts=(STOPS,)), None, actor=ANA, why="another matter")
    assert done.theme is not None and done.theme.id == STOPS.id and done.passages == 4
    assert (town.now(STOPS).parent_id, town.now(STOPS).title, town.now(STOPS).approved_by) == (None, "Lamps at stops", ANA)
    assert {town.place(each) for each in town.stops} == {(STOPS.id, None)}
    bindings = town.store.decisions.bindings()
    assert bindings.apart == {frozenset((LAMPS.id, STOPS.id))}
    assert bindings.moved == dict.fromkeys(town.stops, STOPS.id)
    assert {each.made_by for each in town.store.themes.assignments(RUN) if each.passage_id in town.stops} == {MadeBy.PERSON}
    assert events_of(town, LAMPS.id) == [(EventKind.SPLIT, {"into": STOPS.id, "passages": "4"})]


def test_several_sub_themes_and_passages_get_a_new_theme_above_them(town: ThemeTown) -> None:
    done = split(town.store, LAMPS, Taken(parts=(STOPS, PARKS), passages=town.lamps[:1]), title("Public places"), actor=ANA)
    assert done.theme is not None and done.theme.id not in {LAMPS.id, STOPS.id, PARKS.id}
    own = town.now(done.theme)
    assert (own.title, own.approved_by, own.born_in, own.parent_id) == ("Public places", ANA, SPRING.id, None)
    assert {town.now(each).parent_id for each in (STOPS, PARKS)} == {own.id}
    assert town.inside(own) == {*town.stops, *town.parks, town.lamps[0]} and town.inside(LAMPS) == {town.lamps[1]}
    assert town.place(town.stops[0]) == (own.id, STOPS.id)
    assert [kind for kind, _ in events_of(town, own.id)] == [EventKind.BORN]


def test_passages_split_out_of_a_sub_theme_are_another_beside_it(town: ThemeTown) -> None:
    done = split(town.store, STOPS, Taken(passages=town.stops[:2]), title("Stops by the mill"), actor=ANA)
    assert done.theme is not None and done.theme.parent_id == LAMPS.id
    assert {town.place(each) for each in town.stops[:2]} == {(LAMPS.id, done.theme.id)}
    assert {town.place(each) for each in town.stops[2:]} == {(LAMPS.id, STOPS.id)}


def test_splits_that_cannot_be_are_refused(town: ThemeTown) -> None:
    for taken, words, told in (
        (Taken(), "A title here", "Nothing is taken out"),
        (Taken(passages=town.noise), "A title here", "3 of the passages are not in this theme"),
        (Taken(parts=(NOISE,)), "A title here", "It is no sub-theme"),
        (Taken(passages=tuple(town.inside(LAMPS))), "A title here", "nothing would be left"),
        (Taken(passages=town.lamps[:1]), "", "has no title"),
        (Taken(passages=town.lamps[:1]), "Loud nights", "Another theme has this title"),
    ):
        before = town.store.fingerprint()
        with pytest.raises(WrongUse, match=told):
            split(town.store, LAMPS, taken, StaffTitle(words) if words else None, actor=ANA)
        assert town.store.fingerprint() == before


def test_a_merged_theme_comes_back_when_it_is_split_out_again(town: ThemeTown) -> None:
    merge(town.store, NOISE, LAMPS, actor=ANA)
    with pytest.raises(WrongUse, match="comes back by itself"):
        split(town.store, LAMPS, Taken(parts=(NOISE, STOPS)), None, actor=ANA)
    split(town.store, LAMPS, Taken(parts=(NOISE,)), None, actor=ANA)
    assert not town.now(NOISE).is_retired and town.now(NOISE).parent_id is None
    bindings = town.store.decisions.bindings()
    assert bindings.merged == {} and bindings.apart == {frozenset((LAMPS.id, NOISE.id))}
    assert [kind for kind, _ in events_of(town, NOISE.id)] == [EventKind.MERGED, EventKind.RETURNED]


def test_a_hidden_theme_is_found_and_counted_and_can_be_shown_again(town: ThemeTown) -> None:
    for decide in (hide, show):
        with pytest.raises(WrongUse, match="not said why"):
            decide(town.store, NOISE, actor=ANA, why=" ")
    hide(town.store, NOISE, actor=ANA, why="one family")
    assert town.store.decisions.bindings().hidden == {NOISE.id} and town.inside(NOISE) == set(town.noise)
    with pytest.raises(WrongUse, match="hidden already"):
        hide(town.store, NOISE, actor=ANA, why="one family")
    show(town.store, NOISE, actor=ANA, why="many spoke of it")
    assert town.store.decisions.bindings().hidden == frozenset()
    assert [kind for kind, _ in events_of(town, NOISE.id)] == [EventKind.HIDDEN, EventKind.SHOWN]
    with pytest.raises(WrongUse, match="not hidden"):
        show(town.store, NOISE, actor=ANA, why="again")


def test_a_moved_passage_is_where_the_person_put_it(town: ThemeTown) -> None:
    one, other = town.stops[0], town.unthemed[0]
    move(town.store, [one, other], PARKS, actor=ANA)
    assert {town.place(one), town.place(other)} == {(LAMPS.id, PARKS.id)}
    assert town.store.decisions.bindings().moved == {one: PARKS.id, other: PARKS.id}
    assert events_of(town, STOPS.id) == [(EventKind.MOVED, {"left": "1"})]
    assert events_of(town, PARKS.id) == [(EventKind.MOVED, {"came": "2"})]
    move(town.store, [one], None, actor=ANA)
    assert town.place(one) == (None, None)
    placed = next(each for each in town.store.themes.assignments(RUN) if each.passage_id == one)
    assert (placed.made_by, placed.score) == (MadeBy.PERSON, 0.0)
    with pytest.raises(WrongUse, match="put this there already"):
        move(town.store, [one], None, actor=BEN)


def test_moving_a_passage_to_where_the_program_put_it_pins_it_with_its_sub_theme(town: ThemeTown) -> None:
    one = town.stops[0]
    assert move(town.store, [one], LAMPS, actor=ANA).passages == 1
    assert town.place(one) == (LAMPS.id, STOPS.id)
    assert town.store.decisions.bindings().moved == {one: LAMPS.id}


def test_a_passage_of_no_run_cannot_be_moved(town: ThemeTown) -> None:
    with pytest.raises(WrongUse, match="1 of 2 passages are in no run yet"):
        move(town.store, [town.stops[0], PassageId("passage-unknown")], NOISE, actor=ANA)


def test_each_decision_leaves_one_event_with_ids_and_counts_and_no_titles(town: ThemeTown) -> None:
    steps = (
        lambda: approve(town.store, LAMPS, actor=ANA),
        lambda: rename(town.store, NOISE, title("Kwizzle and noise"), actor=ANA),
        lambda: merge(town.store, STOPS, PARKS, actor=ANA),
        lambda: split(town.store, LAMPS, Taken(passages=town.lamps[:1]), title("Kwizzle lamps"), actor=ANA),
        lambda: move(town.store, town.unthemed, NOISE, actor=ANA),
        lambda: hide(town.store, NOISE, actor=ANA, why="agreed"),
    )
    for number, step in enumerate(steps, 1):
        step()
        assert town.store.audit.count() == number
    told = repr(town.store.audit.recent())
    assert "wizzle" not in told and "Dark lamps" not in told and "stop 0" not in told
    moved = next(each for each in town.store.audit.recent() if each.action == "passages moved")
    assert moved.detail == {"decision": 6, "to": NOISE.id, "passages": 2}


def test_ids_may_be_short_and_what_fits_none_or_several_is_told(town: ThemeTown) -> None:
    store = town.store
    assert find_theme(store, NOISE.id) == find_theme(store, NOISE.id[:14]) == find_theme(store, NOISE.id.removeprefix("theme-")[:8].upper())
    assert find_passage(store, town.stops[0]) == town.stops[0]
    for said in ("no", "theme-%%%%", "zzzz"):
        with pytest.raises(WrongUse, match="hearback theme list"):
            find_theme(store, said)
    with pytest.raises(WrongUse, match="hearback theme show"):
        find_passage(store, "passage-zzzz")


def test_the_list_counts_exactly_and_puts_sub_themes_beneath(town: ThemeTown) -> None:
    hide(town.store, NOISE, actor=ANA, why="one family")
    rows = list_themes(town.store)
    told = [(each.theme.id, each.people, each.passages, each.is_hidden) for each in rows]
    assert told == [
        (LAMPS.id, 9, 9, False),
        (STOPS.id, 4, 4, False),
        (PARKS.id, 3, 3, False),
        (NOISE.id, 3, 3, True),
        (EMPTY.id, 0, 0, False),
    ]
    assert [each.placed.passage_id for each in list_unthemed(town.store)] == list(town.unthemed)


def test_a_theme_is_shown_with_all_that_became_of_it(town: ThemeTown) -> None:
    move(town.store, town.unthemed[:1], LAMPS, actor=ANA)
    page = describe_theme(town.store, LAMPS)
    assert [each.theme.id for each in page.parts] == [STOPS.id, PARKS.id]
    assert [each.kind for each in page.decisions] == [DecisionKind.MOVE]
    assert page.passages[0].placed.passage_id == town.unthemed[0], "what a person placed stands first"
    assert len(page.passages) == page.row.passages == 10
    assert page.row.solidity in (None, *Solidity)
