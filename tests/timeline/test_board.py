"""The status table, counted from whole recommendations; `tests/following` holds the warehouse's own against the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.followed_data import TODAY, fill, make_recommendations
from config.screen_texts import list_text_codes, load_texts
from digest.telling.board import describe_board
from digest.telling.wording import Wording
from digest.tracking.board import count_board
from domain.course import SETTLED
from domain.following import Wanted
from domain.recommendations import Recommendation, Reply, UpdateState
from tests.following.plain import count
from tests.timeline.town import ask_all, report
from warehouse.database import Database
from warehouse.keys import create_keys
from warehouse.store import Store, open_store

MANY = tuple(make_recommendations(150, seed=3, words="So it goes."))
some = st.lists(st.sampled_from(MANY), max_size=30, unique_by=lambda each: each.id)
days = st.dates(date(2015, 1, 1), date(2030, 1, 1))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = Path(tmp_path_factory.mktemp("board"))
    url = f"sqlite:///{folder / 'board.db'}"
    with open_store(url, create_keys(folder / "keys")) as store:
        fill([Database(url)], 150)
        yield store


@given(some, days)
def test_the_table_agrees_with_a_plain_count(asked: list[Recommendation], today: date) -> None:
    assert count_board(asked, today=today) == count(asked, today)


def test_the_table_agrees_with_the_warehouse(full: Store) -> None:
    asked = full.recommendations.all()
    for today in (TODAY, date(2018, 5, 5), date(2035, 1, 1)):
        assert full.following.board(Wanted(), today=today) == count_board(asked, today=today)


@given(some, days)
def test_everything_that_waits_is_late_or_on_time_or_without_a_date(asked: list[Recommendation], today: date) -> None:
    board = count_board(asked, today=today)
    assert sum(board.states.values()) == board.total == len(asked)
    settled = sum(number for state, number in board.states.items() if state in SETTLED)
    refused = board.total - settled - board.late - board.on_time - board.no_date
    assert 0 <= refused <= board.rejected
    assert (board.median_days_late is None) == (board.late == 0)
    assert board.moves >= board.moved >= 0


def test_the_middle_one_of_those_that_are_late_is_told() -> None:
    plain = replace(ask_all()[0], milestones=(), updates=(), due_changes=(), first_due_on=None)
    late = [replace(plain, due_on=date(2026, 11, 15) - timedelta(days=days)) for days in (1, 10, 100, 0, -5)]
    board = count_board(late, today=date(2026, 11, 15))
    assert (board.late, board.on_time, board.median_days_late) == (3, 2, 10)


def test_one_that_was_rejected_waits_for_nothing_and_stays_in_the_table() -> None:
    no = report(1, date(2026, 1, 9), UpdateState.RESPONDED, Reply.REJECTED)
    refused = replace(ask_all()[1], due_on=date(2026, 1, 31), milestones=(), updates=(no,))
    board = count_board([refused], today=date(2026, 11, 15))
    assert (board.total, board.rejected, board.late, board.on_time, board.no_date) == (1, 1, 0, 0, 0)


@pytest.mark.parametrize("code", list_text_codes())
def test_the_table_says_its_numbers_in_every_language(code: str) -> None:
    wording = Wording(load_texts(code))
    board = count_board(ask_all(), today=date(2026, 11, 15))
    table = describe_board(board, wording=wording)
    assert table is not None
    assert sum(each.number for each in table.states) == table.total == len(ask_all())
    assert {each.key: each.number for each in table.dates}["late"] == board.late > 0
    assert wording.number(board.median_days_late or 0) in table.lines[0]
    assert len({each.label for each in table.states}) == len(table.states)


def test_nothing_is_no_table() -> None:
    assert describe_board(count_board((), today=TODAY), wording=Wording(load_texts("en"))) is None
