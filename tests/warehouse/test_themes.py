from __future__ import annotations

from dataclasses import replace

import pytest

from domain.errors import WarehouseError
from domain.heard import HeardPassage
from domain.themes import EventKind, MadeBy, ThemeEvent
from tests.warehouse.samples import (
    AUTUMN,
    CUTTER,
    NOON,
    SPRING,
    born,
    cut_whole,
    fill,
    make_finding,
    make_response,
    make_run,
    make_theme,
    save_places,
)
from warehouse.keys import Keys
from warehouse.store import Store

LAMPS, NOISE = make_theme("lamps"), make_theme("noise")


@pytest.fixture
def passages(store: Store, keys: Keys) -> tuple[HeardPassage, ...]:
    save_places(store)
    responses = [make_response(keys, str(place), f"lamp {place}", "it is loud") for place in range(4)]
    store.responses.replace(responses, {})
    store.passages.save(CUTTER, {each.id: [cut_whole(each)] for one in responses for each in one.comments})
    return store.passages.of_rounds([SPRING.id])


def test_a_run_comes_back_as_it_was_saved(store: Store, passages: tuple[HeardPassage, ...]) -> None:
    run, assignments = make_run("a", SPRING, passages, [LAMPS, NOISE])
    events = [born(LAMPS, run), born(NOISE, run)]
    assert store.themes.save_run(run, [LAMPS, NOISE], events, assignments) == (8, 0)
    assert store.themes.run(run.id) == store.themes.latest_run(SPRING.id) == run
    assert store.themes.all() == store.themes.living() == (LAMPS, NOISE)
    assert set(store.themes.assignments(run.id)) == set(assignments)
    assert store.themes.events() == tuple(events)
    assert store.themes.events(NOISE.id) == (events[1],)


def test_saving_the_same_run_again_changes_nothing(store: Store, passages: tuple[HeardPassage, ...]) -> None:
    run, assignments = make_run("a", SPRING, passages, [LAMPS])
    store.themes.save_run(run, [LAMPS], [born(LAMPS, run)], assignments)
    store.findings.replace(SPRING.id, [make_finding(LAMPS, run)])
    before = store.fingerprint()
    assert store.themes.save_run(replace(run, finished_at=NOON.replace(year=2027)), [LAMPS], [born(LAMPS, run)], assignments) == (0, 8)
    assert store.fingerprint() == before
    assert store.themes.run(run.id) == run
    assert store.themes.save_run(run, [LAMPS], [], assignments) == (8, 0)


def test_a_new_run_takes_the_place_of_the_rounds_earlier_one(store: Store, passages: tuple[HeardPassage, ...]) -> None:
    old, old_assignments = make_run("old", SPRING, passages, [LAMPS, NOISE])
    store.themes.save_run(old, [LAMPS, NOISE], [born(LAMPS, old), born(NOISE, old)], old_assignments)
    store.findings.replace(SPRING.id, [make_finding(LAMPS, old)])
    new, assignments = make_run("new", SPRING, passages[:3], [LAMPS])
    store.themes.save_run(new, [LAMPS], [born(LAMPS, new)], assignments)
    assert store.themes.run(old.id) is None and store.themes.assignments(old.id) == ()
    assert store.themes.events() == (born(LAMPS, new),)
    assert store.themes.all() == (LAMPS,), "a theme that only the replaced run knew goes with it"
    assert store.findings.of_round(SPRING.id) == ()


def test_a_theme_that_a_later_round_uses_or_a_person_approved_stays(store: Store, passages: tuple[HeardPassage, ...]) -> None:
    used, approved, unused = LAMPS, replace(NOISE, approved_by="desk"), make_theme("unused")
    spring, assignments = make_run("spring", SPRING, passages, [used, approved, unused])
    store.themes.save_run(spring, [used, approved, unused], [born(used, spring)], assignments)
    autumn, later = make_run("autumn", AUTUMN, passages, [used])
    store.themes.save_run(autumn, [], [], later)
    again, few = make_run("again", SPRING, passages, [])
    store.themes.save_run(again, [], [], few)
    assert store.themes.all() == (used, approved)
    assert store.themes.latest_run(AUTUMN.id) == autumn


