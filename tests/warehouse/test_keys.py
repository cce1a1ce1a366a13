from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import VaultError
from domain.text import RawText
from warehouse.keys import PSEUDONYM_VARIABLE, VAULT_VARIABLE, Keys, create_keys, load_keys, pseudonym

FIXED = Keys(b"v" * 32, b"p" * 32)


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


@pytest.mark.parametrize(("content", "said"), [(b"!!!", "not base64"), (base64.b64encode(b"short"), "has 5 bytes"), (b"", "has 0 bytes")])
def test_a_broken_key_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    create_keys(tmp_path)
    (tmp_path / "vault.key").write_bytes(content)
    with pytest.raises(VaultError, match=said):
        load_keys(tmp_path)


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
