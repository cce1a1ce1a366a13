"""What was put in comes out: whole, by ranges of ids, and with rows missed where rows go away meanwhile."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from demo.limesurvey import LocalLimeSurvey, QuestionType
from demo.limesurvey.table import ResponseTable
from tests.limesurvey.survey import SID, ask, export, question, serve

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
STEPS = st.lists(st.one_of(st.just("insert"), st.integers(0, 30)), max_size=60)


def fill(count: int, **options: Any) -> LocalLimeSurvey:
    server = serve(question(QuestionType.LONG_TEXT), **options)
    for number in range(count):
        server.insert(SID, {"qlongtext": f"row {number}"})
    return server


@given(STEPS)
def test_ids_ascend_and_no_id_comes_back_while_the_table_stands(steps: list[str | int]) -> None:
    table, given_out, there = ResponseTable(("id",)), [], set()
    for step in steps:
        if step == "insert":
            given_out.append(table.insert({}))
            there.add(given_out[-1])
        elif step in there:
            table.delete(int(step))
            there.remove(step)
    assert given_out == sorted(set(given_out))
    assert list(table.ids_between()) == sorted(there)


@given(st.sets(st.integers(1, 60)), st.integers(0, 61), st.integers(0, 61))
def test_a_range_holds_the_ids_in_it(ids: set[int], first: int, last: int) -> None:
    table = ResponseTable(("id",))
    for each in ids:
        table.insert({}, each)
    assert list(table.ids_between(first, last)) == sorted(each for each in ids if each >= first and (not last or each <= last))


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=12), st.integers(1, 5))
def test_ranges_together_are_the_whole_export_and_what_was_inserted(words: list[str], size: int) -> None:
    with serve(question(QuestionType.LONG_TEXT)) as server:
        for each in words:
            server.insert(SID, {"qlongtext": each})
        whole = export(server)
        pages = [export(server, first=first, last=first + size - 1) for first in range(1, len(words) + 1, size)]
        assert [row for page in pages for row in page] == whole
        assert [row["qlongtext"] for row in whole] == words
        assert {row["id"]: row["qlongtext"] for row in whole} == {key: row["qlongtext"] for key, row in server.rows(SID).items()}


def test_a_row_deleted_meanwhile_lets_the_next_one_be_missed() -> None:
    with fill(250, skips_rows_on_delete=True) as server:
        server.between_batches = lambda sid: server.delete(sid, 1) if 1 in server.rows(sid) else None
        ids = [row["id"] for row in export(server)]
        server.between_batches = None
        assert set(range(1, 251)) - set(ids) == {101}, "row 101 moved up to where the export had been"
        assert len(export(server)) == 249


def test_rows_that_come_meanwhile_are_not_in_the_export() -> None:
    with fill(150, skips_rows_on_delete=True) as server:
        server.between_batches = lambda sid: server.insert(sid, {}) and None
        assert len(export(server)) == 150


def test_written_through_the_protocol_reads_back() -> None:
    with serve(question(QuestionType.LONG_TEXT)) as server:
        identity = ask(server, "add_response", SID, {f"{SID}X1X1": "said", "nowhere": "dropped", "submitdate": ""})
        assert identity == "1"
        assert server.rows(SID)[1]["qlongtext"] == "said"
        assert server.rows(SID)[1]["submitdate"] is None, "an empty date is an unfinished response"
        assert ask(server, "add_response", SID, {"id": 900}) == "900"
        assert ask(server, "add_response", SID, {}) == "901"
