"""What the server says about its surveys, groups and questions: plain records in LimeSurvey's shape."""

from __future__ import annotations

from collections.abc import Iterable

from demo.limesurvey.columns import text_in
from demo.limesurvey.definitions import Choice
from demo.limesurvey.numbering import NumberedQuestion
from demo.limesurvey.question_types import QuestionType
from demo.limesurvey.state import SurveyState

_NO_ANSWERS = "No available answers"
_NO_OPTIONS = "No available answer options"

_FIXED_SETTINGS: dict[str, object] = {
    "format": "G",
    "template": "fruity",
    "usecookie": "N",
    "allowregister": "N",
    "allowsave": "Y",
    "autoredirect": "N",
    "allowprev": "N",
    "printanswers": "N",
    "ipanonymize": "N",
    "showsurveypolicynotice": 0,
    "publicstatistics": "N",
    "publicgraphs": "N",
    "listpublic": "N",
    "htmlemail": "Y",
    "sendconfirmation": "N",
    "tokenanswerspersistence": "N",
    "assessments": "N",
    "usecaptcha": "N",
    "usetokens": "N",
    "attributedescriptions": None,
    "emailresponseto": None,
    "emailnotificationto": None,
    "tokenlength": 15,
    "showxquestions": "Y",
    "showgroupinfo": "B",
    "shownoanswer": "Y",
    "showqnumcode": "X",
    "bouncetime": None,
    "bounceprocessing": "N",
    "bounceaccounttype": None,
    "bounceaccounthost": None,
    "bounceaccountpass": None,
    "bounceaccountencryption": None,
    "bounceaccountuser": None,
    "showwelcome": "Y",
    "showprogress": "Y",
    "questionindex": 0,
    "navigationdelay": 0,
    "nokeyboard": "N",
    "alloweditaftercompletion": "Y",
    "googleanalyticsstyle": None,
    "googleanalyticsapikey": None,
    "tokenencryptionoptions": "",
}


def list_surveys(surveys: Iterable[SurveyState]) -> list[dict[str, object]]:
    """One line a survey. An expired survey is still active here."""
    return [
        {
            "sid": each.definition.sid,
            "surveyls_title": text_in(each.definition.titles, each.definition.language, each.definition.language),
            "startdate": None,
            "expires": each.expires,
            "active": yes_no(each.is_active),
        }
        for each in surveys
    ]


def describe_survey(survey: SurveyState) -> dict[str, object]:
    """All settings of a survey."""
    known = survey.definition
    shows_dates = known.has_dates and not known.is_anonymised
    shows_addresses = known.has_addresses and not known.is_anonymised
    return {
        "sid": known.sid,
        "owner_id": 1,
        "gsid": 1,
        "admin": "Survey desk",
        "active": yes_no(survey.is_active),
        "expires": survey.expires,
        "startdate": None,
        "adminemail": "survey@example.org",
        "bounce_email": "survey@example.org",
        "anonymized": yes_no(known.is_anonymised),
        "savetimings": yes_no(shows_dates),
        "language": known.language,
        "additional_languages": " ".join(known.languages[1:]),
        "datestamp": yes_no(shows_dates),
        "ipaddr": yes_no(shows_addresses),
        "refurl": yes_no(shows_addresses),
        "datecreated": "2026-11-01 08:00:00",
        "autonumber_start": survey.autonumber_start,
        **_FIXED_SETTINGS,
        **survey.settings,
    }


def describe_language(survey: SurveyState, language: str) -> dict[str, object]:
    """The survey's texts in one language."""
    title = text_in(survey.definition.titles, language, survey.definition.language)
    texts = {"surveyls_survey_id": survey.definition.sid, "surveyls_language": language, "surveyls_title": title}
    return texts | {"surveyls_description": "", "surveyls_welcometext": "", "surveyls_endtext": "", "surveyls_dateformat": 9}


def list_groups(survey: SurveyState, language: str) -> list[dict[str, object]]:
    """The question groups; names are null in a language the survey does not have."""
    is_known = language in survey.definition.languages
    gids = dict.fromkeys(each.gid for each in survey.questions)
    return [
        {
            "id": gid,
            "gid": gid,
            "sid": survey.definition.sid,
            "group_order": order,
            "randomization_group": "",
            "grelevance": "",
            "group_name": text_in(group.titles, language, survey.definition.language) if is_known else None,
            "description": "" if is_known else None,
            "language": language,
        }
        for order, (gid, group) in enumerate(zip(gids, survey.definition.groups, strict=True), 1)
    ]


