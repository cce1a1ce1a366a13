"""What goes wrong with databases, made to go wrong for real."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from domain.errors import WarehouseError
from domain.text import RawText
from tests.warehouse.postgresql import PostgreSQL
from tests.warehouse.samples import SOURCE, fill, make_response, raw_of, save_places
from warehouse.keys import Keys, create_keys
from warehouse.store import Store, open_store

ROOT = Path(__file__).parents[2]


def _refusal(url: str, keys: Keys) -> WarehouseError:
    with pytest.raises(WarehouseError) as caught:
        open_store(url, keys, wait_s=0.2).close()
    assert caught.value.next_step, "every refusal says what to do next"
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value


def test_a_folder_that_is_not_there_is_refused(keys: Keys, tmp_path: Path) -> None:
    error = _refusal(f"sqlite:///{tmp_path}/none/hearback.db", keys)
    assert "cannot be made" in str(error) and "folder exists" in error.next_step


def test_a_folder_that_cannot_be_written_is_refused(keys: Keys) -> None:
    assert "cannot be made" in str(_refusal("sqlite:////proc/hearback.db", keys))


def test_a_file_that_is_not_a_database_is_refused_and_left_alone(keys: Keys, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("These are my notes, not a database.\n" * 100)
    assert "not a Hearback database" in str(_refusal(f"sqlite:///{file}", keys))
    assert file.read_text() == "These are my notes, not a database.\n" * 100


def test_a_database_of_another_program_is_refused_and_left_alone(fresh_url: Callable[[], str], keys: Keys) -> None:
    url = fresh_url()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE invoice (id INTEGER)"))
    assert "another program" in str(_refusal(url, keys))
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM invoice")).scalar_one() == 0
    engine.dispose()


@pytest.mark.parametrize("url", ["hearback.db", "mysql://root:hunter2@localhost/x", "sqlite//:x", "nonsense+x://a:hunter2@b/c", ""])
def test_an_address_that_is_none_is_refused_without_its_password(keys: Keys, url: str) -> None:
    error = _refusal(url, keys)
    assert "not the address of a database" in str(error) and "hunter2" not in str(error)


def test_a_server_that_cannot_be_reached_is_refused_without_the_password(keys: Keys) -> None:
    error = _refusal("postgresql+psycopg://ana:hunter2@127.0.0.1:1/hearback", keys)
    assert "cannot be reached" in str(error) and "127.0.0.1:1" in str(error)
    assert "hunter2" not in str(error)


def test_a_database_that_the_server_lacks_is_refused(postgresql: PostgreSQL, keys: Keys) -> None:
    url = postgresql.url_of("no_such_database")
    assert "no database of this name" in str(_refusal(url, keys)) or "cannot be reached" in str(_refusal(url, keys))


def test_a_locked_database_says_so(keys: Keys, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/hearback.db"
    with open_store(url, keys, wait_s=0.2) as store:
        other = sqlite3.connect(tmp_path / "hearback.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WarehouseError, match="locked by another program"):
            store.sources.save(SOURCE)
        assert store.sources.all() == (), "readers do not wait"
        other.close()
        assert store.sources.save(SOURCE)


def test_a_writer_of_postgresql_waits_for_another_and_then_says_so(postgresql: PostgreSQL, keys: Keys) -> None:
    url = postgresql.make_schema("hearback_locked")
    with open_store(url, keys) as holder, open_store(url, keys, wait_s=0.3) as store, holder.transaction():
        with pytest.raises(WarehouseError, match="locked by another run"):
            store.sources.save(SOURCE)
        assert store.sources.all() == (), "readers do not wait"


def test_the_database_file_is_its_owners_only(keys: Keys, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/hearback.db", keys) as store:
        store.sources.save(SOURCE)
        assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("hearback.db*")} == {0o600}


def test_sqlite_is_set_to_lose_nothing_and_to_leave_nothing(keys: Keys, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/hearback.db", keys) as store, store._database.read() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked]
    assert values == ["wal", 2, 1, 1]


@pytest.mark.parametrize("is_closed", [False, True])
def test_withdrawn_words_are_in_no_byte_of_the_file(keys: Keys, tmp_path: Path, is_closed: bool) -> None:
    store = open_store(f"sqlite:///{tmp_path}/hearback.db", keys)
    fill(store, keys)
    secret = make_response(keys, "external-quetzal", "we hid the xylophone " * 300, "zephyrine words")
    store.responses.replace([secret], raw_of([secret]))
    marks = (b"xylophone", b"zephyrine", b"external-quetzal", secret.person_id.encode(), secret.comments[1].id.encode())
    before = b"".join(file.read_bytes() for file in tmp_path.glob("hearback.db*"))
    assert all(mark in before for mark in marks) and b"Ysolde" not in before
    store.responses.withdraw(SOURCE.id, ["external-quetzal"])
    if is_closed:
        store.close()
    after = b"".join(file.read_bytes() for file in tmp_path.glob("hearback.db*"))
    assert not any(mark in after for mark in marks)
    store.close()


def test_a_broken_rule_is_named_without_the_row(store: Store, keys: Keys) -> None:
    save_places(store)
    store.responses.replace([make_response(keys, "17", "whispered words")], {})
    clash = replace(make_response(keys, "18", "whispered words"), external_id="17")
    with pytest.raises(WarehouseError, match="do not fit together") as caught:
        store.responses.replace([clash], {})
    assert "whispered" not in str(caught.value) and "17" not in str(caught.value)


@pytest.mark.parametrize("words", ["nul \x00 whispered", "half \ud800 whispered"])
def test_words_that_no_database_holds_are_refused_without_showing_them(store: Store, keys: Keys, words: str) -> None:
    save_places(store)
    with pytest.raises(WarehouseError, match="no database stores") as caught:
        store.responses.replace([make_response(keys, "1", words)], {})
    assert "whispered" not in str(caught.value)
    assert store.counts()["response"] == 0


_FILL_A_SMALL_DISK = """
import resource, sys
from tests.warehouse.samples import make_response, raw_of, save_places
from domain.errors import WarehouseError
from warehouse.keys import load_keys
from warehouse.store import open_store
from pathlib import Path

