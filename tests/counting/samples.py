"""Voices and rounds in numbers, as the tests of counting need them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from hypothesis import strategies as st

from digest.counting.heard import Counts, Voice
from domain.ids import PassageId, PersonId, RoundId, SessionId, ThemeId

THEN, NOW = RoundId("round-then"), RoundId("round-now")

voices_of_any_round = st.lists(
    st.builds(
        Voice,
        person_id=st.sampled_from([PersonId(f"person-{number}") for number in range(30)]),
        session_id=st.sampled_from([None, None, *(SessionId(f"session-{number}") for number in range(4))]),
        round_id=st.sampled_from([THEN, NOW, RoundId("round-other")]),
        passage_id=st.integers(0, 200).map(lambda number: PassageId(f"passage-{number}")),
        theme_id=st.sampled_from([None, *(ThemeId(f"theme-{number}") for number in range(5))]),
    ),
    max_size=120,
)


def speak(round_id: RoundId, theme: str | None, people: Iterable[int], *, session: str | None = None, of: str | None = None) -> list[Voice]:
    """One passage each; people of two rounds are others, unless both are said to be `of` one town."""
    session_id = None if session is None else SessionId(session)
    return [
        Voice(
            PersonId(f"{of or round_id}-{each}"),
            session_id,
            round_id,
            PassageId(f"{round_id}-{theme}-{each}"),
            ThemeId(theme) if theme else None,
        )
        for each in people
    ]


def count(alone: int, raised_alone: Sequence[int], sessions: Sequence[tuple[int, Sequence[int]]] = ()) -> Counts:
    """A round in numbers: each session with its size and those who raised each theme."""
    sizes = np.array([size for size, _ in sessions], dtype=np.int64)
    raised = np.array([found for _, found in sessions], dtype=np.int64).reshape(len(sessions), len(raised_alone)).T
    return Counts(alone, sizes, np.array(raised_alone, dtype=np.int64), raised)


@st.composite
def counts(draw: st.DrawFn, themes: int = 3) -> Counts:
    """Any round with so many themes and somebody in it."""
    alone = draw(st.integers(0, 300))
    sizes = draw(st.lists(st.integers(1, 60), min_size=0 if alone else 1, max_size=12))
    raised_alone = [draw(st.integers(0, alone)) for _ in range(themes)]
    return count(alone, raised_alone, [(size, [draw(st.integers(0, size)) for _ in range(themes)]) for size in sizes])
