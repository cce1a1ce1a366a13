"""What people decided holds after every run, whatever was decided, in whatever order, and whatever the model finds."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.decisions import Bindings
from domain.ids import PassageId, RoundId, RunId, ThemeId
from domain.themes import EventKind, MadeBy, Theme
from nlp.themes import Previous, Theming, theme_passages
from nlp.themes.bind import Bound, bind_passages
from nlp.themes.layout import lay_out_grouping
from nlp.themes.settle import settle_groups
from tests.themes.made_up import World, worlds
from tests.themes.town import Said, all_owners, owners, theme

Places = Mapping[PassageId, tuple[ThemeId | None, ThemeId | None]]
NEW = "new"


def run_again(world: World, order: list[int] | None = None) -> Theming:
    rows = order or list(range(len(world.passages)))
    return theme_passages(
        [world.passages[row] for row in rows],
        [type(world.space)(world.space.model, world.space.vectors[rows])],
        living=world.living,
        previous=world.previous,
        bindings=world.bindings,
        round_id=RoundId("round-2"),
        run_id=RunId("run-2"),
        stop_words=frozenset(),
        smallest=None,
        language="en",
    )


def places_of(theming: Theming) -> Places:
    return {each.passage_id: (each.theme_id, each.part_id) for each in theming.assignments}


def assert_decisions_hold(world: World, places: Places) -> None:
    bindings, living = world.bindings, {theme.id: theme for theme in world.living}
    assert sorted(places) == [passage.id for passage in world.passages]
    for passage, wanted in bindings.moved.items():
        if wanted is None:
            assert places[passage] == (None, None)
        elif living[wanted].parent_id is None:
            assert places[passage][0] == wanted
        else:
            assert places[passage][1] == wanted
            assert places[passage][0] == end_of(living[wanted].parent_id, bindings)
    assert not {theme for pair in places.values() for theme in pair} & bindings.merged.keys()
    for pair in bindings.apart:
        for one, other in (sorted(pair), sorted(pair, reverse=True)):
            for passage, owner in world.previous.themes.items():
                if owner is not None and end_of(owner, bindings) == one and passage not in bindings.moved and wholly_top(world, passage):
                    assert places[passage][0] != other


def end_of(theme: ThemeId | None, bindings: Bindings) -> ThemeId | None:
    return None if theme is None else bindings.merged.get(theme, theme)


def wholly_top(world: World, passage: PassageId) -> bool:
    """False for a passage whose sub-theme a person made part of another: it goes where that is."""
    return world.previous.parts.get(passage) not in world.bindings.merged


def assert_merged_are_one(world: World, places: Places) -> None:
    for gone, into in world.bindings.merged.items():
        for passage, owner in world.previous.themes.items():
            if owner == gone and passage not in world.bindings.moved and wholly_top(world, passage):
                assert into in places[passage]


@settings(max_examples=25, deadline=None)
@given(worlds(30, new=3), st.integers(0, 2**16))
def test_decisions_hold_with_a_handful_of_passages_and_their_order_decides_nothing(world: World, seed: int) -> None:
    theming = run_again(world)
    assert theming.is_too_few
    check_run(world, theming, seed)


@settings(max_examples=25, deadline=None)
@given(worlds(70), st.integers(0, 2**16))
def test_decisions_hold_where_passages_are_only_placed_and_their_order_decides_nothing(world: World, seed: int) -> None:
    theming = run_again(world)
    assert not theming.is_refit
    check_run(world, theming, seed)


def check_run(world: World, theming: Theming, seed: int) -> None:
    places = places_of(theming)
    assert_decisions_hold(world, places)
    assert_merged_are_one(world, places)
    by_person = {each.passage_id for each in theming.assignments if each.made_by is MadeBy.PERSON}
    assert by_person == world.bindings.moved.keys() & places.keys()
    living = {theme.id: theme for theme in world.living}
    assert all(theme.title == living[theme.id].title for theme in theming.themes)
    assert all(places_parts(theming, living))
    order = list(range(len(world.passages)))
    random.Random(seed).shuffle(order)
    again = run_again(world, order)
    assert places_of(again) == places
    assert again.themes == theming.themes
    assert again.events == theming.events
    assert sorted(each.theme_id for each in theming.standings) == sorted({theme for pair in places.values() for theme in pair if theme})


def places_parts(theming: Theming, living: Mapping[ThemeId, Theme]) -> list[bool]:
    """Whether each sub-theme's passages are in the theme that it lies in now."""
    themes = {theme.id: theme for theme in theming.themes}
    return [themes[each.part_id].parent_id == each.theme_id for each in theming.assignments if each.part_id is not None]


def bind(world: World) -> Bound:
    return bind_passages(world.passages, living=world.living, previous=world.previous, bindings=world.bindings, claimed={})


def name_slot(slot: int, known: list[ThemeId]) -> ThemeId | None:
    if slot < 0:
        return None
    return known[slot] if slot < len(known) else ThemeId(f"{NEW}{slot}")