def list_questions(survey: SurveyState, language: str) -> list[dict[str, object]]:
    """Questions and their subquestions mixed, by group and their own order."""
    rows = [row for each in survey.questions for row in _question_rows(survey, each, language)]
    return sorted(rows, key=lambda row: (int(str(row["gid"])), int(str(row["question_order"])), int(str(row["qid"]))))


def _question_rows(survey: SurveyState, each: NumberedQuestion, language: str) -> list[dict[str, object]]:
    base = survey.definition.language
    part_type = "M" if each.question.type is QuestionType.MULTIPLE else "T"
    parts = _scaled_parts(each)
    own = _row(survey, each, language) | {"question": text_in(each.question.texts, language, base)}
    return [
        own,
        *(
            own
            | {"id": qid, "qid": qid, "parent_qid": each.qid, "type": part_type, "title": part.code, "other": "N", "question_order": order}
            | {"question_theme_name": None, "question": text_in(part.texts, language, base), "scale_id": scale}
            for order, (qid, part, scale) in enumerate(parts)
        ),
    ]


def _scaled_parts(each: NumberedQuestion) -> list[tuple[int, Choice, int]]:
    rows = zip(each.subquestion_ids, each.question.subquestions, strict=True)
    columns = zip(each.column_ids, each.question.columns, strict=True)
    return [*((qid, part, 0) for qid, part in rows), *((qid, part, 1) for qid, part in columns)]


def _row(survey: SurveyState, each: NumberedQuestion, language: str) -> dict[str, object]:
    return {"id": each.qid, "question": "", "help": "", "language": language} | _settings(survey, each)


def _settings(survey: SurveyState, each: NumberedQuestion) -> dict[str, object]:
    return {
        "qid": each.qid,
        "parent_qid": 0,
        "sid": survey.definition.sid,
        "type": each.question.type.value,
        "title": each.question.code,
        "preg": "",
        "other": yes_no(each.question.has_other),
        "mandatory": "N",
        "encrypted": "N",
        "question_order": each.order + 1,
        "scale_id": 0,
        "same_default": 0,
        "question_theme_name": each.question.type.theme,
        "modulename": "",
        "gid": each.gid,
        "relevance": "1",
        "same_script": 0,
    }


def describe_question(survey: SurveyState, qid: int, language: str) -> dict[str, object]:
    """All settings of a question: its subquestions and answer options among them."""
    each = next(known for known in survey.questions if known.qid == qid)
    base, parts = survey.definition.language, _scaled_parts(each)
    subquestions = {
        str(part_id): {"title": part.code, "question": text_in(part.texts, language, base), "scale_id": scale}
        for part_id, part, scale in parts
    }
    scales = [_describe_options(options, scale, language, base) for scale, options in enumerate(_option_scales(each))]
    # Both scales share one record here, so the second's codes replace the first's; by scale they are told on request.
    options = {code: option for scale in scales for code, option in scale.items()}
    return _settings(survey, each) | {
        "available_answers": {part.code: text_in(part.texts, language, base) for _, part, _ in parts} or _NO_ANSWERS,
        "subquestions": subquestions or _NO_ANSWERS,
        "attributes": {"hidden": "0", "page_break": "0", "cssclass": ""},
        "attributes_lang": {"em_validation_q_tip": ""},
        "answeroptions": options or _NO_OPTIONS,
        "answeroptions_multiscale": {str(scale): options for scale, options in enumerate(scales) if options} or _NO_OPTIONS,
        "defaultvalue": None,
    }


def _option_scales(each: NumberedQuestion) -> tuple[tuple[Choice, ...], ...]:
    return (each.question.options, each.question.second_options) if each.question.type.has_options else ()


def _describe_options(options: tuple[Choice, ...], scale: int, language: str, base: str) -> dict[str, dict[str, object]]:
    return {
        option.code: {"answer": text_in(option.texts, language, base), "assessment_value": 0, "scale_id": scale, "order": order}
        for order, option in enumerate(options)
    }


def summarise(survey: SurveyState) -> dict[str, object]:
    """Counts of participants and responses; empty while the survey is not active."""
    if survey.table is None:
        return {}
    complete = sum(date is not None for _, date in survey.table.column("submitdate"))
    counts = _count_participants(survey)
    return counts | {
        "completed_responses": complete,
        "incomplete_responses": len(survey.table) - complete,
        "full_responses": len(survey.table),
    }


def _count_participants(survey: SurveyState) -> dict[str, object]:
    people = survey.definition.participants
    if people is None:
        return {}
    done = sum(person.completed != "N" for person in people)
    zeros = dict.fromkeys(("token_invalid", "token_sent", "token_opted_out"), 0)
    return {"token_count": len(people), **zeros, "token_completed": done, "token_screenout": 0}


def yes_no(fact: bool) -> str:
    """LimeSurvey's Y or N."""
    return "Y" if fact else "N"
