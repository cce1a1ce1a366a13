"""The whole form: 500 canaries through every run that was thought of; `make canaries`, half an hour on two busy cores.

Runs are killed at random moments, fail in every way, are tried again, and end; commands that look at what is there follow.
After every part all files are searched as bytes, so that what a later part would write over is seen too.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from demo.limesurvey import SPOKEN_IN_SQL
from tests.canaries.failing import EVERY_WAY
from tests.canaries.killing import after, count_rows, once_listed, once_rows, once_words_are_there
from tests.canaries.staged import PLACES, ROUND, Stage, staged
from tests.canaries.verdict import Judge, Places, Verdict
from tests.warehouse.postgresql import start_postgresql

pytestmark = pytest.mark.slow

COUNT = int(os.environ.get("HEARBACK_CANARIES", "500"))
KILLS = 5
MOST_MISSED = 0.03
LATER = ("passage", "embedding", "assignment", "finding")
"""Tables that the stages after the pull fill, in their order."""

QUOTED: dict[str, tuple[str, ...]] = {"a database's own error": (SPOKEN_IN_SQL, "Quillan")}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(tmp_path_factory.mktemp("canaries"), COUNT) as made:
        yield made


def judge(stage: Stage) -> Verdict:
    found = Judge.of(stage.canaries, stage.plants.planted | QUOTED, PLACES)
    return found.judge(stage.machine.all, {"processes": b"\0\0".join(stage.machine.seen)})


def kill_now_and_then(stage: Stage) -> None:
    """Runs that end at random moments and at random writes, each going on where the last one was."""
    draw, machine = random.Random(20261101), stage.machine
    machine.run("run", "--round", ROUND, kill=once_words_are_there(stage), is_loudest=True)
    for _ in range(KILLS):
        machine.run("run", "--round", ROUND, kill=after(draw.uniform(4, 40)))
        machine.run("run", "--round", ROUND, trouble=f"die:{draw.randint(4, 60)}")


def kill_an_import_with_names(stage: Stage) -> None:
    """A session that was handed over with its facilitator's name, killed while its request waits."""
    name = stage.plants.name("facilitator on the command line")
    file = stage.machine.inputs / f"{stage.plants.name('file that was handed over').replace(' ', '-')}.txt"
    file.write_text(f"{name}: Welcome.\n\nA resident: {stage.canaries[0].text}\n", encoding="utf-8")
    seen = set(stage.machine.seen)
    for kill in (once_listed(stage, "prefect.db"), after(20), None):
        stage.machine.run(
            "import", str(file), "--session", "evening talk", "--round", ROUND, "--facilitator", name, kill=kill, printed_as="import-named"
        )
    stage.machine.seen = seen  # whoever types a name into a command line has it there


def kill_each_later_stage(stage: Stage) -> None:
    """With all words brought in, runs that die as soon as a stage has written its first rows, one stage after another."""
    machine = stage.machine
    assert machine.run("pull", "--round", ROUND).code == 0
    assert machine.run("import", "--round", ROUND).code == 0
    for table in LATER:
        machine.run("run", "--round", ROUND, kill=once_rows(stage, table))
    assert all(count_rows(machine.work / "hearback.db", table) for table in LATER)


def run_to_the_end(stage: Stage) -> None:
    """The whole round, twice, and everything that looks at it."""
    machine = stage.machine
    assert machine.run("run", "--round", ROUND, "--json", is_loudest=True).code == 0
    assert json.loads(machine.run("run", "--round", ROUND, "--json").out)["changed"] is False
    _release(stage)
    for command in (
        ("digest", "--round", ROUND),
        ("status", "--json"),
        ("source", "check"),
        ("source", "list"),
        ("privacy", "report"),
        ("audit", "verify"),
        ("keys", "status"),
    ):
        machine.run(*command)
    assert machine.run("held", "list", "--json").code == 0


def _release(stage: Stage) -> None:
    """A person looks at every theme and publishes the round."""
    machine = stage.machine
    listed = json.loads(machine.run("review", "list", "--round", ROUND, "--json").out)
    if ids := [each["theme"] for each in listed["themes"]]:
        assert machine.run("review", "approve", *ids, "--round", ROUND).code == 0
    assert machine.run("release", "make", "--round", ROUND).code == 0
    assert machine.run("release", "show", "--round", ROUND).code == 0


