"""The files of the timeline: the whole, its themes, its recommendations and the same as JSON; those that are no longer made go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from digest.releasing.tell_timeline import gather_timeline
from digest.releasing.terms import PageTerms
from digest.releasing.timeline_pages import write_timeline_pages
from digest.rendering.timeline_site import CALENDAR, DATA, FOLDER, WHOLE
from flows.steps.page_files import remove_page, write_page
from warehouse.store import Store


def make_timeline(store: Store, terms: PageTerms) -> dict[str, str]:
    """The pages of the timeline of what was released, by path, linked to the calendar beside them; nothing where nothing was released."""
    facts = gather_timeline(store, terms)
    return {} if facts is None else write_timeline_pages(facts, terms, beside=(CALENDAR,))


def write_timeline(out: Path, pages: Mapping[str, str]) -> bool:
    """Write these pages and remove those that were made before and are not among them; False where nothing changed."""
    written = [path for path, content in pages.items() if write_page(out / path, content)]
    removed = remove_timeline(out, keep=pages) if pages else ()
    return bool(written or removed)


def remove_timeline(out: Path, *, keep: Mapping[str, str] | None = None) -> tuple[Path, ...]:
    """Remove what was written of a timeline, less the paths to keep: the files removed. Empty folders go, too."""
    kept = {out / path for path in keep or ()}
    files = tuple(each for each in list_timeline(out) if each not in kept)
    for each in files:
        remove_page(each)
    for folder in (out / FOLDER / "theme", out / FOLDER):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    return files


def list_timeline(out: Path) -> Iterator[Path]:
    """The files of a timeline that are there."""
    yield from (each for each in (out / WHOLE, out / DATA, out / CALENDAR) if each.is_file())
    for folder in (out / FOLDER, out / FOLDER / "theme"):
        yield from sorted(each for each in folder.glob("*.html") if each.is_file())
