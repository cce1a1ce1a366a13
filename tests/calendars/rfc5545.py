"""A strict reader of calendars, from the grammar of RFC 5545 (and RFC 7986 for the calendar's own name and refresh interval).

It knows the properties that Hearback may write and refuses every other, so that nothing gets in by way of a value. It shares no
code with what writes calendars, nor with the icalendar library.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

_LINE = re.compile(
    r"(?P<name>[A-Za-z0-9-]+)(?P<params>(?:;[A-Za-z0-9-]+=(?:\"[^\"\x00-\x08\x0a-\x1f\x7f]*\"|[^\";:,\x00-\x08\x0a-\x1f\x7f]*))*):(?P<value>.*)"
)
_FORBIDDEN = re.compile("[\x00-\x08\x0a-\x1f\x7f]")  # CONTROL of section 3.1
_TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
_TEXTS = re.compile(rf"{_TEXT.pattern}(?:,{_TEXT.pattern})*")
_DURATION = re.compile(r"[+-]?P(?:\d+W|(?=\d|T)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)")
_UTC = re.compile(r"\d{8}T\d{6}Z")
_LOCAL = re.compile(r"\d{8}T\d{6}")
_OFFSET = re.compile(r"[+-](?!0000(?:00)?$|-0000)\d{4}(?:\d\d)?|\+0000")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_ESCAPE = re.compile(r"\\(.)")


class Invalid(AssertionError):
    """The calendar breaks a rule of the standard."""


@dataclass
class Property:
    name: str
    params: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value of a text, unescaped (3.3.11)."""
        return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass
class Component:
    name: str
    properties: list[Property] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def find(self, name: str) -> Property:
        return next(each for each in self.properties if each.name == name)

    def has(self, name: str) -> bool:
        return any(each.name == name for each in self.properties)

    def all(self, name: str) -> list[Component]:
        return [each for each in self.parts if each.name == name]


def read_calendar(raw: bytes) -> Component:
    """The calendar, if it is valid to the letter; else Invalid with the rule that it breaks."""
    root = _nest([_read_line(each) for each in _unfold(raw)])
    _check_component(root, "")
    uids = Counter(each.find("UID").text for each in root.all("VEVENT"))
    _demand(all(count == 1 for count in uids.values()), "3.8.4.7: two events have the same uid")
    return root


def read_day(value: str) -> date:
    return datetime.strptime(value, "%Y%m%d").date()  # a date has no zone


def _demand(holds: bool, rule: str) -> None:
    if not holds:
        raise Invalid(rule)


def _unfold(raw: bytes) -> Iterator[str]:
    """Content lines of the physical lines (3.1): CRLF after each and nowhere else, 75 octets at most."""
    _demand(raw.endswith(b"\r\n"), "3.1: the last line has no break")
    lines = raw.removesuffix(b"\r\n").split(b"\r\n")
    waiting = ""
    for place, line in enumerate(lines):
        _demand(b"\r" not in line and b"\n" not in line, "3.1: a bare CR or LF")
        _demand(0 < len(line) <= 75, f"3.1: a line of {len(line)} octets")
        words = line.decode("utf-8")  # a sign that is cut in two fails here
        if words[0] in " \t":
            _demand(place > 0, "3.1: the first line continues nothing")
            waiting += words[1:]
            continue
        if waiting:
            yield waiting
        waiting = words
    yield waiting


def _read_line(line: str) -> Property:
    _demand(not _FORBIDDEN.search(line), "3.1: a control character")
    found = _LINE.fullmatch(line)
    if found is None:
        raise Invalid(f"3.1: no content line: {line[:60]!r}")
    params = dict(each.split("=", 1) for each in found["params"].split(";") if each)
    return Property(found["name"].upper(), params, found["value"])


def _nest(lines: list[Property]) -> Component:
    top = Component("")
    open_parts = [top]
    for each in lines:
        if each.name == "BEGIN":
            part = Component(each.value)
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif each.name == "END":
            _demand(len(open_parts) > 1 and open_parts[-1].name == each.value, f"3.6: END:{each.value} ends nothing")
            open_parts.pop()
        else:
            open_parts[-1].properties.append(each)
    _demand(len(open_parts) == 1, "3.6: a component does not end")
    _demand(not top.properties and [each.name for each in top.parts] == ["VCALENDAR"], "3.4: not one calendar and nothing else")
    return top.parts[0]


def _is_utc(value: str) -> bool:
    return bool(_UTC.fullmatch(value)) and _is_moment(value.removesuffix("Z"))


def _is_local(value: str) -> bool:
    return bool(_LOCAL.fullmatch(value)) and _is_moment(value)


def _is_moment(value: str) -> bool:
    try:
        datetime.strptime(value, "%Y%m%dT%H%M%S")
    except ValueError:
        return False
    return True


