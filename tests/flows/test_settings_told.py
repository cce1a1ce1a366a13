"""A change of settings becomes an audit event, with its value only where that tells nothing of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from config.settings import FILE_NAME, Settings, load_settings
from domain.receipt import Receipt
from flows.acting import acting_as, current_actor
from flows.steps.settings_told import note_settings
from flows.steps.stage import opened_store, stage
from warehouse.keys import create_keys
from warehouse.store import Store

START = """
[hearback]
town = "Zyx Falls"
warehouse = "sqlite:///hearback.db"
[digest]
threshold = 10
[[rounds]]
name = "autumn"
ends_on = 2026-11-30
[sources.halls]
kind = "transcripts"
folder = "sessions"
facilitators = ["Quillon Farb"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_keys(tmp_path / "keys")
    return tmp_path


def _settings(folder: Path, *changes: tuple[str, str]) -> Settings:
    text = START
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    return load_settings(folder / FILE_NAME)


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with opened_store(_settings(folder)) as opened:
        note_settings(opened, _settings(folder), actor="ana")
        yield opened


def test_the_first_run_writes_down_what_is_set(store: Store) -> None:
    first = store.audit.recent(1)[0]
    assert (first.number, first.action, first.actor) == (1, "settings first seen", "ana")
    assert first.detail["digest.threshold"] == "10" and first.detail["rounds.autumn.ends_on"] == "2026-11-30"
    assert "sources.halls.facilitators" not in first.detail and not any("warehouse" in name for name in first.detail)


def test_the_same_settings_leave_no_event(store: Store, folder: Path) -> None:
    assert not note_settings(store, _settings(folder), actor="ana")
    assert store.audit.count() == 1


@pytest.mark.parametrize(
    ("before", "after", "name", "told"),
    [
        ("threshold = 10", "threshold = 3", "digest.threshold", "10 -> 3"),
        ("2026-11-30", "2026-12-31", "rounds.autumn.ends_on", "2026-11-30 -> 2026-12-31"),
        ("Quillon Farb", "Norvald Ipke", "sources.halls.facilitators", "changed"),
        ("Zyx Falls", "Wuv Falls", "hearback.town", "changed"),
        ("[digest]", '[redaction]\nofficers = "keep"\n[digest]', "redaction.officers", "replace -> keep"),
        ("[sources.halls]", "[sources.hall]", "sources.halls.facilitators", "removed"),
    ],
)
def test_a_change_is_told_as_far_as_it_may_be(store: Store, folder: Path, before: str, after: str, name: str, told: str) -> None:
    assert note_settings(store, _settings(folder, (before, after)), actor="ben")
    event = store.audit.recent(1)[0]
    assert (event.action, event.actor, event.detail[name]) == ("settings changed", "ben", told)
    assert note_settings(store, _settings(folder), actor="ben"), "back again is a change too"


def test_no_name_of_the_settings_is_kept(store: Store, folder: Path) -> None:
    note_settings(store, _settings(folder, ("Quillon Farb", "Norvald Ipke"), ("Zyx", "Wuv")), actor="ben")
    store.close()
    content = b"".join(file.read_bytes() for file in folder.glob("hearback.db*"))
    assert not any(name in content for name in (b"Quillon", b"Norvald", b"Zyx", b"Wuv"))


def test_where_things_lie_and_passwords_are_no_settings_of_the_log(store: Store, folder: Path) -> None:
    moved = _settings(folder).model_copy(update={"folder": folder / "elsewhere"})
    assert not note_settings(store, moved, actor="ana")


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(3, 10**6), st.integers(1, 10**6), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=600))
def test_whatever_is_set_is_noted_once(store: Store, folder: Path, threshold: int, round_to: int, town: str) -> None:
    base = _settings(folder)
    changed = base.model_copy(
        update={
            "digest": base.digest.model_copy(update={"threshold": threshold, "round_to": round_to}),
            "hearback": base.hearback.model_copy(update={"town": town}),
        }
    )
    note_settings(store, changed, actor="ana")
    assert not note_settings(store, changed, actor="ana")
    assert store.audit.verify().is_intact


def test_many_changes_are_one_event_that_says_how_many(store: Store, folder: Path) -> None:
    rounds = "".join(f'[[rounds]]\nname = "r{number}"\n' for number in range(40))
    note_settings(store, _settings(folder, ("[sources.halls]", f"{rounds}[sources.halls]")), actor="ana")
    assert store.audit.recent(1)[0].detail == {"settings": 40 * 4}


@stage("tried")
def _tried(store: Store, settings: Settings, scope: str) -> Receipt:
    store.audit.append(current_actor(), "tried", scope, "")
    return Receipt()


def test_a_stage_notes_the_settings_and_acts_for_whoever_began_it(folder: Path) -> None:
    settings = _settings(folder)
    with acting_as("ana"):
        _tried(settings, "by hand")
    _tried(_settings(folder, ("threshold = 10", "threshold = 5")), "by the clock")
    with opened_store(settings) as store:
        found = [(each.actor, each.action) for each in reversed(store.audit.recent())]
    assert found == [("ana", "settings first seen"), ("ana", "tried"), ("hearback", "settings changed"), ("hearback", "tried")]
