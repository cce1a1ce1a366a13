"""Every question type of LimeSurvey, in versions 6 and 7: which role it can take, and what its answers become."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from demo.limesurvey import Choice, LocalLimeSurvey, Question, QuestionGroup, QuestionType, SurveyDefinition
from domain.errors import SourceError
from domain.listening import Response
from domain.questions import QuestionRole
from surveys.mapping import Indicator, Mapping
from tests.surveys.small_survey import SID, opened


def both(english: str, somali: str = "") -> dict[str, str]:
    return {"en": english, "so": somali or f"{english} (so)"}


def choices(**texts: str) -> tuple[Choice, ...]:
    return tuple(Choice(code, both(text)) for code, text in texts.items())


def ask(code: str, kind: QuestionType, **more: Any) -> Question:
    return Question(code, kind, both(f"About {code}"), **more)


ROWS = choices(R1="by day", R2="by night")
SCALE = choices(A1="bad", A2="fair", A3="good")
QUESTIONS = (
    ask("qshort", QuestionType.SHORT_TEXT),
    ask("qlong", QuestionType.LONG_TEXT),
    ask("qhuge", QuestionType.HUGE_TEXT),
    ask("qtexts", QuestionType.MULTIPLE_TEXT, subquestions=ROWS),
    ask("qnumber", QuestionType.NUMBER),
    ask("qnumbers", QuestionType.MULTIPLE_NUMBERS, subquestions=ROWS),
    ask("qdate", QuestionType.DATE),
    ask("qyes", QuestionType.YES_NO),
    ask("qgender", QuestionType.GENDER),
    ask("qlang", QuestionType.LANGUAGE),
    ask("qfive", QuestionType.FIVE_POINT),
    ask("qlist", QuestionType.LIST, options=SCALE, has_other=True),
    ask("qdrop", QuestionType.DROPDOWN, options=SCALE),
    ask("qnote", QuestionType.LIST_WITH_COMMENT, options=SCALE),
    ask("qticks", QuestionType.MULTIPLE, subquestions=choices(S1="Library", S2="Youth club"), has_other=True),
    ask("qnoted", QuestionType.MULTIPLE_WITH_COMMENTS, subquestions=choices(S1="Bus", S2="Tram"), has_other=True),
    ask("qranks", QuestionType.RANKING, options=choices(K1="Light", K2="Noise", K3="Dogs")),
    ask("qarray", QuestionType.ARRAY, subquestions=ROWS, options=SCALE),
    ask("qcolumn", QuestionType.ARRAY_BY_COLUMN, subquestions=ROWS, options=SCALE),
    ask("qfives", QuestionType.ARRAY_FIVE_POINT, subquestions=ROWS),
    ask("qtens", QuestionType.ARRAY_TEN_POINT, subquestions=ROWS),
    ask("qsure", QuestionType.ARRAY_YES_NO_UNCERTAIN, subquestions=ROWS),
    ask("qmore", QuestionType.ARRAY_MORE_SAME_LESS, subquestions=ROWS),
    ask(
        "qdual",
        QuestionType.ARRAY_DUAL,
        subquestions=ROWS,
        options=choices(A1="low", A2="high"),
        second_options=choices(A1="few", A2="many"),
    ),
    ask("qcells", QuestionType.ARRAY_TEXTS, subquestions=ROWS, columns=choices(C1="what", C2="where")),
    ask("qcounts", QuestionType.ARRAY_NUMBERS, subquestions=ROWS, columns=choices(C1="adults", C2="children")),
    ask("qsum", QuestionType.EQUATION),
    ask("qfiles", QuestionType.UPLOAD),
    ask("qshown", QuestionType.TEXT_DISPLAY),
)
ANSWERS = {
    "submitdate": "2026-11-01 10:00:00",
    "startlanguage": "so",
    "qshort": "a word",
    "qlong": "many words",
    "qhuge": "very many words",
    "qtexts[R2]": "a row of words",
    "qnumber": "3.0000000000",
    "qnumbers[R1]": "2.0000000000",
    "qdate": "2026-10-05 00:00:00",
    "qyes": "N",
    "qgender": "F",
    "qlang": "so",
    "qfive": "4",
    "qlist": "-oth-",
    "qlist[other]": "none of these",
    "qdrop": "A3",
    "qnote": "A1",
    "qnote[comment]": "since it is so",
    "qticks[S2]": "Y",
    "qticks[other]": "the swimming pool",
    "qnoted[S1]": "Y",
    "qnoted[S1comment]": "always late",
    "qranks[1]": "K3",
    "qranks[2]": "K1",
    "qarray[R1]": "A2",
    "qcolumn[R2]": "A3",
    "qfives[R1]": "5",
    "qtens[R1]": "10",
    "qsure[R1]": "U",
    "qmore[R1]": "D",
    "qdual[R1][1]": "A2",
    "qdual[R1][2]": "A1",
    "qcells[R1_C2]": "at the corner",
    "qcounts[R1_C1]": "2",
    "qsum": "7",
}


@pytest.fixture(params=[6, 7], scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[LocalLimeSurvey]:
    survey = SurveyDefinition(SID, both("All types"), ("en", "so"), (QuestionGroup(both("All"), QUESTIONS),), (ANSWERS,))
    with LocalLimeSurvey([survey], version=request.param) as running:
        yield running


def pull_one(server: LocalLimeSurvey, mapping: Mapping) -> Response:
    with opened(server, mapping) as survey:
        ((only,),) = survey.pages()
    return only


def crossed(server: LocalLimeSurvey) -> set[str]:
    return {heading for entry in server.wire for heading in entry.headings}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("qshort", "a word"),
        ("qlong", "many words"),
        ("qhuge", "very many words"),
        ("qtexts[R2]", "a row of words"),
        ("qlist", "none of these"),
        ("qlist[other]", "none of these"),
        ("qnote[comment]", "since it is so"),
        ("qticks[other]", "the swimming pool"),
        ("qnoted[S1comment]", "always late"),
        ("qcells[R1_C2]", "at the corner"),
    ],
)
def test_words_of_every_kind_are_comments(server: LocalLimeSurvey, code: str, words: str) -> None:
    (answer,) = pull_one(server, Mapping(comments=(code,))).open_answers
    assert (answer.question, answer.words.reveal()) == (code, words)


@pytest.mark.parametrize(
    ("code", "value", "score"),
    [
        ("qnumber", "3", 3.0),
        ("qnumbers[R1]", "2", 2.0),
        ("qfive", "4", 4.0),
        ("qdrop", "good", 3.0),
        ("qarray[R1]", "fair", 2.0),
        ("qcolumn[R2]", "good", 3.0),
        ("qfives[R1]", "5", 5.0),
        ("qtens[R1]", "10", 10.0),
        ("qdual[R1][1]", "high", 2.0),
        ("qdual[R1][2]", "few", 1.0),
        ("qcounts[R1_C1]", "2", 2.0),
        ("qsum", "7", 7.0),
    ],
)
def test_scales_of_every_kind_are_indicators(server: LocalLimeSurvey, code: str, value: str, score: float) -> None:
    only = pull_one(server, Mapping(comments=("qlong",), indicators=(Indicator(code, "It", 0, 10),)))
    assert [(each.question, each.value, each.score) for each in only.closed_answers] == [(code, value, score)]


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("qyes", ["No"]),
        ("qgender", ["Female"]),
        ("qlang", ["so"]),
        ("qlist", ["other"]),
        ("qnote", ["bad"]),
        ("qticks", ["Youth club"]),
        ("qticks[S2]", ["Yes"]),
        ("qnoted", ["Bus"]),
        ("qranks[1]", ["Dogs"]),
        ("qsure[R1]", ["Uncertain"]),
        ("qmore[R1]", ["Decrease"]),
        ("qarray[R2]", []),
    ],
)
def test_choices_of_every_kind_are_groups_in_words(server: LocalLimeSurvey, code: str, values: list[str]) -> None:
    only = pull_one(server, Mapping(comments=("qlong",), groups=(("group", code),)))
    assert only.groups == tuple(("group", value) for value in values)
    assert not only.in_own_words


def test_a_multiple_choice_as_a_group_asks_for_its_boxes_and_not_for_what_was_written(server: LocalLimeSurvey) -> None:
    before = len(server.wire)
    pull_one(server, Mapping(comments=("qlong",), groups=(("visits", "qnoted"),)))
    asked = {heading for entry in server.wire[before:] for heading in entry.headings}
    assert asked == {"id", "submitdate", "startlanguage", "qlong", "qnoted[S1]", "qnoted[S2]"}


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        (Mapping(comments=("qfiles",)), "files are never read"),
        (Mapping(comments=("qlong",), groups=(("files", "qfiles[filecount]"),)), "files are never read"),
        (Mapping(comments=("qshown",)), "only shown"),
        (Mapping(comments=("qfive",)), "nobody writes there"),
        (Mapping(comments=("qdrop",)), "Map it as a group or an indicator"),
        (Mapping(comments=("qnote",)), r"Map 'qnote\[comment\]' instead"),
        (Mapping(comments=("qticks",)), "as a whole it can only be a group"),
        (Mapping(comments=(), indicators=(Indicator("qlong", "x"),)), "cannot be an indicator"),
        (Mapping(comments=(), indicators=(Indicator("qlist[other]", "x"),)), "Map it as a comment"),
        (Mapping(comments=(), indicators=(Indicator("qyes", "x"),)), "no place on a scale"),
        (Mapping(comments=(), indicators=(Indicator("qticks[S1]", "x"),)), "Map the whole question as a group"),
        (Mapping(comments=(), indicators=(Indicator("qticks", "x"),)), "only be a group"),
        (Mapping(comments=(), groups=(("x", "qhuge"),)), "cannot be a group"),
        (Mapping(comments=(), groups=(("x", "qnote[comment]"),)), "cannot be a group"),
        (Mapping(comments=(), quote_consent="qlong"), "cannot be the consent"),
    ],
)
def test_a_question_that_cannot_serve_its_role_is_refused_in_a_sentence(server: LocalLimeSurvey, mapping: Mapping, says: str) -> None:
    before = len(server.wire)
    with pytest.raises(SourceError, match=says):
        pull_one(server, mapping)
    assert not any(entry.method.startswith("export") for entry in server.wire[before:])


def test_questions_tell_texts_and_options_in_every_language(server: LocalLimeSurvey) -> None:
    mapping = Mapping(
        comments=("qlong",),
        indicators=(Indicator("qarray[R1]", "It"), Indicator("qdual[R1][2]", "It")),
        groups=(("visits", "qticks"), ("sure", "qsure[R1]")),
    )
    before = len(server.wire)
    with opened(server, mapping) as survey:
        told = {each.code: each for each in survey.questions()}
        assert survey.questions() == tuple(told.values())
    assert [each.role for each in told.values()] == [
        QuestionRole.COMMENT,
        *(QuestionRole.INDICATOR,) * 2,
        *(QuestionRole.GROUP,) * 2,
    ]
    assert told["qlong"].texts == (("en", "About qlong"), ("so", "About qlong (so)"))
    assert told["qarray[R1]"].text("so") == "About qarray (so) / by day (so)"
    assert told["qarray[R1]"].label("A2", "so") == "fair (so)"
    assert [each.code for each in told["qdual[R1][2]"].options] == ["A1", "A2"]
    assert told["qdual[R1][2]"].label("A2", "en") == "many"
    assert told["qticks"].label("S1", "so") == "Library (so)"
    assert told["qsure[R1]"].label("U", "en") == "Uncertain"
    methods = [entry.method for entry in server.wire[before:]]
    assert methods.count("get_fieldmap") == 2
    assert methods.count("get_question_properties") == 4, "two questions with options of their own, in two languages"


def test_a_box_and_its_comment_have_ids_of_their_own(server: LocalLimeSurvey) -> None:
    with opened(server) as survey:
        codes = survey.codes_by_id()
    headings = [code for code in codes.values() if "filecount" not in code]
    assert len(set(headings)) == len(headings)
    assert {"qnoted[S1]", "qnoted[S1comment]", "qdual[R1][1]", "qdual[R1][2]", "qcells[R1_C1]", "qcells[R1_C2]"} <= set(headings)


def test_check_lists_every_question_with_what_a_person_needs_to_map_it(server: LocalLimeSurvey) -> None:
    with opened(server, Mapping(comments=("qlong",), groups=(("visits", "qticks"),))) as survey:
        facts = survey.check()
    told = {each.code: each for each in facts.questions}
    assert facts.problems == ()
    assert "qshown" not in told
    assert told["qlist"].has_other
    assert [each.code for each in told["qlist"].options] == ["A1", "A2", "A3"]
    assert told["qticks"].title == "About qticks"
    assert len(told["qticks"].options) == 2
    assert told["qlist[other]"].is_written
    assert not told["qfive"].is_written
    assert len(told["qtens[R1]"].options) == 10
    assert facts.mapped == ("qlong", "qticks", "qticks[S1]", "qticks[S2]")
    assert (facts.is_expired, facts.has_tokens) == (False, False)


def test_what_an_equation_repeats_may_be_somebodys_words(server: LocalLimeSurvey) -> None:
    assert pull_one(server, Mapping(comments=("qlong",), groups=(("sum", "qsum"),))).in_own_words == {"sum"}


def test_two_questions_with_one_code_are_never_mixed_up() -> None:
    twice = (
        QuestionGroup(both("One"), (ask("qwhy", QuestionType.LONG_TEXT),)),
        QuestionGroup(both("Two"), (ask("qwhy", QuestionType.LONG_TEXT),)),
    )
    survey = SurveyDefinition(SID, both("Twice"), ("en",), twice)
    with LocalLimeSurvey([survey]) as server, pytest.raises(SourceError, match="cannot be told apart"):
        pull_one(server, Mapping(comments=("qwhy",)))
