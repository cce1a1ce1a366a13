"""What binds, folded from whatever decisions in whatever order."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from domain.decisions import NO_TITLE, DecisionKind, ThemeDecision, fold_decisions
from domain.ids import PassageId, ThemeId

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
A, B, C = (ThemeId(f"theme-{name}") for name in "abc")
P = PassageId("passage-p")


def decide(kind: DecisionKind, theme: ThemeId | None, number: int, **other: object) -> ThemeDecision:
    return ThemeDecision(kind, theme, "Ana", "", NOON, number=number, **other)  # type: ignore[arg-type]


def merge(theme: ThemeId, into: ThemeId, number: int) -> ThemeDecision:
    return decide(DecisionKind.MERGE, theme, number, other_id=into)


def split(theme: ThemeId, out_of: ThemeId, number: int) -> ThemeDecision:
    return decide(DecisionKind.SPLIT, theme, number, other_id=out_of)


def test_a_chain_of_merges_ends_in_its_last_theme_and_passages_follow() -> None:
    moved = decide(DecisionKind.MOVE, A, 1, passage_id=P)
    folded = fold_decisions([merge(B, C, 3), moved, merge(A, B, 2)])
    assert folded.merged == {A: C, B: C}
    assert folded.moved == {P: C}
    assert folded.approved == {C}


def test_the_last_of_two_merges_that_make_a_ring_binds() -> None:
    assert fold_decisions([merge(A, B, 1), merge(B, A, 2)]).merged == {B: A}
    assert fold_decisions([merge(A, B, 1), merge(B, C, 2), merge(C, A, 3)]).merged == {B: A, C: A}


def test_what_was_parted_and_then_joined_by_way_of_a_third_is_no_longer_apart() -> None:
    apart = fold_decisions([split(B, A, 1)]).apart
    assert apart == {frozenset((A, B))}
    assert fold_decisions([split(B, A, 1), merge(B, C, 2)]).apart == {frozenset((A, C))}
    assert fold_decisions([split(B, A, 1), merge(B, C, 2), merge(C, A, 3)]).apart == frozenset()


def test_a_theme_that_was_split_out_again_is_merged_no_more() -> None:
    folded = fold_decisions([merge(A, B, 1), split(A, B, 2)])
    assert (folded.merged, folded.apart, folded.approved) == ({}, {frozenset((A, B))}, {A})


def test_nobody_stands_behind_a_title_that_lost_a_word() -> None:
    named = decide(DecisionKind.RENAME, A, 1, title="Lamps at the hut")
    assert fold_decisions([named]).approved == {A}
    assert fold_decisions([named, decide(DecisionKind.RENAME, A, 2, title=NO_TITLE)]).approved == frozenset()
    assert fold_decisions([decide(DecisionKind.RENAME, A, 1, title=NO_TITLE), decide(DecisionKind.APPROVE, A, 2, title="So")]).approved == {
        A
    }


THEMES = st.sampled_from([ThemeId(f"theme-{number}") for number in range(6)])
PASSAGES = st.sampled_from([PassageId(f"passage-{number}") for number in range(3)])


@st.composite
def decisions(draw: st.DrawFn) -> list[ThemeDecision]:
    kinds = draw(st.lists(st.sampled_from(DecisionKind), max_size=25))
    made = []
    for number, kind in enumerate(kinds, 1):
        if kind is DecisionKind.MOVE:
            made.append(decide(kind, draw(st.none() | THEMES), number, passage_id=draw(PASSAGES)))
        else:
            pair = kind in (DecisionKind.MERGE, DecisionKind.SPLIT)
            made.append(decide(kind, draw(THEMES), number, **({"other_id": draw(THEMES)} if pair else {})))
    return made


@given(decisions(), st.randoms())
def test_whatever_was_decided_the_bindings_are_sound(made: list[ThemeDecision], random) -> None:  # type: ignore[no-untyped-def]
    folded = fold_decisions(made)
    assert not folded.merged.keys() & set(folded.merged.values()), "neither chain nor ring"
    assert not folded.merged.keys() & folded.approved
    assert not folded.merged.keys() & set(folded.moved.values())
    assert all(len(pair) == 2 and not pair & folded.merged.keys() for pair in folded.apart)
    assert folded.moved.keys() == {each.passage_id for each in made if each.kind is DecisionKind.MOVE}, "nothing is lost"
    shuffled = list(made)
    random.shuffle(shuffled)
    assert fold_decisions(shuffled) == folded


@given(decisions())
def test_the_last_decision_always_binds(made: list[ThemeDecision]) -> None:
    if not made:
        return
    last, folded = made[-1], fold_decisions(made)
    if last.kind is DecisionKind.MERGE and last.theme_id != last.other_id:
        end = folded.merged.get(last.other_id, last.other_id)  # type: ignore[arg-type]
        assert folded.merged[last.theme_id] == end  # type: ignore[index]
    if last.kind is DecisionKind.SPLIT and last.theme_id != last.other_id:
        assert last.theme_id not in folded.merged
    if last.kind is DecisionKind.HIDE:
        assert last.theme_id in folded.hidden
    if last.kind is DecisionKind.MOVE:
        assert last.passage_id is not None
        assert folded.moved[last.passage_id] == folded.merged.get(last.theme_id, last.theme_id)  # type: ignore[arg-type]
