"""What a survey says of itself, and what is wrong with a mapping of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from surveys.limesurvey.columns import Field, Plan

if TYPE_CHECKING:
    from citric import Client

_SETTINGS = ["active", "anonymized", "language", "additional_languages", "expires"]


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """A question by its code (`qfeel[SQ001]`), its text in the base language, and LimeSurvey's letter for its type."""

    code: str
    title: str
    type: str


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """A survey and how the mapping fits it. The first language is the base language; `problems` are sentences.

    `completed` and `incomplete` count responses; None while the survey is not active.
    """

    survey_id: int
    title: str
    is_active: bool
    is_anonymised: bool
    languages: tuple[str, ...]
    questions: tuple[SurveyQuestion, ...]
    mapped: tuple[str, ...]
    unmapped: tuple[str, ...]
    problems: tuple[str, ...]
    completed: int | None = None
    incomplete: int | None = None


def fetch_description(client: Client, survey_id: int) -> dict[str, Any]:
    """Settings, title and counts of a survey in one record."""
    settings: dict[str, Any] = dict(client.get_survey_properties(survey_id, _SETTINGS))
    texts = client.get_language_properties(survey_id, settings=["surveyls_title"])
    summary = client.get_summary(survey_id)
    return settings | {"title": texts.get("surveyls_title") or "", "summary": dict(summary or {})}


def state_facts(
    survey_id: int, told: dict[str, Any], fields: tuple[Field, ...], plan: Plan, problems: tuple[str, ...], timezone: ZoneInfo
) -> SurveyFacts:
    """The facts from what the server told and how the mapping fits."""
    mapped = {field.heading for field in plan.columns.values()}
    questions = tuple(SurveyQuestion(field.heading, field.text, field.type) for field in fields if field.is_question)
    return SurveyFacts(
        survey_id=survey_id,
        title=str(told["title"]),
        is_active=told["active"] == "Y",
        is_anonymised=told["anonymized"] == "Y",
        languages=read_languages(told),
        questions=questions,
        mapped=tuple(each.code for each in questions if each.code in mapped),
        unmapped=tuple(each.code for each in questions if each.code not in mapped),
        problems=problems + _find_state_problems(told, timezone),
        completed=_count(told, "completed_responses"),
        incomplete=_count(told, "incomplete_responses"),
    )


def read_languages(told: dict[str, Any]) -> tuple[str, ...]:
    """The survey's languages, the base language first."""
    return (str(told["language"]), *str(told.get("additional_languages") or "").split())


def _find_state_problems(told: dict[str, Any], timezone: ZoneInfo) -> tuple[str, ...]:
    if told["active"] != "Y":
        return ("The survey is not active, so it has no responses yet. Activate it in LimeSurvey.",)
    ends = told.get("expires")
    if ends and datetime.fromisoformat(str(ends)).replace(tzinfo=timezone) <= datetime.now(timezone):
        return (f"The survey ended on {str(ends)[:10]}: its responses are read, and no new ones can come.",)
    return ()


def _count(told: dict[str, Any], name: str) -> int | None:
    count = told["summary"].get(name)
    return None if count is None else int(count)
