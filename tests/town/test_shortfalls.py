"""Whom to hear next: the arithmetic of shortfalls, and sessions that would help."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.counting.shortfalls import FEWEST, SESSION_SIZE, Shortfall, find_shortfalls, sort_shortfalls, suggest_sessions
from digest.gathering.plan import count_planned
from domain.town import LANGUAGE
from tests.town.sessions import planned

RESIDENTS = (("North", 0.5), ("South", 0.3), ("West", 0.2))


def test_a_value_that_is_heard_less_than_it_lives_here_is_short_by_so_many_people() -> None:
    found = find_shortfalls("neighbourhood", {"North": 20, "South": 50, "West": 30}, RESIDENTS, {})
    assert found == (Shortfall("neighbourhood", "North", 0.5, 20, 0, 30),)


def test_planned_sessions_are_counted_in() -> None:
    heard = {"North": 20, "South": 50, "West": 30}
    (left,) = find_shortfalls("neighbourhood", heard, RESIDENTS, {"North": 20})
    assert (left.planned, left.missing) == (20, 20)  # of 120 in all, 60 should be from North
    assert find_shortfalls("neighbourhood", heard, RESIDENTS, {"North": 60}) == ()


def test_a_value_that_nobody_gave_is_short_by_all_its_people() -> None:
    (found,) = find_shortfalls("neighbourhood", {"South": 60, "West": 40}, (("North", 0.1), ("South", 0.5), ("West", 0.4)), {})
    assert (found.value, found.heard, found.missing) == ("North", 0, 10)


def test_a_session_in_two_languages_expects_half_of_its_people_in_each() -> None:
    both = planned(languages=("so", "am"), expected=25)
    assert dict(count_planned([both], LANGUAGE)) == {"so": 13, "am": 12}
    assert dict(count_planned([both], "neighbourhood")) == {"North": 25}


def test_a_session_is_suggested_for_the_largest_shortfall_of_each_attribute() -> None:
    short = [
        Shortfall("neighbourhood", "North", 0.5, 20, 0, 30),
        Shortfall("neighbourhood", "West", 0.2, 5, 0, 8),
        Shortfall(LANGUAGE, "am", 0.1, 2, 0, 12),
    ]
    first, second = suggest_sessions(short)[:2]
    assert first.reaches == (("neighbourhood", "North"), (LANGUAGE, "am"))
    assert first.people == SESSION_SIZE
    assert second.reaches == (("neighbourhood", "West"),)
    assert second.people == 8


counts = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 400), min_size=1)


@given(counts, counts, st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 60)))
def test_whoever_is_missing_would_bring_the_value_to_its_share(heard: dict[str, int], living: dict[str, int], due: dict[str, int]) -> None:
    total = sum(living.values()) or 1
    residents = [(value, number / total) for value, number in living.items()]
    everybody = sum(heard.values()) + sum(due.values())
    found = find_shortfalls("group", heard, residents, due)
    assert found == sort_shortfalls(found)
    for each in found:
        assert each.missing >= FEWEST
        assert each.heard + each.planned + each.missing >= each.residents * everybody - 1e-6
        assert each.heard + each.planned + each.missing - 1 < each.residents * everybody


@given(st.lists(st.tuples(st.sampled_from(["hood", "age", LANGUAGE]), st.sampled_from("abcdefgh"), st.integers(FEWEST, 300)), max_size=20))
def test_suggested_sessions_promise_no_more_people_than_are_missing(given_rows: list[tuple[str, str, int]]) -> None:
    rows = {(name, value): Shortfall(name, value, 0.1, 0, 0, missing) for name, value, missing in given_rows}
    ideas = suggest_sessions(list(rows.values()))
    assert len(ideas) <= 8
    for idea in ideas:
        assert 0 < idea.people <= SESSION_SIZE
        assert len({name for name, _ in idea.reaches}) == len(idea.reaches)
    assert sum(each.people for each in ideas) <= sum(each.missing for each in rows.values())
