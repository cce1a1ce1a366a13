"""CSV files: how they are written is told, and every fault is named by its line and never by its content."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadFile, BadSettings
from domain.listening import BadRow, ClosedAnswer, OpenAnswer, Response
from domain.text import RawText
from surveys.dates import DateOrder, parse_time, tell_order
from surveys.files import read_file
from surveys.mapping import Indicator, Mapping

PARIS = ZoneInfo("Europe/Paris")
COMMENTS = Mapping(comments=("comment",))
FULL = Mapping(
    comments=("comment", "more"),
    indicators=(Indicator("trust", "Trust"),),
    groups=(("area", "area"),),
    language="lang",
    quote_consent="quote",
    quote_consent_value="yes",
    submitted="when",
    respondent="code",
    id="key",
)


def save(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "answers.csv"
    path.write_bytes(text.encode(encoding))
    return path


def read_all(path: Path, mapping: Mapping = COMMENTS, language: str = "en") -> list[Response | BadRow]:
    return list(read_file(path, mapping, timezone=PARIS, language=language))


def read(path: Path, mapping: Mapping = COMMENTS, language: str = "en") -> list[Response]:
    """The responses of a file in which every row is one."""
    rows = read_all(path, mapping, language)
    assert not [row for row in rows if isinstance(row, BadRow)]
    return [row for row in rows if isinstance(row, Response)]


def read_bad(path: Path, mapping: Mapping = COMMENTS) -> list[tuple[str, str]]:
    return [(row.where, row.reason) for row in read_all(path, mapping) if isinstance(row, BadRow)]


def comments(responses: Sequence[Response]) -> list[str]:
    return [answer.words.reveal() for response in responses for answer in response.open_answers]


def test_a_row_becomes_a_response_of_mapped_columns_only(tmp_path: Path) -> None:
    path = save(
        tmp_path,
        "key,when,name,comment,more,trust,area,lang,quote,code\n"
        'r7,2026-11-01 00:30,Somebody,"dark, and\nwet",,4,Mill End,so,yes,t-1\n'
        "r8,,Other,,,9,,,no,\n",
    )
    first, second = read(path, FULL)
    assert first == Response(
        external_id="r7",
        language="so",
        submitted_at=datetime(2026, 10, 31, 23, 30, tzinfo=UTC),
        submitted_on=date(2026, 11, 1),
        is_complete=True,
        open_answers=(OpenAnswer("comment", RawText("dark, and\nwet")),),
        closed_answers=(ClosedAnswer("trust", "4", 4.0),),
        groups=(("area", "Mill End"),),
        may_quote=True,
        respondent=RawText("t-1"),
        in_own_words=frozenset({"trust", "area"}),
    )
    assert second.closed_answers == (ClosedAnswer("trust", "9", None),), "off the scale it has no score, and is not lost"
    assert second.language == "en"
    assert second.submitted_at is None


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiter_and_encoding_are_told(tmp_path: Path, delimiter: str, encoding: str) -> None:
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter).writerows([["n", "comment"], ["1", "la señora; dice, «no»\toscuro | sí"], ["2", "también"]])
    found = read(save(tmp_path, made.getvalue(), encoding), language="es")
    assert comments(found) == ["la señora; dice, «no»\toscuro | sí", "también"]
    assert [each.external_id for each in found] == ["1", "2"]


def test_excels_note_of_the_delimiter_is_no_row(tmp_path: Path) -> None:
    path = save(tmp_path, "sep=;\r\nn;comment\r\n1;dark\r\n2\r\n")
    assert read_bad(path) == [("line 4", "it has 1 fields, and the table has 2 columns")]


def test_an_export_of_limesurvey_reads_as_it_is(tmp_path: Path) -> None:
    path = save(tmp_path, '"id";"q_c";"qplace";"qplace[other]"\r\n"1";"dark";"-oth-";"by the canal"\r\n\r\n', "utf-8-sig")
    (only,) = read(path, Mapping(comments=("qc", "qplace"), groups=(("place", "qplace"),), id="id"))
    assert only.groups == (("place", "other"),)
    assert comments([only]) == ["dark", "by the canal"]


def test_a_missing_column_is_named_with_those_there_are_and_the_nearest(tmp_path: Path) -> None:
    path = save(tmp_path, "id,coment,area\n1,dark,x\n")
    with pytest.raises(BadFile, match=r"no column 'comment' among the 3 that the first line names. Did you mean 'coment'\?"):
        read_file(path, COMMENTS, timezone=PARIS, language="en")


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="2 times"):
        read(save(tmp_path, "comment,comment\na,b\n"))


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("n,comment\n1,fine\n2,secret,x\n3,fine\n", 3, "3 fields"),
        ('n,comment\n1,"two\nlines"\n2\n3,fine\n', 4, "1 fields"),
        ("n,comment\n1," + "secret" * 170_000 + "\n2,fine\n3,fine\n", 2, "100,000 signs"),
    ],
)
def test_a_row_unlike_the_others_is_told_by_its_line_and_stops_nothing_else(tmp_path: Path, text: str, line: int, says: str) -> None:
    rows = read_all(save(tmp_path, text))
    (bad,) = [row for row in rows if isinstance(row, BadRow)]
    assert bad.where == f"line {line}"
    assert says in bad.reason
    assert "secret" not in repr(bad)
    assert len(rows) == 3


def test_a_bad_row_keeps_its_id_only_where_that_can_be_told(tmp_path: Path) -> None:
    path = save(tmp_path, "comment,when,key\nwell,2026-11-01,1\na, b,2026-11-01,2\nc,someday,3\n")
    mapping = replace(COMMENTS, submitted="when", id="key")
    assert [row.external_id for row in read_all(path, mapping)] == ["1", None, "3"]
    assert [row.external_id for row in read_all(path, replace(mapping, id=None))] == ["1", "2", "3"]


@pytest.mark.parametrize("text", ['n,comment\n1,fine\n2,also\n3,"secret\n4,x\n', 'n,comment\n1,fine\n2,also\n3,"secret" and\n4,x\n'])
def test_a_quotation_mark_out_of_place_stops_the_file_at_the_line_where_it_opens(tmp_path: Path, text: str) -> None:
    rows = read_file(save(tmp_path, text), COMMENTS, timezone=PARIS, language="en")
    assert isinstance(next(rows), Response)
    assert isinstance(next(rows), Response)
    with pytest.raises(BadFile, match=r"line 4: .*quotation mark") as caught:
        next(rows)
    assert "secret" not in str(caught.value)


def test_a_date_that_cannot_be_read_is_named_by_column_and_not_shown(tmp_path: Path) -> None:
    path = save(tmp_path, "comment,when\na,2026-11-01\nb,11/12/2026\n")
    ((where, reason),) = read_bad(path, replace(COMMENTS, submitted="when"))
    assert where == "line 3"
    assert "the date in 'when'" in reason
    assert "dates = " in reason
    assert "11/12" not in reason


def test_a_format_of_dates_settles_what_the_column_does_not_show(tmp_path: Path) -> None:
    path = save(tmp_path, "comment,when\na,11/12/2026\nb,2026-12-11\n")
    mapping = replace(COMMENTS, submitted="when")
    rows = read_file(path, mapping, timezone=PARIS, language="en", dates="%d/%m/%Y")
    assert [row.submitted_on for row in rows if isinstance(row, Response)] == [date(2026, 12, 11)] * 2
    for wrong in ("%d/%m", "day", "%H:%M", "%Q"):
        with pytest.raises(BadSettings, match="does not tell a day"):
            read_file(path, mapping, timezone=PARIS, language="en", dates=wrong)


def test_an_id_that_is_missing_or_comes_twice_is_told_and_the_rest_comes_in(tmp_path: Path) -> None:
    path = save(tmp_path, "key,comment\n1,a\n1,b\n,c\n2,d\n")
    mapping = replace(COMMENTS, id="key")
    assert read_bad(path, mapping) == [("line 3", "its id in 'key' was there before"), ("line 4", "it has no id in 'key'")]
    assert [row.external_id for row in read_all(path, mapping) if isinstance(row, Response)] == ["1", "2"]


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "empty"), (b"comment\n\xff\xfe\x00\x01", "not text"), (b"PK\x03\x04\x00\x00binary", "not an Excel workbook")],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(content)
    with pytest.raises(BadFile, match=says):
        read_file(path, COMMENTS, timezone=PARIS, language="en")
    with pytest.raises(BadFile, match="no such file"):
        read_file(tmp_path / "none.csv", COMMENTS, timezone=PARIS, language="en")


def test_a_broken_half_of_utf_16_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes("comment\nabc\n".encode("utf-16")[:-1])
    with pytest.raises(BadFile, match="not valid utf-16"):
        read(path)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("2026-11-21", datetime(2026, 11, 21)),
        ("2026-11-21T14:30:00Z", datetime(2026, 11, 21, 14, 30, tzinfo=UTC)),
        ("21.11.2026 14:30", datetime(2026, 11, 21, 14, 30)),
        ("2026/11/21", datetime(2026, 11, 21)),
        ("11/12/2026", None),
        ("yesterday", None),
    ],
)
def test_dates_that_mean_one_day_are_read(told: str, meant: datetime | None) -> None:
    assert parse_time(told) == meant


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["11/12/2026", "11/21/2026 2:05:09 PM"], [date(2026, 11, 12), date(2026, 11, 21)]),
        (["11/12/2026 09:00", "21-11-2026"], [date(2026, 12, 11), date(2026, 11, 21)]),
    ],
)
def test_the_whole_column_tells_whether_the_day_comes_first(tmp_path: Path, dates: list[str], days: list[date]) -> None:
    path = save(tmp_path, "comment,when\n" + "".join(f"a,{each}\n" for each in dates))
    assert [each.submitted_on for each in read(path, replace(COMMENTS, submitted="when"))] == days


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.sampled_from([DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST]))
def test_a_slashed_date_is_never_read_as_another_day(day: date, order: DateOrder) -> None:
    written = day.strftime(order.value)
    told = tell_order([written])
    assert told in (order, DateOrder.UNKNOWN)
    read_back = parse_time(written, told)
    assert read_back is None or read_back.date() == day


def test_dates_of_both_kinds_in_one_column_are_refused() -> None:
    assert tell_order(["21/11/2026", "11/21/2026"]) is DateOrder.UNKNOWN


def test_a_file_of_many_rows_is_read_as_it_streams(tmp_path: Path) -> None:
    path = save(tmp_path, "comment\n" + "".join(f"row {number}\n" for number in range(50_000)))
    rows = read_file(path, COMMENTS, timezone=PARIS, language="en")
    first = next(rows)
    assert isinstance(first, Response)
    assert comments([first]) == ["row 0"]
    assert sum(1 for _ in rows) == 49_999


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(lambda text: text.strip())


@given(st.lists(CELL, min_size=1, max_size=10), st.sampled_from(",;\t|"))
def test_any_words_come_back_whole_from_any_delimiter(tmp_path_factory: pytest.TempPathFactory, words: list[str], delimiter: str) -> None:
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["n", "comment"], *(["x", each] for each in words)])
    assert comments(read(save(tmp_path_factory.mktemp("csv"), made.getvalue()))) == [each.strip() for each in words]


def test_a_column_of_languages_keeps_tags_and_no_names(tmp_path: Path) -> None:
    path = save(tmp_path, "said,lang\na,so\nb,ana-Lopez\nc,Maria\nd,de-informal\n")
    told = [each.language for each in read(path, Mapping(comments=("said",), language="lang"), language="en")]
    assert told == ["so", "ana", "en", "de"]
