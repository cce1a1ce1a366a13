"""How long does a calendar of 5,000 events take, beside the icalendar library alone?

    python -m benchmarks.calendars [--events 5000] [--runs 3] > calendars.json

JSON to stdout; all seconds are of the processor, the best of the runs. An invented town has half as many recommendations as events,
each with a step, reports and words in Latin and Arabic letters, in a warehouse of its own (SQLite). `board` and `owner` are the whole
way from the warehouse to bytes: `first` when nothing was shown before and every event is new to the table of what was shown, `again`
when nothing changed. Of the way, `words` says what events show, `numbers` holds that against what was shown, `bytes` writes it.
`library_add` is the same calendar by the icalendar library as its guide says (`add`, then `to_ical`), `library_set` without its
guessing of types. `bytes_are_read_back` is true where the library reads the same events from ours and from its own.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from config.screen_texts import list_text_codes, load_texts
from digest.calendars.dates import list_dates
from digest.calendars.feed import make_calendar
from digest.calendars.number import Draft, Numbered, number_events
from digest.calendars.terms import CalendarTerms
from digest.calendars.words import Teller
from digest.calendars.write import ALARM_DAYS, CalendarHead, write_calendar
from digest.telling.wording import Wording
from digest.tracking.hearers import make_staff
from domain.calendars import Audience
from domain.contacts import Contact, FeedKind
from domain.ids import MilestoneId, RecommendationId, UpdateId
from domain.recommendations import Milestone, Recommendation, StatusUpdate, UpdateState
from warehouse.keys import create_keys
from warehouse.store import Store, open_store

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_TODAY, _NOW = date(2026, 11, 21), datetime(2026, 11, 21, 12, tzinfo=UTC)
_OWNER = Audience(FeedKind.OWNER, "Public Works")
_TITLE = "Mend the lamps on the way to the school, and tell people when: إصلاح المصابيح"
_TEXT = "Every lamp on the way to the school works; a lamp that breaks is mended within two weeks, and the town says so. "

Made = TypeVar("Made")


@dataclass(slots=True)
class _Best:
    """The fewest seconds that a part took."""

    seconds: dict[str, float]

    def time(self, name: str, make: Callable[[], Made]) -> Made:
        """What `make` makes; its seconds are kept where they are the fewest."""
        began = time.process_time()
        made = make()
        took = time.process_time() - began
        self.seconds[name] = min(took, self.seconds.get(name, took))
        return made


def make_town(events: int) -> list[Recommendation]:
    """Half as many recommendations as events, each with one step and three reports."""
    return [_make_recommendation(number) for number in range(events // 2)]


def _make_recommendation(number: int) -> Recommendation:
    own_id, due_on = RecommendationId(f"recommendation-{number:06}"), _TODAY + timedelta(days=number % 700)
    states = (UpdateState.RESPONDED, UpdateState.PLANNED, UpdateState.IN_PROGRESS)
    return Recommendation(
        id=own_id,
        reference=f"R-{number:06}",
        title=f"{_TITLE} ({number})",
        text=_TEXT * 3,
        owner=_OWNER.whom,
        issued_on=date(2026, 1, 5),
        due_on=due_on,
        evidence_standard="Photos of each lamp, by night",
        milestones=(Milestone(MilestoneId(f"milestone-{number:06}"), own_id, f"Order the lamps ({number})", due_on, due_on),),
        updates=tuple(
            StatusUpdate(UpdateId(f"update-{number:06}-{place}"), own_id, date(2026, 2 + place, 7), state, _TEXT)
            for place, state in enumerate(states)
        ),
    )


def measure(events: int, runs: int) -> dict[str, Any]:
    """All figures."""
    town = make_town(events)
    best = _Best({})
    facts: dict[str, Any] = {}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder, _open(Path(folder), town) as store:
            for audience in (Audience(FeedKind.BOARD), _OWNER):
                for name in ("first", "again"):
                    raw = best.time(f"{audience.kind.value}_{name}", lambda audience=audience: _make(store, audience))  # type: ignore[misc]
            facts = {"events": raw.count(b"BEGIN:VEVENT\r\n"), "megabytes": round(len(raw) / 1e6, 2)}
        numbered = _measure_parts(town, best)
    ours, theirs = write_calendar(_head(), numbered), _write_by_library(numbered, is_guessed=True)
    facts["bytes_are_read_back"] = _read(ours) == _read(theirs)
    return {**facts, "seconds": {name: round(took, 3) for name, took in best.seconds.items()}, "runs": runs}


def _measure_parts(town: Sequence[Recommendation], best: _Best) -> tuple[Numbered, ...]:
    teller = Teller(_OWNER, _terms(), Wording(load_texts("en")), make_staff([]))
    dates = list_dates(town, today=_TODAY)
    drafts = best.time("words", lambda: [Draft(each.event_id, each.event_id, None, teller.tell_date(each)) for each in dates])
    numbered = best.time("numbers", lambda: number_events(drafts, {}, now=_NOW))
    best.time("bytes", lambda: write_calendar(_head(), numbered))
    best.time("library_add", lambda: _write_by_library(numbered, is_guessed=True))
    best.time("library_set", lambda: _write_by_library(numbered, is_guessed=False))
    return numbered


def _open(folder: Path, town: Sequence[Recommendation]) -> Store:
    store = open_store(f"sqlite:///{folder / 'w.db'}", create_keys(folder / "keys"))
    store.contacts.save(Contact(_OWNER.whom))
    store.recommendations.save(town)
    return store


def _make(store: Store, audience: Audience) -> bytes:
    return make_calendar(store, audience, _terms(), today=_TODAY, now=_NOW)


def _terms() -> CalendarTerms:
    return CalendarTerms(
        town="Alder Falls", language="en", texts_of=load_texts, languages=list_text_codes(), address="https://pages.example"
    )


def _head() -> CalendarHead:
    return CalendarHead("Alder Falls", "America/Chicago", tuple((days, f"Due in {days}") for days in ALARM_DAYS))


def _write_by_library(events: Sequence[Numbered], *, is_guessed: bool) -> bytes:
    """The same events by the icalendar library alone."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//benchmark//EN")
    calendar.add("version", "2.0")
    for each in events:
        calendar.add_component(_add_values(each) if is_guessed else _set_values(each))
    raw: bytes = calendar.to_ical()
    return raw


