"""Changing the vault's key: whatever happens and whenever, every row opens with the keys that are there."""

from __future__ import annotations

import base64
import hashlib
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from benchmarks.vault import fill_vault
from desk.keys import is_change_pending
from domain.errors import Busy, VaultError, WrongUse
from domain.text import RawText
from tests.warehouse.rotating import Died, change, dying_at
from tests.warehouse.samples import fill, make_response, raw_of, save_places
from warehouse.key_files import make_key
from warehouse.keys import NEXT_VAULT_VARIABLE, VAULT_VARIABLE, KeyPlaces, create_keys, key_id_of, load_keys
from warehouse.seal import open_data_key, open_words
from warehouse.store import open_store
from warehouse.tables_heard import vault_entry, vault_key

ROOT = Path(__file__).parents[2]


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """A folder of keys that this test alone changes."""
    create_keys(tmp_path / "keys")
    return tmp_path / "keys"


def _fill(url: str, folder: Path, people: int = 6) -> str:
    """A vault with something in it; the hash of all content, which opens every row."""
    keys = load_keys(folder)
    with open_store(url, keys) as store:
        fill_vault(store, keys, people)
        return store.fingerprint()


def _open_every_row(url: str, folder: Path) -> str:
    with open_store(url, load_keys(folder)) as store:
        return store.fingerprint()


def _execute(url: str, statement: str, **values: object) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


def _list_files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_changed_key_opens_every_row_and_the_old_one_none(url: str, own_folder: Path) -> None:
    before, old = _fill(url, own_folder), load_keys(own_folder)
    done = change(url, own_folder)
    new = load_keys(own_folder)
    assert (done.key_id, done.locked_anew, done.was_begun_before) == (key_id_of(new.vault), 6, False)
    assert new.vault != old.vault and new.pseudonym == old.pseudonym and new.next_vault is None
    assert _open_every_row(url, own_folder) == before
    assert _list_files(own_folder) == ["pseudonym.key", "vault.key"]
    with pytest.raises(VaultError, match="from before the last change"):
        open_store(url, old)


def test_a_change_leaves_two_audit_events_with_ids_and_no_key(url: str, own_folder: Path) -> None:
    _fill(url, own_folder)
    old = load_keys(own_folder)
    change(url, own_folder)
    new = load_keys(own_folder)
    with open_store(url, new) as store:
        end, begin = store.audit.recent(2)
    assert [(each.action, each.actor, each.why) for each in (begin, end)] == [
        ("vault key change begun", "ana", "a laptop was lost"),
        ("vault key changed", "ana", "a laptop was lost"),
    ]
    assert begin.detail == {"from": key_id_of(old.vault), "people": 6} and begin.subject == end.subject == key_id_of(new.vault)
    assert end.detail == {"people": 6}


def test_keys_locked_before_rows_said_by_which_are_locked_anew(url: str, own_folder: Path) -> None:
    before = _fill(url, own_folder)
    _execute(url, "UPDATE vault_key SET wrapped_by = NULL")
    assert _open_every_row(url, own_folder) == before
    assert change(url, own_folder).locked_anew == 6
    assert _open_every_row(url, own_folder) == before


def test_at_whatever_moment_a_change_dies_every_row_opens_and_the_next_one_ends_it(url: str, own_folder: Path) -> None:
    before, places = _fill(url, own_folder, people=3), KeyPlaces(own_folder)
    # All moments on SQLite; some on PostgreSQL, where each takes seconds and what differs is the commit alone.
    for nth in range(1, 500, 1 if url.startswith("sqlite") else 8):
        with dying_at(nth, _die) as count, suppress(Died):
            change(url, own_folder, chunk=2)
        if count[0] < nth:
            break
        _execute(url, "DELETE FROM lease")  # a process that died gives its lease up; this one lives
        assert _open_every_row(url, own_folder) == before, f"died at moment {nth}"
        with open_store(url, load_keys(own_folder)) as store:
            was_pending = is_change_pending(store, places)
        assert change(url, own_folder, chunk=2).was_begun_before == was_pending
        with open_store(url, load_keys(own_folder)) as store:
            assert store.fingerprint() == before, f"went on after it died at moment {nth}"
            assert not is_change_pending(store, places)
            assert len(store.vault_keys.state().locked_with) == 1
    assert nth > 40, "there are that many moments at least"
    assert _list_files(own_folder) == ["pseudonym.key", "vault.key"]


def _die() -> None:
    raise Died


def test_a_changed_key_survives_sigkill_here_and_there(url: str, own_folder: Path) -> None:
    before = _fill(url, own_folder, people=2_000)
    for nth in (15, 9, 12):
        assert _change_in_child(url, own_folder, nth) == -9
        assert _open_every_row(url, own_folder) == before
    assert _change_in_child(url, own_folder, 0) == 0
    assert _open_every_row(url, own_folder) == before
    assert _list_files(own_folder) == ["pseudonym.key", "vault.key"]


