"""Made-up themes, passages and decisions on them, for what must hold whatever people decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from hypothesis import strategies as st

from domain.decisions import Bindings, DecisionKind, ThemeDecision, fold_decisions
from domain.ids import PassageId, RoundId, ThemeId
from domain.themes import Theme
from nlp.themes import PassageToTheme, Previous, Space
from nlp.themes.grouping import Grouping

TOPS, SUBS, DIRECTIONS = 5, 4, 6
ROUND = RoundId("round-2")


@dataclass(frozen=True, slots=True, repr=False)
class World:
    """What a run is given, and a grouping that might have been found."""

    passages: tuple[PassageToTheme, ...]
    space: Space
    living: tuple[Theme, ...]
    previous: Previous
    bindings: Bindings
    grouping: Grouping


def theme_of(number: int) -> Theme:
    direction = tuple(np.eye(DIRECTIONS)[number % DIRECTIONS].tolist())
    return Theme(ThemeId(f"t{number}"), f"Title {number}", f"Said {number}", ("word",), RoundId("round-1"), direction)


def part_of(number: int) -> Theme:
    whole = theme_of(number % TOPS)
    return Theme(ThemeId(f"s{number}"), f"Part {number}", "", ("word",), whole.born_in, whole.centroid, parent_id=whole.id)


@st.composite
def decisions(draw: st.DrawFn, count: int) -> list[ThemeDecision]:
    """Decisions by whoever, in whatever order, on tops, parts and passages; some contradict others."""
    tops = [theme_of(number).id for number in range(TOPS)]
    subs = [part_of(number).id for number in range(SUBS)]
    made = []
    for number in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(list(DecisionKind)))
        level = draw(st.sampled_from([tops, subs]))
        theme, other = draw(st.sampled_from(level)), draw(st.sampled_from(level))
        passage = None
        if kind is DecisionKind.MOVE:
            passage = PassageId(f"p{draw(st.integers(0, count - 1)):03}")
            theme = draw(st.sampled_from([*tops, *subs, None]))  # type: ignore[assignment]
        made.append(ThemeDecision(kind, theme, "ana", "why", datetime(2026, 1, 1, tzinfo=UTC), other, passage, "", number + 1))
    return made


@st.composite
def worlds(draw: st.DrawFn, count: int, *, new: int = 0) -> World:
    """Passages of an earlier run, `new` more, and what people decided since."""
    rng = np.random.default_rng(draw(st.integers(0, 2**16)))
    directions = rng.integers(0, DIRECTIONS, count + new)
    vectors = np.eye(DIRECTIONS, dtype=np.float32)[directions] + rng.normal(0, 0.25, (count + new, DIRECTIONS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = [f"{'abcdef'[direction]} {number // 2 if rng.random() < 0.1 else number}" for number, direction in enumerate(directions)]
    passages = tuple(PassageToTheme(PassageId(f"p{number:03}"), text, "en", None, f"w{number % 37}") for number, text in enumerate(texts))
    tops = np.where(
        rng.random(count) < 0.15, -1, np.where(rng.random(count) < 0.8, directions[:count] % TOPS, rng.integers(0, TOPS, count))
    )
    themes = {passages[row].id: None if top < 0 else theme_of(int(top)).id for row, top in enumerate(tops)}
    parts = {passages[row].id: part_of(int(top)).id for row, top in enumerate(tops) if 0 <= top < SUBS and rng.random() < 0.5}
    bindings = fold_decisions(draw(decisions(count + new)))
    living = tuple(theme for theme in (*map(theme_of, range(TOPS)), *map(part_of, range(SUBS))) if theme.id not in bindings.merged)
    return World(
        passages,
        Space("made up", vectors.astype(np.float32)),
        living,
        Previous(themes=themes, parts=parts, can_place=True),
        bindings,
        _draw_grouping(draw, rng, directions),
    )


def _draw_grouping(draw: st.DrawFn, rng: np.random.Generator, directions: np.ndarray) -> Grouping:
    """Groups that follow the directions more or less, numbered without gaps, some with two parts."""
    count = len(directions)
    groups = draw(st.integers(1, DIRECTIONS))
    labels = np.where(rng.random(count) < draw(st.sampled_from([0.0, 0.3, 1.0])), rng.integers(0, groups, count), directions % groups)
    labels[rng.random(count) < 0.1] = -1
    labels[:groups] = np.arange(groups)
    parents = tuple(number for number in range(groups) for _ in range(2) if number % 2)
    parts = np.full(count, -1)
    for part, parent in enumerate(parents):
        parts[(labels == parent) & (rng.random(count) < 0.4)] = part
    second = np.full(count, -1)
    solid = tuple(rng.random(groups).tolist())
    return Grouping(
        labels.astype(np.int64), np.where(labels < 0, 0.0, 0.5), parts, parents, second, np.zeros(count), solid, (0.5,) * len(parents)
    )
