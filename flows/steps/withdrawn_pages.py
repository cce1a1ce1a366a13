"""Pages that were written of a release which is withdrawn now: a page that says so takes their place at once."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import fields
from pathlib import Path
from typing import Any

from config.screen_texts import load_texts
from config.settings import Settings
from digest.pages.digest_page import DigestPage
from digest.rendering.render import render_digest
from digest.telling.build import describe_made
from domain.action import Release
from domain.errors import BadFile
from domain.ids import RoundId
from flows.steps.digest import TIMELINE, digest_name, write_page
from warehouse.store import Store


def replace_pages(store: Store, settings: Settings, out: Path, round_ids: Collection[RoundId]) -> tuple[Path, ...]:
    """Replace the digests of these rounds whose latest release is withdrawn, and remove the timeline: the files changed.

    Only files that are there in `out` are touched. The next digest writes both anew.
    """
    changed = []
    for each in store.rounds.all():
        release = store.releases.latest(each.id)
        file = out / digest_name(each.name)
        if each.id in round_ids and release is not None and release.withdrawn_at is not None and file.is_file():
            write_page(file, _render_withdrawn(store, settings, release))
            changed.append(file)
    timeline = out / TIMELINE
    if round_ids and timeline.is_file():
        _remove(timeline)
        changed.append(timeline)
    return tuple(changed)


def _render_withdrawn(store: Store, settings: Settings, release: Release) -> str:
    texts = load_texts(settings.hearback.language)
    content: dict[str, Any] = json.loads(store.releases.page(release.id))
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in content.items()}
    # A release of an earlier version may lack a part, or have one that there is no more.
    empty = {each.name: () if str(each.type).startswith("tuple") else "" for each in fields(DigestPage) if each.name != "made"}
    parts: dict[str, Any] = {name: said.get(name, nothing) for name, nothing in empty.items()}
    page = DigestPage(**parts, made=describe_made(release.number, release.made_at, texts))
    return render_digest(page, texts)


def _remove(file: Path) -> None:
    try:
        file.unlink()
    except OSError as error:
        raise BadFile(
            f"The timeline could not be removed: {error.strerror}.", where=str(file), next_step="Remove it, then run: hearback digest"
        ) from None
