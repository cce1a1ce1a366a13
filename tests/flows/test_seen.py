from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.steps.seen import SeenIds

IDS = st.lists(st.text(max_size=12), max_size=40)


@given(IDS, IDS, IDS)
def test_it_holds_what_was_put_in_and_nothing_else(first: list[str], second: list[str], others: list[str]) -> None:
    seen = SeenIds()
    seen.update(first)
    assert all(each in seen for each in first)
    seen.update(second)
    assert all(each in seen for each in (*first, *second))
    assert not any(each in seen for each in others if each not in {*first, *second})


def test_a_hundred_thousand_ids_take_less_than_a_megabyte() -> None:
    seen = SeenIds()
    seen.update(map(str, range(100_000)))
    assert "99999" in seen
    assert seen._hashes.buffer_info()[1] * seen._hashes.itemsize == 800_000
