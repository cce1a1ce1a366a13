"""The flow that counts a round's findings and writes its draft, and the pages of what was released."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, task

from domain.receipt import Receipt
from flows.secret_blocks import open_settings
from flows.steps import digest as digest_step
from flows.steps import findings as findings_step


@task(name="findings")
def findings_task(settings_file: str, round_name: str) -> Receipt:
    """Count people, sessions, shares and change for each theme."""
    return findings_step.findings(open_settings(settings_file), round_name)


@task(name="digest")
def digest_task(settings_file: str, round_name: str, out: str) -> Receipt:
    """Write the draft, and the pages of what was released; nothing is published."""
    return digest_step.digest(open_settings(settings_file), round_name, Path(out))


@flow(name="write_digest")
def write_digest(settings_file: str, round_name: str, out: str) -> dict[str, Receipt]:
    """Findings, then `draft-ROUND.html` under `out`, with what was released. Returns a receipt a stage, in order."""
    return {
        "findings": findings_task(settings_file, round_name),
        "digest": digest_task(settings_file, round_name, out),
    }
