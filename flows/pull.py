"""The flow that brings in a survey's responses."""

from __future__ import annotations

from prefect import flow, task

from domain.receipt import Receipt
from flows.secret_blocks import open_settings
from flows.steps import pull as step


@task(name="pull")
def pull_task(settings_file: str, source: str, round_name: str, is_new_only: bool, is_emptying_accepted: bool) -> Receipt:
    """One source, one round."""
    settings = open_settings(settings_file)
    return step.pull(settings, source, round_name, is_new_only=is_new_only, is_emptying_accepted=is_emptying_accepted)


@flow(name="pull_source")
def pull_source(settings_file: str, source: str, round_name: str, is_new_only: bool = False, is_emptying_accepted: bool = False) -> Receipt:
    """Pull one survey into a round: what is new, changed or withdrawn. Returns its receipt."""
    return pull_task(settings_file, source, round_name, is_new_only, is_emptying_accepted)
