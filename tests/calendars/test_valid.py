"""Calendars are valid to the letter, whatever people typed, and say what was meant when they are read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.calendars.lines import escape_text, fold
from digest.calendars.words import LONGEST_TITLE
from digest.calendars.write import write_calendar
from digest.telling.wording import show_plainly
from domain.calendars import Audience
from domain.recommendations import UpdateState
from tests.calendars.rfc5545 import Invalid, read_calendar, read_day
from tests.calendars.samples import BOARD, HEAD, OWNER, PUBLIC, make_recommendation, make_teller, write
from tests.forms.payloads import PAYLOADS

DAYS = st.dates(min_value=date(1, 1, 2))
HOSTILE = st.one_of(st.text(max_size=400), st.sampled_from(PAYLOADS))
INJECTED = (
    "a\r\nATTENDEE:mailto:other@other.invalid",
    "a\nEND:VEVENT\nBEGIN:VEVENT\nUID:other",
    "a\rEND:VCALENDAR",
    "a\\nDESCRIPTION:other",
    "a\u2028ATTACH:http://other.invalid\u2029b\x85c\x0bd\x0ce",
    "a;VALUE=URI:http://other.invalid",
    '";X="\r\n b',
)


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
@pytest.mark.parametrize("audience", [OWNER, BOARD, PUBLIC], ids=lambda each: each.kind.value)
def test_a_calendar_is_valid_in_every_language_for_everybody(audience: Audience, language: str) -> None:
    title = "Mend the lamps, all; of them 👩🏽\u200d🚒 إصلاح مصابيح الشارع " * 3
    assert len(title) < LONGEST_TITLE - 10
    root = read_calendar(write([make_recommendation(title=title)], make_teller(audience, language)))
    assert len(root.all("VEVENT")) == 2
    own = next(each for each in root.all("VEVENT") if each.find("DTSTART").value == "20270115")
    assert own.find("SUMMARY").text == f"R-01 · {show_plainly(title)}"


@settings(max_examples=120, deadline=None)
@given(title=HOSTILE, step=HOSTILE, owner=HOSTILE, reference=HOSTILE)
def test_whatever_people_type_stays_text(title: str, step: str, owner: str, reference: str) -> None:
    """The strict reader knows neither attendees nor attachments: anything that got out of its value is refused by it."""
    value = make_recommendation(reference.encode("utf-8", "ignore").decode(), title=title, owner=owner, steps=[(step, date(2026, 12, 5))])
    for audience in (OWNER, PUBLIC):
        root = read_calendar(write([value], make_teller(audience)))
        assert {each.find("DTSTART").value for each in root.all("VEVENT")} == {"20270115", "20261205"}


@pytest.mark.parametrize("payload", [*PAYLOADS, *INJECTED])
def test_no_payload_gets_out_of_a_title_or_a_note(payload: str) -> None:
    value = make_recommendation(title=payload, owner=payload)
    root = read_calendar(write([value], make_teller()))
    own = next(each for each in root.all("VEVENT") if each.find("DTSTART").value == "20270115")
    shown = show_plainly(payload)
    assert own.find("SUMMARY").text.startswith(f"R-01 · {shown[:150].rstrip()}"[:150])
    assert "\n" not in own.find("SUMMARY").text


@given(words=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_text_is_read_back_as_it_was_written(words: str) -> None:
    """By the standard's own rules (3.1, 3.3.11), control characters apart, which it has no way to write."""
    raw = fold(f"SUMMARY:{escape_text(words)}")
    lines = raw.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(each) <= 75 and b"\r" not in each and b"\n" not in each for each in lines)
    assert all(each.startswith(b" ") for each in lines[1:])
    assert all(each.decode() for each in lines)  # no sign is cut in two
    whole = b"".join((lines[0], *(each[1:] for each in lines[1:]))).decode().removeprefix("SUMMARY:")
    kept = "".join(sign for sign in words if sign in "\n\t" or (sign >= " " and sign != "\x7f"))
    back, place = "", 0
    while place < len(whole):
        is_escape = whole[place] == "\\"
        sign = whole[place + 1] if is_escape else whole[place]
        back += "\n" if is_escape and sign == "n" else sign
        place += 2 if is_escape else 1
    assert back == kept


@given(words=st.text(alphabet=st.sampled_from("\\,;aß語👩\n"), max_size=200))
def test_no_line_ends_within_an_escape(words: str) -> None:
    for piece in fold(f"X:{escape_text(words)}").split(b"\r\n"):
        assert (len(piece) - len(piece.rstrip(b"\\"))) % 2 == 0


@given(on=DAYS)
def test_every_day_there_is_can_be_due(on: date) -> None:
    root = read_calendar(write([make_recommendation(due_on=on, steps=())], make_teller()))
    (event,) = root.all("VEVENT")
    assert read_day(event.find("DTSTART").value) == on
    assert event.has("DTEND") == (on < date.max)


