"""The chain and the guards of the database, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from domain.errors import WarehouseError, WrongUse
from tests.warehouse.tampering import chain, forced, tamper
from warehouse.audit_chain import START, BreakKind, Record, find_break, follow_chain, hash_record
from warehouse.audit_paper import PaperHead
from warehouse.columns import write_json
from warehouse.store import Store

EVENTS = 6


@pytest.fixture
def filled(store: Store) -> Store:
    for number in range(1, EVENTS + 1):
        store.audit.append("ana", "approve", f"theme-{number}", "clear to all", {"passages": number, "from": "ä"})
    return store


@pytest.mark.parametrize(
    ("statement", "first_broken", "kind"),
    [
        ("UPDATE audit_event SET why = 'because' WHERE number = 2", 2, BreakKind.CHANGED),
        ("UPDATE audit_event SET actor = 'nobody' WHERE number = 1", 1, BreakKind.CHANGED),
        ("UPDATE audit_event SET detail = '{}' WHERE number = 3", 3, BreakKind.CHANGED),
        ('UPDATE audit_event SET detail = \'{"from": "\\u00e4","passages":4}\' WHERE number = 4', 4, BreakKind.CHANGED),
        ("UPDATE audit_event SET hash = 'é' WHERE number = 5", 5, BreakKind.CHANGED),
        ("UPDATE audit_event SET previous_hash = hash WHERE number = 3", 3, BreakKind.UNLINKED),
        ("DELETE FROM audit_event WHERE number = 2", 3, BreakKind.MISSING),
        ("DELETE FROM audit_event WHERE number = 1", 2, BreakKind.MISSING),
        ("UPDATE audit_event SET number = number - 1 WHERE number < 3", 0, BreakKind.UNORDERED),
    ],
)
def test_tampering_is_found_where_it_begins(filled: Store, url: str, statement: str, first_broken: int, kind: BreakKind) -> None:
    tamper(url, statement)
    check = filled.audit.verify()
    assert (check.is_intact, check.first_broken, check.break_kind) == (False, first_broken, kind)


def test_a_whole_log_is_intact_and_says_what_it_spans(filled: Store) -> None:
    check = filled.audit.verify(wanted=[0, 2, 99])
    newest = filled.audit.recent(1)[0]
    assert (check.events, check.number, check.head, check.is_intact) == (EVENTS, EVENTS, newest.hash, True)
    assert filled.audit.head_on_paper() == PaperHead.of(EVENTS, newest.hash)
    assert check.hashes[0] == START and check.hashes.keys() == {0, 2}
    assert datetime.fromisoformat(check.first_at) <= datetime.fromisoformat(check.last_at) == newest.happened_at <= datetime.now(UTC)


@pytest.mark.parametrize("latest", [1, 2, EVENTS - 1, EVENTS, EVENTS + 5])
def test_the_latest_events_are_checked_alone(filled: Store, url: str, latest: int) -> None:
    check = filled.audit.verify_latest(latest)
    assert (check.is_intact, check.events, check.number) == (True, min(latest, EVENTS), EVENTS)
    tamper(url, f"UPDATE audit_event SET why = 'x' WHERE number = {EVENTS}")
    assert filled.audit.verify_latest(latest).first_broken == EVENTS


def test_the_latest_events_of_an_empty_log_are_intact(store: Store) -> None:
    assert store.audit.head_on_paper() == PaperHead.of(0, START)
    check = store.audit.verify_latest(10)
    assert (check.events, check.number, check.is_intact, check.head) == (0, 0, True, START)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET why = 'because' WHERE number = 2",
        "DELETE FROM audit_event WHERE number = 6",
        "DELETE FROM audit_event",
    ],
)
def test_the_database_refuses_to_change_an_event(filled: Store, url: str, statement: str) -> None:
    engine = create_engine(url)
    with pytest.raises(Exception, match="never changed or removed"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    assert filled.audit.verify().events == EVENTS


def test_the_database_refuses_to_replace_or_to_empty(filled: Store, url: str) -> None:
    engine = create_engine(url)
    is_sqlite = engine.dialect.name == "sqlite"
    statement = "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event WHERE number = 6" if is_sqlite else "TRUNCATE audit_event"
    with pytest.raises(Exception, match="never changed or removed"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    assert filled.audit.verify().is_intact


def test_bytes_that_are_no_text_are_a_break_and_no_crash(filled: Store, url: str) -> None:
    with forced(url) as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("PostgreSQL itself keeps types and text apart")
        connection.execute(text("UPDATE audit_event SET why = CAST(x'ff' AS TEXT) WHERE number = 4"))
        connection.execute(text("UPDATE audit_event SET why = x'00ff' WHERE number = 5"))
        connection.execute(text("UPDATE audit_event SET happened_at = 'yesterday' WHERE number = 6"))
    assert filled.audit.head_on_paper() is None
    check = filled.audit.verify()
    assert (check.first_broken, check.break_kind, check.events) == (4, BreakKind.CHANGED, EVENTS)
    assert filled.audit.verify_latest(2).break_kind is BreakKind.UNREADABLE
    assert filled.audit.verify_latest(1).break_kind is BreakKind.UNREADABLE
    with pytest.raises(WarehouseError, match="cannot be read"):
        filled.audit.recent()


def test_a_broken_log_does_not_stop_the_next_decision(filled: Store, url: str) -> None:
    tamper(url, "UPDATE audit_event SET why = 'x' WHERE number = 3")
    assert filled.audit.append("ana", "approve", "theme-9", "work goes on") == EVENTS + 1
    assert filled.audit.verify().first_broken == 3


def test_events_of_one_action_are_found(filled: Store) -> None:
    filled.audit.append("ben", "rename", "theme-1", "plainer")
    assert [each.action for each in filled.audit.recent(2)] == ["rename", "approve"]
    assert [each.number for each in filled.audit.recent(10, ["rename"])] == [EVENTS + 1]
    assert filled.audit.actions() == ("approve", "rename") and filled.audit.count() == EVENTS + 1


@pytest.mark.parametrize("words", ["two\nlines", "\x00", "tab\there", "turned \u202eround", "a" * 501, "\ud800"])
@pytest.mark.parametrize("part", range(4))
def test_what_is_long_or_does_not_show_is_refused(store: Store, words: str, part: int) -> None:
    parts = ["ana", "approve", "theme-1", "why"]
    parts[part] = words
    with pytest.raises(WrongUse) as caught:
        store.audit.append(*parts)
    assert words not in str(caught.value)
    assert store.audit.count() == 0


def test_a_detail_without_end_is_refused(store: Store) -> None:
    with pytest.raises(WrongUse, match="detail"):
        store.audit.append("ana", "approve", "theme-1", "why", {"codes": "q, " * 50_000})


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40)
CONTENT = st.tuples(
    st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1)).map(lambda each: each.replace(tzinfo=UTC).isoformat(timespec="microseconds")),
    WORDS,
    WORDS,
    WORDS,
    WORDS,
    st.dictionaries(WORDS, st.integers() | WORDS, max_size=3).map(write_json),
)
CHAINS = st.lists(CONTENT, min_size=1, max_size=6).map(chain)


@given(CHAINS)
def test_the_hash_is_that_of_canonical_json(records: list[Record]) -> None:
    import hashlib
    import json

    for each in records:
        said = {name: value for name, value in each._asdict().items() if name not in ("hash", "previous_hash", "detail")}
        content = write_json(said | {"detail": json.loads(each.detail)})
        assert each.hash == hashlib.sha256(f"{each.previous_hash}{content}".encode()).hexdigest()
    assert follow_chain(records).is_intact


@given(CHAINS, st.data())
def test_any_mutation_of_any_event_is_found(records: list[Record], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(records) - 1))
    name = data.draw(st.sampled_from(Record._fields))
    old = getattr(records[place], name)
    new = data.draw((st.integers() if name == "number" else WORDS | st.text()).filter(lambda each: each != old))
    mutated = [*records[:place], records[place]._replace(**{name: new}), *records[place + 1 :]]
    check = follow_chain(mutated, wanted=[len(records)])
    assert not check.is_intact


@given(CHAINS.filter(lambda each: len(each) > 1), st.data())
def test_any_other_order_or_any_gap_is_found(records: list[Record], data: st.DataObject) -> None:
    order = data.draw(st.permutations(records).filter(lambda each: list(each) != records))
    assert not follow_chain(order).is_intact
    gone = data.draw(st.integers(0, len(records) - 2))
    assert follow_chain([*records[:gone], *records[gone + 1 :]]).break_kind is BreakKind.MISSING


@given(CHAINS, CHAINS)
def test_events_that_were_put_in_are_found_even_when_they_are_chained(records: list[Record], other: list[Record]) -> None:
    put_in = chain([each[1:7] for each in other], previous=records[0].hash, first=2)
    check = follow_chain([records[0], *put_in, *records[1:]])
    assert check.is_intact == (len(records) == 1)
    assert find_break(None, 1, START) is BreakKind.UNREADABLE


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(1, EVENTS),
    st.sampled_from(["happened_at", "actor", "action", "subject", "why", "detail", "previous_hash", "hash"]),
    st.data(),
)
def test_any_mutation_of_any_row_is_found(filled: Store, url: str, number: int, column: str, data: st.DataObject) -> None:
    moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))
    value = data.draw(moments if column == "happened_at" else WORDS)
    row = {"value": str(value)[:26] if "sqlite" in url and column == "happened_at" else value, "number": number}
    with forced(url) as connection:
        before = connection.execute(text(f"SELECT {column} FROM audit_event WHERE number = :number"), row).scalar_one()
        connection.execute(text(f"UPDATE audit_event SET {column} = :value WHERE number = :number"), row)
    if before != row["value"]:
        assert filled.audit.verify().first_broken == number
    with forced(url) as connection:
        connection.execute(text(f"UPDATE audit_event SET {column} = :value WHERE number = :number"), row | {"value": before})
    assert filled.audit.verify().is_intact


def test_a_hash_that_nobody_wrote_is_found() -> None:
    records = chain([("2026-11-21T10:00:00.000000+00:00", "ana", "approve", "theme-1", "", "{}")])
    assert records[0].hash == hash_record(records[0])
    assert follow_chain([records[0]._replace(hash=START)]).break_kind is BreakKind.CHANGED
