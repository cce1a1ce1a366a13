"""Every question type: its columns in both versions, its values, its words, and what the server tells about it."""

from __future__ import annotations

import pytest

from demo.limesurvey import QuestionType
from demo.limesurvey.columns import columns_of
from demo.limesurvey.numbering import IdBook, Numbering
from tests.limesurvey.survey import SID, ask, export, question, serve, survey

HEADINGS = {
    QuestionType.LIST_WITH_COMMENT: ["", "[comment]"],
    QuestionType.MULTIPLE_WITH_COMMENTS: ["[SQ1]", "[SQ1comment]", "[SQ2]", "[SQ2comment]"],
    QuestionType.RANKING: ["[1]", "[2]"],
    QuestionType.ARRAY_DUAL: ["[SQ1][1]", "[SQ1][2]", "[SQ2][1]", "[SQ2][2]"],
    QuestionType.ARRAY_TEXTS: ["[SQ1_X1]", "[SQ1_X2]", "[SQ2_X1]", "[SQ2_X2]"],
    QuestionType.ARRAY_NUMBERS: ["[SQ1_X1]", "[SQ1_X2]", "[SQ2_X1]", "[SQ2_X2]"],
    QuestionType.UPLOAD: ["", "[filecount]"],
}
NAMES = {
    (6, QuestionType.LIST_WITH_COMMENT): ["", "comment"],
    (6, QuestionType.MULTIPLE_WITH_COMMENTS): ["SQ1", "SQ1comment", "SQ2", "SQ2comment"],
    (6, QuestionType.RANKING): ["1", "2"],
    (6, QuestionType.ARRAY_DUAL): ["SQ1#0", "SQ1#1", "SQ2#0", "SQ2#1"],
    (6, QuestionType.ARRAY_TEXTS): ["SQ1_X1", "SQ1_X2", "SQ2_X1", "SQ2_X2"],
    (6, QuestionType.UPLOAD): ["", "_filecount"],
    (7, QuestionType.LIST_WITH_COMMENT): ["", "_Ccomment"],
    (7, QuestionType.MULTIPLE): ["_S2", "_S3"],
    (7, QuestionType.MULTIPLE_WITH_COMMENTS): ["_S2", "_S2_Ccomment", "_S3", "_S3_Ccomment"],
    (7, QuestionType.RANKING): ["_R1", "_R2"],
    (7, QuestionType.ARRAY_DUAL): ["_S2#0", "_S2#1", "_S3#0", "_S3#1"],
    (7, QuestionType.ARRAY_TEXTS): ["_S2_S4", "_S2_S5", "_S3_S4", "_S3_S5"],
    (7, QuestionType.UPLOAD): ["", "_Cfilecount"],
}
WORDS = [
    (QuestionType.GENDER, "", "F", "Female"),
    (QuestionType.GENDER, "", None, "N/A"),
    (QuestionType.ARRAY_MORE_SAME_LESS, "[SQ1]", "I", "Increase"),
    (QuestionType.ARRAY_YES_NO_UNCERTAIN, "[SQ1]", "U", "Uncertain"),
    (QuestionType.ARRAY_TEN_POINT, "[SQ1]", "10", "10"),
    (QuestionType.DROPDOWN, "", "A2", "A2 in English"),
    (QuestionType.DROPDOWN, "", "gone", "gone"),
    (QuestionType.ARRAY_BY_COLUMN, "[SQ1]", "gone", ""),
    (QuestionType.ARRAY_DUAL, "[SQ1][1]", "A1", "A1 in English"),
    (QuestionType.ARRAY_DUAL, "[SQ1][2]", "B1", "B1 in English"),
    (QuestionType.ARRAY_DUAL, "[SQ1][2]", "A1", ""),
    (QuestionType.RANKING, "[1]", "A2", "A2 in English"),
    (QuestionType.LIST_WITH_COMMENT, "[comment]", "A1", "A1"),
    (QuestionType.MULTIPLE_WITH_COMMENTS, "[SQ1comment]", "Y", "Y"),
    (QuestionType.NUMBER, "", "12.5000000000", "12.5"),
    (QuestionType.NUMBER, "", 3, "3"),
]


@pytest.mark.parametrize("kind", list(QuestionType), ids=lambda kind: kind.name)
def test_headings_name_question_and_part(kind: QuestionType) -> None:
    asked = question(kind)
    found = columns_of(survey(asked), Numbering().number(survey(asked), IdBook()))
    rest = HEADINGS.get(kind, ["[SQ1]", "[SQ2]"] if kind.has_rows else [""])
    assert [column.heading for column in found if column.numbered] == [asked.code + each for each in rest]


@pytest.mark.parametrize(("version", "kind"), list(NAMES), ids=lambda value: getattr(value, "name", value))
def test_field_names_follow_the_version(version: int, kind: QuestionType) -> None:
    asked = question(kind)
    found = columns_of(survey(asked), Numbering().number(survey(asked), IdBook()), version)
    stem = f"{SID}X1X1" if version == 6 else "Q1"
    assert [column.name for column in found if column.numbered] == [stem + each for each in NAMES[version, kind]]


@pytest.mark.parametrize(("kind", "ending", "value", "word"), WORDS)
def test_long_answers_are_in_words(kind: QuestionType, ending: str, value: str | int | None, word: str) -> None:
    asked = question(kind)
    with serve(asked) as server:
        server.insert(SID, {asked.code + ending: value})
        assert export(server, answers="long")[0][asked.code + ending] == word


@pytest.mark.parametrize(("value", "shown"), [(3, "3.0000000000"), ("-0.25", "-0.2500000000"), ("", ""), (None, None)])
def test_numbers_in_codes_keep_the_decimals_of_their_column(value: str | int | None, shown: str | None) -> None:
    with serve(question(QuestionType.NUMBER)) as server:
        server.insert(SID, {"qnumber": value})
        assert export(server)[0]["qnumber"] == shown


@pytest.mark.parametrize("version", [6, 7])
def test_the_field_map_names_every_exported_column(version: int) -> None:
    with serve(version=version) as server:
        server.insert(SID, {"startlanguage": "en"})
        known = ask(server, "get_fieldmap", SID)
        assert [each["fieldname"] for each in known.values()] == list(known)
        assert len(export(server, fields=list(known))[0]) == len(known) == len(export(server)[0])


def test_other_and_its_comment_have_columns() -> None:
    asked = question(QuestionType.MULTIPLE_WITH_COMMENTS, has_other=True)
    with serve(asked, version=7) as server:
        names = list(ask(server, "get_fieldmap", SID))
    assert names[-2:] == ["Q1_Cother", "Q1_Cothercomment"]


def test_options_are_told_by_scale_on_request() -> None:
    with serve(question(QuestionType.ARRAY_DUAL)) as server:
        assert "answeroptions_multiscale" not in ask(server, "get_question_properties", 1)
        told = ask(server, "get_question_properties", 1, ["answeroptions_multiscale"], "es")["answeroptions_multiscale"]
    assert [list(told["0"]), list(told["1"])] == [["A1", "A2"], ["B1", "B2"]]
    assert told["1"]["B2"]["answer"] == "B2 en castellano"


def test_columns_of_an_array_are_subquestions_on_the_second_scale() -> None:
    with serve(question(QuestionType.ARRAY_NUMBERS)) as server:
        listed = {each["title"]: each["scale_id"] for each in ask(server, "list_questions", SID) if each["parent_qid"]}
    assert listed == {"SQ1": 0, "SQ2": 0, "X1": 1, "X2": 1}
