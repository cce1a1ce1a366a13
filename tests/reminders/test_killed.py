"""Killed at any point, about nights on which clocks change: what a mail store shows is what it shows of runs that were not killed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from config.settings import FILE_NAME
from domain.reminders import Delivery
from tests.reminders.calendar_of import make_asked
from tests.reminders.killing import Death, run_and_die, run_in
from tests.reminders.post_office import PostOffice
from tests.reminders.schedules import draw_schedule, play
from tests.reminders.test_sent import JO, NOW, SAM, TODAY
from tests.reminders.town import open_town

POINTS = 18  # of a run that sends two messages


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
    reminders, _, deaths, doubles = check_seeds(range(8), tmp_path, office, empty)
    assert reminders > 20 and deaths > 10 and doubles <= deaths


@pytest.mark.slow
def test_a_thousand_schedules(tmp_path: Path, office: PostOffice, empty: Path) -> None:
    """HEARBACK_SCHEDULES is how many in place of 1,000; HEARBACK_REPORT names a file for the counts, written as they grow."""
    count, report = int(os.environ.get("HEARBACK_SCHEDULES", "1000")), os.environ.get("HEARBACK_REPORT", str(tmp_path / "report.txt"))
    whole = (0, 0, 0, 0)
    for seed in range(1000, 1000 + count):
        whole = tuple(map(sum, zip(whole, check_seeds(range(seed, seed + 1), tmp_path, office, empty), strict=True)))  # type: ignore[assignment]
        reminders, messages, deaths, doubles = whole
        told = f"{seed - 999} schedules: {reminders} reminders in {messages} messages, {deaths} kills, {doubles} raw doubles"
        Path(report).write_text(told + "\n", encoding="utf-8")
        for name in ("whole", "killed"):
            shutil.rmtree(tmp_path / f"{seed}-{name}")
    assert deaths > count / 2 and doubles <= deaths


def test_killed_at_each_point_of_one_run_a_mail_store_has_each_message_once(tmp_path: Path, office: PostOffice, empty: Path) -> None:
    """From the taking of the lease to the last mark. Where the run died between sending and marking, a message comes twice."""
    came = []
    for point in range(1, POINTS + 1):
        folder, before = tmp_path / str(point), len(office.raw)
        shutil.copytree(empty, folder)
        with open_town(folder, office.port, (JO, SAM), (make_asked(deputy="Sam Lee", due_on=TODAY),)) as town:
            was_killed = run_and_die(folder / FILE_NAME, NOW, Death(point=point))
            run_in(town.store, town.settings, NOW)
            assert town.store.outbox.count() == {Delivery.SENT: 2}
        kept = {str(each["Message-ID"]) + str(each["To"]) for each in office.mails[before:]}
        assert len(kept) == 2
        came.append(len(office.raw) - before)
        assert was_killed
    assert set(came) == {2, 3}  # without the Message-ID some would have been told twice