def _list_values(numbered: Numbered) -> dict[str, Any]:
    words, shown = numbered.words, numbered.shown
    return {
        "UID": shown.uid,
        "SEQUENCE": shown.sequence,
        "DTSTAMP": shown.changed_at,
        "LAST-MODIFIED": shown.changed_at,
        "DTSTART": words.on,
        "DTEND": words.on + timedelta(days=1),
        "SUMMARY": words.summary,
        "DESCRIPTION": words.description,
        "URL": words.url,
        "CATEGORIES": [words.category],
        "STATUS": "CONFIRMED",
        "TRANSP": "TRANSPARENT",
        "CLASS": "PRIVATE",
    }


def _add_values(numbered: Numbered) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    for name, value in _list_values(numbered).items():
        event.add(name, value)
    for days in ALARM_DAYS:
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", f"Due in {days}")
        alarm.add("TRIGGER", timedelta(hours=9) - timedelta(days=days))
        event.add_component(alarm)
    return event


def _set_values(numbered: Numbered) -> Event:
    from icalendar import Alarm, Event
    from icalendar.prop import vCategory, vDate, vDatetime, vDuration, vInt, vText, vUri

    types = {"SEQUENCE": vInt, "DTSTAMP": vDatetime, "LAST-MODIFIED": vDatetime, "DTSTART": vDate, "DTEND": vDate}
    types |= {"URL": vUri, "CATEGORIES": vCategory}
    event = Event()
    for name, value in _list_values(numbered).items():
        event[name] = types.get(name, vText)(value)
        if name in {"DTSTART", "DTEND"}:
            event[name].params["VALUE"] = "DATE"
    for days in ALARM_DAYS:
        alarm = Alarm()
        alarm["ACTION"], alarm["DESCRIPTION"] = vText("DISPLAY"), vText(f"Due in {days}")
        alarm["TRIGGER"] = vDuration(timedelta(hours=9) - timedelta(days=days))
        event.add_component(alarm)
    return event


def _read(raw: bytes) -> list[tuple[object, ...]]:
    """What the library reads of each event, alarms included."""
    from icalendar import Calendar

    calendar: Calendar = Calendar.from_ical(raw)
    names = ("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "STATUS")
    events = (
        (*(str(each.decoded(name)) for name in names), *(str(alarm.decoded("TRIGGER")) for alarm in each.walk("VALARM")))
        for each in calendar.walk("VEVENT")
    )
    return sorted(events)


def main() -> None:
    """Measure, and write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=5_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    sys.stdout.write(json.dumps(measure(asked.events, asked.runs), indent=2) + "\n")


if __name__ == "__main__":
    main()
