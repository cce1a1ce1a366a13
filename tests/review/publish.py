"""What staff do with a round that is right as it is: they look at everything that its page shows, and release it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from config.settings import Settings
from desk.release_make import make_release
from desk.review import list_unseen, look_at
from digest.releasing.prepare import prepare
from domain.action import Release
from flows.steps.digest import page_terms
from flows.steps.release_files import write_files, write_latest
from flows.steps.stage import opened_store


def publish(settings: Settings, round_name: str, out: Path) -> Release:
    """Look at all themes, release, and write the files."""
    current, terms = settings.round(round_name), page_terms(settings)
    with opened_store(settings) as store:
        unseen = list_unseen(prepare(store, terms, current, made_at=datetime.now(UTC)), is_solid_only=False)
        look_at(store, terms, current, unseen, actor="ana")
        made = make_release(store, terms, current, actor="ana")
        write_files(store, settings, current, made.release, out)
        write_latest(store, settings, current, out)
    return made.release
