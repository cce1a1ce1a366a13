"""The flow that destroys raw words whose time is over, every day, whether anybody pulls or not."""

from __future__ import annotations

from prefect import flow, task

from domain.receipt import Receipt
from flows.secret_blocks import open_settings
from flows.steps import retention as step


@task(name="retention")
def retention_task(settings_file: str, is_clock_right: bool) -> Receipt:
    """Every source of the warehouse, those that have left the settings too."""
    return step.retain(open_settings(settings_file), is_clock_right=is_clock_right)


@flow(name="destroy_old_words")
def destroy_old_words(settings_file: str, is_clock_right: bool = False) -> Receipt:
    """Destroy the raw words whose days are over. Returns its receipt."""
    return retention_task(settings_file, is_clock_right)
