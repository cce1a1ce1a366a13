"""The flow that brings in a survey's responses."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, task

from config.settings import load_settings
from domain.receipt import Receipt
from flows.steps import pull as step


@task(name="pull")
def pull_task(settings_file: str, source: str, round_name: str) -> Receipt:
    """One source, one round."""
    return step.pull(load_settings(Path(settings_file)), source, round_name)


@flow(name="pull_source")
def pull_source(settings_file: str, source: str, round_name: str) -> Receipt:
    """Pull one survey into a round: what is new, changed or withdrawn. Returns its receipt."""
    return pull_task(settings_file, source, round_name)
