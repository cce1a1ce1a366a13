"""A small survey of every question type, and how the tests open it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from demo.limesurvey import (
    DEMO_ACCOUNT,
    Choice,
    LocalLimeSurvey,
    Participant,
    Question,
    QuestionGroup,
    QuestionType,
    SurveyDefinition,
)
from domain.text import RawText
from surveys.limesurvey import LimeSurveyAccess, RetryPolicy, Survey, open_survey
from surveys.mapping import Indicator, Mapping

SID = 4711
PARIS = ZoneInfo("Europe/Paris")
MAPPING = Mapping(
    comments=("q_concern", "qservices[other]"),
    indicators=(Indicator("qtrust", "Trust"), Indicator("qfeel[SQ001]", "Feeling safe", 1, 4)),
    groups=(("neighbourhood", "qneighbourhood"),),
    language="qlanguage",
    quote_consent="qquote",
    respondent="token",
)


def choices(**texts: str) -> tuple[Choice, ...]:
    return tuple(Choice(code, {"en": text}) for code, text in texts.items())


def question(code: str, kind: QuestionType, text: str, **more: Any) -> Question:
    return Question(code, kind, {"en": text}, **more)


QUESTIONS = (
    question("q_concern", QuestionType.LONG_TEXT, "<p>What <b>worries</b> you?</p>"),
    question("qtrust", QuestionType.FIVE_POINT, "Trust"),
    question(
        "qfeel", QuestionType.ARRAY, "Safe", subquestions=choices(SQ001="at home", SQ002="outside"), options=choices(A1="no", A4="yes")
    ),
    question("qneighbourhood", QuestionType.LIST, "Where", options=choices(N1="Mill End", N2="Hill &amp; Dale"), has_other=True),
    question("qlanguage", QuestionType.LIST, "Language", options=choices(en="English", so="Somali"), has_other=True),
    question("qquote", QuestionType.YES_NO, "Quote?"),
    question("qservices", QuestionType.MULTIPLE, "Services", subquestions=choices(S1="Library"), has_other=True),
    question("qname", QuestionType.SHORT_TEXT, "Your name"),
    question("qdate", QuestionType.DATE, "When"),
)

ROWS: tuple[dict[str, Any], ...] = (
    {
        "submitdate": "2026-11-01 00:30:00",
        "startlanguage": "en",
        "token": "tok-1",
        "ipaddr": "203.0.113.9",
        "refurl": "https://example.org/",
        "qconcern": "the stairs are dark",
        "qtrust": "2",
        "qfeel[SQ001]": "A4",
        "qneighbourhood": "N2",
        "qlanguage": "so",
        "qquote": "Y",
        "qservices[other]": "the clinic",
        "qname": "someone's name",
    },
    {
        "submitdate": "2026-11-02 10:00:00",
        "startlanguage": "fr",
        "qconcern": "",
        "qneighbourhood": "-oth-",
        "qneighbourhood[other]": "by the  canal",
        "qlanguage": "-oth-",
        "qlanguage[other]": "a mix of two",
        "qquote": "N",
    },
    {"submitdate": None, "startlanguage": "en", "qconcern": "half an answer"},
)


def small_survey(**changes: Any) -> SurveyDefinition:
    groups = (QuestionGroup({"en": "All"}, QUESTIONS),)
    made = SurveyDefinition(SID, {"en": "Small survey"}, ("en", "so"), groups, ROWS, participants=(Participant("tok-1"),))
    return replace(made, **changes)


def access_to(server: LocalLimeSurvey, **changes: Any) -> LimeSurveyAccess:
    access = LimeSurveyAccess(
        server.url, DEMO_ACCOUNT.user, RawText(DEMO_ACCOUNT.password), SID, timeout_s=5, page_size=2, is_local_allowed=True
    )
    return replace(access, **changes)


@contextmanager
def opened(
    server: LocalLimeSurvey, mapping: Mapping = MAPPING, *, is_partial_taken: bool = False, attempts: int = 3, **changes: Any
) -> Iterator[Survey]:
    access = access_to(server, **changes)
    retry = RetryPolicy(attempts=attempts, first_wait_s=0.001, longest_wait_s=0.002)
    with open_survey(access, mapping, timezone=PARIS, is_partial_taken=is_partial_taken, retry=retry) as survey:
        yield survey


def calls(server: LocalLimeSurvey, method: str) -> int:
    return sum(entry.method == method for entry in server.wire)
