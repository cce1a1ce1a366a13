"""Every way in which a run fails that people meet, one after another on a staged machine."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable
from pathlib import Path

from demo.limesurvey import Fault
from tests.canaries.machine import Done
from tests.canaries.staged import ROUND, Stage

_BROKEN = """\
[hearback]
languages = ["en", "es", "fr"]
warehouse = "sqlite:///broken.db"

[[rounds]]
name = "{round}"

[sources.halves]
kind = "transcripts"
folder = "{folder}/halves"

[sources.alone]
kind = "transcripts"
folder = "{folder}/alone"

[sources.rules]
kind = "transcripts"
folder = "{folder}/rules"

[sources.headless]
kind = "file"
file = "{folder}/headless.csv"
[sources.headless.columns]
comments = ["worry"]

[sources.sheet]
kind = "file"
file = "{folder}/workbook.xlsx"
[sources.sheet.columns]
comments = ["worry"]

[sources.list]
kind = "file"
file = "{folder}/paper.csv"
[sources.list.columns]
comments = ["worry"]
submitted = "when"
id = "id"
"""


def answer_garbage(stage: Stage) -> list[Done]:
    """The survey server repeats in an error what somebody said, sends a page, and breaks off in the middle."""
    done = []
    for fault, method in ((Fault.SQL_ERROR, "export_responses"), (Fault.HTML, "list_questions"), (Fault.CUT, "export_responses")):
        stage.server.fail_next(fault, 40, method=method)
        done.append(stage.machine.run("pull", "survey", "--round", ROUND))
        stage.server.faults.waiting.clear()
    return done


def fail_within_redaction(stage: Stage) -> list[Done]:
    """Redaction fails on every text with an error that repeats it: in a pull, an import and both filters."""
    machine = stage.machine
    return [
        machine.run("pull", "survey", "--round", ROUND, trouble="raise"),
        machine.run("import", "--round", ROUND, trouble="raise"),
        machine.run("redact", stdin=stage.texts.read_bytes(), trouble="raise"),
        machine.run("themes", str(stage.table), "--text-col", "words", "--out", "themes", trouble="raise"),
    ]


def pull_while_redaction_fails(stage: Stage) -> list[Done]:
    """Redaction fails on every text of a pull with an error that repeats it."""
    return [stage.machine.run("pull", "survey", "--round", ROUND, trouble="raise")]


def fill_disk(stage: Stage) -> list[Done]:
    """No file may grow above 400 kB."""
    return [stage.machine.run("run", "--round", ROUND, trouble="small-disk")]


def take_wrong_key(stage: Stage) -> list[Done]:
    """The vault's key is another installation's."""
    key = stage.machine.work / "keys" / "vault.key"
    right = key.read_bytes()
    key.write_bytes(base64.b64encode(bytes(range(32))))
    done = [stage.machine.run("pull", "survey", "--round", ROUND), stage.machine.run("held", "list")]
    key.write_bytes(right)
    return done


def break_files(stage: Stage) -> list[Done]:
    """Every input broken off in the middle, a lone one whose name is a person's, talk where facts belong, and no heading."""
    machine, folder = stage.machine, _break_inputs(stage)
    settings = machine.work / "broken.toml"
    settings.write_text(_BROKEN.format(round=ROUND, folder=folder), encoding="utf-8")
    behind = ("--settings", str(settings))
    done = [machine.run("import", "--source", name, "--round", ROUND, *behind) for name in ("halves", "alone", "rules")]
    done += [machine.run("pull", name, "--round", ROUND, *behind) for name in ("sheet", "list", "headless")]
    done.append(machine.run("source", "check", *behind))
    return done


def _break_inputs(stage: Stage) -> Path:
    folder = stage.machine.inputs / "broken"
    (folder / "halves").mkdir(parents=True)
    (folder / "alone").mkdir()
    for file in sorted(stage.machine.inputs.glob("sessions/*")):
        (folder / "halves" / file.name).write_bytes(_half(file))
        if file.suffix == ".docx":
            (folder / "alone" / f"{stage.plants.name('name of a lone file').replace(' ', '-')}.docx").write_bytes(_half(file))
    for file in stage.machine.inputs.glob("files/*"):
        (folder / file.name).write_bytes(_half(file))
    _write_rules(folder / "rules", stage)
    rows = (stage.machine.inputs / "files" / "paper.csv").read_bytes().splitlines()
    (folder / "headless.csv").write_bytes(b"\n".join(rows[1:]))
    return folder


def _write_rules(folder: Path, stage: Stage) -> None:
    """Notes that begin with a rule and a known key: what follows reads as more keys, and is who spoke."""
    folder.mkdir()
    for name in ("once", "twice"):
        who = stage.plants.name(f"speaker between rules, {name}").lower()
        turns = [f"{who}: {canary.text}" for canary in stage.canaries[:2]]
        (folder / f"{name}.txt").write_text("\n".join(["---", "date: 2026-10-01", *turns, "---", "The end."]), encoding="utf-8")


def _half(file: Path) -> bytes:
    content = file.read_bytes()
    return content[: len(content) // 2]


def break_filters(stage: Stage) -> list[Done]:
    """What the filters are given is not what they expect."""
    machine, lines = stage.machine, stage.texts.read_bytes().splitlines()
    table = machine.inputs / "ragged.csv"
    rows = stage.table.read_bytes().splitlines()
    table.write_bytes(b"\n".join([*rows[:3], b'"' + rows[3], rows[4] + b"\xff\xfe"]))
    missing = machine.inputs / "no-list.json"
    shutil.copy(stage.texts, missing)
    return [
        machine.run("redact", stdin=lines[3][: len(lines[3]) // 2], printed_as="redact-half"),
        machine.run("redact", stdin=lines[1] + b"\xff\n", printed_as="redact-not-utf-8"),
        machine.run("redact", stdin=b'["' + lines[1].replace(b'"', b"'") + b'"]', printed_as="redact-list"),
        machine.run("themes", str(table), "--text-col", "words", "--out", "themes-ragged"),
        machine.run("themes", str(stage.table), "--text-col", "no such column", "--out", "themes-none"),
        machine.run("themes", str(missing), "--text-col", "words", "--out", "themes-json"),
    ]


EVERY_WAY: tuple[Callable[[Stage], list[Done]], ...] = (
    answer_garbage,
    fail_within_redaction,
    fill_disk,
    take_wrong_key,
    break_files,
    break_filters,
)
"""All of them, in an order in which each finds what it needs."""
