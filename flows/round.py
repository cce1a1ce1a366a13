"""The flow that does a whole round: every source, themes, digest."""

from __future__ import annotations

from prefect import flow

from config.source_tables import TranscriptSettings
from domain.receipt import Receipt
from flows.digest import write_digest
from flows.pull import pull_source
from flows.secret_blocks import open_settings
from flows.sessions import import_sessions
from flows.theme import theme_round


@flow(name="run_round")
def run_round(settings_file: str, round_name: str, out: str) -> dict[str, Receipt]:
    """Pull every survey, import every folder of transcripts, theme, and write the digest. A receipt a stage, in order."""
    settings = open_settings(settings_file)
    receipts: dict[str, Receipt] = {}
    for name, source in settings.sources.items():
        if isinstance(source, TranscriptSettings):
            receipts[f"import {name}"] = import_sessions(settings_file, name, round_name)
        else:
            receipts[f"pull {name}"] = pull_source(settings_file, name, round_name)
    receipts |= theme_round(settings_file, round_name)
    receipts |= write_digest(settings_file, round_name, out)
    return receipts
