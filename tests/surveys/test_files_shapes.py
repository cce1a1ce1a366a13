"""Exports of the survey tools, as each writes them, with invented people: told apart, and read as they are meant."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import BadFile
from domain.listening import BadRow, Response
from surveys.files import describe_file, read_file
from surveys.mapping import Indicator, Mapping
from surveys.proposal import ColumnKind, Role, propose
from tests.surveys.workbooks import write_workbook

SAMPLES = Path(__file__).parent / "files"
DENVER = ZoneInfo("America/Denver")
SHAPES = {
    "qualtrics.csv": "Qualtrics",
    "qualtrics_one_row.csv": "Qualtrics",
    "google.csv": "Google Forms",
    "kobo.csv": "KoboToolbox",
    "kobo_groups.csv": "KoboToolbox",
    "surveymonkey.csv": "SurveyMonkey",
    "limesurvey_codes.csv": "LimeSurvey",
    "limesurvey_texts.csv": "LimeSurvey",
    "limesurvey_both.csv": "LimeSurvey",
    "plain.tsv": "a table",
}
SECRETS = ("203.0.113", "rosa@example.org", "Rosa Invented", "+1 505 555 0100", "35.08")


def read(name: str | Path, mapping: Mapping) -> list[Response | BadRow]:
    return list(read_file(SAMPLES / name, mapping, timezone=DENVER, language="en"))


def read_good(name: str | Path, mapping: Mapping) -> list[Response]:
    return [row for row in read(name, mapping) if isinstance(row, Response)]


def words(row: Response) -> list[str]:
    return [answer.words.reveal() for answer in row.open_answers]


@pytest.mark.parametrize(("name", "shape"), SHAPES.items())
def test_every_tool_is_told_by_the_shape_of_its_file(name: str, shape: str) -> None:
    assert describe_file(SAMPLES / name).shape == shape


@pytest.mark.parametrize("name", SHAPES)
def test_nothing_that_finds_a_person_is_proposed_or_shown(name: str) -> None:
    facts = describe_file(SAMPLES / name)
    proposal = propose(facts.as_candidates())
    shown = repr(facts) + repr(proposal)
    assert not [secret for secret in SECRETS if secret in shown]
    mapping = proposal.as_mapping()
    if mapping.comments:
        came_in = "".join(repr(row) + "".join(words(row)) for row in read_good(name, mapping))
        assert not [secret for secret in SECRETS if secret in came_in]


def test_qualtrics_has_three_rows_above_its_answers_and_previews_are_none() -> None:
    mapping = Mapping(
        comments=("Q2",), indicators=(Indicator("QID1", "Safe", scores=(("very safe", 5), ("Unsafe", 2))),),
        groups=(("used", "Q4"), ("area", "Which neighborhood do you live in?")), submitted="RecordedDate", id="ResponseId",
    )  # fmt: skip
    first, second, preview = read("qualtrics.csv", mapping)
    assert isinstance(first, Response)
    assert isinstance(second, Response)
    assert isinstance(preview, BadRow)
    assert (preview.where, preview.reason, preview.external_id) == ("line 6", "a preview, not an answer", "R_0")
    assert [answer.score for answer in first.closed_answers] == [5.0]
    assert first.submitted_at == datetime(2026, 11, 21, 22, 9, 6, tzinfo=UTC)
    assert (first.is_complete, second.is_complete) == (True, False)
    assert second.groups == (("used", "Food bank"), ("used", "Legal aid"), ("area", "North"))
    assert first.in_own_words == {"area"}, "what was ticked and what is scored are options; a cell may be anybody's words"


def test_qualtrics_with_one_row_of_headings_is_read_by_its_texts() -> None:
    (only,) = read_good("qualtrics_one_row.csv", Mapping(comments=("What should change first?",), id="Response ID"))
    assert words(only) == ["More lamps"]


def test_google_forms_tells_zones_by_name_and_ticks_by_their_combinations() -> None:
    mapping = Mapping(
        comments=("What should change?",), groups=(("used", "What have you used?"), ("from", "Where are you from?")), submitted="Timestamp"
    )
    rows = read_good("google.csv", mapping)
    assert rows[0].submitted_at == datetime(2026, 11, 21, 14, 4, 5, tzinfo=UTC)
    assert rows[0].groups == (("used", "Food bank"), ("used", "Legal aid"), ("from", "Washington, DC"))


def test_kobos_time_is_utc_and_its_ticks_are_columns() -> None:
    mapping = Mapping(comments=("say",), groups=(("used", "used"),), submitted="_submission_time", id="_uuid")
    first, second = read_good("kobo.csv", mapping)
    assert first.submitted_at == datetime(2026, 11, 21, 3, 4, 5, tzinfo=UTC)
    assert first.submitted_on == date(2026, 11, 20)
    assert first.groups == (("used", "food"), ("used", "legal"))
    assert second.groups == (("used", "legal"),)


def test_kobos_groups_may_be_left_out_of_a_name() -> None:
    by_short = read_good("kobo_groups.csv", Mapping(comments=("say",), groups=(("used", "services/used"),)))
    by_long = read_good("kobo_groups.csv", Mapping(comments=("voice/say",), groups=(("used", "used"),)))
    assert [words(row) for row in by_short] == [words(row) for row in by_long] == [["More lamps"]]
    assert by_short[0].groups == by_long[0].groups == (("used", "food"),)


def test_surveymonkey_has_two_rows_of_headings_and_the_month_first() -> None:
    mapping = Mapping(
        comments=("What should change?",), indicators=(Indicator("How safe is it? [In the park]", "Park"),),
        groups=(("used", "What have you used?"),), submitted="Date Modified", id="Respondent ID",
    )  # fmt: skip
    first, second = read_good("surveymonkey.csv", mapping)
    assert first.submitted_on == date(2026, 11, 12)
    assert first.groups == (("used", "Food bank"), ("used", "Legal aid"))
    assert second.groups == ()
    assert [each.score for each in first.closed_answers] == [4.0]


@pytest.mark.parametrize(
    ("name", "say", "safe"),
    [
        ("limesurvey_codes.csv", "qsay", "qsafe[SQ001]"),
        ("limesurvey_both.csv", "qsay", "qsafe[SQ001]"),
        ("limesurvey_texts.csv", "What should change?", "How safe is it? [In the park]"),
    ],
)
def test_limesurveys_own_export_reads_the_same_in_all_its_forms(name: str, say: str, safe: str) -> None:
    mapping = Mapping(comments=(say,), indicators=(Indicator(safe, "Park"),), language="startlanguage", submitted="submitdate", id="id")
    first, second = read_good(name, mapping)
    assert (first.external_id, first.language, words(first)) == ("7", "es", ["Más luces"])
    assert [each.score for each in first.closed_answers] == [4.0]
    assert (first.is_complete, second.is_complete) == (True, False)


def test_microsoft_forms_is_a_workbook_with_real_dates_and_ticks_by_semicolons(tmp_path: Path) -> None:
    head = ["ID", "Start time", "Completion time", "Email", "Name", "What should change?", "What have you used?", "How safe is it?"]
    start = datetime(2026, 11, 21, 15, 0)
    rows = [
        [1, start, datetime(2026, 11, 21, 15, 4, 5), "rosa@example.org", "Rosa Invented", "More lamps", "Food bank;Legal aid;", 4],
        [2, start, datetime(2026, 11, 21, 16, 0), "anonymous", None, "Fewer cars", "Food bank;", 2],
    ]
    path = write_workbook(tmp_path / "forms.xlsx", {"Form1": [head, *rows]})
    assert describe_file(path).shape == "Microsoft Forms"
    groups = (("used", "What have you used?"),)
    mapping = Mapping(("What should change?",), (Indicator("How safe is it?", "Safe"),), groups, submitted="Completion time", id="ID")
    first, second = read_good(path, mapping)
    assert (first.external_id, first.groups) == ("1", (("used", "Food bank"), ("used", "Legal aid")))
    assert second.groups == (("used", "Food bank"),)
    assert first.submitted_at == datetime(2026, 11, 21, 22, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("qualtrics.csv", "IPAddress"),
        ("google.csv", "Email Address"),
        ("surveymonkey.csv", "First Name"),
        ("limesurvey_codes.csv", "ipaddr"),
    ],
)
def test_what_a_tool_keeps_about_a_person_is_never_content(name: str, column: str) -> None:
    for mapping in (Mapping(comments=(column,)), Mapping(comments=(column,), respondent=column)):
        with pytest.raises(BadFile, match="it is not read"):
            read_file(SAMPLES / name, mapping, timezone=DENVER, language="")


def test_a_heading_that_is_there_twice_is_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text("Why?,n,Why?,\nfirst,1,second,third\n", encoding="utf-8")
    with pytest.raises(BadFile, match=r"2 times.*'Why\? \[1\]', 'Why\? \[2\]'"):
        read_file(path, Mapping(comments=("Why?",)), timezone=DENVER, language="")
    (only,) = read_good(path, Mapping(comments=("Why? [2]", "column 4")))
    assert words(only) == ["second", "third"]


def test_options_are_shown_only_where_five_rows_hold_them(tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    path.write_text("area,say\n" + "Mill End,x\n" * 9 + "the only blue house,y\n" * 4, encoding="utf-8")
    area = describe_file(path).columns[0]
    assert area.kind is ColumnKind.CHOICE
    assert area.shown_values == ("Mill End",)
    assert "blue house" not in repr(area)


def test_a_proposal_finds_the_parts_of_a_qualtrics_survey() -> None:
    proposal = propose(describe_file(SAMPLES / "qualtrics.csv").as_candidates())
    roles = {each.code: each.role for each in proposal.columns}
    assert roles["Q1"] is Role.INDICATOR
    assert roles["Q2"] is Role.COMMENT
    assert roles["Q9"] is Role.CONSENT
    assert roles["QAge"] is Role.IGNORED
    assert roles["RecordedDate"] is Role.SUBMITTED


SECRET = st.text(st.characters(categories=("Ll",), max_codepoint=127), min_size=12, max_size=20)


@settings(max_examples=80)
@given(st.lists(SECRET, min_size=1, max_size=5), st.integers(0, 3))
def test_what_is_not_mapped_is_in_no_response(tmp_path_factory: pytest.TempPathFactory, secrets: list[str], place: int) -> None:
    """Whatever stands in other columns, in whatever order, no part of it reaches a response."""
    path = tmp_path_factory.mktemp("mapped") / "rows.csv"
    head, cell = ["comment", "area", "trust"], ["SAID", "PLACE", "4"]
    rows = [[*cell[:place], secret, *cell[place:]] for secret in secrets]
    head.insert(place, "other")
    path.write_text("\n".join(",".join(row) for row in [head, *rows]), encoding="utf-8")
    mapping = Mapping(comments=("comment",), indicators=(Indicator("trust", "Trust"),), groups=(("area", "area"),))
    for row in read_good(path, mapping):
        assert words(row) == ["SAID"]
        assert not [secret for secret in secrets if secret in repr(row)]


def test_an_encoding_without_a_mark_is_told_and_a_mix_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    for encoding in ("utf-16-le", "utf-16-be", "cp1256"):
        path.write_bytes("id,comment\n1,الشارع مظلم جدا في الليل\n2,نحتاج الى اضاءة\n".encode(encoding))
        rows = list(read_file(path, Mapping(comments=("comment",)), timezone=DENVER, language="ar"))
        assert [words(row) for row in rows if isinstance(row, Response)] == [["الشارع مظلم جدا في الليل"], ["نحتاج الى اضاءة"]]
    path.write_bytes("id,comment\n1,señal\n2,niño\n3,".encode() + "mañana".encode("cp1252") + "\n4,café\n".encode())
    with pytest.raises(BadFile, match=r"line 4: This line is not UTF-8, and others are"):
        describe_file(path)


def test_an_encoding_is_told_by_the_first_sign_that_tells_it_however_far_down(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    rows = "".join(f"{number},plain words that tell nothing\n" for number in range(12_000))
    path.write_bytes(f"id,comment\n{rows}".encode() + "x,la señora dijo que mañana no habrá autobús ¿por qué?\n".encode("cp1252") * 9)
    last = list(read_file(path, Mapping(comments=("comment",)), timezone=DENVER, language=""))[-1]
    assert isinstance(last, Response)
    assert words(last) == ["la señora dijo que mañana no habrá autobús ¿por qué?"]


def test_a_zero_byte_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(b"id,comment\n1,fine\n2,a\0b\n")
    with pytest.raises(BadFile, match="line 3: The file is not text"):
        describe_file(path)


def test_a_file_name_with_odd_signs_and_five_hundred_columns_are_read(tmp_path: Path) -> None:
    path = tmp_path / "réponses d'août; (v2) #1 %20.csv"
    path.write_text(",".join(f"q{n}" for n in range(500)) + "\n" + ",".join(f"a{n}" for n in range(500)) + "\n", encoding="utf-8")
    (only,) = read_good(path, Mapping(comments=("q0", "q499")))
    assert words(only) == ["a0", "a499"]
    assert len(describe_file(path).columns) == 500
