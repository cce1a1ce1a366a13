from __future__ import annotations

import base64
import os
import pickle
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import VaultError
from domain.text import RawText
from warehouse.key_files import make_key, read_key_file, write_key_file
from warehouse.keys import (
    NEXT_VAULT_VARIABLE,
    PSEUDONYM_VARIABLE,
    VAULT_VARIABLE,
    Block,
    KeyPlaces,
    Keys,
    create_keys,
    key_id_of,
    load_keys,
    pseudonym,
)

ROOT = Path(__file__).parents[2]
FIXED = Keys(b"v" * 32, b"p" * 32)


def _as_text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def test_new_keys_are_for_their_owner_only_and_are_loaded_again(tmp_path: Path) -> None:
    made = create_keys(tmp_path / "deep" / "keys")
    assert load_keys(tmp_path / "deep" / "keys") == made
    assert stat.S_IMODE((tmp_path / "deep" / "keys").stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "deep" / "keys").iterdir()] == [0o600, 0o600]


def test_keys_are_never_overwritten(tmp_path: Path) -> None:
    assert create_keys(tmp_path) == create_keys(tmp_path)
    (tmp_path / "vault.key").unlink()
    with pytest.raises(VaultError, match="no key here"):
        create_keys(tmp_path)


def test_keys_from_the_environment_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_keys(tmp_path)
    monkeypatch.setenv(VAULT_VARIABLE, base64.b64encode(b"x" * 32).decode())
    monkeypatch.setenv(PSEUDONYM_VARIABLE, base64.b64encode(b"y" * 32).decode())
    assert load_keys(tmp_path) == Keys(b"x" * 32, b"y" * 32)


def test_a_missing_key_is_refused_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="hearback init"):
        load_keys(tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"!!!", "not base64"),
        (base64.b64encode(b"short"), "has 5 bytes"),
        (base64.b64encode(b"k" * 33), "has 33 bytes"),
        (b"", "has 0 bytes"),
        (b"k" * 32, "has 24 bytes"),
        (os.urandom(32), "not base64|bytes and must have"),
        (b"\x00" * 10_000_000, "not base64"),
    ],
)
def test_a_broken_key_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    create_keys(tmp_path)
    (tmp_path / "vault.key").write_bytes(content)
    with pytest.raises(VaultError, match=said):
        load_keys(tmp_path)


@given(st.binary(max_size=80), st.booleans())
def test_no_error_holds_a_part_of_what_should_be_a_key(content: bytes, is_base64: bool) -> None:
    text = _as_text(content) if is_base64 else content.decode("latin-1").replace("\x00", "")
    if len(text) < 6:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VAULT_VARIABLE, text)
        patch.setenv(PSEUDONYM_VARIABLE, text)
        with pytest.raises(VaultError) as caught:
            load_keys(Path("nowhere"))
    shown = f"{caught.value!r} {caught.value} {caught.value.__cause__!r} {caught.value.__context__ and caught.value.__suppress_context__}"
    assert text not in shown and text[:12] not in shown


def _make_folder(file: Path) -> None:
    file.mkdir()


def _make_pipe(file: Path) -> None:
    os.mkfifo(file, 0o600)


def _make_loop(file: Path) -> None:
    file.symlink_to(file)


def _make_dangling(file: Path) -> None:
    file.symlink_to(file.parent / "gone")


@pytest.mark.parametrize("make", [_make_folder, _make_pipe, _make_loop, _make_dangling])
def test_what_is_not_a_file_is_refused_at_once(tmp_path: Path, make: Callable[[Path], None]) -> None:
    create_keys(tmp_path)
    (tmp_path / "vault.key").unlink()
    make(tmp_path / "vault.key")
    with pytest.raises(VaultError) as caught:
        load_keys(tmp_path)
    assert caught.value.where and caught.value.next_step


@pytest.mark.parametrize("mode", [0o750, 0o705, 0o770, 0o701, 0o777])
def test_a_folder_that_others_may_enter_is_refused(tmp_path: Path, mode: int) -> None:
    create_keys(tmp_path / "keys")
    (tmp_path / "keys").chmod(mode)
    for ask in (load_keys, create_keys):
        with pytest.raises(VaultError, match=f"chmod (700|go-w) {tmp_path}/keys"):
            ask(tmp_path / "keys")


def test_a_link_is_followed_to_a_key_that_is_as_safe(tmp_path: Path) -> None:
    made = create_keys(tmp_path / "keys")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    (tmp_path / "keys" / "vault.key").rename(elsewhere / "key")
    (tmp_path / "keys" / "vault.key").symlink_to(elsewhere / "key")
    assert load_keys(tmp_path / "keys") == made
    (elsewhere / "key").chmod(0o644)
    with pytest.raises(VaultError, match=f"chmod 600 {elsewhere}/key"):
        load_keys(tmp_path / "keys")
    (elsewhere / "key").chmod(0o600)
    elsewhere.chmod(0o777)
    with pytest.raises(VaultError, match=f"chmod go-w {elsewhere}"):
        load_keys(tmp_path / "keys")


