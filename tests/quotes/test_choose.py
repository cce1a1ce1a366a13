"""What is offered: near the centre, readable alone, no two alike, one a person, and somebody who disagrees where there is one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ids import PassageId
from domain.quotes import Stance
from nlp.quotes.choose import Candidate, choose_quotes, find_opposed
from nlp.quotes.readable import can_stand_alone, leans_on_others, says_no

LIGHT = (
    "The street lamp at our corner has been dark since the winter.",
    "Our bus stop has had no working light for half a year now.",
    "Walking home at night is frightening because every lamp is out.",
    "Please repair the broken lights along the path behind the school.",
    "My children wait in the dark each morning before the bus arrives.",
)


def make(number: int, text: str, **other: object) -> Candidate:
    values: dict[str, object] = {"person": f"p{number}", "language": "en", "may_be_offered": True}
    return Candidate(PassageId(f"passage-{number}"), text=text, **(values | other))  # type: ignore[arg-type]


def around(count: int, far: tuple[int, ...] = ()) -> np.ndarray:
    """Unit vectors near one axis, each its own way; those that are `far` lie across."""
    rows = np.eye(count + 1, dtype=np.float32)[:count] * np.linspace(0.3, 0.9, count, dtype=np.float32)[:, None]
    rows[:, count] = 1.0
    for row in far:
        rows[row] = 0
        rows[row, row] = 1.0
    unit: np.ndarray = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def test_the_nearest_to_the_centre_come_first_and_what_is_far_is_not_offered() -> None:
    vectors = around(5, far=(0,))
    found = choose_quotes([make(n, text, kind="concern") for n, text in enumerate(LIGHT)], vectors)
    nearest = np.argsort(-(vectors @ vectors.mean(axis=0)))[:3]
    assert 0 not in nearest
    assert [each.id for each in found if each.stance is Stance.CENTRAL] == [f"passage-{row}" for row in nearest]
    assert all(0 <= each.score <= 1 for each in found)


def test_only_what_may_be_offered_is() -> None:
    found = choose_quotes([make(n, text, may_be_offered=n == 4) for n, text in enumerate(LIGHT)], around(5))
    assert [each.id for each in found] == ["passage-4"]
    assert choose_quotes([make(n, text, may_be_offered=False) for n, text in enumerate(LIGHT)], around(5)) == ()


def test_nobody_is_offered_twice_and_neither_are_the_same_words() -> None:
    same = [make(0, LIGHT[0]), make(1, LIGHT[0].upper()), make(2, LIGHT[1]), make(3, LIGHT[2], person="p2")]
    found = choose_quotes(same, around(4))
    assert len(found) == 2
    assert (
        len({each.id for each in found} & {"passage-0", "passage-1"}) == len({each.id for each in found} & {"passage-2", "passage-3"}) == 1
    )


def test_the_minority_s_wish_disagrees() -> None:
    leanings = ("more", "more", "more", "less", "")
    found = choose_quotes([make(n, text, kind="suggestion", leaning=leanings[n]) for n, text in enumerate(LIGHT)], around(5))
    assert [each.id for each in found if each.stance is Stance.DISAGREES] == ["passage-3"]
    assert "passage-3" not in [each.id for each in found if each.stance is Stance.CENTRAL]


def test_praise_among_concerns_disagrees() -> None:
    kinds = ("concern", "concern", "praise", "concern", "question")
    assert find_opposed([make(n, text, kind=kinds[n]) for n, text in enumerate(LIGHT)]) == {2}


def test_without_kinds_the_few_that_turn_the_sentence_round_may_disagree() -> None:
    texts = ("The lamps are bright here now.", "The lamps are bright.", "They are bright.", "It is bright.", "The lamps are not bright.")
    assert find_opposed([make(n, text) for n, text in enumerate(texts)]) == {4}
    assert find_opposed([make(n, text, language="xx") for n, text in enumerate(texts)]) == set()


def test_a_theme_without_anybody_offers_nothing() -> None:
    assert choose_quotes([], np.zeros((0, 3), dtype=np.float32)) == ()


def test_what_can_be_read_alone() -> None:
    assert can_stand_alone("The lamp near the school is always dark.")
    assert not can_stand_alone("The lamp is dark.")
    assert not can_stand_alone("word " * 61)
    assert not can_stand_alone("[PERSON 1] and [PERSON 2] told us about the lamp near the school")
    assert can_stand_alone("[PERSON 1] told us that the lamp near the school was dark again")
    assert not can_stand_alone(f"The lamp near the school is {'o' * 10_000} always dark.")
    assert can_stand_alone("路口的灯坏了很久没有人来修理我们害怕")
    assert leans_on_others("And they never came back", "en") and not leans_on_others("Lamps are out", "en")
    assert says_no("La luz no sirve", "es") is True
    assert says_no("灯不亮", "zh") is True
    assert says_no("Das Licht ist nicht an", "de") is None


@given(st.lists(st.tuples(st.sampled_from(LIGHT), st.booleans(), st.sampled_from(["", "more", "less"])), max_size=12))
@settings(max_examples=60, deadline=None)
def test_whatever_is_offered_was_allowed_and_is_one_a_person(rows: list[tuple[str, bool, str]]) -> None:
    candidates = [make(n, text, may_be_offered=may, leaning=leaning) for n, (text, may, leaning) in enumerate(rows)]
    found = choose_quotes(candidates, around(max(len(rows), 1))[: len(rows)])
    by_id = {each.id: each for each in candidates}
    assert all(by_id[each.id].may_be_offered for each in found)
    assert len({by_id[each.id].person for each in found}) == len(found) <= 4
    assert found == choose_quotes(candidates, around(max(len(rows), 1))[: len(rows)])
