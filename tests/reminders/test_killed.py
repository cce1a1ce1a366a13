"""Killed at any point, about nights on which clocks change: what a mail store shows is what it shows of runs that were not killed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from domain.reminders import Delivery
from tests.reminders.calendar_of import make_asked
from tests.reminders.killing import Death, run_and_die, run_here
from tests.reminders.post_office import PostOffice
from tests.reminders.schedules import draw_schedule, play
from tests.reminders.test_sent import JO, NOW, SAM, TODAY
from tests.reminders.town import open_town


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A town without anything in it, to copy."""
    with open_town(tmp_path / "empty", 9):
        pass
    return tmp_path / "empty"


def check_seeds(seeds: range, folder: Path, office: PostOffice, empty: Path) -> tuple[int, int, int, int]:
    """Reminders, messages, deaths and raw doubles of these schedules, each of which was told as it is without a death."""
    reminders = messages = deaths = doubles = 0
    for seed in seeds:
        schedule = draw_schedule(seed)
        expected = play(schedule, folder / f"{seed}-whole", office, is_killed=False, empty=empty)
        found = play(schedule, folder / f"{seed}-killed", office, is_killed=True, empty=empty)
        assert found.told == expected.told, seed
        assert set(found.told.values()) <= {1}, seed
        assert expected.doubles == 0
        reminders, messages = reminders + found.told.total(), messages + found.messages
        deaths, doubles = deaths + found.deaths, doubles + found.doubles
    return reminders, messages, deaths, doubles


def test_whatever_is_killed_each_reminder_is_told_once(tmp_path: Path, office: PostOffice, empty: Path) -> None:
    reminders, _, deaths, doubles = check_seeds(range(12), tmp_path, office, empty)
    assert reminders > 30 and deaths > 15 and doubles <= deaths


@pytest.mark.slow
def test_a_thousand_schedules(tmp_path: Path, office: PostOffice, empty: Path) -> None:
    count = int(os.environ.get("HEARBACK_SCHEDULES", "1000"))
    reminders, messages, deaths, doubles = check_seeds(range(1000, 1000 + count), tmp_path, office, empty)
    (Path(os.environ["HEARBACK_REPORT"]) if "HEARBACK_REPORT" in os.environ else tmp_path / "report.txt").write_text(
        f"{count} schedules: {reminders} reminders in {messages} messages, {deaths} kills, {doubles} raw doubles\n", encoding="utf-8"
    )
    assert deaths > count / 2 and doubles <= deaths


@pytest.mark.parametrize("point", range(1, 19))
def test_killed_at_each_point_of_one_run(tmp_path: Path, office: PostOffice, point: int) -> None:
    """From the taking of the lease to the mark of the second message: one mail each in the store, whatever came twice."""
    with open_town(tmp_path, office.port, (JO, SAM), (make_asked(deputy="Sam Lee", due_on=TODAY),)) as town:
        file = town.settings.folder / "hearback.toml"
    run_and_die(file, NOW, Death(point=point))
    run_here(file, NOW)
    with open_town(tmp_path, office.port) as town:
        assert town.store.outbox.count() == {Delivery.SENT: 2}
    assert len(office.delivered) == 2 and len(office.raw) <= 3