def _is_day(value: str) -> bool:
    try:
        read_day(value)
    except ValueError:
        return False
    return len(value) == 8


def _is_text(value: str) -> bool:
    return bool(_TEXT.fullmatch(value))


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"\d{1,10}", value)) and int(value) < 2**31


def _is_duration(value: str) -> bool:
    return bool(_DURATION.fullmatch(value))


def _one_of(*values: str) -> Callable[[str], bool]:
    return lambda value: value in values


@dataclass(frozen=True)
class Rule:
    """What a property may be: its type, the VALUE parameter it must carry ("" for none), and whether it must be there."""

    is_right: Callable[[str], bool]
    type: str = ""
    must: bool = False
    often: bool = False


_TEXT_RULE = Rule(_is_text)
RULES: dict[str, dict[str, Rule]] = {
    "VCALENDAR": {
        "PRODID": Rule(_is_text, must=True),
        "VERSION": Rule(_one_of("2.0"), must=True),
        "CALSCALE": Rule(_one_of("GREGORIAN")),
        "NAME": _TEXT_RULE,
        "X-WR-CALNAME": _TEXT_RULE,
        "X-WR-TIMEZONE": _TEXT_RULE,
        "REFRESH-INTERVAL": Rule(_is_duration, type="DURATION"),
        "X-PUBLISHED-TTL": Rule(_is_duration),
    },
    "VEVENT": {
        "UID": Rule(_is_text, must=True),
        "DTSTAMP": Rule(_is_utc, must=True),
        "DTSTART": Rule(_is_day, type="DATE", must=True),
        "DTEND": Rule(_is_day, type="DATE"),
        "LAST-MODIFIED": Rule(_is_utc),
        "SEQUENCE": Rule(_is_number),
        "SUMMARY": _TEXT_RULE,
        "DESCRIPTION": _TEXT_RULE,
        "LOCATION": _TEXT_RULE,
        "STATUS": Rule(_one_of("TENTATIVE", "CONFIRMED", "CANCELLED")),
        "TRANSP": Rule(_one_of("OPAQUE", "TRANSPARENT")),
        "CLASS": Rule(_one_of("PUBLIC", "PRIVATE", "CONFIDENTIAL")),
        "URL": Rule(lambda value: bool(_URI.fullmatch(value))),
        "CATEGORIES": Rule(lambda value: bool(_TEXTS.fullmatch(value)), often=True),
    },
    "VALARM": {
        "ACTION": Rule(_one_of("DISPLAY"), must=True),
        "DESCRIPTION": Rule(_is_text, must=True),
        "TRIGGER": Rule(_is_duration, must=True),
    },
    "VTIMEZONE": {"TZID": Rule(_is_text, must=True)},
}
_OBSERVANCE = {
    "DTSTART": Rule(_is_local, must=True),
    "TZOFFSETFROM": Rule(lambda value: bool(_OFFSET.fullmatch(value)), must=True),
    "TZOFFSETTO": Rule(lambda value: bool(_OFFSET.fullmatch(value)), must=True),
    "TZNAME": Rule(_is_text, often=True),
    "RDATE": Rule(lambda value: all(map(_is_local, value.split(","))), often=True),
}
RULES |= {"STANDARD": _OBSERVANCE, "DAYLIGHT": _OBSERVANCE}
INSIDE = {"": {"VCALENDAR"}, "VCALENDAR": {"VEVENT", "VTIMEZONE"}, "VEVENT": {"VALARM"}, "VTIMEZONE": {"STANDARD", "DAYLIGHT"}}


def _check_component(component: Component, around: str) -> None:
    _demand(component.name in INSIDE.get(around, set()), f"3.6: {component.name} within {around}")
    rules = RULES[component.name]
    counts = Counter(each.name for each in component.properties)
    for name, rule in rules.items():
        _demand(not rule.must or counts[name] > 0, f"{component.name} has no {name}")
        _demand(rule.often or counts[name] <= 1, f"{component.name} has {name} more than once")
    for each in component.properties:
        _check_property(each, component.name, rules)
    if component.name in {"VCALENDAR", "VTIMEZONE"}:
        _demand(bool(component.parts), f"3.6: {component.name} holds no component")
    if component.has("DTEND"):
        _demand(
            read_day(component.find("DTEND").value) - read_day(component.find("DTSTART").value) >= timedelta(days=1), "3.6.1: ends early"
        )
    for part in component.parts:
        _check_component(part, component.name)


def _check_property(each: Property, inside: str, rules: dict[str, Rule]) -> None:
    _demand(each.name in rules, f"{inside} must not have {each.name}")
    rule = rules[each.name]
    expected = {"VALUE": rule.type} if rule.type else {}
    _demand(each.params == expected, f"{each.name} of {inside} has the parameters {each.params}")
    _demand(rule.is_right(each.value), f"{each.name} of {inside} has the value {each.value[:60]!r}")
