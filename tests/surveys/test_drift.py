"""What became of questions: what still means the same goes on, what may not is held with a sentence that says what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.limesurvey import LocalLimeSurvey, Question, QuestionType
from domain.questions import Option, QuestionRole
from domain.questions import Question as Asked
from surveys.drift import Drift, DriftKind, asks_the_same, find_drift, says_the_same
from surveys.mapping import Indicator, Mapping
from tests.surveys.small_survey import SID, choices, opened, small_survey

MAPPING = Mapping(
    comments=("qconcern",), indicators=(Indicator("qfeel[SQ001]", "Safe", 1, 4),), groups=(("area", "qarea"),), quote_consent="qquote"
)


def options(**texts: str) -> tuple[Option, ...]:
    return tuple(Option(code, (("en", text),)) for code, text in texts.items())


CONCERN = Asked("qconcern", QuestionRole.COMMENT, "T", (("en", "What worries you?"),), native_id="1")
FEEL = Asked(
    "qfeel[SQ001]",
    QuestionRole.INDICATOR,
    "F",
    (("en", "How safe do you feel at home"),),
    options(A1="Very unsafe", A2="Unsafe", A3="Safe", A4="Very safe"),
    "3/10",
)
AREA = Asked("qarea", QuestionRole.GROUP, "L", (("en", "Where do you live?"),), options(N1="Mill End", N2="Harbour"), "5")
QUOTE = Asked("qquote", QuestionRole.CONSENT, "Y", (("en", "May we quote your words to the board?"),), options(Y="Yes", N="No"), "7")
KNOWN = (CONCERN, FEEL, AREA, QUOTE)


def drift_to(*changed: Asked, without: str = "", codes: dict[str, str] | None = None) -> tuple[Drift, ...]:
    by_code = {each.code: each for each in KNOWN} | {each.code: each for each in changed}
    return find_drift(KNOWN, [each for each in by_code.values() if each.code != without], MAPPING, codes_by_id=codes, source="safety")


def only(drifts: tuple[Drift, ...]) -> Drift:
    (drift,) = drifts
    return drift


def relabel(question: Asked, **texts: str) -> Asked:
    said = {each.code: each for each in question.options} | {each.code: each for each in options(**texts)}
    return replace(question, options=tuple(said.values()))


def test_nothing_changed_and_nothing_known_are_no_drift() -> None:
    assert drift_to() == ()
    assert find_drift((), KNOWN, MAPPING) == ()


def test_a_question_that_is_gone_is_held() -> None:
    drift = only(drift_to(without="qarea"))
    assert (drift.code, drift.kind, drift.is_held) == ("qarea", DriftKind.REMOVED, True)
    assert "no longer in the survey" in drift.word


def test_a_renamed_question_is_held_and_its_new_code_is_named() -> None:
    drift = only(drift_to(without="qarea", codes={"5": "qplace", "1": "qconcern"}))
    assert (drift.kind, drift.is_held) == (DriftKind.RENAMED, True)
    assert "'qplace'" in drift.word


def test_a_renamed_question_whose_new_code_is_mapped_is_read_on() -> None:
    mapping = replace(MAPPING, groups=(("area", "qplace"),))
    drift = only(find_drift(KNOWN, (CONCERN, FEEL, replace(AREA, code="qplace"), QUOTE), mapping))
    assert (drift.code, drift.kind, drift.is_held) == ("qplace", DriftKind.RENAMED, False)


def test_a_question_newly_mapped_is_told_and_read() -> None:
    drift = only(find_drift(KNOWN[:3], KNOWN, MAPPING))
    assert (drift.code, drift.kind, drift.is_held) == ("qquote", DriftKind.ADDED, False)


def test_another_type_is_held_unless_its_answers_mean_the_same() -> None:
    held = only(drift_to(replace(FEEL, type="5")))
    assert (held.kind, held.is_held) == (DriftKind.RETYPED, True)
    assert held.word.endswith("accept it with: hearback source accept safety qfeel[SQ001]")
    assert not only(drift_to(replace(AREA, type="!"))).is_held
    assert not only(drift_to(replace(CONCERN, type="U"))).is_held


@pytest.mark.parametrize(
    ("question", "labels", "kind", "is_held"),
    [
        (FEEL, {"A3": "safe."}, None, False),
        (FEEL, {"A1": "Vary unsafe"}, DriftKind.RECODED, True),
        (FEEL, {"A2": "Unsaffe"}, DriftKind.REWORDED, False),
        (FEEL, {"A3": "Unsafe", "A2": "Safe"}, DriftKind.RECODED, True),
        (FEEL, {"A4": "Not at all safe"}, DriftKind.RECODED, True),
        (AREA, {"N1": "Mill Ende"}, DriftKind.RECODED, True),
        (AREA, {"N2": "Harbours"}, DriftKind.REWORDED, False),
        (AREA, {"N2": "Old Town"}, DriftKind.RECODED, True),
        (AREA, {"N3": "Hillside"}, DriftKind.ADDED, False),
        (FEEL, {"A9": "No opinion"}, DriftKind.ADDED, False),
        (FEEL, {"A0": "Terrified"}, DriftKind.ADDED, False),
        (QUOTE, {"Y": "No", "N": "Yes"}, DriftKind.RECODED, True),
    ],
)
def test_a_label_that_may_mean_something_else_is_held(
    question: Asked, labels: dict[str, str], kind: DriftKind | None, is_held: bool
) -> None:
    drifts = drift_to(relabel(question, **labels))
    assert {(each.kind, each.is_held) for each in drifts} == ({(kind, is_held)} if kind else set())


def test_a_point_added_within_the_scale_makes_another_scale_of_it() -> None:
    short = replace(FEEL, options=FEEL.options[:3])
    drift = only(find_drift((short,), (FEEL,), MAPPING))
    assert (drift.kind, drift.is_held) == (DriftKind.RECODED, True)


def test_a_point_that_left_an_indicator_is_held_and_a_place_that_left_a_group_is_not() -> None:
    assert only(drift_to(replace(FEEL, options=FEEL.options[1:]))).is_held
    assert not only(drift_to(replace(AREA, options=AREA.options[1:]))).is_held
    assert only(drift_to(replace(QUOTE, options=QUOTE.options[1:]))).is_held, "the answer that says yes to quoting is gone"


def test_labels_swapped_in_one_translation_are_held() -> None:
    def in_two(a2: str, a3: str) -> Asked:
        labels = {"A2": ("Unsafe", a2), "A3": ("Safe", a3)}
        return replace(FEEL, options=tuple(Option(code, (("en", en), ("es", es))) for code, (en, es) in labels.items()))

    swapped = find_drift((in_two("Inseguro", "Seguro"),), (in_two("Seguro", "Inseguro"),), MAPPING)
    assert {each.is_held for each in swapped} == {True}
    mended = find_drift((in_two("Insguro", "Seguro"),), (in_two("Poco seguro", "Seguro"),), MAPPING)
    assert {(each.kind, each.is_held) for each in mended} == {(DriftKind.REWORDED, False)}


def test_a_text_that_changed_is_told_and_held_only_where_the_question_is_another_one() -> None:
    assert not only(drift_to(replace(CONCERN, texts=(("en", "What would you like to see?"),)))).is_held
    assert not only(drift_to(replace(FEEL, texts=(("en", "How safe do you feel at home now"),)))).is_held
    assert only(drift_to(replace(FEEL, texts=(("en", "How satisfied are you with the council"),)))).is_held
    assert only(drift_to(replace(QUOTE, texts=(("en", "Do you want a copy by post?"),)))).is_held


def test_languages_come_and_go_without_holding_anything() -> None:
    added = find_drift((CONCERN,), (replace(CONCERN, texts=(*CONCERN.texts, ("so", "Maxaa ku werweriya?"))),), MAPPING)
    assert [(each.code, each.kind, each.is_held) for each in added] == [("", DriftKind.LANGUAGE_ADDED, False)]
    gone = find_drift((replace(CONCERN, texts=(*CONCERN.texts, ("so", "Maxaa ku werweriya?"))),), (CONCERN,), MAPPING)
    assert [each.kind for each in gone] == [DriftKind.LANGUAGE_REMOVED]


@pytest.mark.parametrize(
    ("label", "other", "is_same"),
    [
        ("Safe", "Unsafe", False),
        ("useful", "useless", False),
        ("Agree", "Disagree", False),
        ("Very safe", "very  safe!", True),
        ("Neighborhood", "Neighbourhood", True),
        ("18 to 24", "18 to 25", False),
        ("Zone 10005", "Zone 10006", False),
        ("非常安全", "非常不安全", False),
        ("güvenli", "güvensiz", False),
        ("آمن", "غير آمن", False),
    ],
)
def test_labels_are_alike_only_but_for_case_signs_and_spelling(label: str, other: str, is_same: bool) -> None:
    assert says_the_same(label, other) is says_the_same(other, label) is is_same


@given(st.text(max_size=40))
def test_a_text_is_like_itself_in_any_script(text: str) -> None:
    assert says_the_same(text, text.upper().lower()) or text.casefold() != text.upper().lower().casefold()
    assert asks_the_same(text, text)


QUESTION_SETS = st.lists(
    st.sampled_from([*KNOWN, replace(FEEL, type="5"), replace(AREA, native_id="99"), relabel(AREA, N1="Elsewhere")]), max_size=5
)


@given(QUESTION_SETS, QUESTION_SETS)
def test_only_mapped_codes_are_held_and_what_is_gone_always_is(known: list[Asked], now: list[Asked]) -> None:
    drifts = find_drift(known, now, MAPPING)
    held = {each.code for each in drifts if each.is_held}
    assert held <= set(MAPPING.codes)
    assert {each.code for each in known} - {each.code for each in now} <= held
    assert find_drift(now, now, MAPPING) == ()
    assert all(each.word.strip() for each in drifts)


SERVED = Mapping(comments=("qconcern",), indicators=(Indicator("qfeel[SQ001]", "Safe", 1, 4),), groups=(("area", "qneighbourhood"),))


def test_changes_made_on_a_server_are_found_and_the_rest_is_pulled() -> None:
    with LocalLimeSurvey([small_survey()]) as server:
        with opened(server, SERVED) as survey:
            known = survey.questions()
        server.rename_question(SID, "qconcern", "qworry")
        server.recode_options(SID, "qneighbourhood", choices(N1="Hill &amp; Dale", N2="Mill End"))
        server.reword_question(SID, "qfeel", {"en": "Safe?"})
        server.add_language(SID, "fr")
        server.add_question(SID, Question("qnew", QuestionType.LONG_TEXT, {"en": "New"}), force=True)
        with opened(server, SERVED) as survey:
            drifts = find_drift(known, survey.questions(), SERVED, codes_by_id=survey.codes_by_id())
            held = {each.code for each in drifts if each.is_held}
            crossed_before = len(server.wire)
            responses = [each for page in survey.pages(left_out=held) for each in page]
    assert held == {"qconcern", "qneighbourhood"}
    assert {(each.code, each.kind) for each in drifts} == {
        ("qconcern", DriftKind.RENAMED),
        ("qneighbourhood", DriftKind.RECODED),
        ("", DriftKind.LANGUAGE_ADDED),
    }
    assert [(each.closed_answers[0].score if each.closed_answers else None, each.groups, each.open_answers) for each in responses] == [
        (4.0, (), ()),
        (None, (), ()),
    ]
    crossed = {heading for entry in server.wire[crossed_before:] for heading in entry.headings}
    assert crossed == {"id", "submitdate", "startlanguage", "qfeel[SQ001]"}
