"""`hearback keys`, as a person types it."""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.main import main
from config.settings import FILE_NAME, Settings
from flows.steps.pull import pull
from flows.steps.stage import opened_store
from tests.flows.paper import SPRING, paper_town
from warehouse.key_files import make_key
from warehouse.keys import KeyPlaces, key_id_of, load_keys

ROOT = Path(__file__).parents[2]
ROWS = [(str(number), "2026-03-02", "The bus stop has no light.", "North", "3", "en", f"who {number}") for number in range(3)]


@pytest.fixture
def town(tmp_path: Path) -> Settings:
    settings = paper_town(tmp_path / "town", ROWS)
    pull(settings, "paper", SPRING)
    return settings


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def hearback(*arguments: str, folder: Path, **variables: str) -> Done:
    """Run the command line from its first line to its exit code, in this process: others would import all anew."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        with chdir(folder), redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
            code = _run(arguments)
    finally:
        os.environ.clear()
        os.environ.update(before)
    return Done(code, out.getvalue(), err.getvalue())


def _run(arguments: Sequence[str]) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["hearback", *arguments])
        try:
            main()
        except SystemExit as end:
            return int(end.code or 0)
    return 0


def _vault_key(settings: Settings) -> bytes:
    return load_keys(settings.key_folder).vault


def test_a_rotation_says_what_was_done_and_what_is_left_and_never_a_key(town: Settings) -> None:
    old = _vault_key(town)
    done = hearback("keys", "rotate", "--why", "a new year", "--as", "ana", folder=town.folder)
    assert done.returncode == 0, done.stderr
    new = _vault_key(town)
    for each in (f"The vault key is now {key_id_of(new)}", "3 people's keys", "new backup", "hearback serve", "pseudonym key stays"):
        assert each in done.stdout
    for key in (old, new):
        assert base64.b64encode(key).decode() not in done.stdout + done.stderr and key.hex() not in done.stdout + done.stderr
    with opened_store(town) as store:
        assert {(each.actor, each.why) for each in store.audit.recent(10) if each.action.startswith("vault key")} == {("ana", "a new year")}
    assert sorted(each.name for each in town.key_folder.iterdir()) == ["pseudonym.key", "vault.key"]


def test_status_says_in_words_and_in_json_what_locks_what(town: Settings) -> None:
    told = hearback("keys", "status", "--json", folder=town.folder)
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    key_id = key_id_of(_vault_key(town))
    assert found["keys"][0] == {"name": "vault key", "place": f"file {town.key_folder}/vault.key", "key_id": key_id, "problem": ""}
    assert found["locked"] == [{"key_id": key_id, "which": "in use", "people": 3}]
    assert [(each["source"], each["comments"], each["days"]) for each in found["raw_words"]] == [("paper", 3, 90)]
    assert found["is_fine"] and not found["is_changing"]
    shown = hearback("keys", "status", folder=town.folder)
    for each in ("vault key", "pseudonym key", key_id, "in use", "paper", "All is well."):
        assert each in shown.stdout


def test_status_tells_what_is_wrong_where_nothing_else_starts(town: Settings) -> None:
    (town.key_folder / "vault.key").chmod(0o644)
    assert hearback("status", folder=town.folder).returncode == 1
    told = hearback("keys", "status", "--json", folder=town.folder)
    found = json.loads(told.stdout)
    assert told.returncode == 1 and "chmod 600" in found["keys"][0]["problem"] and found["keys"][1]["problem"] == ""
    assert found["locked"][0]["which"] == "not at hand"
    (town.key_folder / "vault.key").unlink()
    told = hearback("keys", "status", folder=town.folder)
    assert told.returncode == 1 and "no key here" in " ".join(told.stdout.split()) and "Something is to be done" in told.stdout


def test_status_knows_a_key_that_was_replaced_and_one_of_another_installation(town: Settings) -> None:
    old = _vault_key(town)
    assert hearback("keys", "rotate", folder=town.folder).returncode == 0
    for key, says in ((old, "replaced by another"), (make_key(), "not the one this warehouse was made with")):
        given = {"HEARBACK_VAULT_KEY": base64.b64encode(key).decode()}
        told = json.loads(hearback("keys", "status", "--json", folder=town.folder, **given).stdout)
        assert says in told["keys"][0]["problem"] and told["keys"][0]["place"] == "environment variable HEARBACK_VAULT_KEY"
        refused = hearback("keys", "rotate", folder=town.folder, **given)
        assert refused.returncode == 1 and refused.stderr.startswith("hearback: ")


def test_a_change_that_was_stopped_is_told_and_goes_on(town: Settings) -> None:
    (town.key_folder / "vault.key.next").write_text(base64.b64encode(make_key()).decode())
    (town.key_folder / "vault.key.next").chmod(0o600)
    keys = load_keys(town.key_folder)
    with opened_store(town) as store:
        store.vault_keys.begin_change(keys, actor="ana", why="")
    told = hearback("keys", "status", folder=town.folder)
    assert told.returncode == 1 and "Go on with: hearback keys rotate" in told.stdout and "next vault key" in told.stdout
    done = hearback("keys", "rotate", folder=town.folder)
    assert done.returncode == 0 and "had been stopped went on" in done.stdout
    assert _vault_key(town) == keys.next_vault
    assert hearback("keys", "status", folder=town.folder).returncode == 0


def test_old_words_can_be_destroyed_from_cron(town: Settings) -> None:
    file = town.folder / FILE_NAME
    file.write_text(file.read_text(encoding="utf-8") + "\n[redaction]\nraw_days = 0\n", encoding="utf-8")
    done = hearback("keys", "expire", folder=town.folder)
    assert (done.returncode, done.stdout) == (0, "3 raw texts destroyed.\n"), done.stderr
    assert json.loads(hearback("keys", "expire", "--json", folder=town.folder).stdout)["receipts"]["retention"]["read"] == 0
    with opened_store(town) as store:
        assert store.counts()["vault_key"] == 0


def test_a_schedule_destroys_old_words_each_day_also_where_nothing_is_pulled(town: Settings) -> None:
    shown = hearback("schedule", "--round", SPRING, "--dry-run", folder=town.folder)
    assert shown.returncode == 0, shown.stderr
    assert "destroy_old_words" in shown.stdout and "30 3 * * *" in shown.stdout and "No source has a schedule" in shown.stdout


def test_the_daily_run_is_a_deployment_that_does_it(town: Settings, tmp_path: Path) -> None:
    """In a process of its own, since Prefect reads where it lives once: the deployment is made, and its flow is run."""
    file = town.folder / FILE_NAME
    file.write_text(file.read_text(encoding="utf-8") + "\n[redaction]\nraw_days = 0\n", encoding="utf-8")
    script = (
        "import pathlib, sys; from flows.embedded import prepare, run_quietly; file = pathlib.Path(sys.argv[1]); prepare(file.parent)\n"
        "from config.settings import load_settings; from flows.schedule import plan, to_deployment\n"
        "(daily,) = plan(load_settings(file), file, 'spring'); made = to_deployment(daily)\n"
        "assert made.schedules[0].schedule.cron == '30 3 * * *' and made.parameters == {'settings_file': str(file)}\n"
        "from flows.retention import destroy_old_words\n"
        "with run_quietly(): print(destroy_old_words(**daily.parameters).notes)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(file)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "3 raw texts destroyed." in done.stdout


@pytest.mark.slow
def test_keys_come_from_prefect_secret_blocks(town: Settings) -> None:
    """In a process of its own, with a real Prefect API: without its block nothing starts; with it the key is changed."""
    keys, following = load_keys(KeyPlaces(town.key_folder)), make_key()
    file = town.folder / FILE_NAME
    file.write_text(file.read_text(encoding="utf-8").replace("[hearback]", '[hearback]\nvault_key_block = "vault-block"'), encoding="utf-8")
    (town.key_folder / "vault.key").unlink()
    script = (
        "import sys; from cli.main import app, main; from cli.options import read_settings; from pathlib import Path\n"
        "from domain.errors import VaultError; from flows.steps.keys import open_keys\n"
        "settings = read_settings(Path('hearback.toml'))\n"
        "try: open_keys(settings)\n"
        "except VaultError as error: print(error)\n"
        "from prefect.blocks.system import Secret; Secret(value=sys.stdin.read()).save('vault-block')\n"
        "sys.argv = ['hearback', 'keys', 'rotate']; main()\n"
    )
    old, new = (base64.b64encode(each).decode() for each in (keys.vault, following))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HEARBACK_VAULT_KEY_NEXT": new}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=town.folder, env=environment, input=old, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Prefect Secret block 'vault-block': There is no key here." in done.stdout
    assert f"(key {key_id_of(following)}) into the Prefect Secret block 'vault-block'" in done.stdout
    assert old not in done.stdout + done.stderr and new not in done.stdout + done.stderr
