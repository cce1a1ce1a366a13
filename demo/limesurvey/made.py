"""A made survey of any size for benchmarks: comments, indicators and groups, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from demo.limesurvey.definitions import Choice, Question, QuestionGroup, Row, SurveyDefinition
from demo.limesurvey.question_types import QuestionType

SID = 515151
_FIRST_DAY = datetime(2026, 1, 5, 8, 0)
_PLACES = ("the bus stop", "the library steps", "our stairwell", "the school gate", "the riverside path", "the clinic", "the market")
_TROUBLES = ("has had no light for weeks", "floods when it rains", "feels empty after dark", "is closed when I come from work")
_CAUSES = ("nobody answers when we call", "the crossing is too far", "the notice is only in English", "the last bus leaves too early")
_WISHES = ("please send someone who speaks our language", "a lamp would be enough", "tell us what was decided", "open it on Saturdays")
_LANGUAGES = ("en", "en", "en", "es", "so", "vi")
_NEIGHBOURHOODS = {"N1": "Mill End", "N2": "Harbour", "N3": "Upper Field", "N4": "Station", "N5": "Orchard"}
_AGES = {"A1": "under 25", "A2": "25 to 44", "A3": "45 to 64", "A4": "65 and over"}
_PARTS = {"SQ001": "at home", "SQ002": "on the street by day", "SQ003": "on the street at night"}
_FEELINGS = {"F1": "very unsafe", "F2": "unsafe", "F3": "safe", "F4": "very safe"}


def make_survey(sid: int = SID) -> SurveyDefinition:
    """The survey without its responses."""
    safety = QuestionGroup(
        {"en": "Where you live"},
        (
            _question("qworry", QuestionType.LONG_TEXT, "What worries you most?"),
            _question("qwish", QuestionType.LONG_TEXT, "What should change?"),
            _question("qelse", QuestionType.HUGE_TEXT, "Is there anything else?"),
            _question("qtrust", QuestionType.FIVE_POINT, "How far do you trust the council?"),
            _question("qheard", QuestionType.FIVE_POINT, "How well do you feel heard?"),
            Question("qsafe", QuestionType.ARRAY, {"en": "How safe do you feel?"}, _choices(_PARTS), _choices(_FEELINGS)),
        ),
    )
    about = QuestionGroup(
        {"en": "About you"},
        (
            Question("qplace", QuestionType.LIST, {"en": "Where do you live?"}, options=_choices(_NEIGHBOURHOODS), has_other=True),
            Question("qage", QuestionType.DROPDOWN, {"en": "How old are you?"}, options=_choices(_AGES)),
            _question("qquote", QuestionType.YES_NO, "May we quote you?"),
        ),
    )
    return SurveyDefinition(sid, {"en": "Made survey"}, ("en", "es", "so", "vi"), (safety, about), participants=())


def make_rows(count: int, seed: int = 1) -> Iterator[Row]:
    """That many responses, nine in ten complete; the first ones are the same whatever the count."""
    draw = Random(seed)  # noqa: S311 - made answers, no secret
    return (_make_row(draw, number) for number in range(count))


def _make_row(draw: Random, number: int) -> Row:
    started = _FIRST_DAY + timedelta(minutes=3 * number)
    ended = str(started + timedelta(minutes=draw.randint(2, 25)))
    is_complete = draw.random() < 0.9
    return {
        "submitdate": ended if is_complete else None,
        "lastpage": 2 if is_complete else 1,
        "startlanguage": draw.choice(_LANGUAGES),
        "seed": str(draw.randint(10**8, 2 * 10**9)),
        "startdate": str(started),
        "datestamp": ended,
        "ipaddr": "203.0.113.7",
        "refurl": "https://example.org/survey",
        "qworry": _make_words(draw, number),
        "qwish": f"{draw.choice(_WISHES).capitalize()}." if draw.random() < 0.7 else "",
        "qelse": _make_words(draw, number) if draw.random() < 0.3 else "",
        "qtrust": str(draw.randint(1, 5)),
        "qheard": str(draw.randint(1, 5)),
        **{f"qsafe[{part}]": draw.choice(("F1", "F2", "F3", "F4")) for part in _PARTS},
        **_make_groups(draw),
    }


def _make_words(draw: Random, number: int) -> str:
    place, trouble, cause = draw.choice(_PLACES), draw.choice(_TROUBLES), draw.choice(_CAUSES)
    return f"{place.capitalize()} {trouble}, and {cause}. I counted {number % 97 + 2} times; {draw.choice(_WISHES)}."


def _make_groups(draw: Random) -> dict[str, str]:
    place = draw.choice((*_NEIGHBOURHOODS, "-oth-"))
    other = {"qplace[other]": "by the old bridge"} if place == "-oth-" else {}
    return {"qplace": place, **other, "qage": draw.choice(tuple(_AGES)), "qquote": draw.choice("YN")}


def _question(code: str, kind: QuestionType, text: str) -> Question:
    return Question(code, kind, {"en": text})


def _choices(texts: dict[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, {"en": text}) for code, text in texts.items())