def test_the_icalendar_library_reads_back_what_was_meant() -> None:
    raw = write([make_recommendation(title="Lamps; all, on Elm\u00a0Street 👩‍🚒 مصابيح")], make_teller())
    calendar = icalendar.Calendar.from_ical(raw)
    assert str(calendar["X-WR-CALNAME"]) == "Alder Falls"
    assert calendar.errors == []
    step, own = calendar.walk("VEVENT")
    assert (step.decoded("dtstart"), own.decoded("dtstart")) == (date(2026, 12, 5), date(2027, 1, 15))
    assert str(own["SUMMARY"]) == "R-01 · Lamps; all, on Elm Street 👩‍🚒 مصابيح"
    assert own.decoded("last-modified").isoformat() == "2026-11-22T12:00:00+00:00"
    assert [each.decoded("trigger") for each in own.walk("VALARM")] == [timedelta(days=-6, hours=-15), timedelta(hours=-15)]
    again = icalendar.Calendar.from_ical(calendar.to_ical())
    assert [dict(each) for each in again.walk("VEVENT")] == [dict(each) for each in calendar.walk("VEVENT")]


@settings(max_examples=60, deadline=None)
@given(title=st.text(alphabet=st.characters(exclude_characters="\\", exclude_categories=["Cs"]), min_size=1, max_size=150))
def test_any_title_goes_round_through_the_icalendar_library(title: str) -> None:
    """Less backslashes, which the library's own reader takes for line breaks where an n follows; ours is tried above."""
    calendar = icalendar.Calendar.from_ical(write([make_recommendation(title=title, steps=())], make_teller(PUBLIC)))
    (event,) = calendar.walk("VEVENT")
    assert str(event["SUMMARY"]) == f"R-01 · {show_plainly(title)}"
    assert calendar.errors == event.errors == []


def test_a_calendar_without_events_is_valid_too() -> None:
    root = read_calendar(write_calendar(HEAD, ()))
    assert [each.name for each in root.parts] == ["VTIMEZONE"]
    assert icalendar.Calendar.from_ical(write_calendar(HEAD, ())).walk("VEVENT") == []


def test_alarms_ring_at_nine_on_the_seventh_day_and_the_day_before() -> None:
    (event,) = read_calendar(write([make_recommendation(steps=())], make_teller())).all("VEVENT")
    assert [each.find("TRIGGER").value for each in event.all("VALARM")] == ["-P6DT15H", "-PT15H"]


def test_what_is_settled_is_cancelled_and_rings_no_more() -> None:
    settled = make_recommendation(said=[(date(2026, 4, 1), UpdateState.WITHDRAWN)])
    for event in read_calendar(write([settled], make_teller())).all("VEVENT"):
        assert event.find("STATUS").value == "CANCELLED"
        assert event.all("VALARM") == []


@pytest.mark.parametrize(
    ("spoilt", "rule"),
    [
        (lambda raw: raw.replace(b"\r\n", b"\n"), "break"),
        (lambda raw: raw.replace(b"UID:", b"UIX:"), "UID"),
        (lambda raw: raw.replace(b"SUMMARY:", b"SUMMARY:" + b"a" * 80), "octets"),
        (lambda raw: raw.replace(b"STATUS:CONFIRMED", b"STATUS:DONE"), "STATUS"),
        (lambda raw: raw.replace(b"DTSTART;VALUE=DATE:", b"DTSTART:"), "parameters"),
        (lambda raw: raw.replace(b"END:VALARM\r\n", b"", 1), "END"),
        (lambda raw: raw.replace(b"SUMMARY:", b"SUMMARY:a;b", 1), "SUMMARY"),
        (lambda raw: raw.replace(b"SUMMARY:", b"ATTENDEE:mailto:a@b.example\r\nSUMMARY:", 1), "ATTENDEE"),
        (lambda raw: raw.replace(b"VERSION:2.0\r\n", b""), "VERSION"),
        (lambda raw: raw.replace(b"TRIGGER:-PT15H", b"TRIGGER:-15H"), "TRIGGER"),
        (lambda raw: raw.replace(b"SUMMARY:", b"SUMMARY:\x07", 1), "control"),
        (lambda raw: raw[: raw.index(b"BEGIN:VEVENT")] + b"END:VCALENDAR\r\n", "component"),
    ],
)
def test_the_strict_reader_refuses_what_is_not_valid(spoilt: Callable[[bytes], bytes], rule: str) -> None:
    raw = write([make_recommendation()], make_teller())
    read_calendar(raw)
    with pytest.raises(Invalid, match=rule):
        read_calendar(spoilt(raw))
