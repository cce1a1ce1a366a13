"""What a survey says of itself, and what is wrong with a mapping of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from domain.questions import Option, Texts
from surveys.limesurvey.columns import Field, plain_text
from surveys.limesurvey.connection import Connection
from surveys.limesurvey.plan import Plan
from surveys.limesurvey.questions import OptionTexts, Told, read_boxes

if TYPE_CHECKING:
    from citric import Client

_SETTINGS = ["active", "anonymized", "language", "additional_languages", "expires"]


@dataclass(frozen=True, slots=True)
class Description:
    """What LimeSurvey tells of a survey. Counts are None while it is not active; `expires` is the server's own time."""

    survey_id: int
    title: str
    is_active: bool
    is_anonymised: bool
    languages: tuple[str, ...]
    expires: datetime | None
    completed: int | None
    incomplete: int | None

    @property
    def responses(self) -> int | None:
        """How many there are, complete or not."""
        return None if self.completed is None else self.completed + (self.incomplete or 0)


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """A question as it can be mapped: its code (`qfeel[SQ001]`), and what people see.

    `title` is its text in the base language, `texts` in every language; `help` is the base language's. `type` is
    LimeSurvey's letter. `is_written` says that people write there in their own words.
    """

    code: str
    title: str
    type: str
    texts: Texts = ()
    help: str = ""
    options: tuple[Option, ...] = ()
    has_other: bool = False
    is_written: bool = False


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
    is_expired: bool = False
    has_tokens: bool = False


def fetch_description(connection: Connection) -> Description:
    """Settings, title and counts of a survey: three requests, each tried again by itself."""
    survey_id = connection.access.survey_id
    settings: dict[str, Any] = connection.read(lambda client: dict(client.get_survey_properties(survey_id, _SETTINGS)))
    title = connection.read(lambda client: _fetch_title(client, survey_id))
    completed, incomplete = connection.read(lambda client: _fetch_counts(client, survey_id))
    return connection.explain(
        lambda: Description(
            survey_id=survey_id,
            title=title,
            is_active=settings["active"] == "Y",
            is_anonymised=settings["anonymized"] == "Y",
            languages=read_languages(settings),
            expires=datetime.fromisoformat(str(settings["expires"])) if settings.get("expires") else None,
            completed=completed,
            incomplete=incomplete,
        )
    )


def _fetch_title(client: Client, survey_id: int) -> str:
    texts = client.get_language_properties(survey_id, settings=["surveyls_title"])
    return plain_text(str(texts.get("surveyls_title") or ""))


def _fetch_counts(client: Client, survey_id: int) -> tuple[int | None, int | None]:
    summary: dict[str, Any] = dict(client.get_summary(survey_id) or {})
    return _count(summary, "completed_responses"), _count(summary, "incomplete_responses")


def fetch_first_id(client: Client, survey_id: int) -> int:
    """Where the survey's ids begin by themselves; 0 where nothing was set."""
    told: dict[str, Any] = dict(client.get_survey_properties(survey_id, ["autonumber_start"]))
    return int(told.get("autonumber_start") or 0)


def state_facts(
    known: Description, told: Told, plan: Plan, problems: tuple[str, ...], timezone: ZoneInfo, options: OptionTexts
) -> SurveyFacts:
    """The facts from what the server told and how the mapping fits."""
    questions = tuple(_list_questions(told, options))
    mapped = {field.heading for field in plan.fields} | {told.columns.find_boxes(code)[0].title for code in plan.ticks}
    return SurveyFacts(
        survey_id=known.survey_id,
        title=known.title,
        is_active=known.is_active,
        is_anonymised=known.is_anonymised,
        languages=known.languages,
        questions=questions,
        mapped=tuple(each.code for each in questions if each.code in mapped),
        unmapped=tuple(each.code for each in questions if each.code not in mapped),
        problems=problems + _find_state_problems(known, timezone),
        completed=known.completed,
        incomplete=known.incomplete,
        is_expired=_is_expired(known, timezone),
        has_tokens="token" in told.columns.by_name,
    )


def _list_questions(told: Told, options: OptionTexts) -> list[SurveyQuestion]:
    """Every question that can be mapped, in the survey's order; a multiple choice as a whole before its boxes."""
    listed: list[SurveyQuestion] = []
    whole: set[int | None] = set()
    for field in told.columns.fields:
        if not field.is_question or field.is_display:
            continue
        if field.is_tick and field.qid not in whole:
            whole.add(field.qid)
            listed.append(_describe_boxes(field, told))
        listed.append(_describe(field, told, options))
    return listed


def _describe(field: Field, told: Told, options: OptionTexts) -> SurveyQuestion:
    texts = told.texts_of(field, lambda each: each.text)
    return SurveyQuestion(
        field.heading,
        field.text,
        field.type,
        texts,
        field.help,
        options.of_field(field),
        field.has_other and not field.row,
        field.is_written,
    )


def _describe_boxes(field: Field, told: Told) -> SurveyQuestion:
    texts = told.texts_of(field, lambda each: each.question_text)
    boxes = read_boxes(told.columns.find_boxes(field.title), told)
    return SurveyQuestion(field.title, field.question_text, field.type, texts, field.help, boxes, field.has_other)


def read_languages(told: dict[str, Any]) -> tuple[str, ...]:
    """The survey's languages, the base language first."""
    return tuple(dict.fromkeys((str(told["language"]), *str(told.get("additional_languages") or "").split())))


def _find_state_problems(known: Description, timezone: ZoneInfo) -> tuple[str, ...]:
    if not known.is_active:
        return ("The survey is not active, so it has no responses yet. Activate it in LimeSurvey.",)
    if _is_expired(known, timezone):
        return (f"The survey ended on {known.expires:%Y-%m-%d}: its responses are read, and no new ones can come.",)
    return ()


def _is_expired(known: Description, timezone: ZoneInfo) -> bool:
    # An expired survey goes on saying that it is active.
    return known.expires is not None and known.expires.replace(tzinfo=timezone) <= datetime.now(timezone)


def _count(summary: dict[str, Any], name: str) -> int | None:
    count = summary.get(name)
    return None if count is None else int(count)