keys = load_keys(Path(sys.argv[2]))
with open_store(sys.argv[1], keys) as store:
    save_places(store)
    size = 1_300_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        for page in range(1000):
            responses = [make_response(keys, f"{page}-{each}", "loud words " * 100) for each in range(20)]
            store.responses.replace(responses, raw_of(responses))
    except WarehouseError as error:
        print(error)
"""


def test_a_full_disk_loses_nothing_that_was_committed(key_folder: Path, keys: Keys, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/hearback.db"
    script = [sys.executable, "-c", textwrap.dedent(_FILL_A_SMALL_DISK), url, str(key_folder)]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "disk is full" in done.stdout and "Traceback" not in done.stderr and "loud" not in done.stdout
    with open_store(url, keys) as store:
        counts = store.counts()
        assert counts["response"] > 0 and counts["response"] % 20 == 0, "whole pages only"
        assert counts["comment"] == counts["vault_entry"] == counts["response"]
        assert store.responses.replace([make_response(keys, "after", "there is room again")], {}) == (1, 0)


def test_a_database_at_its_size_limit_says_that_the_disk_is_full(keys: Keys, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/hearback.db", keys) as store:
        save_places(store)
        before = store.fingerprint()
        responses = [make_response(keys, str(each), "loud words " * 100) for each in range(200)]
        with pytest.raises(WarehouseError, match="disk is full") as caught, store.transaction():
            with store._database.write() as connection:
                pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
                connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 10}")
            store.responses.replace(responses, {each: RawText("x" * 500) for one in responses for each in (one.comments[0].id,)})
        assert "loud" not in str(caught.value)
        assert store.fingerprint() == before


def test_a_transaction_that_sqlite_has_undone_cannot_go_on(keys: Keys, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/hearback.db", keys) as store:
        with pytest.raises(WarehouseError, match="has undone this whole transaction"), store.transaction():
            with store._database.write() as connection:
                connection.exec_driver_sql("PRAGMA max_page_count=1")
            for name in ("a", "b"):
                with pytest.raises(WarehouseError):
                    store.sources.save(replace(SOURCE, title=name * 100_000))
        assert store.sources.all() == ()


def test_threads_share_a_store_and_each_has_its_own_transaction(store: Store) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        with store.transaction():
            store.sources.save(SOURCE)
            assert pool.submit(store.sources.all).result() == (), "another thread does not see what is not committed"
        assert pool.submit(store.sources.all).result() == (SOURCE,)
        numbers = list(pool.map(lambda each: store.audit.append("ana", "count", str(each), ""), range(40)))
    assert sorted(numbers) == list(range(1, 41)) and store.audit.verify().is_intact


def test_a_store_in_memory_works_too(tmp_path: Path) -> None:
    made = create_keys(tmp_path)
    with open_store("sqlite://", made) as store:
        fill(store, made)
        assert store.counts()["comment"] == 8
