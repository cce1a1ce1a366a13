"""Recommendations of every kind that can be kept, for what must hold of all of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from domain.ids import DueChangeId, MilestoneId, RecommendationId, UpdateId, stable_id
from domain.recommendations import (
    DueChange,
    Ground,
    GroundKind,
    Milestone,
    Recommendation,
    Reply,
    Role,
    StatusUpdate,
    UpdateState,
)

TODAY = date(2026, 11, 30)
ISSUED = date(2025, 3, 1)
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_HARD = (
    "=1+1",
    "+1",
    "-x; =2",
    "@cmd",
    "'=quoted",
    '"',
    "a;b\\n",
    "مرحبا = 1",
    "שלום",
    "null",
    "007",
    "2026-03-31",
    "_x000D_",
    "no",
    "1e5",
    "{x: y}",
)


def lines(*, least: int = 0) -> st.SearchStrategy[str]:
    """One line of anything that shows."""
    letters = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=_TURNING + "\ufffe\uffff")
    return (st.sampled_from(_HARD) | st.text(letters, max_size=30)).map(str.strip).filter(lambda each: len(each) >= least)


def words(*, least: int = 0) -> st.SearchStrategy[str]:
    """Several lines."""
    parts = st.lists(lines(), min_size=1, max_size=3)
    return parts.map("\n".join).map(str.strip).filter(lambda each: len(each) >= least)


def days() -> st.SearchStrategy[date]:
    """Days from the issue on, some of them to come, leap days too."""
    return st.integers(0, 1500).map(lambda days: ISSUED + timedelta(days)) | st.just(date(2028, 2, 29))


def past_days() -> st.SearchStrategy[date]:
    """Days on which something can have happened."""
    return st.integers(0, 600).map(lambda days: ISSUED + timedelta(days))


def sets(each: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few different ones."""
    return st.lists(each, max_size=3, unique=True).map(tuple)


@st.composite
def recommendations(draw: st.DrawFn) -> tuple[Recommendation, ...]:
    """Up to three, of which each may need those before it."""
    made: list[Recommendation] = []
    for number in range(draw(st.integers(1, 3))):
        made.append(draw(recommendation(f"{draw(st.sampled_from(('R-', 'Ä', 'ق.')))}{number}", tuple(each.reference for each in made))))
    return tuple(made)


@st.composite
def recommendation(draw: st.DrawFn, reference: str, before: tuple[str, ...]) -> Recommendation:
    """One with milestones, updates and moved dates that can stand together."""
    own_id = RecommendationId(stable_id("recommendation", reference))
    owner, due = draw(lines(least=1)), draw(st.none() | days())
    first, moves = draw(way_to(own_id, None, due))
    titles = draw(st.lists(lines(least=1), max_size=2, unique_by=str.casefold))
    steps = [draw(milestone(own_id, title)) for title in titles]
    urls = st.sampled_from(("https://example.org/a;b", "https://example.org/?q=1", "http://مثال.example/x"))
    return Recommendation(
        id=own_id,
        reference=reference,
        title=draw(lines(least=1)),
        text=draw(words(least=1)),
        owner=owner,
        deputy=draw(lines().filter(lambda each: each.casefold() != owner.casefold())),
        issued_on=ISSUED,
        due_on=due,
        first_due_on=first,
        answers=draw(words()),
        issued_by=draw(lines()),
        addressed_to=draw(lines()),
        evidence_standard=draw(words()),
        indicators=draw(sets(lines(least=1))),
        urls=draw(sets(urls)),
        collection=draw(lines()),
        external_id=draw(lines()),
        places=draw(sets(lines(least=1))),
        needs=draw(st.lists(st.sampled_from(before), unique=True).map(tuple)) if before else (),
        grounds=draw(st.lists(grounds(), max_size=2, unique_by=lambda each: (each.kind, each.ref)).map(tuple)),
        milestones=tuple(each for each, _ in steps),
        due_changes=(*moves, *(move for _, each in steps for move in each)),
        updates=draw(updates(own_id)),
    )


def grounds() -> st.SearchStrategy[Ground]:
    """What a recommendation rests on."""
    return st.builds(Ground, st.sampled_from(GroundKind), lines(least=1), words())


@st.composite
def way_to(
    draw: st.DrawFn, own_id: RecommendationId, step: MilestoneId | None, due: date | None
) -> tuple[date | None, tuple[DueChange, ...]]:
    """A first date, and the moves that lead from it to this one."""
    if due is None:
        return None, ()
    stops = draw(st.lists(days().filter(lambda each: each != due), max_size=2))
    way = [*stops, due]
    told = [draw(words(least=1)) for _ in stops]
    on = sorted(draw(past_days()) for _ in stops)
    moves = [
        DueChange(
            DueChangeId(stable_id("due-change", own_id, step or "", place)),
            own_id,
            step,
            on[place],
            one,
            way[place + 1],
            told[place],
            draw(lines()),
        )
        for place, one in enumerate(stops)
    ]
    return way[0], tuple(moves)


@st.composite
def milestone(draw: st.DrawFn, own_id: RecommendationId, title: str) -> tuple[Milestone, tuple[DueChange, ...]]:
    """A step that may have moved, be done and be verified."""
    step, due = MilestoneId(stable_id("milestone", own_id, title)), draw(days())
    first, moves = draw(way_to(own_id, step, due))
    done = draw(st.none() | past_days())
    weight = draw(st.floats(min_value=1e-9, max_value=1e9, allow_nan=False))
    verified = draw(st.none() | st.just(done))
    return Milestone(step, own_id, title, first or due, due, done, weight, verified), moves


@st.composite
def updates(draw: st.DrawFn, own_id: RecommendationId) -> tuple[StatusUpdate, ...]:
    """Some of a course that may be, from its begin."""
    states = (UpdateState.RESPONDED, UpdateState.PLANNED, UpdateState.IN_PROGRESS, UpdateState.REPORTED_DONE, UpdateState.NOT_VERIFIED)
    made = []
    for place, state in enumerate(states[: draw(st.integers(0, 5))]):
        on, is_judged = ISSUED + timedelta(10 * place), state is UpdateState.NOT_VERIFIED
        made.append(
            StatusUpdate(
                UpdateId(stable_id("update", own_id, place)),
                own_id,
                on,
                state,
                draw(words(least=1)),
                draw(words(least=1 if is_judged else 0)),
                draw(st.sampled_from((None, Reply.ACCEPTED, Reply.PARTLY))) if state is UpdateState.RESPONDED else None,
                "The board of Alder Falls" if is_judged else draw(lines()),
                Role.BOARD if is_judged else Role.STAFF,
            )
        )
    return tuple(made)
