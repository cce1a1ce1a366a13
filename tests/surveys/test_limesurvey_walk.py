"""Walking over ids that nobody lists: none is missed, none comes twice, and a page stays a page."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.limesurvey.survey import group_ids
from surveys.limesurvey.walk import WIDEST_WINDOW, Look, Span, Walk


@dataclass
class Table:
    """Ids as a server has them, and what was asked of it."""

    ids: list[int]
    page_size: int
    looks: list[Span] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def inside(self, span: Span) -> list[int]:
        return [each for each in self.ids if each >= span.first and (span.last is None or each <= span.last)]

    def look(self, span: Span) -> Look:
        self.looks.append(span)
        found = self.inside(span)
        return Look(tuple(found[: self.page_size]), max(0, len(found) - self.page_size))

    def walk(self, *, first: int = 1, expected: int | None = None, at_once: int = 1) -> list[list[int]]:
        """The ids of every span; as many spans are under way as `at_once` says before the walk learns of the first."""
        walk = Walk(self.look, page_size=self.page_size, first=first, expected=expected)
        under_way: deque[Span] = deque()
        pages = []
        while True:
            while len(under_way) < at_once and (span := walk.next_span()) is not None:
                under_way.append(span)
            if not under_way:
                return pages
            span = under_way.popleft()
            self.spans.append(span)
            pages.append(self.inside(span))
            walk.learn(span, len(pages[-1]))


def _spread(runs: list[tuple[int, int, int]]) -> list[int]:
    """Runs of ids: how many, how many are missing between two, and how large the gap before them is."""
    ids, at = [], 0
    for count, missing, gap in runs:
        at += gap
        for _ in range(count):
            at += 1 + missing
            ids.append(at)
    return ids


ids_of_any_kind = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 3), st.integers(0, 5000)), max_size=8).map(_spread)


@given(ids_of_any_kind, st.integers(1, 9), st.integers(1, 3), st.booleans())
def test_every_id_comes_once_and_in_order(ids: list[int], page_size: int, at_once: int, is_counted: bool) -> None:
    table = Table(ids, page_size)
    pages = table.walk(expected=len(ids) if is_counted else None, at_once=at_once)
    assert [each for page in pages for each in page] == ids
    assert all(
        earlier.last is not None and earlier.last < later.first for earlier, later in zip(table.spans, table.spans[1:], strict=False)
    )


@given(ids_of_any_kind, st.integers(1, 9), st.integers(1, 3))
def test_no_span_holds_more_than_a_few_pages_of_rows(ids: list[int], page_size: int, at_once: int) -> None:
    pages = Table(ids, page_size).walk(expected=len(ids), at_once=at_once)
    assert max(map(len, pages), default=0) <= WIDEST_WINDOW * page_size


@given(ids_of_any_kind, st.integers(1, 9), st.integers(0, 400))
def test_a_count_that_is_wrong_leaves_nothing_out(ids: list[int], page_size: int, told: int) -> None:
    pages = Table(ids, page_size).walk(expected=told)
    assert [each for page in pages for each in page] == ids


@given(ids_of_any_kind, st.integers(1, 9), st.integers(0, 3000))
def test_only_ids_above_the_last_known_one_are_read(ids: list[int], page_size: int, above: int) -> None:
    pages = Table(ids, page_size).walk(first=above + 1)
    assert [each for page in pages for each in page] == [each for each in ids if each > above]


@pytest.mark.parametrize(("at_once", "spans"), [(1, 20), (2, 21)])
def test_twenty_thousand_dense_ids_cost_about_twenty_requests(at_once: int, spans: int) -> None:
    table = Table(list(range(1, 20_001)), 1000)
    table.walk(expected=20_000, at_once=at_once)
    assert len(table.spans) == spans
    assert not table.looks


def test_every_second_id_missing_widens_the_windows_instead_of_looking() -> None:
    table = Table(list(range(1, 40_001, 2)), 1000)
    assert max(map(len, table.walk(expected=20_000))) <= 2000
    assert len(table.spans) <= 23
    assert not table.looks


def test_a_gap_of_a_hundred_million_ids_costs_a_few_requests() -> None:
    table = Table([*range(1, 3001), *range(100_000_000, 100_003_000)], 1000)
    assert sum(map(len, table.walk(expected=6000))) == 6000
    assert len(table.spans) + len(table.looks) <= 12


def test_one_id_in_a_hundred_costs_two_requests_a_page() -> None:
    table = Table(list(range(1, 500_000, 100)), 500)
    table.walk(expected=5000)
    assert len(table.spans) + len(table.looks) <= 2 * 10 + 8


def test_new_responses_cost_one_look_and_one_request() -> None:
    table = Table([*range(1, 5001), 5003, 5007], 1000)
    assert table.walk(first=5001) == [[5003, 5007]]
    assert (len(table.looks), len(table.spans)) == (1, 1)


def test_nothing_new_costs_one_look() -> None:
    table = Table(list(range(1, 5001)), 1000)
    assert table.walk(first=5001) == []
    assert (len(table.looks), len(table.spans)) == (1, 0)


def test_what_comes_in_while_the_walk_goes_on_is_met_at_its_end() -> None:
    table = Table(list(range(1, 31)), 10)
    walk = Walk(table.look, page_size=10, expected=30)
    seen: list[int] = []
    while (span := walk.next_span()) is not None:
        rows = table.inside(span)
        seen += rows
        walk.learn(span, len(rows))
        if len(seen) == 20:
            table.ids += [31, 32]
    assert seen == list(range(1, 33))


@given(st.sets(st.integers(1, 10_000), max_size=60), st.integers(1, 120))
def test_ids_are_asked_again_in_small_spans_that_leave_none_out(ids: set[int], width: int) -> None:
    spans = list(group_ids(ids, width))
    assert sum(sum(span.first <= each <= (span.last or 0) for each in ids) for span in spans) == len(ids)
    assert all(span.last is not None and span.last - span.first < width for span in spans)
