"""A copy of a database is read as it is: by a user who may not write there, with its write-ahead log, and from anybody."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from domain.errors import WarehouseError
from tests.warehouse.tampering import tamper
from warehouse.audit_copy import open_audit
from warehouse.keys import Keys
from warehouse.store import Store, open_store

ROOT = Path(__file__).parents[2]

# Everything is imported before the rights are given up, since another user may not read this program.
_READ = """
import os, sys
from warehouse.audit_copy import open_audit
from warehouse.audit_report import Kept, verify_log
import sqlalchemy.dialects.sqlite.pysqlite, warehouse.problems
from domain.errors import HearbackError
folder = sys.argv[1]
if os.geteuid() == 0:
    os.setgid(65534), os.setuid(65534)
else:
    os.chmod(folder, 0o500)
try:
    with open_audit(f"sqlite:///{folder}/hearback.db") as log:
        print(log.verify().events, log.verify().is_intact)
except HearbackError as error:
    print(error)
"""


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that everybody may look into, and its owner alone may write to."""
    folder = Path(tempfile.mkdtemp(prefix="hearback-shelf-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def place(tmp_path: Path, keys: Keys) -> Iterator[tuple[Path, Store]]:
    with open_store(f"sqlite:///{tmp_path}/hearback.db", keys) as store:
        for number in range(3):
            store.audit.append("ana", "approve", f"theme-{number}", "")
        yield tmp_path, store


def _put(shelf: Path, files: Iterator[Path]) -> None:
    for file in files:
        (shelf / file.name).write_bytes(file.read_bytes())
        (shelf / file.name).chmod(0o444)


def _read_as_another(shelf: Path) -> str:
    done = subprocess.run([sys.executable, "-c", _READ, str(shelf)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    return done.stdout.strip()


def test_a_copy_is_read_where_nothing_may_be_written(place: tuple[Path, Store], shelf: Path) -> None:
    folder, store = place
    store.close()
    _put(shelf, folder.glob("hearback.db"))
    assert _read_as_another(shelf) == "3 True"
    assert [file.name for file in shelf.iterdir()] == ["hearback.db"]


def test_events_that_lie_beside_the_copy_are_not_left_out_in_silence(place: tuple[Path, Store], shelf: Path) -> None:
    folder, _ = place
    _put(shelf, (file for file in folder.glob("hearback.db*") if not file.name.endswith("-shm")))
    assert (shelf / "hearback.db-wal").stat().st_size > 0
    assert "Copy both files into a folder in which you may write" in _read_as_another(shelf)


def test_a_copy_that_may_be_written_beside_is_read_with_what_lies_beside_it(place: tuple[Path, Store], shelf: Path) -> None:
    folder, _ = place
    _put(shelf, (file for file in folder.glob("hearback.db*") if not file.name.endswith("-shm")))
    content = (shelf / "hearback.db").read_bytes()
    with open_audit(f"sqlite:///{shelf}/hearback.db") as log:
        assert log.count() == 3
    assert (shelf / "hearback.db").read_bytes() == content


def test_a_log_is_read_while_somebody_writes(place: tuple[Path, Store]) -> None:
    folder, store = place
    with open_audit(f"sqlite:///{folder}/hearback.db") as log, log.records() as records:
        assert next(records) is not None
        store.audit.append("ben", "approve", "theme-9", "")
        assert len(list(records)) == 2, "the log as it was when the reading began"
    assert store.audit.count() == 4


def test_nothing_is_written_through_an_open_log(place: tuple[Path, Store]) -> None:
    folder, _ = place
    with (
        open_audit(f"sqlite:///{folder}/hearback.db") as log,
        log._read() as connection,
        pytest.raises(Exception, match=r"readonly|read-only"),
    ):
        connection.exec_driver_sql("INSERT INTO lease VALUES ('a','b','c',1,'d','e','f')")


@pytest.mark.parametrize("name", ["missing.db", "a folder", "odd name ?#%.db"])
def test_what_is_not_there_is_not_made(tmp_path: Path, name: str) -> None:
    (tmp_path / "a folder").mkdir()
    with pytest.raises(WarehouseError, match="no such database"), open_audit(f"sqlite:///{tmp_path}/{name}"):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["a folder"]


def test_a_name_with_odd_signs_is_opened(place: tuple[Path, Store], tmp_path: Path) -> None:
    folder, store = place
    store.close()
    (tmp_path / "deep").mkdir()
    (folder / "hearback.db").rename(tmp_path / "deep" / "aud#it %20?.db")
    with open_audit(f"sqlite:///{tmp_path}/deep/{quote('aud#it %20?.db')}") as log:
        assert log.count() == 3


def test_a_view_in_the_place_of_the_log_is_judged_by_what_it_shows(place: tuple[Path, Store]) -> None:
    folder, store = place
    store.close()
    file = folder / "hearback.db"
    tamper(
        f"sqlite:///{file}", "ALTER TABLE audit_event RENAME TO hidden", "CREATE VIEW audit_event AS SELECT * FROM hidden WHERE number < 3"
    )
    with open_audit(f"sqlite:///{file}") as log:
        assert log.verify().events == 2
    with sqlite3.connect(file) as connection:
        connection.execute("DROP VIEW audit_event")
    connection.close()
    with pytest.raises(WarehouseError, match="holds no audit log"), open_audit(f"sqlite:///{file}"):
        pass
