"""Decisions about themes: kept in order on both databases, seen in every run, and gone with the passages they were about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.decisions import DecisionKind, ThemeDecision
from domain.errors import WarehouseError
from domain.heard import HeardPassage
from domain.themes import EventKind, MadeBy, Standing, Theme, ThemeEvent
from tests.warehouse.samples import AUTUMN, NOON, SPRING, born, embed, make_finding, make_run, make_theme
from tests.warehouse.test_erase import OTHERS, erase, keep
from warehouse.keys import Keys
from warehouse.store import Store

LAMPS, NOISE = make_theme("lamps"), make_theme("noise")
PART = replace(make_theme("part"), parent_id=LAMPS.id)


def decide(kind: DecisionKind, theme: Theme, **other: object) -> ThemeDecision:
    return ThemeDecision(kind, theme.id, "ana", "agreed", NOON, **other)  # type: ignore[arg-type]


def theme_twice(store: Store, keys: Keys, *texts: str) -> tuple[HeardPassage, ...]:
    """A run in spring and one in autumn that give the last passage to noise and the others to lamps, the first to its part."""
    keep(store, keys, *texts)
    passages = store.passages.of_rounds([SPRING.id])
    last = next((each.passage.id for each in passages if "kwizzle" in each.passage.text.casefold()), passages[-1].passage.id)
    first = next(each.passage.id for each in passages if each.passage.id != last)
    for name, round_ in (("spring", SPRING), ("autumn", AUTUMN)):
        run, assignments = make_run(name, round_, passages, [LAMPS])
        given = [
            replace(each, theme_id=(NOISE if each.passage_id == last else LAMPS).id, part_id=PART.id if each.passage_id == first else None)
            for each in assignments
        ]
        store.themes.save_run(replace(run, unthemed=0), [LAMPS, NOISE, PART], [born(LAMPS, run)], given)
        store.findings.replace(round_.id, [make_finding(LAMPS, run)])
    return passages


def places(store: Store, name: str) -> dict[str, tuple[str | None, str | None]]:
    run = store.themes.latest_run((SPRING if name == "spring" else AUTUMN).id)
    assert run is not None
    return {each.passage_id: (each.theme_id, each.part_id) for each in store.themes.assignments(run.id)}


def test_decisions_come_back_in_order_with_their_numbers(store: Store, keys: Keys) -> None:
    passages = theme_twice(store, keys, *OTHERS)
    one = passages[0].passage.id
    made = [decide(DecisionKind.APPROVE, LAMPS, title="On lamps"), decide(DecisionKind.MOVE, NOISE, passage_id=one)]
    event = ThemeEvent(LAMPS.id, EventKind.APPROVED, SPRING.id, None, MadeBy.PERSON)
    kept = store.decisions.keep(made, [replace(LAMPS, approved_by="ana")], [event])
    assert [each.number for each in kept] == [1, 2]
    (later,) = store.decisions.keep([decide(DecisionKind.HIDE, NOISE)])
    assert later.number == 3
    assert store.decisions.all() == (*kept, later)
    assert store.decisions.of_theme(NOISE.id) == (kept[1], later)
    assert store.decisions.of_passage(one) == (kept[1],)
    assert store.decisions.bindings().moved == {one: NOISE.id}
    assert next(each for each in store.themes.all() if each.id == LAMPS.id).approved_by == "ana"
    assert event in store.themes.events(LAMPS.id)


def test_a_decision_about_a_theme_that_is_not_there_is_refused_whole(store: Store, keys: Keys) -> None:
    theme_twice(store, keys, *OTHERS)
    with pytest.raises(WarehouseError):
        store.decisions.keep([decide(DecisionKind.APPROVE, LAMPS), decide(DecisionKind.APPROVE, make_theme("strange"))])
    assert store.decisions.all() == ()


def test_joining_and_placing_is_seen_in_every_run(store: Store, keys: Keys) -> None:
    passages = theme_twice(store, keys, *OTHERS)
    ids = [each.passage.id for each in passages]
    assert store.decisions.join(NOISE, LAMPS) == 2, "one in each of two runs"
    assert {theme for name in ("spring", "autumn") for theme, _ in places(store, name).values()} == {LAMPS.id}
    store.decisions.place(ids[:1], None)
    assert places(store, "spring")[ids[0]] == places(store, "autumn")[ids[0]] == (None, None)
    store.decisions.place(ids[1:2], PART)
    assert places(store, "autumn")[ids[1]] == (LAMPS.id, PART.id)
    assert [store.findings.of_round(each.id) for each in (SPRING, AUTUMN)] == [(), ()]
    assert [run.unthemed for each in (SPRING, AUTUMN) if (run := store.themes.latest_run(each.id))] == [1, 1]


def test_passages_are_looked_up_by_the_beginning_of_their_id_and_nothing_else(store: Store, keys: Keys) -> None:
    passages = theme_twice(store, keys, *OTHERS)
    ids = tuple(sorted(each.passage.id for each in passages))
    assert store.decisions.find_passages("passage-") == ids
    assert store.decisions.find_passages(ids[0]) == ids[:1]
    assert store.decisions.find_passages("passage_") == store.decisions.find_passages("%") == ()
    with pytest.raises(WarehouseError, match="none was given"):
        store.decisions.find_passages("")


def test_a_decision_about_a_passage_goes_with_it_and_others_stay(store: Store, keys: Keys) -> None:
    *_, theirs = keep(store, keys, *OTHERS, "the lamp by the Kwizzle hut is dark")
    passages = theme_twice(store, keys, *OTHERS, "the lamp by the Kwizzle hut is dark")
    by_text = {each.passage.text: each.passage.id for each in passages}
    gone, stays = by_text["the lamp by the Kwizzle hut is dark"], by_text[OTHERS[0]]
    moves = [decide(DecisionKind.MOVE, LAMPS, passage_id=each) for each in (gone, stays)]
    store.decisions.keep([*moves, decide(DecisionKind.HIDE, NOISE)])
    erase(store, theirs)
    assert next((each.number, each.passage_id) for each in store.decisions.all()) == (2, stays)
    assert gone not in store.decisions.bindings().moved


def test_words_that_only_an_erased_person_used_leave_titles_and_reasons_of_decisions(store: Store, keys: Keys) -> None:
    *_, theirs = keep(store, keys, *OTHERS, "the lamp by the Kwizzle hut is dark")
    theme_twice(store, keys, *OTHERS, "the lamp by the Kwizzle hut is dark")
    store.decisions.keep(
        [
            decide(DecisionKind.RENAME, LAMPS, title="Lamps at the Kwizzle hut"),
            replace(decide(DecisionKind.HIDE, LAMPS), why="the KWIZZLE hut is known to all"),
            decide(DecisionKind.RENAME, LAMPS, title="Dark road lamps"),
        ],
        [replace(LAMPS, title="Dark road lamps", approved_by="ana")],
    )
    erase(store, theirs)
    assert [(each.title, each.why) for each in store.decisions.all()] == [("…", "agreed"), ("", "…"), ("Dark road lamps", "agreed")]
    assert store.decisions.bindings().hidden == {LAMPS.id}, "what was decided stays"


def test_a_sub_theme_that_only_an_erased_person_raised_goes(store: Store, keys: Keys) -> None:
    responses = keep(store, keys, *OTHERS)
    passages = theme_twice(store, keys, *OTHERS)
    inside = {passage for passage, (_, part) in places(store, "spring").items() if part == PART.id}
    comments = {each.passage.comment_id for each in passages if each.passage.id in inside}
    erase(store, next(each for each in responses if each.comments[0].id in comments))
    assert PART.id not in {each.id for each in store.themes.all()}


def test_how_a_theme_stands_counts_nobody_who_is_gone(store: Store, keys: Keys) -> None:
    responses = keep(store, keys, *OTHERS)
    passages = store.passages.of_rounds([SPRING.id])
    run, assignments = make_run("spring", SPRING, passages, [LAMPS])
    given = [replace(each, theme_id=LAMPS.id) for each in assignments]
    store.themes.save_run(replace(run, unthemed=0), [LAMPS], [], given, [Standing(run.id, LAMPS.id, 3, 0.5)])
    erase(store, responses[0])
    assert [each.passages for each in store.themes.standings(run.id)] == [2]


def test_the_centre_of_a_merged_theme_goes_when_somebody_of_the_other_withdraws(store: Store, keys: Keys) -> None:
    responses = keep(store, keys, *OTHERS)
    theme_twice(store, keys, *OTHERS)
    store.decisions.keep(
        [decide(DecisionKind.MERGE, NOISE, other_id=LAMPS.id)], [replace(NOISE, is_retired=True), replace(LAMPS, approved_by="ana")]
    )
    store.decisions.join(NOISE, LAMPS)
    erase(store, responses[0])
    merged = next(each for each in store.themes.all() if each.id == NOISE.id)
    assert (merged.centroid, merged.keywords, merged.is_retired) == ((), (), True)
    assert store.decisions.bindings().merged == {NOISE.id: LAMPS.id}


def test_a_theme_without_a_description_is_given_one_by_the_next_run(store: Store, keys: Keys) -> None:
    passages = theme_twice(store, keys, *OTHERS)
    bare, worded = replace(LAMPS, description="", approved_by="ana"), replace(NOISE, approved_by="ana")
    store.decisions.keep([decide(DecisionKind.APPROVE, LAMPS)], [bare, worded])
    run, assignments = make_run("again", AUTUMN, passages, [LAMPS])
    store.themes.save_run(run, [replace(bare, description="Said now."), replace(worded, description="Said now.")], [], assignments)
    assert {each.id: each.description for each in store.themes.all() if each.parent_id is None} == {
        LAMPS.id: "Said now.",
        NOISE.id: NOISE.description,
    }


def test_a_codebooks_words_that_only_an_erased_person_used_go(store: Store, keys: Keys) -> None:
    from sqlalchemy import insert, select

    from warehouse.tables_themes import theme_anchor

    *_, theirs = keep(store, keys, *OTHERS, "the lamp by the Kwizzle hut is dark")
    theme_twice(store, keys, *OTHERS, "the lamp by the Kwizzle hut is dark")
    embed(store)
    rows = [
        {"theme_id": LAMPS.id, "place": place, "kind": "example", "text": text}
        for place, text in enumerate(("dark lamp", "the kwizzle hut"))
    ]
    with store._database.write() as connection:
        connection.execute(insert(theme_anchor), rows)
    erase(store, theirs)
    with store._database.read() as connection:
        assert list(connection.execute(select(theme_anchor.c.text)).scalars()) == ["dark lamp"]
