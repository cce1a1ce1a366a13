"""No word that people said is anywhere it should not be: the small form, of 60 canaries, that every change must pass.

A pull that is killed, one that fails, and the run that ends the work; then every file that they left is searched as bytes.
The whole form, of 500 canaries and every way to fail, is `make canaries`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.packs import list_languages
from nlp.redact.found import Kind
from tests.canaries.failing import pull_while_redaction_fails
from tests.canaries.inside import SLIPS
from tests.canaries.killing import once_words_are_there
from tests.canaries.seeds import make_canaries
from tests.canaries.staged import PLACES, ROUND, Stage, staged
from tests.canaries.verdict import Judge, Verdict

COUNT = 60
MOST_MISSED = 0.1
"""The share that redaction may leave; what it reaches is measured elsewhere. Here it only must not hide a leak."""


@dataclass(frozen=True, slots=True, repr=False)
class Lived:
    """A machine after all its runs, and what the search found."""

    stage: Stage
    verdict: Verdict


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    with staged(tmp_path_factory.mktemp("canaries"), COUNT) as stage:
        machine = stage.machine
        machine.run("pull", "survey", "--round", ROUND, kill=once_words_are_there(stage))
        pull_while_redaction_fails(stage)
        machine.run("run", "--round", ROUND)
        _back_up(machine.work)
        judge = Judge.of(stage.canaries, stage.plants.planted, PLACES)
        yield Lived(stage, judge.judge(machine.all, {"processes": b"\0\0".join(machine.seen)}))


def _back_up(work: Path) -> None:
    """A copy of the warehouse, as an administrator makes it."""
    with closing(sqlite3.connect(work / "hearback.db")) as warehouse, closing(sqlite3.connect(work / "backup.db")) as copy:
        warehouse.backup(copy)


def test_every_type_and_language_is_among_sixty_and_no_two_are_the_same() -> None:
    few, all_of_them = make_canaries(COUNT), make_canaries(500)
    assert {each.kind for each in few} == set(Kind)
    assert {each.language for each in few} == set(list_languages())
    assert {(each.kind, each.language) for each in all_of_them} == {(kind, code) for kind in Kind for code in list_languages()}
    assert len({each.value for each in all_of_them}) == len({each.text for each in all_of_them}) == 500


def test_the_runs_ended_as_they_were_meant_to(lived: Lived) -> None:
    assert [each.code for each in lived.stage.machine.done] == [-9, 1, 0]


def test_all_canaries_went_in(lived: Lived) -> None:
    with closing(sqlite3.connect(lived.stage.machine.work / "backup.db")) as copy:
        (sealed,) = copy.execute("SELECT count(*) FROM vault_entry").fetchone()
        (comments,) = copy.execute("SELECT count(*) FROM comment").fetchone()
    unread = 3  # in each file the first row has a name for a date
    assert sealed == comments
    assert comments >= COUNT - unread


def test_nothing_that_was_said_is_anywhere_it_should_not_be(lived: Lived) -> None:
    assert lived.verdict.leaks == ()


def test_redaction_left_few_canaries(lived: Lived) -> None:
    assert len(lived.verdict.missed) <= MOST_MISSED * COUNT, lived.verdict.missed_kinds(lived.stage.canaries)


def test_nothing_was_written_outside_the_folders_of_the_installation(lived: Lived) -> None:
    assert lived.stage.machine.written.stat().st_size
    assert lived.stage.machine.strays() == []


def test_processes_were_looked_at(lived: Lived) -> None:
    assert any(b"tests.canaries.inside" in each for each in lived.stage.machine.seen)


def test_the_search_finds_a_programmers_slips(tmp_path: Path) -> None:
    """What proves that the tests above can fail: words in a log, packed in a temporary file, as its name, and hashed."""
    with staged(tmp_path, 44) as stage:
        machine = stage.machine
        machine.run("pull", "survey", "--round", ROUND, trouble="careless")
        leaks = Judge.of(stage.canaries, stage.plants.planted, PLACES).judge(machine.all).leaks
    pulled = {f"canary {each.number}" for each in stage.canaries[::2]}
    in_logs = {hit.needle for hit in leaks if hit.place.startswith("printed/") and hit.place.endswith(".err")}
    in_prefect = {hit.needle for hit in leaks if "prefect.db" in hit.place}
    packed = {hit.needle for hit in leaks if hit.place.startswith("tmp/slip-packed.gz > gzip")}
    names = {hit.needle for hit in leaks if hit.place.startswith("the name of")}
    hashed = {hit.needle for hit in leaks if hit.place == "tmp/slip-hashes" and hit.spelling == "sha256 in hex"}
    assert set(SLIPS) == {"log", "packed", "name", "hash"}
    assert pulled <= in_logs
    assert pulled <= packed
    assert in_prefect
    assert len(names & pulled) > len(pulled) / 2
    assert hashed & pulled
