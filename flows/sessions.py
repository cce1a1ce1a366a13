"""The flow that brings in transcripts of listening sessions."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, task

from domain.receipt import Receipt
from flows.secret_blocks import open_settings
from flows.steps import sessions as step
from flows.steps.session_request import read_request


@task(name="import_folder")
def folder_task(settings_file: str, source: str, round_name: str, *, is_emptying_accepted: bool = False) -> Receipt:
    """Every transcript of a folder that belongs to the round."""
    return step.import_folder(open_settings(settings_file), source, round_name, is_emptying_accepted=is_emptying_accepted)


@task(name="import_session")
def session_task(settings_file: str, source: str, round_name: str, request_file: str) -> Receipt:
    """One session, as the request says."""
    return step.import_request(open_settings(settings_file), source, round_name, read_request(Path(request_file)))


@flow(name="import_sessions")
def import_sessions(
    settings_file: str, source: str, round_name: str, request_file: str | None = None, *, is_emptying_accepted: bool = False
) -> Receipt:
    """Import the session of a request, or without one every transcript of the source's folder.

    The request lies in a private file, since Prefect keeps parameters, and names must not be kept.
    """
    if request_file is None:
        return folder_task(settings_file, source, round_name, is_emptying_accepted=is_emptying_accepted)
    return session_task(settings_file, source, round_name, request_file)
