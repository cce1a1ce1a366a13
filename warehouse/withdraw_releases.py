"""Releases after an erasure: one that shows what an erased person said is withdrawn, and says nothing any more."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from domain.ids import ReleaseId, RoundId
from warehouse.rows import update_rows
from warehouse.spoken import Spoken, holds_words, list_words
from warehouse.tables_release import release

# Parts of a page in which nothing stands that people said: titles of the page, what boards wrote, and how it came about.
_NOT_SPOKEN = frozenset(
    {"schema", "language", "content_language", "direction", "town", "title", "round_title", "dates", "round_titles", "themes_note"}
    | {"unthemed", "indicators", "recommendations", "method", "counts", "notice", "withdrawn_on", "hidden_note"}
)
# What a withdrawn page still says: whose it was, and of which round.
_KEPT = frozenset({"schema", "language", "content_language", "direction", "town", "title", "round_title", "dates", "round_titles"})
# What every page has, and a withdrawn one has empty; all other parts stand in a page only where they say something.
_EMPTIED = frozenset({"summary", "themes", "themes_note", "unthemed", "heard", "indicators", "recommendations", "method", "counts"})

Page = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WithdrawnRelease:
    """A release that was withdrawn: its round, its number in it, and the hash that its page had."""

    id: ReleaseId
    round_id: RoundId
    number: int
    hash_before: str


def load_pages(connection: Connection) -> dict[str, Page]:
    """The pages of all releases that still say something, by release."""
    rows = connection.execute(select(release.c.id, release.c.page_json).where(release.c.withdrawn_at.is_(None)))
    return {row.id: json.loads(row.page_json) for row in rows}


def words_of_pages(pages: Mapping[str, Page]) -> set[str]:
    """Every word that a page takes from what people said to title or describe a theme."""
    return set().union(*(list_words(text) for page in pages.values() for text in _theme_texts(page)))


def find_showing(pages: Mapping[str, Page], spoken: Spoken, words: Collection[str], values: Collection[str]) -> list[str]:
    """The releases that quote six words in a row of what was said, name a theme by one of `words`, or list one of `values`."""
    folded = {frozenset(list_words(each)) for each in values}
    return [each for each, page in pages.items() if _shows(page, spoken, set(words), folded)]


def find_quoting(pages: Mapping[str, Page], texts: Collection[str]) -> list[str]:
    """The releases with a quote all of whose parts stand in one of these texts: it may be shorter than six words."""
    return [each for each, page in pages.items() if any(holds_words(text, parts) for parts in _quotes_of(page) for text in texts)]


def _quotes_of(page: Page) -> Iterator[list[str]]:
    return (quote.get("parts", []) for card in page.get("themes", ()) for quote in card.get("quotes", ()))


def withdraw_releases(connection: Connection, ids: Collection[str], now: datetime) -> tuple[WithdrawnRelease, ...]:
    """Put a page that says nothing in the place of each release's page; their facts with the hashes from before."""
    rows = connection.execute(select(release).where(release.c.id.in_(list(ids))).order_by(release.c.id)).all()
    update_rows(connection, release, [_write_withdrawn(row.id, json.loads(row.page_json), now) for row in rows])
    return tuple(WithdrawnRelease(row.id, row.round_id, row.number, row.content_hash) for row in rows)


def _write_withdrawn(release_id: str, page: Page, now: datetime) -> dict[str, Any]:
    empty = {name: value if name in _KEPT else type(value)() for name, value in page.items() if name in _KEPT | _EMPTIED}
    # As a page model is written out: a release is known by the hash of its page, this one too.
    page_json = json.dumps(empty | {"withdrawn_on": f"{now:%Y-%m-%d}"}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    content_hash = hashlib.sha256(page_json.encode()).hexdigest()
    return {"id": release_id, "page_json": page_json, "content_hash": content_hash, "withdrawn_at": now, "note": ""}


def _shows(page: Page, spoken: Spoken, words: set[str], values: set[frozenset[str]]) -> bool:
    if any(not words.isdisjoint(list_words(text)) for text in _theme_texts(page)):
        return True
    if any(frozenset(list_words(row.get("label", ""))) in values for table in page.get("heard", ()) for row in table.get("rows", ())):
        return True
    return any(spoken.is_quoted_in(text) for name, part in page.items() if name not in _NOT_SPOKEN for text in _strings_of(part))


def _theme_texts(page: Page) -> Iterator[str]:
    for card in page.get("themes", ()):
        titled = (card, *card.get("parts", ()))
        yield from (text for each in titled for name in ("title", "description") for text in (each.get(name),) if text)


def _strings_of(value: Any) -> Iterator[str]:
    """Every string within a part of a page but for what boards wrote; keys are left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name != "answered_by":
                yield from _strings_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings_of(each)
