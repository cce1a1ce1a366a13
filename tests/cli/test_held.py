"""`hearback held` as staff use it: at a terminal and without one, and every wrong use told in a sentence."""

from __future__ import annotations

import json
import logging
import os
import pty
import re
import threading
import tty
from collections.abc import Iterator
from contextlib import chdir
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli.held_words import show_safely
from cli.main import app
from config.settings import Settings
from domain.errors import HearbackError
from tests.cli.test_sources import assert_explains, here
from tests.flows.held_town import FLAGGED, ORDINARY, UNKNOWN, all_comments, comment_id, held_town, pull_answers, text_of
from warehouse.audit import AuditEvent
from warehouse.store import Store

WHY = ("--why", "the interpreter was asked", "--as", "Rowan")
ANSWERS = {"1": {"said": ORDINARY}, "2": {"said": FLAGGED}, "3": {"said": UNKNOWN}, "4": {"said": FLAGGED.replace("umbrella", "lamp")}}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[tuple[Settings, Store]]:
    with held_town(tmp_path) as (settings, store):
        pull_answers(store, settings, ANSWERS)
        yield settings, store


def at_terminal(*arguments: str, folder: Path, answers: str = "", monkeypatch: pytest.MonkeyPatch) -> str:
    """All that a person at a terminal sees who types these answers; an error's sentence stands at the end."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    seen: list[bytes] = []
    reader = threading.Thread(target=_read_all, args=(ours, seen))
    reader.start()
    with os.fdopen(theirs, "w", encoding="utf-8", closefd=False) as shown, os.fdopen(theirs, encoding="utf-8", closefd=False) as typed:
        for name, terminal in (("stdin", typed), ("stdout", shown), ("stderr", shown)):
            monkeypatch.setattr(f"sys.{name}", terminal)
        os.write(ours, answers.encode())
        error = _run(arguments, folder)
    monkeypatch.undo()
    os.write(theirs, b"\x04")
    reader.join(timeout=10)
    os.close(theirs)
    os.close(ours)
    return b"".join(seen).rstrip(b"\x04").decode() + error


def _run(arguments: tuple[str, ...], folder: Path) -> str:
    try:
        with chdir(folder):
            app(arguments, standalone_mode=False)
    except HearbackError as error:
        return f"hearback: {error}"
    return ""


def _read_all(ours: int, seen: list[bytes]) -> None:
    while not (seen and seen[-1].endswith(b"\x04")):
        seen.append(os.read(ours, 65_536))


def events(store: Store) -> list[AuditEvent]:
    return list(reversed(store.audit.recent()))


def test_the_list_tells_reasons_and_counts_and_no_words(town: tuple[Settings, Store], tmp_path: Path) -> None:
    done = here("held", "list", folder=tmp_path)
    assert "may point to one person" in " ".join(done.stdout.split())
    assert re.search(r"language not known +1", done.stdout)
    day = datetime.now(UTC) + timedelta(days=town[0].redaction.raw_days)
    assert done.stdout.count(str(day.date())) == 3
    assert not any(words in done.stdout for words in ("umbrella", "Chechen", "коркобуз"))
    assert "Nothing of this is held; 3 other" in here("held", "list", "--reason", "boredom", folder=tmp_path).stdout
    listed = json.loads(here("held", "list", "--reason", "language not known", "--source", "paper", "--json", folder=tmp_path).stdout)
    assert [each["id"] for each in listed] == [comment_id(town[0], "3")]


def test_the_list_says_where_the_words_are_gone(town: tuple[Settings, Store], tmp_path: Path) -> None:
    settings, store = town
    store.vault.destroy_expired(settings.source_value("paper").id, datetime.now(UTC) + timedelta(days=1))
    assert here("held", "list", folder=tmp_path).stdout.count("destroyed") == 3
    done = here("held", "release", comment_id(settings, "2"), *WHY, folder=tmp_path)
    assert_explains(done, 1, "destroyed when their time was over", "hearback held discard")


def test_every_short_id_of_the_list_is_taken(town: tuple[Settings, Store], tmp_path: Path) -> None:
    short = re.findall(r"comment-[0-9a-f]+", here("held", "list", folder=tmp_path).stdout)
    assert len(short) == 3
    done = here("held", "discard", *short, *WHY, "--json", folder=tmp_path)
    assert len(json.loads(done.stdout)["discarded"]) == 3
    assert here("held", "list", folder=tmp_path).stdout == "Nothing is held.\n"


def test_words_are_shown_at_a_terminal_after_the_event_that_says_so(
    town: tuple[Settings, Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings, store = town
    with caplog.at_level(logging.DEBUG):
        seen = at_terminal("held", "show", comment_id(settings, "2"), *WHY, folder=tmp_path, monkeypatch=monkeypatch)
    assert f"    {FLAGGED}" in seen
    assert "    We are [SMALL_GROUP_ID 1], and the umbrella remains." in seen
    assert [(each.action, each.actor, each.subject, each.why) for each in events(store)] == [
        ("read raw words", "Rowan", comment_id(settings, "2"), WHY[1])
    ]
    assert "umbrella" not in caplog.text


def test_words_of_a_language_not_known_are_shown_and_what_would_go_on_once_it_is_said(
    town: tuple[Settings, Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment = comment_id(town[0], "3")
    seen = at_terminal("held", "show", comment, *WHY, folder=tmp_path, monkeypatch=monkeypatch)
    assert UNKNOWN in seen
    assert "say --language" in seen
    seen = at_terminal("held", "show", comment, *WHY, "--language", "ru", folder=tmp_path, monkeypatch=monkeypatch)
    assert seen.count(UNKNOWN) == 2


def test_words_do_not_go_into_a_file_unless_somebody_says_so(town: tuple[Settings, Store], tmp_path: Path) -> None:
    settings, store = town
    done = here("held", "show", comment_id(settings, "2"), *WHY, folder=tmp_path)
    assert_explains(done, 2, "go into a file", "--yes")
    assert (done.stdout, events(store)) == ("", [])
    assert FLAGGED in here("held", "show", comment_id(settings, "2"), *WHY, "--yes", folder=tmp_path).stdout
    assert len(events(store)) == 1


@pytest.mark.parametrize("command", ["show", "redact", "release", "discard"])
def test_nothing_is_done_without_a_reason(town: tuple[Settings, Store], tmp_path: Path, command: str) -> None:
    settings, store = town
    done = here("held", command, comment_id(settings, "2"), *(["--take"] if command == "redact" else []), folder=tmp_path)
    assert_explains(done, 2, "It is not said why.", "--why")
    assert events(store) == []


def test_release_lets_several_go_on_and_says_what_was_released_before(town: tuple[Settings, Store], tmp_path: Path) -> None:
    settings, store = town
    ids = [comment_id(settings, key) for key in ("2", "4")]
    done = here("held", "release", *ids, *WHY, folder=tmp_path)
    assert done.stdout.startswith(f"Released: {', '.join(ids)}.")
    assert text_of(store, ids[0]) == "We are [SMALL_GROUP_ID 1], and the umbrella remains."
    before = len(events(store))
    assert here("held", "release", ids[0], *WHY, folder=tmp_path).stdout == f"Released before: {ids[0]}. Nothing changed.\n"
    assert len(events(store)) == before
    assert here("held", "release", comment_id(settings, "3"), *WHY, "--language", "ru", folder=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        (["release", "{3}"], 2, "Say which it is with --language"),
        (["release", "{3}", "--language", "ky"], 2, "'ky' is not served"),
        (["release", "{1}"], 2, "It is not held"),
        (["release", "ffffffffffffffffffff"], 2, "No comment has an id that begins"),
        (["release", "we are the only family"], 2, "This is no comment's id"),
        (["release"], 2, "Name comments, or a reason"),
        (["discard", "{2}", "--all-of-reason", "language not known"], 2, "one of the two"),
        (["discard", "--all-of-reason", "boredom"], 2, "There are: language not known; may point to one person."),
        (["discard", "--all-of-reason", "language not known"], 2, "Use a terminal"),
        (["redact", "{2}"], 2, "It is not said what to take out"),
        (["redact", "{2}", "--spans", "3:9:NOBODY"], 2, "There is no such type"),
        (["redact", "{2}", "--spans", "3:9999:PERSON"], 2, "does not lie within the comment"),
        (["redact", "{2}", "--spans", "3:9:PERSON", "--spans", "8:12:PERSON"], 2, "overlap"),
        (["redact", "{2}", "--take"], 2, "The words would go into a file"),
    ],
)
def test_wrong_use_is_told_and_changes_nothing(town: tuple[Settings, Store], tmp_path: Path, more: list[str], code: int, says: str) -> None:
    settings, store = town
    before = store.fingerprint()
    named = [re.sub(r"\{(\d)\}", lambda match: comment_id(settings, match[1]), each) for each in more]
    done = here("held", *named, *WHY, folder=tmp_path)
    assert_explains(done, code, says)
    assert store.fingerprint() == before
    assert not any(words in done.stderr + done.stdout for words in ("umbrella", "Chechen", "we are the only"))


def test_spans_take_out_more_without_a_terminal(town: tuple[Settings, Store], tmp_path: Path) -> None:
    settings, store = town
    start = FLAGGED.index("umbrella")
    done = here("held", "redact", comment_id(settings, "2"), "--spans", f"{start}:{start + 8}:person", *WHY, folder=tmp_path)
    assert "Released" in done.stdout
    assert text_of(store, comment_id(settings, "2")) == "We are [SMALL_GROUP_ID 1], and the [PERSON 1] remains."
    assert "umbrella" not in done.stdout


def test_words_to_take_out_are_typed_and_seen_before_they_go(
    town: tuple[Settings, Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, store = town
    command = ("held", "redact", comment_id(settings, "2"), "--take", "--keep-flagged", *WHY)
    seen = at_terminal(*command, folder=tmp_path, answers="absent\n\numbrella\nnobody\nUmbrella\n\n\nn\n", monkeypatch=monkeypatch)
    assert "does not stand in the comment" in seen
    assert "There is no such type" in seen
    assert "Found in 1 place." in seen
    assert seen.endswith("It stays held.\n")
    assert text_of(store, comment_id(settings, "2")) is None
    seen = at_terminal(*command, folder=tmp_path, answers="umbrella\nplace\nlincoln\nperson\n\ny\n", monkeypatch=monkeypatch)
    assert "Released: comment-" in seen
    assert text_of(store, comment_id(settings, "2")) == "We are the only Chechen family at [PERSON 1] Elementary, and the umbrella remains."


@pytest.mark.parametrize(
    ("typed", "is_done"), [("discard 2", True), ("DISCARD 2", True), ("discard", False), ("y", False), ("discard 3", False)]
)
def test_a_whole_reason_is_decided_only_by_typing_so(
    town: tuple[Settings, Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, is_done: bool
) -> None:
    command = ("held", "discard", "--all-of-reason", "may point to one person", *WHY)
    seen = at_terminal(*command, folder=tmp_path, answers=f"{typed}\n", monkeypatch=monkeypatch)
    assert ("Discarded: comment-" in seen) == is_done == ("nothing was changed" not in seen)
    assert len(all_comments(town[1])) == 4
    assert len(town[1].comments.list_held()) == (1 if is_done else 3)


def test_a_whole_reason_is_released_in_one_go(town: tuple[Settings, Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = ("held", "release", "--all-of-reason", "may point to one person", *WHY)
    seen = at_terminal(*command, folder=tmp_path, answers="release 2\n", monkeypatch=monkeypatch)
    assert "Released: comment-" in seen
    assert [each.reason for each in town[1].comments.list_held()] == ["language not known"]
    assert [each.action for each in events(town[1])] == ["read raw words"] * 2 + ["held words released"] * 2


def test_status_counts_what_was_discarded_apart(town: tuple[Settings, Store], tmp_path: Path) -> None:
    here("held", "discard", comment_id(town[0], "2"), *WHY, folder=tmp_path)
    found = json.loads(here("status", "--json", folder=tmp_path).stdout)
    assert found["held"] == [["autumn", "language not known", 1], ["autumn", "may point to one person", 1]]
    assert found["discarded"] == [["autumn", 1]]
    assert "\nDiscarded" in here("status", folder=tmp_path).stdout


def test_without_the_vault_key_nothing_is_shown(town: tuple[Settings, Store], tmp_path: Path) -> None:
    key = tmp_path / "keys" / "vault.key"
    kept = key.read_bytes()
    key.unlink()
    done = here("held", "show", comment_id(town[0], "2"), *WHY, "--yes", folder=tmp_path)
    key.write_bytes(kept)
    key.chmod(0o600)
    assert_explains(done, 1, "key")
    assert done.stdout == ""


def test_words_cannot_steer_the_terminal() -> None:
    assert show_safely("a\x1b[2Jb\r\x07\u202ec\tد\u200f\n") == "a<U+001B>[2Jb<U+000D><U+0007><U+202E>c\tد\u200f\n"
