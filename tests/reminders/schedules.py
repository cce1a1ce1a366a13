"""Random schedules: towns, contacts and dates about the nights on which clocks are set forward or back, and runs that die."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from config.settings import load_settings
from domain.contacts import Contact
from domain.recommendations import Recommendation
from flows.steps.stage import opened_store
from tests.reminders.calendar_of import make_asked, make_person
from tests.reminders.killing import Death, run_and_die, run_in
from tests.reminders.post_office import PostOffice, lines_of
from tests.reminders.town import write_town

# Days on which clocks change in each zone (2026).
CHANGES = {
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Europe/Paris": (date(2026, 3, 29), date(2026, 10, 25)),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),
    "America/Santiago": (date(2026, 4, 4), date(2026, 9, 6)),
}
QUIET = ("none", "20:00-07:00", "22:30-02:30", "01:30-01:45", "00:00-12:00")
LONGEST = 30  # points of a run of these schedules, about


@dataclass(frozen=True)
class Run:
    """One run of the flow: when, whether it only sends what waits, and how often and where it dies before it comes to its end."""

    now: datetime
    is_waiting_only: bool
    deaths: tuple[Death, ...]


@dataclass(frozen=True)
class Schedule:
    zone: str
    quiet: str
    contacts: tuple[Contact, ...]
    values: tuple[Recommendation, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Outcome:
    """What a mail store has of a schedule: reminders by who got them, messages, raw doubles, and how often a run died."""

    told: Counter[tuple[str, str]]
    messages: int
    doubles: int
    deaths: int


def draw_schedule(seed: int) -> Schedule:
    chance = Random(seed)
    zone = chance.choice(sorted(CHANGES))
    changed_on = chance.choice(CHANGES[zone])
    contacts = tuple(_draw_contact(chance, name) for name in ("Ann", "Jo", "Sam")[: chance.randint(1, 3)])
    values = tuple(_draw_value(chance, number, changed_on, [each.name for each in contacts]) for number in range(chance.randint(1, 5)))
    first = changed_on - timedelta(days=1)
    runs = [run for day in range(3) if chance.random() < 0.8 for run in _draw_runs(chance, first + timedelta(days=day), zone)]
    last = datetime.combine(first + timedelta(days=4), time(23), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return Schedule(zone, chance.choice(QUIET), contacts, values, (*runs, Run(last, True, ())))


def play(schedule: Schedule, folder: Path, office: PostOffice, *, is_killed: bool, empty: Path) -> Outcome:
    """Play a schedule from the beginning, in a copy of an empty town."""
    shutil.copytree(empty, folder)
    sender = f"hearback@{folder.name}.example"  # a mail of a run that was killed may be taken long after, in another schedule's time
    file = write_town(folder, office.port, quiet=schedule.quiet, most_lines=100, sender=sender)
    file.write_text(file.read_text(encoding="utf-8").replace("America/Chicago", schedule.zone), encoding="utf-8")
    settings, before, deaths = load_settings(file), len(office.raw), 0
    with opened_store(settings) as store:
        store.contacts.save(*schedule.contacts)
        store.recommendations.save(schedule.values)
        for run in schedule.runs:
            if is_killed:
                deaths += sum(run_and_die(file, run.now, death, is_waiting_only=run.is_waiting_only) for death in run.deaths)
            run_in(store, settings, run.now, is_waiting_only=run.is_waiting_only)
    return _count(office, before, sender, deaths)


def _count(office: PostOffice, before: int, sender: str, deaths: int) -> Outcome:
    own = [each for each in office.raw[before:] if f"<{sender}>".encode() in each]
    kept = replace(office, raw=own).delivered
    told = Counter((str(mail["To"]), line) for mail in kept.values() for line in lines_of(mail))
    return Outcome(told, len(kept), len(own) - len(kept), deaths)


def _draw_contact(chance: Random, name: str) -> Contact:
    zone = chance.choice(["", *sorted(CHANGES), "Asia/Kathmandu"])
    return make_person(name, manager="Ann" if name != "Ann" else "", time_zone=zone, quiet=chance.choice(["", *QUIET]))


def _draw_value(chance: Random, number: int, about: date, names: list[str]) -> Recommendation:
    days = [about + timedelta(days=chance.choice([-15, -8, -2, -1, 0, 1, 2, 6, 7, 8, 29, 30, 31])) for _ in range(3)]
    steps = [(f"Step {place}", day) for place, day in enumerate(days[: chance.randint(0, 2)])]
    owner, deputy = chance.choice(names), chance.choice(["", *names])
    own = days[2] if chance.random() < 0.8 else None
    return make_asked(f"R-{number:02}", owner=owner, deputy=deputy, due_on=own, steps=steps, issued_on=about - timedelta(days=90))


def _draw_runs(chance: Random, day: date, zone: str) -> list[Run]:
    hours = [8, *sorted(chance.sample(range(9, 24), chance.randint(0, 1)))]
    return [_draw_run(chance, datetime.combine(day, time(hour), tzinfo=ZoneInfo(zone)).astimezone(UTC), hour != 8) for hour in hours]


def _draw_run(chance: Random, now: datetime, is_waiting_only: bool) -> Run:
    drawn = [
        Death(point=chance.randint(1, LONGEST)) if chance.random() < 0.8 else Death(after_s=chance.uniform(0.01, 0.2)) for _ in range(2)
    ]
    return Run(now, is_waiting_only, tuple(drawn[: chance.randint(0, 2)]))
