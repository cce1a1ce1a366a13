"""The flow that brings in transcripts of listening sessions."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, task

from config.settings import load_settings
from domain.receipt import Receipt
from flows.steps import sessions as step


@task(name="import_folder")
def folder_task(settings_file: str, source: str, round_name: str) -> Receipt:
    """Every transcript of a folder that belongs to the round."""
    return step.import_folder(load_settings(Path(settings_file)), source, round_name)


@task(name="import_session")
def session_task(settings_file: str, source: str, round_name: str, session: str, files: list[str]) -> Receipt:
    """One session from its files."""
    return step.import_session(load_settings(Path(settings_file)), source, round_name, session, [Path(file) for file in files])


@flow(name="import_sessions")
def import_sessions(
    settings_file: str, source: str, round_name: str, session: str | None = None, files: list[str] | None = None
) -> Receipt:
    """Import one session from the files named, or without a session every transcript of the source's folder."""
    if session is None:
        return folder_task(settings_file, source, round_name)
    return session_task(settings_file, source, round_name, session, files or [])
