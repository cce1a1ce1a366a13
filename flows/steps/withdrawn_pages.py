"""Files that were written of releases which are withdrawn now, and drafts: what says so takes their place, or nothing, at once."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from config.settings import Settings
from digest.rendering.forms.stamp import Stamp
from domain.action import Release
from domain.ids import RoundId
from domain.listening import Round
from flows.steps.digest import digest_name, draft_name, page_terms, render_release
from flows.steps.page_files import remove_page, write_page
from flows.steps.timeline_files import remove_timeline
from warehouse.store import Store


def replace_pages(store: Store, settings: Settings, out: Path, round_ids: Collection[RoundId]) -> tuple[Path, ...]:
    """Replace the digests of these rounds whose latest release is withdrawn, and remove the timeline with all its pages: the files changed.

    The files of withdrawn releases in other forms are removed. Only files that are there in `out` are touched.
    """
    changed = []
    for each in store.rounds.all():
        if each.id not in round_ids:
            continue
        changed += _replace_digest(store, settings, out, each)
        for release in store.releases.of_round(each.id):
            if release.withdrawn_at is not None:
                changed += _remove(_list_forms(out, each, release))
    return (*changed, *(remove_timeline(out) if round_ids else ()))


def remove_drafts(store: Store, out: Path) -> tuple[Path, ...]:
    """Remove the drafts of all rounds: what was erased may stand in any of them. The next digest writes them anew."""
    files = [out / draft_name(each.name) for each in store.rounds.all()]
    return tuple(_remove([each for each in files if each.is_file()]))


def _replace_digest(store: Store, settings: Settings, out: Path, current: Round) -> list[Path]:
    release, file = store.releases.latest(current.id), out / digest_name(current.name)
    if release is None or release.withdrawn_at is None or not file.is_file():
        return []
    write_page(file, render_release(store, page_terms(settings), release))
    return [file]


def _list_forms(out: Path, current: Round, release: Release) -> list[Path]:
    """What was written of a release in the folder, in all its forms."""
    stem = Stamp(current.name, release.number, release.content_hash, release.made_at).stem
    return sorted(each for each in out.glob(f"{stem}*") if each.is_file() and each.name.removeprefix(stem)[:1] in (".", "-"))


def _remove(files: list[Path]) -> list[Path]:
    for each in files:
        remove_page(each)
    return files
