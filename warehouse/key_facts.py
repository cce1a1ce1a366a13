"""What a warehouse tells of its keys and of its raw words without any key: for saying what is wrong when none can be loaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url

from domain.ids import SourceId
from warehouse.audit import Audit
from warehouse.database import Database
from warehouse.evidence import Evidence
from warehouse.installation import load_value
from warehouse.keys import PSEUDONYM
from warehouse.migrate import migrate
from warehouse.rotate import VaultKeys, VaultKeyState, shorten
from warehouse.rounds import Sources
from warehouse.vault import noted_days


@dataclass(frozen=True, slots=True)
class RawWords:
    """The raw words of one source: its id and name, how many comments, when the oldest was stored, days last noted."""

    source_id: SourceId
    source: str
    comments: int
    oldest_at: datetime
    noted_days: int | None


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """Ids of the keys that the warehouse was made with, what locks what, and the raw words that are left."""

    vault: VaultKeyState
    pseudonym: str
    raw_words: tuple[RawWords, ...]


def read_key_facts(url: str) -> KeyFacts | None:
    """The facts of the warehouse at a SQLAlchemy URL; None where there is no file yet."""
    if url.startswith("sqlite:///") and not Path(make_url(url).database or "").is_file():
        return None
    database = Database(url)
    try:
        migrate(database)
        names = {each.id: each.name for each in Sources(database).all()}
        with database.read() as connection:
            own = load_value(connection, PSEUDONYM) or ""
            raw = tuple(
                RawWords(each.source_id, names[each.source_id], each.comments, each.oldest_at, noted_days(connection, each.source_id))
                for each in Evidence(database).raw_kept()
            )
        return KeyFacts(VaultKeys(database, Audit(database)).state(), shorten(own), raw)
    finally:
        database.close()
