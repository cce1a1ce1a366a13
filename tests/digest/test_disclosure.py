from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.disclosing.policy import DisclosurePolicy, disclose_count, disclose_parts, disclose_share

policies = st.builds(DisclosurePolicy, threshold=st.integers(3, 30), round_to=st.integers(1, 10))
counts = st.integers(0, 5000)


@settings(deadline=None)
@given(counts, policies)
def test_no_number_under_the_threshold_leaves(count: int, policy: DisclosurePolicy) -> None:
    shown = disclose_count(count, policy)
    assert shown.is_withheld == (count < policy.threshold)
    if shown.count is not None:
        assert shown.count >= policy.threshold
        assert shown.count % policy.round_to == 0


@settings(deadline=None)
@given(counts, policies)
def test_a_count_is_moved_by_less_than_the_rounding(count: int, policy: DisclosurePolicy) -> None:
    shown = disclose_count(count, policy)
    assert shown.count is None or abs(shown.count - count) < policy.round_to


@settings(deadline=None)
@given(counts, counts, policies)
def test_a_share_leaves_only_where_the_count_and_the_rest_are_safe(count: int, rest: int, policy: DisclosurePolicy) -> None:
    share = disclose_share(count, count + rest, policy)
    assert (share is None) == (min(count, rest) < policy.threshold)
    if share:
        assert 0 <= share.low <= share.value <= share.high <= 100


@settings(deadline=None)
@given(counts, counts, counts, counts, policies)
def test_counts_that_round_alike_give_one_and_the_same_share(a: int, b: int, c: int, d: int, policy: DisclosurePolicy) -> None:
    def see(part: int, rest: int) -> tuple[object, object]:
        return disclose_count(part, policy), disclose_count(part + rest, policy)

    one, other = disclose_share(a, a + b, policy), disclose_share(c, c + d, policy)
    if see(a, b) == see(c, d) and one and other:
        assert one == other


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=4), counts, max_size=12), policies)
def test_the_total_less_the_shown_parts_never_gives_a_small_part_back(parts: dict[str, int], policy: DisclosurePolicy) -> None:
    shown = disclose_parts(parts, policy)
    assert list(shown) == list(parts)
    hidden = [parts[key] for key, each in shown.items() if each.is_withheld]
    assert all(parts[key] >= policy.threshold for key, each in shown.items() if not each.is_withheld)
    if hidden and len(hidden) < len(parts):
        assert len(hidden) >= 2
        assert sum(hidden) >= policy.threshold


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=4), st.integers(30, 500), max_size=12))
def test_parts_that_are_all_safe_are_all_shown(parts: dict[str, int]) -> None:
    assert not any(each.is_withheld for each in disclose_parts(parts, DisclosurePolicy()).values())


def test_one_small_part_takes_the_next_smallest_with_it() -> None:
    shown = disclose_parts({"en": 200, "es": 80, "ar": 31, "am": 4}, DisclosurePolicy())
    assert {key: each.count for key, each in shown.items()} == {"en": 200, "es": 80, "ar": None, "am": None}


def test_a_policy_without_a_threshold_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        DisclosurePolicy(threshold=0)