def test_a_key_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    key = make_key()
    write_key_file(tmp_path / "a.key", key)
    with pytest.raises(FileExistsError):
        write_key_file(tmp_path / "a.key", make_key())
    assert read_key_file(tmp_path / "a.key") == key
    assert [file.name for file in tmp_path.iterdir()] == ["a.key"]


def test_processes_that_make_keys_at_once_end_with_the_same_ones(tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from warehouse.keys import create_keys; create_keys(Path(sys.argv[1]) / 'keys')"
    command = [sys.executable, "-c", script, str(tmp_path)]
    for process in [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) for _ in range(4)]:
        process.wait()
    assert sorted(file.name for file in (tmp_path / "keys").iterdir()) == ["pseudonym.key", "vault.key"]
    assert load_keys(tmp_path / "keys") == create_keys(tmp_path / "keys")


def test_a_key_comes_from_a_block_where_one_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = create_keys(tmp_path)
    held = make_key()
    places = KeyPlaces(tmp_path, Block("vault-block", lambda: _as_text(held)))
    assert load_keys(places) == Keys(held, files.pseudonym)
    monkeypatch.setenv(VAULT_VARIABLE, _as_text(b"e" * 32))
    assert load_keys(places).vault == b"e" * 32, "the environment comes first, and the block is not asked"


@pytest.mark.parametrize(("content", "said"), [(None, "no key here"), ("", "no key here"), ("zé", "not base64"), ("YWJj", "has 3 bytes")])
def test_a_block_without_a_key_is_not_replaced_by_the_file(tmp_path: Path, content: str | None, said: str) -> None:
    create_keys(tmp_path)
    with pytest.raises(VaultError, match=said) as caught:
        load_keys(KeyPlaces(tmp_path, pseudonym_block=Block("own-block", lambda: content)))
    assert "'own-block'" in caught.value.where


def test_the_next_key_is_loaded_beside_the_one_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, following = create_keys(tmp_path), make_key()
    monkeypatch.setenv(NEXT_VAULT_VARIABLE, _as_text(following))
    loaded = load_keys(tmp_path)
    assert loaded.vault_keys == (made.vault, following)
    assert loaded.find_vault_key(key_id_of(following)) == following
    assert loaded.find_vault_key("0" * 16) is None
    monkeypatch.setenv(NEXT_VAULT_VARIABLE, _as_text(made.vault))
    assert load_keys(tmp_path) == made, "the key in use is not its own successor"
    monkeypatch.setenv(NEXT_VAULT_VARIABLE, _as_text(made.pseudonym))
    with pytest.raises(VaultError, match="the same"):
        load_keys(tmp_path)


def test_a_key_that_takes_the_others_name_between_two_looks_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, following = create_keys(tmp_path), make_key()
    key, upcoming = tmp_path / "vault.key", tmp_path / "vault.key.next"
    write_key_file(upcoming, following)

    def look_while_names_change(file: Path) -> bytes | None:
        if file == key and upcoming.exists():
            key.rename(tmp_path / "vault.key.replaced")
            found = read_key_file(file)
            upcoming.rename(key)
            return found
        return read_key_file(file)

    monkeypatch.setattr("warehouse.keys.read_key_file", look_while_names_change)
    assert load_keys(tmp_path) == Keys(following, made.pseudonym)


def test_keys_hand_themselves_over_to_nobody(tmp_path: Path) -> None:
    for take in (pickle.dumps, Keys.__getstate__):
        with pytest.raises(TypeError):
            take(FIXED)
    assert {repr(FIXED), str(FIXED), f"{FIXED}", "%s" % FIXED} == {"Keys(…)"}  # noqa: UP031


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    create_keys(tmp_path)
    (tmp_path / "pseudonym.key").chmod(mode)
    with pytest.raises(VaultError, match="chmod 600"):
        load_keys(tmp_path)


def test_one_key_for_both_purposes_is_refused() -> None:
    with pytest.raises(VaultError, match="the same"):
        Keys(b"x" * 32, b"x" * 32)


@given(st.text(), st.text())
def test_two_people_never_share_a_pseudonym(one: str, other: str) -> None:
    same = pseudonym(FIXED, "safety", RawText(one)) == pseudonym(FIXED, "safety", RawText(other))
    assert same == (one == other)


@given(st.text(min_size=1))
def test_a_person_is_not_linked_across_sources_or_installations(respondent: str) -> None:
    here = pseudonym(FIXED, "safety", RawText(respondent))
    assert here != pseudonym(FIXED, "halls", RawText(respondent))
    assert here != pseudonym(Keys(b"v" * 32, b"q" * 32), "safety", RawText(respondent))
    assert len(here) == len("person-") + 32


@given(st.text(min_size=1), st.sampled_from(["residents", "safety", "halls"]))
def test_a_person_of_a_panel_is_the_same_in_all_its_sources_and_in_no_other(respondent: str, panel: str) -> None:
    words = RawText(respondent)
    here = pseudonym(FIXED, "safety", words, panel=panel)
    assert here == pseudonym(FIXED, "halls", words, panel=panel)
    assert here not in {pseudonym(FIXED, "safety", words), pseudonym(FIXED, panel, words), pseudonym(FIXED, "safety", words, panel="other")}
