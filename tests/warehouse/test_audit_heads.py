"""Six ways to falsify a log, each found with a head that was kept elsewhere, without a key, on both databases and exports."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, insert

from desk.audit import make_head, renew_audit_key
from domain.errors import BadFile, VaultError, WrongUse
from tests.warehouse.tampering import chain, forced
from warehouse.audit_chain import AuditCheck, BreakKind, Record
from warehouse.audit_copy import open_audit
from warehouse.audit_export import export_log, open_export
from warehouse.audit_head import AuditHead, check_head, read_head, sign_head
from warehouse.audit_key import FILE, PUBLIC_FILE, VARIABLE, AuditKey, name_key, open_audit_key, read_public_key
from warehouse.audit_paper import PaperHead, to_letters
from warehouse.audit_report import AuditReport, Kept, read_kept, verify_export, verify_log
from warehouse.key_files import make_key
from warehouse.keys import Keys, create_keys
from warehouse.store import Store, open_store
from warehouse.tables_record import audit_event

EVENTS = 8


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "keys"
    create_keys(made)
    return made


@pytest.fixture
def head(store: Store, folder: Path) -> AuditHead:
    """A log of some events, a head of it, and events after it."""
    for number in range(1, EVENTS):
        store.audit.append("ana", "approve", f"theme-{number}", "clear to all", {"passages": number})
    made = make_head(store, folder, actor="ana", why="for the board")
    for number in range(3):
        store.audit.append("ben", "rename", f"theme-{number}", "plainer")
    return made


def _load(connection: Connection) -> list[Record]:
    from warehouse.audit_read import AuditLog

    class _Open:
        def __enter__(self) -> Connection:
            return connection

        def __exit__(self, *_: object) -> None:
            return None

    with AuditLog(_Open, "here").records() as records:
        found = list(records)
    assert None not in found
    return [each for each in found if each is not None]


def _store(connection: Connection, records: list[Record]) -> None:
    from datetime import datetime

    connection.execute(audit_event.delete())
    rows = [
        each._asdict() | {"happened_at": datetime.fromisoformat(each.happened_at), "detail": json.loads(each.detail)} for each in records
    ]
    connection.execute(insert(audit_event), rows)


def _edit(records: list[Record]) -> list[Record]:
    return [*records[:3], records[3]._replace(why="as agreed"), *records[4:]]


def _delete(records: list[Record]) -> list[Record]:
    return [*records[:3], *records[4:]]


def _reorder(records: list[Record]) -> list[Record]:
    second, third = records[2]._replace(number=4), records[3]._replace(number=3)
    return [*records[:2], third, second, *records[4:]]


def _truncate(records: list[Record]) -> list[Record]:
    return records[: EVENTS - 2]


def _truncate_and_append(records: list[Record]) -> list[Record]:
    kept = records[: EVENTS - 2]
    return kept + chain([each[1:7] for each in records[1:8]], previous=kept[-1].hash, first=len(kept) + 1)


def _rewrite(records: list[Record]) -> list[Record]:
    changed = [each._replace(actor="nobody") if each.number == 2 else each for each in records]
    return chain([each[1:7] for each in changed])


FALSIFIED = [_edit, _delete, _reorder, _truncate, _truncate_and_append, _rewrite]
SEEN_WITHOUT_HEAD = {_edit: True, _delete: True, _reorder: True, _truncate: False, _truncate_and_append: False, _rewrite: False}


def _verify(url: str, *heads: AuditHead) -> AuditReport:
    with open_audit(url) as log:
        return verify_log(log, Kept(tuple(("kept", each) for each in heads), tuple(each.on_paper for each in heads)))


@pytest.mark.parametrize("falsify", FALSIFIED)
def test_a_falsified_log_is_found_with_an_outside_head(
    store: Store, url: str, tmp_path: Path, head: AuditHead, falsify: Callable[[list[Record]], list[Record]]
) -> None:
    store.close()
    with forced(url) as connection:
        _store(connection, falsify(_load(connection)))
    report = _verify(url, head)
    assert not report.is_right
    assert report.check.is_intact != SEEN_WITHOUT_HEAD[falsify], "what the chain alone shows is what the documents say"
    if report.check.is_intact:
        signed, paper = report.heads
        assert not signed.is_right and not paper.is_right and len(signed.problems) == 1
    with open_audit(url) as log:
        export_log(log, tmp_path / "log.jsonl")
    exported = verify_export(tmp_path / "log.jsonl", Kept((("kept", head),)))
    assert not exported.is_right and exported.check.first_broken == report.check.first_broken


def test_a_log_that_only_grew_agrees_with_every_head(store: Store, url: str, folder: Path, head: AuditHead) -> None:
    later = make_head(store, folder, actor="ana", why="again")
    report = _verify(url, head, later)
    assert report.is_right and report.check.events == EVENTS + 4
    assert [each.since for each in report.heads] == [4, 0, 4, 0]
    assert {each.signed_by for each in report.heads} == {name_key(head.public_key), ""}


def test_the_last_hash_rewritten_to_the_head_breaks_the_chain(store: Store, url: str, head: AuditHead) -> None:
    with forced(url) as connection:
        forged = _rewrite(_load(connection))
        forged[head.number - 1] = forged[head.number - 1]._replace(hash=head.hash)
        _store(connection, forged)
    assert _verify(url, head).check.break_kind is BreakKind.CHANGED


@pytest.mark.parametrize(
    "change", [{"number": 7}, {"made_at": "2020-01-01T00:00:00+00:00"}, {"installation": "other"}, {"signature": "AAAA"}]
)
def test_a_head_that_was_changed_has_a_wrong_signature(head: AuditHead, change: dict[str, object]) -> None:
    assert head.is_signature_right
    assert not replace(head, **change).is_signature_right  # type: ignore[arg-type]


def test_a_head_that_somebody_else_signed_names_another_key(store: Store, url: str, head: AuditHead, tmp_path: Path) -> None:
    forged = sign_head(AuditKey(make_key()), installation=head.installation, number=head.number, hashed=head.hash)
    with open_audit(url) as log:
        report = verify_log(log, Kept((("forged", forged), ("true", head)), public_key=head.public_key))
    assert [each.is_right for each in report.heads] == [False, True]
    assert name_key(forged.public_key) in report.heads[0].problems[0]


def test_a_head_of_another_installation_is_told_apart(head: AuditHead, fresh_url: Callable[[], str], tmp_path: Path) -> None:
    other = fresh_url()
    with open_store(other, Keys(make_key(), make_key())) as opened:
        opened.audit.append("ana", "approve", "theme-1", "")
    report = _verify(other, head)
    assert "another installation" in report.heads[0].problems[0]


def test_an_auditor_needs_no_key_and_changes_nothing(store: Store, url: str, head: AuditHead, tmp_path: Path, folder: Path) -> None:
    store.close()
    for file in folder.iterdir():
        if file.name != PUBLIC_FILE:
            file.unlink()
    before = {file: file.read_bytes() for file in tmp_path.glob("*.db")}
    (tmp_path / "head.json").write_text(head.to_json())
    kept = read_kept([tmp_path / "head.json"], [f" {str(head.on_paper).lower().replace('-', ' ')} "], str(folder / PUBLIC_FILE))
    with open_audit(url) as log:
        assert verify_log(log, kept).is_right
        assert export_log(log, tmp_path / "log.jsonl") == EVENTS + 3
    assert verify_export(tmp_path / "log.jsonl", kept).is_right
    assert {file: file.read_bytes() for file in tmp_path.glob("*.db")} == before


def test_an_export_is_private_and_overwrites_nothing(store: Store, url: str, head: AuditHead, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    with open_audit(url) as log:
        export_log(log, file)
        assert file.stat().st_mode & 0o077 == 0
        with pytest.raises(BadFile, match="cannot be made"):
            export_log(log, file)
    with open_export(file) as exported:
        assert exported.installation == head.installation


@pytest.mark.parametrize("edit", ["space", "order", "twice", "garbage", "cut", "long", "deep", "bytes"])
def test_an_edited_export_is_found(store: Store, url: str, head: AuditHead, tmp_path: Path, edit: str) -> None:
    file = tmp_path / "log.jsonl"
    with open_audit(url) as log:
        export_log(log, file)
    lines = file.read_bytes().splitlines(keepends=True)
    third = lines[3]
    lines[3] = {
        "space": third.replace(b'"why":', b'"why": '),
        "order": json.dumps(json.loads(third), sort_keys=False, separators=(",", ":")).encode().replace(b'"action"', b'"zaction"') + b"\n",
        "twice": third.replace(b'"why":', b'"why":"x","why":'),
        "garbage": b"\n",
        "cut": third[:-9],
        "long": third.replace(b'"why":"', b'"why":"' + b"a" * 2_000_000),
        "deep": third.replace(b'"detail":{', b'"detail":{"a":' + b"[" * 100_000 + b"]" * 100_000 + b","),
        "bytes": third.replace(b"clear", b"cl\xff\x00ar"),
    }[edit]
    file.write_bytes(b"".join(lines))
    check = verify_export(file, Kept()).check
    assert (check.first_broken, check.break_kind) == (3, BreakKind.UNREADABLE)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"not json", b'{"form":"other"}', b"\xff\xfe", b"[" * 50_000])
def test_what_is_no_export_and_no_head_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    with pytest.raises(BadFile, match="no exported audit log"):
        verify_export(file, Kept())
    with pytest.raises(BadFile, match="no head"):
        read_head(file)
    with pytest.raises(BadFile, match="no public key"):
        read_public_key(str(file))


@pytest.mark.parametrize("wrong", [{"number": "8"}, {"number": -1}, {"number": True}, {"hash": "g" * 64}, {"hash": ""}, {"more": 1}])
def test_a_head_with_other_facts_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    made = sign_head(AuditKey(make_key()), installation="here", number=8, hashed="0" * 64)
    file = tmp_path / "head.json"
    file.write_text(json.dumps(json.loads(made.to_json()) | wrong))
    with pytest.raises(BadFile, match="no head"):
        read_head(file)
    file.write_text(made.to_json())
    assert read_head(file) == made


@given(st.integers(0, 10**12), st.binary(min_size=32, max_size=32), st.sampled_from([str.lower, str.upper, str.title]))
def test_a_head_on_paper_can_be_typed_again(number: int, hashed: bytes, write: Callable[[str], str]) -> None:
    paper = PaperHead.of(number, hashed.hex())
    assert PaperHead.read(write(str(paper))) == paper
    misread = paper.letters.replace("0", "O").replace("1", "l").replace("-", " ")
    assert PaperHead.read(f" {number} {misread}") == paper
    assert to_letters(hashed) != to_letters(bytes([hashed[0] ^ 1]) + hashed[1:])


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12",
        "12-ABC",
        "x-K7QF3-M2PX9-TD8HW-C4N2A",
        "1-K7QF3-M2PX9-TD8HW-C4N2U",
        "-K7QF3-M2PX9-TD8HW-C4N2A",
        "１-K7QF3-M2PX9-TD8HW-C4N2A",
    ],
)
def test_what_is_no_head_on_paper_is_refused(typed: str) -> None:
    with pytest.raises(WrongUse, match="short form"):
        PaperHead.read(typed)


def test_the_signing_key_is_made_once_and_is_private(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = open_audit_key(folder)
    assert open_audit_key(folder).public == key.public == read_public_key(str(folder / PUBLIC_FILE))
    assert (folder / FILE).stat().st_mode & 0o077 == 0
    assert "AuditKey(…)" == repr(key) == str(key)
    monkeypatch.setenv(VARIABLE, (folder / FILE).read_text())
    (folder / FILE).unlink()
    assert open_audit_key(folder).public == key.public
    monkeypatch.delenv(VARIABLE)
    with pytest.raises(VaultError, match="public half is still here"):
        open_audit_key(folder)


def test_a_signing_key_that_others_may_read_is_refused(folder: Path) -> None:
    open_audit_key(folder)
    (folder / FILE).chmod(0o640)
    with pytest.raises(VaultError, match="may read this key"):
        open_audit_key(folder)


def test_a_public_half_of_another_key_is_refused(folder: Path) -> None:
    open_audit_key(folder)
    (folder / PUBLIC_FILE).write_text(AuditKey(make_key()).public)
    with pytest.raises(VaultError, match="not the public half"):
        open_audit_key(folder)


def test_a_new_signing_key_is_told_in_the_log_and_old_heads_stay_good(store: Store, url: str, folder: Path, head: AuditHead) -> None:
    with pytest.raises(WrongUse, match="does not show"):
        renew_audit_key(store, folder, actor="ana", why="on two\nlines")
    assert open_audit_key(folder).public == head.public_key, "what cannot be written down is not done"
    public = renew_audit_key(store, folder, actor="ana", why="the old one was lost")
    assert public != head.public_key and store.audit.recent(1)[0].detail == {"key": name_key(public)}
    new = make_head(store, folder, actor="ana", why="again")
    assert new.public_key == public and _verify(url, head, new).is_right


def test_a_head_of_an_empty_log_agrees_with_any(store: Store) -> None:
    check = AuditCheck(0, 1, 0, "0" * 64, hashes={0: "0" * 64})
    made = sign_head(AuditKey(make_key()), installation="here", number=0, hashed="0" * 64)
    assert check_head(made, check, named="first", installation="here").is_right
