"""The states of a recommendation: whatever is reported in whatever order, the same course, and no state that may not be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.course import (
    ALLOWED,
    ENDED,
    JUDGED,
    JUDGES,
    MOST_TRIED,
    SETTLED,
    WORK,
    Course,
    derive,
    fold_name,
    follow,
    next_due,
    why_not,
)
from domain.ids import MilestoneId, RecommendationId, UpdateId
from domain.recommendations import Milestone, Recommendation, Reply, Role, StatusUpdate, UpdateState

S = UpdateState
ISSUED = date(2026, 3, 1)
OWN = RecommendationId("recommendation-1")
BARE = Recommendation(OWN, "R-03", "Mend the lights", "Mend the lights", "Public Works", ISSUED, date(2026, 9, 30))
# A way into each state, by the shortest course.
WAYS: dict[UpdateState, tuple[UpdateState, ...]] = {
    S.ISSUED: (),
    S.RESPONDED: (S.RESPONDED,),
    S.PLANNED: (S.PLANNED,),
    S.IN_PROGRESS: (S.IN_PROGRESS,),
    S.REPORTED_DONE: (S.REPORTED_DONE,),
    S.VERIFIED: (S.REPORTED_DONE, S.VERIFIED),
    S.PARTLY_VERIFIED: (S.REPORTED_DONE, S.PARTLY_VERIFIED),
    S.NOT_VERIFIED: (S.REPORTED_DONE, S.NOT_VERIFIED),
    S.CLOSED: (S.RESPONDED, S.CLOSED),
    S.SUPERSEDED: (S.SUPERSEDED,),
    S.WITHDRAWN: (S.WITHDRAWN,),
    S.REOPENED: (S.WITHDRAWN, S.REOPENED),
}


def say(state: UpdateState, day: int, name: str = "", **told: object) -> StatusUpdate:
    """A sound update on a day after the issue."""
    values: dict[str, object] = {"by": "the office", "role": Role.STAFF, "evidence": ""}
    if state in JUDGED:
        values = {"by": "the auditor", "role": Role.AUDITOR, "evidence": "walked there"}
    if state is S.RESPONDED:
        values["reply"] = Reply.ACCEPTED
    own_id = UpdateId(f"update-{name or f'{day}-{state}'}")
    return StatusUpdate(own_id, OWN, ISSUED + timedelta(days=day), state, "A note", **values | told)  # type: ignore[arg-type]


def say_all(states: Sequence[UpdateState]) -> tuple[StatusUpdate, ...]:
    return tuple(say(state, day) for day, state in enumerate(states))


def course_of(updates: Sequence[StatusUpdate]) -> Course:
    return follow(updates, issued_on=ISSUED)


NAMES = ("", "Public Works", "public  works", "the auditor", "the board")


@st.composite
def draw_updates(draw: st.DrawFn, *, most: int = 12) -> list[StatusUpdate]:
    """Any updates at all: wrong roles, no evidence, answers where none belong, days before the issue, many of one day."""
    number = draw(st.integers(0, most))
    return [
        StatusUpdate(
            UpdateId(f"update-{draw(st.integers(0, 10**6)):07d}-{place}"),
            OWN,
            ISSUED + timedelta(days=draw(st.integers(-1, 5))),
            draw(st.sampled_from(list(UpdateState))),
            "A note",
            draw(st.sampled_from(("", " ", "walked there"))),
            draw(st.sampled_from((None, None, *Reply))),
            draw(st.sampled_from(NAMES)),
            draw(st.sampled_from(list(Role))),
            turn=draw(st.integers(0, 2)),
        )
        for place in range(number)
    ]


@st.composite
def draw_sound(draw: st.DrawFn, *, most: int = 10) -> list[StatusUpdate]:
    """Updates that are right by themselves, so that long courses come about."""
    return [
        say(
            draw(st.sampled_from(list(UpdateState))),
            draw(st.integers(0, 6)),
            f"{place}-{draw(st.integers(0, 99))}",
            turn=draw(st.integers(0, 2)),
        )
        for place in range(draw(st.integers(0, most)))
    ]


either = st.one_of(draw_updates(), draw_sound())


@given(either)
def test_no_state_is_entered_that_may_not_follow(updates: list[StatusUpdate]) -> None:
    course, state, reply = course_of(updates), S.ISSUED, None
    for each in course.steps:
        assert each.state in ALLOWED[state]
        assert not (reply is Reply.REJECTED and each.state in WORK | {S.REPORTED_DONE})
        state = each.state
        if each.reply is not None:
            reply = each.reply
        elif each.state is S.REOPENED and reply is Reply.REJECTED:
            reply = None
    assert (course.state, course.reply) == (state, reply)


@given(either)
def test_every_update_stands_or_is_named_with_its_reason(updates: list[StatusUpdate]) -> None:
    course = course_of(updates)
    assert {each.id for each in course.steps} | {each.update.id for each in course.refused} == {each.id for each in updates}
    assert len(course.steps) + len(course.refused) == len(updates)
    assert all(each.why for each in course.refused)


@given(either, st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(updates: list[StatusUpdate], chance: object) -> None:
    shuffled = list(updates)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert course_of(shuffled) == course_of(updates)
    assert derive(replace(BARE, updates=tuple(shuffled))) == derive(replace(BARE, updates=tuple(updates)))


@given(either)
def test_a_replay_gives_the_same_and_what_comes_twice_counts_once(updates: list[StatusUpdate]) -> None:
    assert course_of(updates) == course_of([*updates, *updates])


@given(either)
def test_steps_go_by_day_and_by_turn(updates: list[StatusUpdate]) -> None:
    steps = course_of(updates).steps
    assert [(each.on, each.turn) for each in steps] == sorted((each.on, each.turn) for each in steps)


@given(either)
def test_a_verdict_stands_only_on_a_report_of_done_that_no_reopening_undid(updates: list[StatusUpdate]) -> None:
    is_reported = False
    for each in course_of(updates).steps:
        if each.state in JUDGED:
            assert is_reported
        elif each.state is S.REPORTED_DONE:
            is_reported = True
        else:
            is_reported = False


@given(either)
def test_nobody_judges_without_role_or_evidence_or_what_they_reported_themselves(updates: list[StatusUpdate]) -> None:
    reported = {(fold_name(each.by), each.on) for each in updates if each.state is S.REPORTED_DONE and fold_name(each.by)}
    for each in course_of(updates).steps:
        if each.state in JUDGED:
            assert each.role in JUDGES and each.evidence.strip()
            assert not any(name == fold_name(each.by) and on <= each.on for name, on in reported)


@given(either)
def test_what_ended_is_only_opened_again(updates: list[StatusUpdate]) -> None:
    steps = course_of(updates).steps
    for one, other in pairwise(steps):
        if one.state in ENDED:
            assert other.state is S.REOPENED


@given(either)
def test_whoever_answers_for_it_never_ends_it(updates: list[StatusUpdate]) -> None:
    for each in course_of(updates).steps:
        assert not (each.state in ENDED | {S.REOPENED} and each.role in {Role.OWNER, Role.DEPUTY})


@given(either, st.one_of(draw_updates(most=1), draw_sound(most=1)))
def test_adding_what_may_be_added_lets_all_that_stood_stand(updates: list[StatusUpdate], more: list[StatusUpdate]) -> None:
    before = replace(BARE, updates=tuple(updates))
    for each in (replace(each, id=UpdateId("update-new")) for each in more):
        stood = {step.id for step in course_of(updates).steps}
        after = {step.id for step in course_of([*updates, each]).steps}
        if not why_not(before, each):
            assert stood | {each.id} <= after
        else:
            assert each.id not in after or not stood <= after


@given(st.lists(st.sampled_from(list(UpdateState)), max_size=9), st.integers(0, 9))
def test_a_record_that_grew_by_what_may_be_added_refuses_nothing(states: list[UpdateState], gap: int) -> None:
    grown = BARE
    for place, state in enumerate(states):
        update = say(state, (place * gap) % 7, str(place), turn=place)
        if not why_not(grown, update):
            grown = replace(grown, updates=(*grown.updates, update))
    assert course_of(grown.updates).refused == ()


@pytest.mark.parametrize("after", list(UpdateState))
@pytest.mark.parametrize("before", list(UpdateState))
def test_every_pair_of_states_is_allowed_or_refused_in_words(before: UpdateState, after: UpdateState) -> None:
    way = say_all(WAYS[before])
    assert course_of(way).state is before
    told = why_not(replace(BARE, updates=way), say(after, 9, "next"))
    if after in ALLOWED[before]:
        assert told == ""
    else:
        assert f"After “{before}” it cannot be “{after}”." in told
        assert told.partition("What can follow: ")[2] == ", ".join(each for each in UpdateState if each in ALLOWED[before]) + "."


@pytest.mark.parametrize("state", sorted(WORK | {S.REPORTED_DONE}))
def test_what_was_rejected_needs_a_new_answer_before_work(state: UpdateState) -> None:
    rejected = replace(BARE, updates=(say(S.RESPONDED, 1, reply=Reply.REJECTED),))
    assert why_not(rejected, say(state, 2)) == "It was rejected: record a new answer first."
    answered = replace(rejected, updates=(*rejected.updates, say(S.RESPONDED, 2, "new")))
    assert why_not(answered, say(state, 3)) == ""


def test_what_was_rejected_waits_for_nothing_and_what_is_opened_again_does() -> None:
    rejected = (say(S.RESPONDED, 1, reply=Reply.REJECTED),)
    assert derive(replace(BARE, updates=rejected)).next_due_on is None
    ended = (*rejected, say(S.CLOSED, 2), say(S.REOPENED, 3))
    assert derive(replace(BARE, updates=ended)).next_due_on == BARE.due_on
    assert course_of(ended).reply is None


def test_the_later_word_of_one_day_holds() -> None:
    wrong = say(S.RESPONDED, 1, "wrong", reply=Reply.REJECTED, turn=1)
    right = say(S.RESPONDED, 1, "right", reply=Reply.ACCEPTED, turn=2)
    for order in permutations((wrong, right)):
        assert course_of(order).reply is Reply.ACCEPTED


def test_updates_of_one_day_without_a_turn_stand_in_the_order_that_lets_most_stand() -> None:
    of_day = [say(state, 1) for state in (S.CLOSED, S.VERIFIED, S.REPORTED_DONE, S.IN_PROGRESS)]
    assert [each.state for each in course_of(of_day).steps] == [S.IN_PROGRESS, S.REPORTED_DONE, S.VERIFIED, S.CLOSED]


def test_a_day_with_very_many_updates_is_folded_at_once() -> None:
    many = [say(S.IN_PROGRESS, 1, str(number)) for number in range(3_000)] + [say(S.REPORTED_DONE, 1), say(S.VERIFIED, 1)]
    assert len(many) > MOST_TRIED
    course = course_of(many)
    assert (course.state, course.refused) == (S.VERIFIED, ())


def test_a_verdict_that_a_late_report_would_undo_keeps_that_report_out() -> None:
    way = replace(BARE, updates=say_all((S.REPORTED_DONE, S.VERIFIED)))
    late = say(S.REPORTED_DONE, 0, "late", by="The  Auditor")
    assert why_not(way, late) == (
        "What was reported on 2026-03-02 (verified) could then not stand: Whoever reported it done cannot judge whether it is."
    )


def test_an_update_from_before_the_issue_is_left_out_and_named() -> None:
    early = say(S.PLANNED, -1)
    assert course_of([early]).refused[0].why == "It is dated 2026-02-28, before the recommendation was issued on 2026-03-01."


@pytest.mark.parametrize("role", [Role.OWNER, Role.DEPUTY, Role.STAFF, Role.MANAGER])
def test_only_the_board_or_an_auditor_judges(role: Role) -> None:
    reported = replace(BARE, updates=say_all((S.REPORTED_DONE,)))
    assert f"not the {role}" in why_not(reported, say(S.VERIFIED, 2, role=role))


def test_a_step_that_was_verified_is_not_due_any_more() -> None:
    days = (date(2026, 4, 1), date(2026, 5, 1))
    steps = tuple(Milestone(MilestoneId(f"m{day}"), OWN, f"Step {day}", day, day) for day in days)
    value = replace(BARE, milestones=(replace(steps[0], verified_on=days[0]), steps[1]))
    assert next_due(value) == days[1]


@settings(max_examples=50)
@given(either)
def test_what_lists_show_follows_from_the_course(updates: list[StatusUpdate]) -> None:
    value = replace(BARE, updates=tuple(updates))
    course, facts = course_of(updates), derive(value)
    assert (facts.state, facts.state_since, facts.reply) == (course.state, course.since, course.reply)
    assert (facts.settled_on is not None) == (course.state in SETTLED)
    assert (facts.next_due_on is None) == (not course.is_waited_for)
    assert facts.last_update_on == max((each.on for each in updates), default=None)
