"""The files of a release: every form of what was frozen, the round's page under its lasting name, and the timeline."""

from __future__ import annotations

from pathlib import Path

from config.settings import Settings
from digest.releasing.frozen import read_release
from digest.rendering.files import write_release
from domain.action import Release
from domain.errors import WrongUse
from domain.listening import Round
from flows.steps.calendars import make_public_calendar
from flows.steps.digest import TIMELINE, make_released_pages, page_terms, remove_draft
from flows.steps.page_files import write_page
from flows.steps.timeline_files import make_timeline, write_timeline
from warehouse.store import Store


def write_files(store: Store, settings: Settings, current: Round, release: Release, out: Path) -> tuple[Path, ...]:
    """Write a release in every form, from what was frozen: the same release gives the same files.

    Raises WrongUse for one that was withdrawn.
    """
    if release.withdrawn_at is not None:
        raise WrongUse(
            f"Release {release.number} was withdrawn and says nothing any more.",
            where=current.name,
            next_step=f"See which ones stand: hearback release list; or make another: hearback release make --round {current.name}",
        )
    texts = page_terms(settings).texts_of(release.language)
    return write_release(
        read_release(store, release, texts),
        number=release.number,
        round_name=current.name,
        content_hash=release.content_hash,
        made_at=release.made_at,
        folder=out,
        texts=texts,
        paper=settings.digest.paper,
    )


def write_latest(store: Store, settings: Settings, current: Round, out: Path) -> tuple[Path, ...]:
    """Write `digest-ROUND.html` of the round's last release and the timeline, and remove the draft that it took the place of."""
    terms = page_terms(settings)
    pages, timeline = make_released_pages(store, terms, current), make_timeline(store, terms) | make_public_calendar(store, settings)
    for name, html in pages.items():
        write_page(out / name, html)
    write_timeline(out, timeline)
    remove_draft(out, current)
    return tuple(out / name for name in (*pages, *(name for name in (TIMELINE,) if name in timeline)))
