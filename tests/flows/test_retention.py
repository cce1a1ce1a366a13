"""Raw words go when their days are over: of every source, whoever pulls what; and not by a clock that is wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from config.settings import FILE_NAME, Settings, load_settings
from domain.errors import BadSettings, WarehouseError
from flows.steps.pull import pull
from flows.steps.retention import retain
from flows.steps.stage import opened_store
from tests.flows.paper import SPRING, paper_town

ROWS = [(str(number), "2026-03-02", "The bus stop has no light.", "North", "3", "en", f"who {number}") for number in range(4)]
OTHER = """
[sources.letters]
kind = "file"
file = "paper.csv"
[sources.letters.columns]
comments = ["said"]
submitted = "when"
"""


def _town(folder: Path, *, paper_days: int | None = None, letters_days: int | None = None) -> Settings:
    """Two sources of the same file, pulled once, each with days of its own where they are given."""
    paper_town(folder, ROWS)
    file = folder / FILE_NAME
    both = file.read_text(encoding="utf-8") + OTHER
    for name, days in (("paper", paper_days), ("letters", letters_days)):
        line = "" if days is None else f"raw_days = {days}\n"
        both = both.replace(f'[sources.{name}]\nkind = "file"\n', f'[sources.{name}]\nkind = "file"\n{line}')
    file.write_text(both, encoding="utf-8")
    settings = load_settings(file)
    pull(settings, "paper", SPRING)
    pull(settings, "letters", SPRING)
    return settings


def _without_letters(folder: Path) -> Settings:
    file = folder / FILE_NAME
    file.write_text(file.read_text(encoding="utf-8").partition("\n[sources.letters]")[0], encoding="utf-8")
    return load_settings(file)


def _execute(settings: Settings, statement: str, **values: object) -> None:
    engine = create_engine(settings.warehouse_url)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


def _age(settings: Settings, days: float) -> None:
    """Let everything in the vault have been stored so many days earlier."""
    moment = (datetime.now(UTC) - timedelta(days=days)).replace(tzinfo=None)
    _execute(settings, "UPDATE vault_entry SET stored_at = :moment", moment=moment.isoformat(sep=" "))


def _kept(settings: Settings) -> dict[str, int]:
    with opened_store(settings) as store:
        names = {each.id: each.name for each in store.sources.all()}
        return {names[each.source_id]: each.comments for each in store.evidence.raw_kept()}


def test_each_source_has_its_own_days(tmp_path: Path) -> None:
    settings = _town(tmp_path, paper_days=7)
    _age(settings, 8)
    assert _kept(settings) == {"paper": 4, "letters": 4}
    assert retain(settings).notes == ("4 raw texts destroyed.",)
    assert _kept(settings) == {"letters": 4}
    _age(settings, 91)
    retain(settings)
    with opened_store(settings) as store:
        counts, events = store.counts(), [each for each in store.audit.recent(10) if each.action == "raw words destroyed"]
        assert (counts["vault_entry"], counts["vault_key"], counts["comment"]) == (0, 0, 8)
        assert [(each.why, each.detail) for each in events] == [("older than 90 days", {"rows": 4}), ("older than 7 days", {"rows": 4})]


def test_a_pull_of_one_source_ends_the_days_of_all(tmp_path: Path) -> None:
    settings = _town(tmp_path, letters_days=3)
    _age(settings, 4)
    pull(settings, "paper", SPRING)
    assert _kept(settings) == {"paper": 4}


@pytest.mark.parametrize(("own", "age", "left"), [(5, 6, 0), (5, 4, 4), (200, 100, 4), (200, 201, 0), (None, 91, 0), (None, 89, 4)])
def test_a_source_that_left_the_settings_keeps_the_days_it_had(tmp_path: Path, own: int | None, age: int, left: int) -> None:
    settings = _town(tmp_path, letters_days=own)
    settings = _without_letters(tmp_path)
    _age(settings, age)
    retain(settings)
    assert _kept(settings).get("letters", 0) == left


def test_a_source_whose_days_were_never_noted_goes_by_the_general_ones(tmp_path: Path) -> None:
    settings = _town(tmp_path, letters_days=5000)
    _execute(settings, "DELETE FROM installation WHERE name LIKE 'raw days%'")
    settings = _without_letters(tmp_path)
    _age(settings, 91)
    retain(settings)
    assert _kept(settings) == {}


@pytest.mark.parametrize("days", ["-1", "1.5", "36501", '"many"'])
def test_days_that_are_none_are_refused_with_their_place(tmp_path: Path, days: str) -> None:
    _town(tmp_path)
    file = tmp_path / FILE_NAME
    file.write_text(file.read_text(encoding="utf-8").replace('kind = "file"', f'kind = "file"\nraw_days = {days}', 1), encoding="utf-8")
    with pytest.raises(BadSettings, match=r"sources\.paper\.raw_days"):
        load_settings(file)


def test_the_largest_number_of_days_keeps_what_is_there(tmp_path: Path) -> None:
    settings = _town(tmp_path, paper_days=36_500, letters_days=36_500)
    _age(settings, 36_000)
    retain(settings)
    assert _kept(settings) == {"paper": 4, "letters": 4}


def test_a_clock_behind_what_is_here_stores_and_destroys_nothing(tmp_path: Path) -> None:
    settings = _town(tmp_path)
    _age(settings, -3)  # the newest entry is of three days ahead: so is a clock that is three days behind
    with opened_store(settings) as store:
        before = store.fingerprint()
    for attempt in (lambda: pull(settings, "paper", SPRING), lambda: retain(settings)):
        with pytest.raises(WarehouseError, match="nothing was stored or destroyed") as caught:
            attempt()
        assert "--clock-is-right" in caught.value.next_step
    with opened_store(settings) as store:
        assert store.fingerprint() == before
    assert "8 rows had a date to come" in retain(settings, is_clock_right=True).notes[0]
    with opened_store(settings) as store:
        assert max(each.oldest_at for each in store.evidence.raw_kept()) <= datetime.now(UTC), "or they would be kept for longer"
        assert store.audit.recent(1)[0].detail == {"rows dated anew": 8}
    pull(settings, "paper", SPRING)


def test_an_hour_behind_is_no_matter(tmp_path: Path) -> None:
    settings = _town(tmp_path)
    _age(settings, -1 / 24)
    pull(settings, "paper", SPRING)


def _say_last_seen(settings: Settings, days_ago: float) -> None:
    seen = (datetime.now(UTC) - timedelta(days=days_ago)).isoformat()
    _execute(settings, "UPDATE installation SET value = :seen WHERE name = 'clock'", seen=seen)


def test_a_clock_that_leapt_ahead_destroys_nothing_until_somebody_says_that_it_is_right(tmp_path: Path) -> None:
    settings = _town(tmp_path)
    _age(settings, 401)
    _say_last_seen(settings, 401)
    for _ in range(2):  # the refusal itself is no sign that the clock is right
        with pytest.raises(WarehouseError, match="if the clock is wrong"):
            pull(settings, "paper", SPRING)
    assert _kept(settings) == {"paper": 4, "letters": 4}
    assert retain(settings, is_clock_right=True).notes[-1] == "8 raw texts destroyed."
    with opened_store(settings) as store:
        assert "clock said to be right" in {each.action for each in store.audit.recent(10)}
    pull(settings, "paper", SPRING)


def test_a_pause_of_a_year_is_no_leap(tmp_path: Path) -> None:
    settings = _town(tmp_path)
    _say_last_seen(settings, 366)
    pull(settings, "paper", SPRING)


def test_where_all_words_go_soon_a_leap_ahead_is_not_asked_about(tmp_path: Path) -> None:
    settings = _town(tmp_path, paper_days=30, letters_days=7)
    settings = load_settings(_with_talks_days(tmp_path))
    _age(settings, 401)
    _say_last_seen(settings, 401)
    retain(settings)
    assert _kept(settings) == {}


def _with_talks_days(folder: Path) -> Path:
    file = folder / FILE_NAME
    file.write_text(
        file.read_text(encoding="utf-8").replace('kind = "transcripts"', 'kind = "transcripts"\nraw_days = 30'), encoding="utf-8"
    )
    return file


@hypothesis_settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 120), min_size=4, max_size=4), st.integers(1, 100))
def test_what_is_younger_stays_and_what_is_older_goes(tmp_path_factory: pytest.TempPathFactory, ages: list[int], days: int) -> None:
    folder = tmp_path_factory.mktemp("ages")
    settings = _town(folder, paper_days=days, letters_days=36_500)
    engine = create_engine(settings.warehouse_url)
    with engine.begin() as connection:
        ours = (
            "SELECT c.id FROM comment c JOIN response r ON r.id = c.response_id JOIN source s ON s.id = r.source_id WHERE s.name = 'paper'"
        )
        for comment_id, age in zip(connection.execute(text(ours)).scalars().all(), ages, strict=True):
            moment = (datetime.now(UTC) - timedelta(days=age, minutes=-5 if age == days else 0)).replace(tzinfo=None)
            change = text("UPDATE vault_entry SET stored_at = :moment WHERE comment_id = :id")
            connection.execute(change, {"moment": moment.isoformat(sep=" "), "id": comment_id})
    engine.dispose()
    retain(settings)
    assert _kept(settings).get("paper", 0) == sum(age <= days for age in ages)
