from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from digest.disclosing.policy import ShownShare
from digest.tracking.events import Event, EventMark
from digest.tracking.timeline import Heard, tell_events, tell_story
from digest.tracking.told import ToldRound, ToldTheme
from domain.course import SETTLED, follow
from domain.ids import RecommendationId
from domain.recommendations import Recommendation, Reply, UpdateState
from tests.digest.example import ROUNDS, THEMES, TODAY
from tests.timeline.town import answer, ask, ask_all, make_step, move, report

THEME = THEMES[1].id
DAYS = st.dates(date(2025, 12, 1), date(2027, 6, 30))


def tell(*asked: Recommendation) -> tuple[Event, ...]:
    return tell_events((), (), asked, today=TODAY)


def told_in(*rounds: int, change: str = "") -> list[ToldRound]:
    history = tuple((ROUNDS[number].title, ShownShare(20 + number, 15, 30)) for number in range(3))
    theme = ToldTheme(THEME, "Street lights", ShownShare(10, 8, 14), history, change)
    return [ToldRound(ROUNDS[number].id, (theme,)) for number in rounds]


def one(**more: object) -> Recommendation:
    plain = ask(RecommendationId("recommendation-1"), "R-01", "Mend the lights", themes=(THEME,), issued_on=date(2025, 12, 4))
    return replace(plain, **more)  # type: ignore[arg-type]


def test_a_date_that_moved_stands_on_the_day_it_was_moved_with_where_to_and_why() -> None:
    step = make_step("Crews hired", date(2026, 5, 1), date(2026, 8, 15))
    moves = (
        move(1, step, date(2026, 4, 2), date(2026, 5, 1), date(2026, 6, 30), "why 1"),
        move(2, step, date(2026, 6, 20), date(2026, 6, 30), date(2026, 8, 15), "why 2"),
    )
    moved = [each for each in tell(one(milestones=(step,), due_changes=moves)) if each.mark is EventMark.MOVED]
    assert [(each.on, each.title, each.moved_from, each.moved_to, each.note) for each in moved] == [
        (date(2026, 4, 2), "Crews hired", date(2026, 5, 1), date(2026, 6, 30), "why 1"),
        (date(2026, 6, 20), "Crews hired", date(2026, 6, 30), date(2026, 8, 15), "why 2"),
    ]


def test_a_date_that_moved_without_a_word_stands_on_the_day_promised_first() -> None:
    step = make_step("Crews hired", date(2026, 5, 1), date(2026, 8, 15))
    (moved,) = (each for each in tell(one(milestones=(step,))) if each.mark is EventMark.MOVED)
    assert (moved.on, moved.moved_from, moved.moved_to) == (date(2026, 5, 1), None, date(2026, 8, 15))


def test_a_date_that_was_given_later_is_a_promise_and_no_move() -> None:
    given_later = one(due_on=date(2027, 1, 1), due_changes=(move(1, None, date(2026, 3, 1), None, date(2027, 1, 1), ""),))
    marks = [each.mark for each in tell(given_later)]
    assert marks == [EventMark.RECOMMENDED, EventMark.PROMISED, EventMark.DUE]


def test_steps_done_and_verified_are_told_apart_from_the_whole() -> None:
    step = make_step("Crews hired", date(2026, 5, 1), date(2026, 5, 1), done_on=date(2026, 4, 1), verified_on=date(2026, 4, 9))
    marks = [(each.on, each.mark) for each in tell(one(milestones=(step,))) if each.title == "Crews hired"]
    assert marks == [(date(2026, 4, 1), EventMark.STEP_DONE), (date(2026, 4, 9), EventMark.STEP_VERIFIED)]


def test_a_no_has_its_own_mark_and_an_answer_that_is_none_too() -> None:
    marks = {
        reply: [each.mark for each in tell(one(updates=(report(1, date(2026, 1, 9), UpdateState.RESPONDED, reply),)))][-1]
        for reply in (None, *Reply)
    }
    assert marks[Reply.REJECTED] is EventMark.REJECTED
    assert {marks[None], marks[Reply.ACCEPTED], marks[Reply.PARTLY]} == {EventMark.ANSWERED}


