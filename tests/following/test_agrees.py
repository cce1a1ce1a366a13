"""Lists, stories and the table read by SQL are those that reading everything and folding it gives, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.followed_data import BEGINNING, BIG_OWNER, BIG_THEME, COLLECTIONS, OWNERS, PLACES, RARE_THEME, THEMES, TODAY, fill
from domain.following import Cursor, Listed, Pressing, StoryLine, Wanted
from domain.ids import RecommendationId
from domain.recommendations import Recommendation, UpdateState
from tests.following.plain import choose, count, sort_pressing, tell, to_listed
from tests.warehouse.postgresql import PostgreSQL
from warehouse.database import Database
from warehouse.keys import Keys
from warehouse.store import Store, open_store

MANY = 400


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> Iterator[Store]:
    """A warehouse with some hundred uneven recommendations, filled once."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('following')}/full.db"
    else:
        server: PostgreSQL = request.getfixturevalue("postgresql")
        url = server.make_schema("hearback_following")
    with open_store(url, keys) as store:
        fill([Database(url)], MANY)
        yield store


@pytest.fixture(scope="module")
def everything(full: Store) -> tuple[Recommendation, ...]:
    return full.recommendations.all()


_days = st.dates(BEGINNING, TODAY + timedelta(days=900))
_WANTED = st.builds(
    Wanted,
    owner=st.sampled_from(["", "", BIG_OWNER, *OWNERS[:20], "Nobody"]),
    states=st.one_of(st.just(()), st.lists(st.sampled_from(UpdateState), max_size=4, unique=True).map(tuple)),
    theme_id=st.sampled_from([None, None, BIG_THEME, RARE_THEME, *THEMES[:5]]),
    with_suggested=st.booleans(),
    place=st.sampled_from(["", "", "", *PLACES[:5], "Nowhere"]),
    collection=st.sampled_from(["", "", "", *COLLECTIONS[:3]]),
    due_from=st.one_of(st.none(), st.none(), _days),
    due_by=st.one_of(st.none(), st.none(), _days),
    overdue_on=st.one_of(st.none(), st.none(), _days),
    silent_since=st.one_of(st.none(), st.none(), _days),
)


def _read_pages(read: Callable[[Listed | None], tuple[Listed, ...]]) -> list[Listed]:
    page = read(None)
    found = list(page)
    while page:
        page = read(page[-1])
        found += page
    return found


def _read_story(store: Store, wanted: Wanted, limit: int) -> list[StoryLine]:
    found: list[StoryLine] = []
    cursor = None
    while page := store.following.lines(wanted, before=cursor, limit=limit):
        found += page
        cursor = Cursor(page[-1].on, page[-1].kind, page[-1].key)
    return found


@settings(max_examples=50, deadline=None)
@given(wanted=_WANTED, limit=st.integers(20, 400))
def test_a_list_is_what_a_plain_reading_finds(full: Store, everything: tuple[Recommendation, ...], wanted: Wanted, limit: int) -> None:
    expected = [to_listed(each) for each in choose(everything, wanted)]
    following = full.following
    assert _read_pages(lambda last: following.find(wanted, after=last.reference if last else "", limit=limit)) == expected
    pressing = _read_pages(
        lambda last: following.press(wanted, after=Pressing(last.next_due_on, last.reference) if last else None, limit=limit)
    )
    assert pressing == sort_pressing(expected)
    assert following.count(wanted) == len(expected)


@settings(max_examples=40, deadline=None)
@given(wanted=_WANTED, limit=st.integers(100, 3_000))
def test_a_story_is_what_a_plain_reading_tells(full: Store, everything: tuple[Recommendation, ...], wanted: Wanted, limit: int) -> None:
    assert _read_story(full, wanted, limit) == tell(choose(everything, wanted))


@settings(max_examples=40, deadline=None)
@given(wanted=_WANTED, today=_days)
def test_the_table_is_what_a_plain_count_gives(full: Store, everything: tuple[Recommendation, ...], wanted: Wanted, today: date) -> None:
    assert full.following.board(wanted, today=today) == count(choose(everything, wanted), today)


def test_the_whole_board_is_told_and_counted(full: Store, everything: tuple[Recommendation, ...]) -> None:
    lines = _read_story(full, Wanted(), 2_000)
    assert lines == tell(everything)
    assert {line.kind for line in lines} == set(type(lines[0].kind))
    board = full.following.board(Wanted(), today=TODAY)
    assert board == count(everything, TODAY)
    assert board.total == MANY
    assert min(board.late, board.on_time, board.no_date, board.rejected, board.verified, board.moved) > 0


def test_lines_of_one_day_are_cut_anywhere_without_loss(full: Store, everything: tuple[Recommendation, ...]) -> None:
    wanted = Wanted(owner=OWNERS[3])
    expected = tell(choose(everything, wanted))
    for limit in (1, 2, 3):
        assert _read_story(full, wanted, limit) == expected


def test_what_is_kept_is_what_saving_keeps(full: Store, everything: tuple[Recommendation, ...], store: Store) -> None:
    """The invented data are put in quickly; saved by the ordinary way they list the same."""
    some = [each for each in everything if not each.links][:60]
    assert store.recommendations.save(some) == (len(some), 0)
    wanted = {each.id for each in some}
    expected = [each for each in full.following.find(Wanted(), limit=MANY) if each.id in wanted]
    assert list(store.following.find(Wanted(), limit=MANY)) == expected
    assert _read_story(store, Wanted(), 500) == tell(some)
    assert store.following.board(Wanted(), today=TODAY) == count(some, TODAY)
    assert store.recommendations.save(some) == (0, len(some))
    assert RecommendationId(some[0].id) in wanted
