"""Whoever asks "says who?" gets from a release to the passages behind it; what was withdrawn since is gone and counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk.release_trace import find_release, trace_release
from domain.errors import WrongUse
from domain.ids import RoundId
from tests.warehouse.samples import SPRING, fill, make_release
from warehouse.keys import Keys
from warehouse.store import Store


def keep(store: Store, keys: Keys) -> int:
    """The samples, with a release and what it was counted from; how many passages of the first theme there are."""
    fill(store, keys, people=12)
    run = store.themes.latest_run(SPRING.id)
    assert run is not None
    placed = [(each.theme_id, each.passage_id) for each in store.themes.assignments(run.id) if each.theme_id]
    here = {each.passage.id for each in store.passages.of_rounds([SPRING.id])}
    behind = [(theme, passage) for theme, passage in placed if passage in here]
    first = behind[0][0]
    counted = sum(theme == first for theme, _ in behind)
    record = ({"what": "counted", "theme": first, "passages": counted},)
    release = replace(make_release(number=7), round_id=SPRING.id, record=record)
    store.releases.save(release, "{}")
    assert store.release_evidence.keep(release.id, behind) == len(set(behind))
    return counted


def test_a_release_tells_people_and_passages_behind_each_theme(store: Store, keys: Keys) -> None:
    counted = keep(store, keys)
    behind = trace_release(store, find_release(store, SPRING.id, 7))
    first = next(each for each in behind if each.then == counted)
    assert len(first.passages) == counted and first.gone == 0
    assert first.people == len({each.person_id for each in first.passages}) > 0
    assert find_release(store, SPRING.id, None).number == 7


def test_what_is_withdrawn_is_gone_from_behind_the_release_and_counted(store: Store, keys: Keys) -> None:
    counted = keep(store, keys)
    release = find_release(store, SPRING.id, 7)
    known = {each.theme_id: each for each in trace_release(store, release)}
    theme = next(each for each in known.values() if each.then == counted)
    person = theme.passages[0].person_id
    responses = [each for each in store.responses.of_rounds([SPRING.id]) if each.person_id == person]
    store.responses.withdraw(responses[0].source_id, [each.external_id for each in responses])
    after = next(each for each in trace_release(store, release) if each.theme_id == theme.theme_id)
    assert after.then == counted
    assert after.gone == sum(each.person_id == person for each in theme.passages) > 0
    assert after.people == theme.people - 1


def test_a_release_that_is_not_there_is_refused_with_the_numbers_that_are(store: Store, keys: Keys) -> None:
    keep(store, keys)
    with pytest.raises(WrongUse, match=r"does not have a release 3.*There are: .*7"):
        find_release(store, SPRING.id, 3)
    with pytest.raises(WrongUse, match="There are: none yet"):
        find_release(store, RoundId("round-none"), None)
