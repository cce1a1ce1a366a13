"""A survey with a question of every type, and how the tests ask a server about it."""

from __future__ import annotations

import base64
import json
from typing import Any

from demo.limesurvey import DEMO_ACCOUNT, Account, Choice, LocalLimeSurvey, Question, QuestionGroup, QuestionType, SurveyDefinition
from tests.limesurvey.test_recordings import post

SID = 881001
WRITER = Account("writer", "not-a-secret", may_write=True)


def choices(*codes: str) -> tuple[Choice, ...]:
    return tuple(Choice(code, {"en": f"{code} in English", "es": f"{code} en castellano"}) for code in codes)


def question(kind: QuestionType, **more: Any) -> Question:
    parts: dict[str, Any] = {}
    if kind.has_rows:
        parts["subquestions"] = choices("SQ1", "SQ2")
    if kind.has_options:
        parts["options"] = choices("A1", "A2")
    if kind in (QuestionType.ARRAY_TEXTS, QuestionType.ARRAY_NUMBERS):
        parts["columns"] = choices("X1", "X2")
    if kind is QuestionType.ARRAY_DUAL:
        parts["second_options"] = choices("B1", "B2")
    return Question(f"q{kind.name.lower()}", kind, {"en": f"{kind.name} in English"}, **(parts | more))


def survey(*questions: Question, **more: Any) -> SurveyDefinition:
    asked = questions or tuple(question(kind) for kind in QuestionType)
    return SurveyDefinition(SID, {"en": "Every type"}, ("en", "es"), (QuestionGroup({"en": "All"}, asked),), **more)


def serve(*questions: Question, **options: Any) -> LocalLimeSurvey:
    return LocalLimeSurvey([survey(*questions)], [DEMO_ACCOUNT, WRITER], **options)


def ask(server: LocalLimeSurvey, method: str, *params: Any) -> Any:
    key = post(server, "get_session_key", [WRITER.user, WRITER.password]).json()["result"]
    return post(server, method, [key, *params]).json()["result"]


def export(server: LocalLimeSurvey, *params: Any, **named: Any) -> list[dict[str, Any]]:
    """The exported records; `first` and `last` bound the ids, `answers` may be long."""
    wish = [None, "all", "code", named.get("answers", "short"), named.get("first"), named.get("last"), named.get("fields")]
    return json.loads(base64.b64decode(ask(server, "export_responses", SID, "json", *wish, *params)))["responses"]