def filter_words(stage: Stage) -> None:
    """The two filters that need no warehouse."""
    machine = stage.machine
    assert machine.run("redact", stdin=stage.texts.read_bytes(), printed_as="redact").code == 0
    assert machine.run("themes", str(stage.table), "--text-col", "words", "--lang-col", "tongue", "--out", "themes").code == 0


def guess_files(stage: Stage) -> None:
    """What each file of answers could become: it shows headings, and never what stands in a row."""
    for file in sorted((stage.machine.inputs / "files").iterdir()):
        assert stage.machine.run("source", "guess", str(file), "--json").code == 0


def copy_warehouse(stage: Stage) -> None:
    """Backups as an administrator makes them: page by page, and written anew."""
    work = stage.machine.work
    with closing(sqlite3.connect(work / "hearback.db")) as warehouse, closing(sqlite3.connect(work / "backup.db")) as copy:
        warehouse.backup(copy)
        warehouse.execute("VACUUM INTO ?", (str(work / "backup.db-anew"),))


PARTS: tuple[Callable[[Stage], object], ...] = (
    kill_now_and_then,
    *EVERY_WAY,
    kill_an_import_with_names,
    kill_each_later_stage,
    run_to_the_end,
    filter_words,
    guess_files,
    copy_warehouse,
)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: str(part.__name__))
def test_nothing_that_was_said_is_anywhere_it_should_not_be_after(part: Callable[[Stage], object], stage: Stage) -> None:
    part(stage)
    verdict = judge(stage)
    print(  # noqa: T201 - figures for whoever runs it with -s
        f"{part.__name__}: {len(stage.machine.done)} runs, {verdict.files} files, {verdict.bytes:,} bytes, "
        f"{len(verdict.missed)} missed, {len(verdict.leaks)} leaks"
    )
    assert verdict.leaks == ()


def test_at_the_end_every_canary_went_in_and_redaction_left_few(stage: Stage) -> None:
    verdict = judge(stage)
    with closing(sqlite3.connect(stage.machine.work / "backup.db")) as copy:
        (sealed,) = copy.execute("SELECT count(*) FROM vault_entry").fetchone()
    print(f"{len(verdict.missed)} of {COUNT} missed: {verdict.missed_kinds(stage.canaries)}; {len(stage.plants.planted)} planted")  # noqa: T201
    assert sealed >= COUNT - 3  # in each file the first row has a name for a date
    assert len(verdict.missed) <= MOST_MISSED * COUNT


def test_nothing_was_written_outside_the_folders_of_the_installation(stage: Stage) -> None:
    assert stage.machine.strays() == []


def test_the_data_of_a_postgresql_server_hold_sealed_words_only(tmp_path: Path) -> None:
    with start_postgresql() as server:
        url = server.url_of("postgres")
        with staged(tmp_path, 88, warehouse=url) as stage:
            machine = stage.machine
            machine.run("pull", "survey", "--round", ROUND, kill=after(15))
            assert machine.run("pull", "--round", ROUND).code == 0
            assert machine.run("import", "--round", ROUND).code == 0
            data, redacted = _look_at(url)
            found = Judge.of(stage.canaries, stage.plants.planted, Places(("base/", "pg_wal/")))
            verdict = found.judge(data, redacted=redacted)
            elsewhere = judge(stage)
    assert verdict.leaks == ()
    assert elsewhere.leaks == ()
    assert verdict.bytes > 10_000_000


def _look_at(url: str) -> tuple[Path, list[bytes]]:
    """Where the server keeps its data, after all is on the disk, and what redaction wrote there."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        (folder,) = connection.execute("SHOW data_directory").fetchall()[0]
        rows = connection.execute("SELECT text, translation_text FROM comment WHERE text IS NOT NULL").fetchall()
    assert rows
    return Path(folder), ["\n".join(text for row in rows for text in row if text).encode()]