def _change_in_child(url: str, folder: Path, nth: int) -> int:
    command = [sys.executable, "-m", "tests.warehouse.rotating", url, str(folder), str(nth)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


def test_pulls_go_on_while_the_key_changes_and_all_they_wrote_opens(url: str, own_folder: Path) -> None:
    _fill(url, own_folder, people=300)
    stop, written, refused = threading.Event(), list[int](), list[Exception]()

    def pull() -> None:
        number = 10_000
        while not stop.is_set():
            try:
                keys = load_keys(own_folder)
                with open_store(url, keys) as store:
                    for _ in range(4):
                        fill_vault(store, keys, 3, first=number)
                        written.append(number)
                        number += 3
            except Exception as error:
                refused.append(error)

    pulling = threading.Thread(target=pull)
    pulling.start()
    for _ in range(3):
        change(url, own_folder, chunk=20)
    stop.set()
    pulling.join()
    assert written
    assert [error for error in refused if not _says_start_again(error)] == []
    _open_every_row(url, own_folder)
    with open_store(url, load_keys(own_folder)) as store:
        assert store.counts()["vault_key"] == 300 + 3 * len(written)


def _says_start_again(error: Exception) -> bool:
    said = ("was changed while this was running", "from before the last change of keys", "another vault key")
    return isinstance(error, VaultError) and any(each in error.what for each in said)


def test_loading_the_keys_never_fails_while_they_change(own_folder: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/w.db"
    _fill(url, own_folder, people=1)
    stop, failed, loaded = threading.Event(), list[Exception](), list[int]()

    def load() -> None:
        while not stop.is_set():
            try:
                loaded.append(len(load_keys(own_folder).vault_keys))
            except Exception as error:
                failed.append(error)

    loading = [threading.Thread(target=load) for _ in range(2)]
    for each in loading:
        each.start()
    for _ in range(8):
        change(url, own_folder)
    stop.set()
    for each in loading:
        each.join()
    assert failed == [] and len(loaded) > 8


def test_a_process_from_before_the_change_is_told_to_start_again(url: str, own_folder: Path) -> None:
    old = load_keys(own_folder)
    with open_store(url, old) as store:
        given = fill(store, old)
        change(url, own_folder)
        late = make_response(old, "late", "words")
        with pytest.raises(VaultError, match="changed while this was running") as caught:
            store.responses.replace([late], raw_of([late]))
        assert "start it again" in caught.value.next_step
        with pytest.raises(VaultError, match="another vault key"):
            store.vault.read(given[0].comments[0].id, actor="ana", why="an appeal")
        assert store.counts()["response"] == len(given), "nothing of the refused page is there"


def test_a_row_that_opens_with_no_key_keeps_both_keys_and_loses_no_other(url: str, own_folder: Path) -> None:
    _fill(url, own_folder)
    engine = create_engine(url)
    with engine.connect() as connection:
        person = connection.execute(text("SELECT person_id FROM vault_key ORDER BY person_id")).scalars().first()
    engine.dispose()
    _execute(url, "UPDATE vault_key SET wrapped_key = :junk WHERE person_id = :person", junk=bytes(60), person=person)
    for _ in range(2):
        with pytest.raises(VaultError, match="1 rows of the vault open with no key") as caught:
            change(url, own_folder)
        assert caught.value.where == f"key:{person}"
        assert _list_files(own_folder) == ["pseudonym.key", "vault.key", "vault.key.next"]
    _execute(url, "DELETE FROM vault_key WHERE person_id = :person", person=person)
    assert change(url, own_folder).was_begun_before
    _open_every_row(url, own_folder)


def test_one_change_runs_at_a_time(url: str, own_folder: Path) -> None:
    _fill(url, own_folder)
    with open_store(url, load_keys(own_folder)) as store, store.lease("keys rotate", seconds=60), pytest.raises(Busy):
        change(url, own_folder)
    assert _list_files(own_folder) == ["pseudonym.key", "vault.key"]


def _set_key(monkeypatch: pytest.MonkeyPatch, variable: str, key: bytes | None) -> None:
    if key is None:
        monkeypatch.delenv(variable, raising=False)
    else:
        monkeypatch.setenv(variable, base64.b64encode(key).decode())


def test_a_key_of_the_environment_is_changed_with_the_help_of_a_person(url: str, own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, old, new = _fill(url, own_folder), load_keys(own_folder).vault, make_key()
    (own_folder / "vault.key").unlink()
    _set_key(monkeypatch, VAULT_VARIABLE, old)
    with pytest.raises(WrongUse, match=NEXT_VAULT_VARIABLE):
        change(url, own_folder)
    _set_key(monkeypatch, NEXT_VAULT_VARIABLE, new)
    done = change(url, own_folder)
    assert done.locked_anew == 6 and f"key {key_id_of(new)}" in done.next_step and VAULT_VARIABLE in done.next_step
    assert _open_every_row(url, own_folder) == before, "with both set"
    assert change(url, own_folder).locked_anew == 0
    _set_key(monkeypatch, VAULT_VARIABLE, new)
    assert _open_every_row(url, own_folder) == before, "with both set to the new one"
    with pytest.raises(WrongUse, match="is the key in use"):
        change(url, own_folder)
    _set_key(monkeypatch, NEXT_VAULT_VARIABLE, old)
    with pytest.raises(VaultError, match="replaced the last time"):
        change(url, own_folder)
    _set_key(monkeypatch, NEXT_VAULT_VARIABLE, None)
    assert _open_every_row(url, own_folder) == before


def test_a_next_key_of_the_environment_is_refused_where_the_key_is_in_a_file(
    url: str, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(url, own_folder)
    _set_key(monkeypatch, NEXT_VAULT_VARIABLE, make_key())
    with pytest.raises(WrongUse, match="Unset it"):
        change(url, own_folder)


def test_a_key_behind_a_link_is_changed_where_it_lies(url: str, own_folder: Path, tmp_path: Path) -> None:
    before = _fill(url, own_folder)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    shutil.move(own_folder / "vault.key", elsewhere / "the-key")
    (own_folder / "vault.key").symlink_to(elsewhere / "the-key")
    assert change(url, own_folder).locked_anew == 6
    assert (own_folder / "vault.key").is_symlink() and _list_files(elsewhere) == ["the-key"]
    assert _open_every_row(url, own_folder) == before


def test_what_the_old_key_locked_is_not_in_the_files_after_a_change(own_folder: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/w.db"
    keys = load_keys(own_folder)
    with open_store(url, keys) as store:
        save_places(store)
        one = make_response(keys, "1", "words")
        store.responses.replace([one], {one.comments[0].id: RawText("said")})
    engine = create_engine(url)
    with engine.connect() as connection:
        locked = connection.execute(text("SELECT wrapped_key FROM vault_key")).scalar_one()
    engine.dispose()
    assert any(locked in file.read_bytes() for file in tmp_path.glob("w.db*"))
    change(url, own_folder)
    assert not any(locked in file.read_bytes() for file in tmp_path.glob("w.db*"))


def _open_vault(url: str, folder: Path) -> str:
    """Open every row of the vault with the keys that are there; a hash of all words."""
    keys, total = load_keys(folder), hashlib.sha256()
    statement = select(vault_entry, vault_key.c.wrapped_key, vault_key.c.wrapped_by).join(vault_key).order_by(vault_entry.c.comment_id)
    engine = create_engine(url)
    with engine.connect() as connection:
        for row in connection.execution_options(yield_per=5_000).execute(statement):
            data_key = open_data_key(keys, row.person_id, row.wrapped_key, row.wrapped_by)
            total.update(open_words(data_key, row.comment_id, row.sealed_words).reveal().encode())
    engine.dispose()
    return total.hexdigest()


@pytest.mark.slow
def test_a_hundred_thousand_rows_open_whatever_is_killed(tmp_path: Path) -> None:
    create_keys(tmp_path / "keys")
    url, folder, chance = f"sqlite:///{tmp_path}/w.db", tmp_path / "keys", random.Random(20261121)
    keys = load_keys(folder)
    with open_store(url, keys) as store:
        fill_vault(store, keys, 100_000)
    before, began, kills = _open_vault(url, folder), time.monotonic(), 0
    for _ in range(int(os.environ.get("HEARBACK_KILLS", "30"))):
        kills += _kill_in_the_middle(url, folder, chance.uniform(0.0, 4.0))
        assert _open_vault(url, folder) == before
    assert _change_in_child(url, folder, 0) == 0
    assert _open_vault(url, folder) == before
    print(f"{kills} changes were killed; {time.monotonic() - began:.0f} s with all rows opened after each")  # noqa: T201
    assert kills > 3


def _kill_in_the_middle(url: str, folder: Path, seconds: float) -> bool:
    """Begin a change, or go on with one, in another process, and kill it after so long; False where it had ended by then."""
    command = [sys.executable, "-m", "tests.warehouse.rotating", url, str(folder), "0"]
    started = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None and started.stdout.readline() == "begins\n"
    time.sleep(seconds)
    started.kill()
    return started.wait() == -9
