"""The daily flow that reminds, and the one that sends what waits, every hour."""

from __future__ import annotations

from prefect import flow, task

from domain.receipt import Receipt
from flows.secret_blocks import open_settings
from flows.steps.remind import run as step


@task(name="reminders")
def remind_task(settings_file: str) -> Receipt:
    """What has fallen due is made and sent."""
    return step.remind(open_settings(settings_file))


@task(name="waiting-reminders")
def send_again_task(settings_file: str) -> Receipt:
    """What waits is sent."""
    return step.send_again(open_settings(settings_file))


@flow(name="remind")
def remind(settings_file: str) -> Receipt:
    """Remind everybody of what has fallen due. Returns its receipt."""
    return remind_task(settings_file)


@flow(name="send_waiting_reminders")
def send_waiting_reminders(settings_file: str) -> Receipt:
    """Send what was made in quiet hours, and what could not be sent before. Returns its receipt."""
    return send_again_task(settings_file)