def test_the_run_before_is_that_of_the_latest_earlier_round(store: Store, passages: tuple[HeardPassage, ...]) -> None:
    run, assignments = make_run("spring", SPRING, passages, [LAMPS])
    store.themes.save_run(run, [LAMPS], [], assignments)
    assert store.themes.latest_run_before(AUTUMN) == run
    assert store.themes.latest_run_before(SPRING) is None
    assert store.themes.latest_run(AUTUMN.id) is None


def test_a_run_does_not_undo_what_a_person_decided(store: Store, passages: tuple[HeardPassage, ...]) -> None:
    run, assignments = make_run("a", SPRING, passages, [LAMPS])
    store.themes.save_run(run, [LAMPS], [], assignments)
    renamed = replace(LAMPS, title="Dark lamps", approved_by="desk")
    event = ThemeEvent(LAMPS.id, EventKind.RENAMED, SPRING.id, None, MadeBy.PERSON, (("from", LAMPS.title),))
    store.themes.decide(renamed, event)
    again, assignments = make_run("b", SPRING, passages, [LAMPS])
    store.themes.save_run(again, [replace(LAMPS, keywords=("dark",))], [], assignments)
    assert store.themes.all() == (replace(renamed, keywords=("dark",)),)
    assert store.themes.events() == (event,)


def test_a_retired_theme_is_no_longer_living(store: Store, passages: tuple[HeardPassage, ...]) -> None:
    run, assignments = make_run("a", SPRING, passages, [LAMPS])
    store.themes.save_run(run, [LAMPS, NOISE], [], assignments)
    store.themes.decide(replace(NOISE, is_retired=True), ThemeEvent(NOISE.id, EventKind.RETIRED, SPRING.id, None, MadeBy.PERSON))
    assert store.themes.living() == (LAMPS,)
    assert len(store.themes.all()) == 2


def test_a_run_whose_counts_do_not_fit_is_refused(store: Store, passages: tuple[HeardPassage, ...]) -> None:
    run, assignments = make_run("a", SPRING, passages, [LAMPS])
    with pytest.raises(WarehouseError, match="has 7 and"):
        store.themes.save_run(run, [LAMPS], [], assignments[1:])
    with pytest.raises(WarehouseError, match="8 events or assignments"):
        store.themes.save_run(replace(run, id="run-other"), [LAMPS], [], assignments)  # type: ignore[arg-type]


def test_a_score_outside_its_range_leaves_the_earlier_run_in_place(store: Store, passages: tuple[HeardPassage, ...]) -> None:
    run, assignments = make_run("a", SPRING, passages, [LAMPS])
    store.themes.save_run(run, [LAMPS], [], assignments)
    before = store.fingerprint()
    other, wrong = make_run("b", SPRING, passages, [LAMPS])
    with pytest.raises(WarehouseError, match="do not fit together"):
        store.themes.save_run(other, [LAMPS], [], [replace(wrong[0], score=1.5), *wrong[1:]])
    assert store.fingerprint() == before


def test_findings_are_replaced_as_a_whole(store: Store, keys: Keys) -> None:
    fill(store, keys)
    run = store.themes.latest_run(SPRING.id)
    assert run is not None
    lamps, noise = make_finding(LAMPS, run, people=9), make_finding(NOISE, run)
    assert store.findings.replace(SPRING.id, [noise, lamps]) == (1, 1)
    assert store.findings.of_round(SPRING.id) == (lamps, noise)
    assert store.findings.replace(SPRING.id, [noise]) == (0, 1)
    assert store.findings.of_round(SPRING.id) == (noise,)
    with pytest.raises(WarehouseError, match="1 findings are of another round"):
        store.findings.replace(AUTUMN.id, [noise])