def test_every_state_has_a_mark() -> None:
    states = [UpdateState.RESPONDED, UpdateState.PLANNED, UpdateState.IN_PROGRESS, UpdateState.REPORTED_DONE, UpdateState.PARTLY_VERIFIED]
    states += [UpdateState.REPORTED_DONE, UpdateState.NOT_VERIFIED, UpdateState.CLOSED, UpdateState.REOPENED, UpdateState.SUPERSEDED]
    updates = tuple(report(number, date(2026, 1, 1) + timedelta(days=number), state) for number, state in enumerate(states))
    names = [each.mark.name for each in tell(one(updates=updates))][1:]
    assert names == [
        "ANSWERED",
        "PROMISED",
        "PROGRESS",
        "DONE",
        "PARTLY_VERIFIED",
        "DONE",
        "NOT_VERIFIED",
        "CLOSED",
        "REOPENED",
        "SUPERSEDED",
    ]


@given(DAYS, st.lists(st.tuples(DAYS, st.sampled_from(UpdateState)), max_size=6))
def test_nothing_is_due_on_a_day_by_which_it_was_done_or_had_ended(due_on: date, reported: list[tuple[date, UpdateState]]) -> None:
    updates = tuple(report(number, on, state) for number, (on, state) in enumerate(reported))
    asked = one(due_on=due_on, updates=updates)
    course = follow((each for each in updates if each.on <= TODAY), issued_on=asked.issued_on)
    due = [each for each in tell(asked) if each.mark is EventMark.DUE]
    states_then = [each.state for each in course.steps if each.on <= due_on]
    is_settled = course.state in SETTLED
    if due:
        assert not (
            is_settled
            and states_then
            and all(each.state in SETTLED for each in course.steps if each.on >= due_on)
            and states_then[-1] in SETTLED
        )
        assert due[0].is_ahead == (due_on > TODAY)
    else:
        assert is_settled


def test_a_theme_is_heard_again_in_rounds_that_began_after_something_was_asked_for() -> None:
    events = tell_events(ROUNDS, (), (one(),), today=TODAY, told=told_in(0, 1, 2))
    again = [each for each in events if each.mark is EventMark.HEARD_AGAIN]
    assert [(each.title, each.references, each.since) for each in again] == [
        ("Spring 2026", ("R-01",), "Autumn 2025"),
        ("Autumn 2026", ("R-01",), "Autumn 2025"),
    ]


def test_a_theme_that_a_release_did_not_tell_is_not_heard_again() -> None:
    events = tell_events(ROUNDS, (), (one(),), today=TODAY, told=told_in(0, 2))
    assert [each.title for each in events if each.mark is EventMark.HEARD_AGAIN] == ["Autumn 2026"]
    assert all(each.mark is not EventMark.HEARD_AGAIN for each in tell_events(ROUNDS, (), (one(),), today=TODAY))


def test_a_round_that_runs_on_has_not_been_heard_again_yet() -> None:
    events = tell_events(ROUNDS, (), (one(),), today=date(2026, 10, 20), told=told_in(0, 1, 2))
    assert [each.title for each in events if each.mark is EventMark.HEARD_AGAIN] == ["Spring 2026"]


def test_the_story_of_a_theme_goes_from_found_to_heard_again() -> None:
    events = tell_story(Heard(ROUNDS, (), told_in(0, 1)), (one(),), (THEME,), today=TODAY)
    assert [each.mark for each in events] == [EventMark.FOUND, EventMark.RECOMMENDED, EventMark.HEARD_AGAIN]


@given(st.permutations(ask_all()))
def test_the_line_is_the_same_in_whatever_order_things_are_given(asked: list[Recommendation]) -> None:
    told = told_in(0, 1, 2)
    assert tell_events(ROUNDS, (), asked, today=TODAY, told=told) == tell_events(ROUNDS, (), ask_all(), today=TODAY, told=told)


@given(DAYS)
def test_nothing_that_comes_later_than_a_day_is_told_on_it_but_promises(today: date) -> None:
    for event in tell_events(ROUNDS, (), ask_all(), today=today, told=told_in(0, 1, 2)):
        assert event.on <= today or (event.is_ahead and event.mark in {EventMark.DUE, EventMark.MOVED, EventMark.HEARD})


def test_all_moves_of_an_answered_recommendation_are_counted_once() -> None:
    asked = answer(ask_all()[0])
    moved = [each for each in tell(asked) if each.mark is EventMark.MOVED]
    own = [each for each in moved if each.moved_from is not None]
    assert len(own) == len(asked.due_changes)
    assert len({(each.on, each.title) for each in moved}) == len(moved)
