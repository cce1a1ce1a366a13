"""The words of codebooks: by which themes are looked for that nobody has given passages yet."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.codebook import CodebookEntry
from domain.ids import ThemeId
from warehouse.database import Database
from warehouse.keys import Keys, hash_with
from warehouse.rows import Values, delete_among, insert_rows, select_among
from warehouse.tables_themes import theme_anchor

_TITLE, _DESCRIPTION, _EXAMPLE = "title", "description", "example"
# Facts stand in the kind, as in `language=en`, with no text: an erasure takes texts out by their words, and "en" is one in Spanish.
_LANGUAGE, _GUID, _COLOUR = "language", "guid", "colour"
_IS = "="


class Codebook:
    """What a team's codebook says of its themes."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys

    def all(self) -> tuple[CodebookEntry, ...]:
        """Every entry, in order of the theme's id; those of retired themes too."""
        with self._database.read() as connection:
            rows = list(connection.execute(select(theme_anchor)))
        return _read_entries(rows)

    def save(self, entries: Sequence[CodebookEntry]) -> tuple[int, int]:
        """Keep entries, each in the place of what its theme had: how many were written, how many were there already.

        The themes must be kept before.
        """
        with self._database.write() as connection:
            known = {each.theme_id: each for each in _load(connection, [each.theme_id for each in entries])}
            changed = [each for each in entries if known.get(each.theme_id) != each]
            delete_among(connection, theme_anchor.c.theme_id, [each.theme_id for each in changed])
            insert_rows(connection, theme_anchor, [row for each in changed for row in _write_entry(each)])
        return len(changed), len(entries) - len(changed)

    def guid_of(self, kind: str, *parts: str | int) -> str:
        """The GUID by which something is named in files for other programs, as in 8c2f….

        It is keyed: nobody without this installation's keys can tell from it which response or person stands behind it.
        """
        keyed = hash_with(self._keys, "\x1f".join(("guid", kind, *map(str, parts))))
        return str(uuid.UUID(hex=keyed[:32], version=4))


def _load(connection: Connection, theme_ids: Collection[str]) -> tuple[CodebookEntry, ...]:
    return _read_entries(select_among(connection, select(theme_anchor), theme_anchor.c.theme_id, theme_ids))


def _read_entries(rows: Sequence[Row[Any]]) -> tuple[CodebookEntry, ...]:
    texts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(rows, key=lambda each: (each.theme_id, each.place)):
        kind, _, fact = row.kind.partition(_IS)
        texts[row.theme_id][kind].append(fact or row.text)
    return tuple(_read_entry(ThemeId(theme_id), kinds) for theme_id, kinds in texts.items())


def _read_entry(theme_id: ThemeId, kinds: dict[str, list[str]]) -> CodebookEntry:
    def one(kind: str) -> str:
        return next(iter(kinds.get(kind, ())), "")

    return CodebookEntry(
        theme_id,
        title=one(_TITLE),
        description=one(_DESCRIPTION),
        examples=tuple(kinds.get(_EXAMPLE, ())),
        language=one(_LANGUAGE),
        guid=one(_GUID),
        colour=one(_COLOUR),
    )


def _write_entry(entry: CodebookEntry) -> list[Values]:
    texts = [(_TITLE, entry.title), (_DESCRIPTION, entry.description), *((_EXAMPLE, each) for each in entry.examples)]
    kept = [(kind, text) for kind, text in texts if text]
    facts = ((_LANGUAGE, entry.language), (_GUID, entry.guid), (_COLOUR, entry.colour))
    kept += [(f"{kind}{_IS}{fact}", "") for kind, fact in facts if fact]
    return [{"theme_id": entry.theme_id, "place": place, "kind": kind, "text": text} for place, (kind, text) in enumerate(kept)]
