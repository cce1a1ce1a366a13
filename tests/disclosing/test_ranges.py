from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.disclosing.policy import DisclosurePolicy, disclose_count, disclose_share
from digest.disclosing.ranges import Range, find_parts, find_wholes, share_of, undo_rounding
from digest.disclosing.tables import Shape, Table, list_lines, list_public

policies = st.builds(DisclosurePolicy, threshold=st.integers(3, 30), round_to=st.integers(1, 10))


@settings(deadline=None)
@given(st.integers(0, 400), policies)
def test_undoing_the_rounding_gives_every_count_that_is_shown_so_and_no_other(count: int, policy: DisclosurePolicy) -> None:
    shown = disclose_count(count, policy).count
    if shown is not None:
        within = undo_rounding(shown, policy)
        assert {each for each in range(500) if disclose_count(each, policy).count == shown} == set(
            range(int(within.low), int(within.high) + 1)
        )


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 4000), st.integers(0, 4000), policies)
def test_dividing_back_never_misses_the_true_total_or_part(part: int, rest: int, policy: DisclosurePolicy) -> None:
    share = disclose_share(part, part + rest, policy)
    shown, whole = disclose_count(part, policy).count, disclose_count(part + rest, policy).count
    if share is not None and shown is not None and whole is not None:
        assert whole in find_wholes([(shown, share)], policy) or share.value == 0
        assert shown in find_parts(whole, share, policy)


def test_several_shares_give_the_total_back() -> None:
    policy = DisclosurePolicy()
    assert find_wholes([(195, share_of(195, 420)), (100, share_of(100, 420)), (40, share_of(40, 420))], policy) == (420,)
    assert find_wholes([], policy) == ()


def test_a_number_that_the_rules_would_not_show_is_refused() -> None:
    for shown in (5, 12, 0):
        try:
            undo_rounding(shown, DisclosurePolicy())
        except ValueError as error:
            assert str(shown) in str(error)
        else:
            raise AssertionError(shown)


def test_the_totals_of_a_table_are_sums_of_their_lines() -> None:
    shape = Shape(("A", "B", "C"), (("a", "b"), ("c", "d"), ("e", "f")))
    table = Table(shape, {(0, 0, 0): 3, (0, 1, 1): 4, (1, 1, 0): 5})
    assert all(table.count(line.total) == sum(table.count(part) for part in line.parts) for line in list_lines(shape))
    assert table.count((None, None, None)) == 12
    assert len(list_public(shape)) == 1 + 3 * 2 + 3 * 4
    assert shape.label((0, None, 1)) == "A: a, C: f" and shape.label((None, None, None)) == "all"


def test_ranges_meet_in_what_lies_in_both() -> None:
    assert Range(0, 9) & Range(5, 20) == Range(5, 9)
    assert (Range(0, 3) & Range(5, 9)).is_empty and Range(5, 9).numbers == 5
