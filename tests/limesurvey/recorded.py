"""The surveys of the recordings, rebuilt for the local server from what the recordings say."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from demo.limesurvey import Account, Choice, Participant, Question, QuestionGroup, QuestionType, SurveyDefinition

LANGUAGES = ("en", "es", "fr", "ar", "so", "vi")
META = ("id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp", "ipaddr", "refurl")


@cache
def shared_folder() -> Path:
    """Where the recordings lie; skips the test where there are none."""
    folder = Path(os.environ.get("HEARBACK_SHARED") or Path(__file__).parents[3] / "shared")
    if not (folder / "limesurvey" / "INDEX.tsv").exists():
        pytest.skip("the recordings are not at hand (set HEARBACK_SHARED)")
    return folder


@cache
def recording(name: str) -> dict[str, Any]:
    return json.loads((shared_folder() / "limesurvey" / f"{name}.json").read_text())


@cache
def decoded(name: str) -> list[dict[str, Any]]:
    return json.loads((shared_folder() / "limesurvey" / f"{name}.decoded.json").read_text())["responses"]


def result(name: str) -> Any:
    return recording(name)["response"]["result"]


def recorded_accounts() -> tuple[Account, ...]:
    """The three accounts of the recordings."""
    return (
        Account("admin", "PASSWORD", is_superadmin=True, may_read_participants=True),
        Account("puller", "PASSWORD", surveys=frozenset({202601, 202602, 202604, 202605})),
        Account("nobody", "PASSWORD", surveys=frozenset()),
    )


def recorded_surveys() -> tuple[SurveyDefinition, ...]:
    """Surveys 202601 to 202604, with the rows they were recorded with, and 202605 without its 20,000."""
    titles = {each["sid"]: {"en": each["surveyls_title"]} for each in result("list_surveys_admin")}
    groups, people = _groups(), _participants("list_participants_default", "list_participants_all_attributes")
    times = {row["id"]: row for row in decoded("export_json_fields_timings")}
    rows = tuple(row | times.get(row["id"], {}) for row in decoded("export_json_all_code_short"))
    anonymous = tuple(decoded("export_anon_json_all"))
    return (
        SurveyDefinition(202601, titles[202601], LANGUAGES, groups, rows, participants=people),
        SurveyDefinition(202602, titles[202602], LANGUAGES, groups, anonymous, is_anonymised=True, participants=people),
        SurveyDefinition(202603, titles[202603], LANGUAGES, groups, is_active=False),
        SurveyDefinition(202604, titles[202604], LANGUAGES, groups),
        SurveyDefinition(202605, titles[202605], LANGUAGES, groups),
    )


def _groups() -> tuple[QuestionGroup, ...]:
    by_language = {language: {each["qid"]: each for each in result(f"list_questions_{language}")} for language in LANGUAGES}
    names = {language: {g["gid"]: g["group_name"] for g in result(f"list_groups_{language}")} for language in ("es", "ar")}
    names["en"] = {g["gid"]: g["group_name"] for g in result("list_groups_default")}
    return tuple(
        QuestionGroup(
            {language: known[gid] for language, known in names.items()},
            tuple(
                _question(each, by_language)
                for each in sorted(by_language["en"].values(), key=lambda each: each["question_order"])
                if each["gid"] == gid and not each["parent_qid"]
            ),
        )
        for gid in sorted(names["en"])
    )


def _question(each: dict[str, Any], by_language: dict[str, dict[int, dict[str, Any]]]) -> Question:
    def texts(qid: int) -> dict[str, str]:
        return {language: known[qid]["question"] for language, known in by_language.items()}

    rows = sorted((row for row in by_language["en"].values() if row["parent_qid"] == each["qid"]), key=lambda row: row["question_order"])
    return Question(
        each["title"],
        QuestionType(each["type"]),
        texts(each["qid"]),
        subquestions=tuple(Choice(row["title"], texts(row["qid"])) for row in rows),
        options=_options(each["title"]),
        has_other=each["other"] == "Y",
    )


def _options(title: str) -> tuple[Choice, ...]:
    sources = {
        "qfeel": "get_question_properties_qfeel",
        "qneighbourhood": "get_question_properties_qneighbourhood",
        "qlanguage": "get_question_properties_qlanguage_so",
    }
    if title not in sources:
        return ()
    return tuple(
        Choice(code, {language: known.get(code, each["answer"]) for language, known in _option_texts(title).items()})
        for code, each in result(sources[title])["answeroptions"].items()
    )


def _option_texts(title: str) -> dict[str, dict[str, str]]:
    """Language -> code -> text, told from the same rows exported once in codes and once in words."""
    exports = {language: f"export_json_complete_code_long_{language}" for language in LANGUAGES} | {"en": "export_json_complete_code_long"}
    short = decoded("export_json_complete_code_short")
    return {
        language: {
            row[heading]: words[heading]
            for row, words in zip(short, decoded(name), strict=True)
            for heading in row
            if heading.partition("[")[0] == title and row[heading] and not heading.endswith("[other]")
        }
        for language, name in exports.items()
    }


def _participants(plain: str, full: str) -> tuple[Participant, ...]:
    known = {each["tid"]: each for each in result(full)}
    return tuple(
        Participant(
            each["token"],
            **each["participant_info"],
            language=each["language"],
            completed=each["completed"],
            uses_left=each["usesleft"],
            attributes={"attribute_1": each["attribute_1"]},
        )
        for each in known.values()
    )
