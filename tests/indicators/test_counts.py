"""Closed questions are counted by person, and everybody who was asked is somewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.counting.answers import UNKNOWN, list_answers
from digest.counting.indicators import count_point, measure_design_effect, tell_changes
from domain.action import Change
from domain.ids import PersonId, ResponseId, RoundId, SessionId, SourceId
from domain.listening import ClosedAnswer, StoredResponse
from domain.town import LANGUAGE
from tests.indicators.people import answer, answers, together

ROUND, SOURCE = RoundId("round-1"), SourceId("source-1")


def response(key: str, person: str, score: float | None, **more: object) -> StoredResponse:
    values: dict[str, object] = {
        "id": ResponseId(key),
        "source_id": SOURCE,
        "round_id": ROUND,
        "session_id": None,
        "external_id": key,
        "person_id": PersonId(person),
        "language": "en",
        "submitted_on": None,
        "is_complete": True,
        "may_quote": False,
        "content_hash": "",
        "closed_answers": (ClosedAnswer("trust", "don't know" if score is None else f"{score:g}", score),),
    }
    return StoredResponse(**(values | more))  # type: ignore[arg-type]


def test_somebody_who_answers_twice_counts_once_and_the_last_score_stands() -> None:
    given = [
        response("b", "rowan", 5, submitted_on=date(2026, 4, 9)),
        response("a", "rowan", 1, submitted_on=date(2026, 4, 2)),
        response("c", "rowan", None, submitted_on=date(2026, 4, 20)),
    ]
    (only,) = list_answers("trust", ROUND, given, [SOURCE])
    assert (only.score, only.on) == (5, date(2026, 4, 9))


def test_no_answer_and_dont_know_are_no_score_and_are_counted() -> None:
    silent = replace(response("c", "mia", None), closed_answers=())
    given = [response("a", "rowan", 4), response("b", "noor", None), silent]
    point = count_point(ROUND, list_answers("trust", ROUND, given, [SOURCE]), highest=5)
    assert (point.people, point.top_two, point.unscored) == (1, 1, 2)


def test_who_was_never_asked_is_not_among_those_without_an_answer() -> None:
    elsewhere = replace(response("b", "noor", None), source_id=SourceId("other"), closed_answers=())
    point = count_point(ROUND, list_answers("trust", ROUND, [response("a", "rowan", 4), elsewhere], [SOURCE]), highest=5)
    assert (point.people, point.unscored) == (1, 0)


def test_two_values_of_one_group_make_neither() -> None:
    given = [response("a", "rowan", 4, groups=(("age", "16 to 24"), ("age", "25 and over"), ("place", "Harbor")))]
    (only,) = list_answers("trust", ROUND, given, [SOURCE])
    assert (only.value_of("age"), only.value_of("place"), only.value_of(LANGUAGE)) == (UNKNOWN, "Harbor", "en")


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from((None, 1, 2, 3, 4, 5)), st.sampled_from(("", "a", "b", "c"))), max_size=60))
def test_everybody_who_was_asked_is_counted_once_in_every_table(people: list[tuple[float | None, str]]) -> None:
    asked = tuple(answer(score, place=value, age=value) for score, value in people)
    point = count_point(ROUND, asked, highest=5)
    assert point.people + point.unscored == len(people)
    for split in point.splits:
        assert sum(each.people for each in split.values) == point.people
        assert sum(each.top_two for each in split.values) == point.top_two


def test_change_is_said_only_where_chance_would_rarely_make_it() -> None:
    low, high = (count_point(ROUND, answers((2, 200 - top), (5, top)), highest=5) for top in (40, 110))
    same = count_point(ROUND, answers((2, 158), (5, 42)), highest=5)
    few = count_point(ROUND, answers((5, 9)), highest=5)
    pairs = [(low, high, True), (high, low, True), (low, same, True), (low, high, False), (low, few, True), (None, high, True)]
    assert tell_changes(pairs) == (Change.MORE, Change.LESS, Change.SAME, Change.NOT_COMPARABLE, Change.NOT_COMPARABLE, Change.NONE)


def test_many_questions_that_did_not_change_are_seldom_said_to_have() -> None:
    import numpy as np

    chance = np.random.default_rng(20261121)
    wrong = 0
    for _ in range(150):
        drawn = chance.binomial(150, 0.35, size=(6, 2))
        points = [tuple(count_point(ROUND, answers((5, int(top)), (1, 150 - int(top))), highest=5) for top in pair) for pair in drawn]
        wrong += any(each in (Change.MORE, Change.LESS) for each in tell_changes([(one, other, True) for one, other in points]))
    assert wrong / 150 <= 0.07  # the rate is held at 5 %; the rest is the chance of 150 tries


def test_people_who_answer_alike_within_sessions_widen_the_interval() -> None:
    alike = together(*(tuple(answer(5 if number % 2 else 1, session=f"s{number}") for _ in range(12)) for number in range(10)))
    apart = together(*(tuple(answer(5 if place % 2 else 1, session=f"s{number}") for place in range(12)) for number in range(10)))
    wide, plain = (count_point(ROUND, each, highest=5) for each in (alike, apart))
    assert wide.design_effect > 5 and plain.design_effect < 1.5
    assert wide.interval is not None and plain.interval is not None
    assert wide.interval[1] - wide.interval[0] > 2 * (plain.interval[1] - plain.interval[0])


def test_answers_outside_of_sessions_have_no_design_effect() -> None:
    assert measure_design_effect([True, False] * 20, [None] * 40) == 1.0
    assert measure_design_effect([], []) == 1.0
    assert measure_design_effect([True, False] * 20, [SessionId("one")] * 40) > 1.5  # one room is not forty doors