def settle(world: World) -> tuple[Bound, Places]:
    """Themes and parts after a fit that found what was drawn; what is born has a name of its own."""
    bound = bind(world)
    layout = lay_out_grouping([world.space], world.grouping, bound, least=4)
    tops, subs = [each.id for each in bound.themes.living], [each.id for each in bound.parts.living]
    places = {
        passage.id: (name_slot(int(top), tops), name_slot(int(part), subs))
        for passage, top, part in zip(world.passages, layout.labels, layout.parts, strict=True)
    }
    return bound, places


@settings(max_examples=100, deadline=None)
@given(worlds(70, new=20))
def test_decisions_hold_whatever_a_fit_finds(world: World) -> None:
    _, places = settle(world)
    assert_decisions_hold(world, places)
    assert_merged_are_one(world, places)


@settings(max_examples=60, deadline=None)
@given(worlds(70, new=20))
def test_an_approved_theme_never_vanishes_into_another(world: World) -> None:
    bound, places = settle(world)
    here = {theme for theme, _ in places.values()}
    for slot in bound.themes.protected:
        rows = bound.themes.before == slot
        free = rows & (bound.themes.pinned == -1)
        # Where nothing of it lies near any more it fades: see the next test.
        if free.sum() >= 8 and np.linalg.norm(world.space.vectors[free].sum(axis=0)) > 0.7 * free.sum():
            assert bound.themes.living[slot].id in here


@settings(max_examples=60, deadline=None)
@given(worlds(70, new=20))
def test_a_run_takes_few_passages_out_of_their_themes(world: World) -> None:
    """Unless the themes are more than a board can read: then some are merged."""
    free = World(world.passages, world.space, world.living, world.previous, Bindings(), world.grouping)
    level = bind(free).themes
    settled = settle_groups([free.space], free.grouping.labels, level, least=4, most=99)
    was = level.before >= 0
    assert (settled.labels[was] != level.before[was]).sum() <= 0.05 * was.sum()


@settings(max_examples=40, deadline=None)
@given(worlds(70, new=20))
def test_parts_lie_in_the_theme_of_their_passages(world: World) -> None:
    bound = bind(world)
    layout = lay_out_grouping([world.space], world.grouping, bound, least=4)
    for top, part in zip(layout.labels.tolist(), layout.parts.tolist(), strict=True):
        assert part < 0 or layout.parent_of[part] == top
    assert ((layout.scores >= 0) & (layout.scores <= 1)).all()
    assert (layout.scores[layout.labels < 0] == 0).all()
    assert all(0 <= value <= 1 for value in [*layout.solidity.values(), *layout.part_solidity.values()])


def test_an_approved_theme_whose_passages_were_withdrawn_fades_and_stays_approved(said: Said) -> None:
    first = theme(said)
    bus = {passage.id for passage, concern in zip(said.passages, said.truth, strict=True) if concern == "bus"}
    gone = Counter(owner for passage, owner in owners(first).items() if passage in bus).most_common(1)[0][0]
    left = said.only([row for row, concern in enumerate(said.truth) if concern != "bus"])
    living = [replace(each, approved_by="ana") for each in first.themes]
    here = {passage: owner for passage, owner in owners(first).items() if passage not in bus}
    stood = frozenset(each.theme_id for each in first.standings)
    second = theme(left, living=living, previous=Previous(here, stood=stood), round_name="round-2")
    assert (gone, EventKind.FADED) in {(event.theme_id, event.kind) for event in second.events}
    assert gone not in {each.theme_id for each in second.assignments}
    assert all(each.approved_by for each in second.themes if each.id in {theme.id for theme in living})


def test_approved_titles_stay_through_a_refit(said: Said) -> None:
    first = theme(said)
    named = [replace(each, title=f"What the town calls {number}", approved_by="ana") for number, each in enumerate(first.themes)]
    second = theme(said, living=named, previous=owners(first), round_name="round-2")
    assert second.is_refit
    titles = {each.id: each.title for each in named}
    assert {each.id: each.title for each in second.themes if each.id in titles} == titles


def test_what_a_codebook_claims_goes_there_unless_a_person_said_otherwise(said: Said) -> None:
    book = Theme(ThemeId("book"), "From the book", "", (), RoundId("round-1"), tuple(np.zeros(said.vectors.shape[1])))
    rows = [passage.id for passage in said.passages[:12]]
    elsewhere = Bindings(moved={rows[0]: None})
    made = theme(said, living=[book], claimed=dict.fromkeys(rows, book.id), bindings=elsewhere)
    places = owners(made)
    assert rows[0] not in places
    assert {places[row] for row in rows[1:]} == {book.id}


def test_copies_of_a_known_text_go_where_it_is(said: Said) -> None:
    first = theme(said)
    copies = [replace(said.passages[row], id=PassageId(f"copy-{row}"), text=said.passages[row].text.upper()) for row in range(6)]
    more = Said((*said.passages, *copies), (*said.truth, *said.truth[:6]), np.vstack([said.vectors, said.vectors[:6]]))
    second = theme(more, living=first.themes, previous=Previous(dict(all_owners(first)), can_place=True), round_name="round-2")
    assert not second.is_refit
    assert [owners(second).get(copy.id) for copy in copies] == [owners(first).get(each.id) for each in said.passages[:6]]
