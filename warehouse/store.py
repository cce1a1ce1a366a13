"""The store: everything that is kept, by area. Only this package knows that there is SQL behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from types import TracebackType
from typing import Self

from warehouse.audit import Audit
from warehouse.clock import Clock
from warehouse.codebook import Codebook
from warehouse.comments import Comments
from warehouse.contacts import Contacts
from warehouse.contents import count_rows, hash_contents
from warehouse.database import BUSY_WAIT_S, Database
from warehouse.erasures import Erasures
from warehouse.evidence import Evidence
from warehouse.feeds import Feeds
from warehouse.findings import Findings
from warehouse.following import Following
from warehouse.held import Holds
from warehouse.installation import check_installation
from warehouse.keys import Keys
from warehouse.kinds import Kinds
from warehouse.lease import Lease, hold_lease
from warehouse.ledger import Ledger
from warehouse.links import Links
from warehouse.migrate import migrate
from warehouse.noted_settings import NotedSettings
from warehouse.outbox import Outbox
from warehouse.outcomes import Outcomes
from warehouse.passages import Passages
from warehouse.questions import Questions
from warehouse.quotes import Quotes
from warehouse.recommendation_vectors import RecommendationVectors
from warehouse.recommendations import Recommendations
from warehouse.release_evidence import ReleaseEvidence
from warehouse.releases import Releases
from warehouse.responses import Responses
from warehouse.reviews import Reviews
from warehouse.rotate import VaultKeys
from warehouse.rounds import Rounds, Sessions, Sources
from warehouse.scrub import Scrubbed
from warehouse.staff_translations import StaffTranslations
from warehouse.theme_decisions import Decisions
from warehouse.themes import Themes
from warehouse.town import PlannedSessions, References
from warehouse.vault import Vault
from warehouse.vectors import Vectors

START_WAIT_S = 2.0


class Store:
    """The warehouse, open. Threads may share it; processes each open their own."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys
        self.sources = Sources(database)
        self.rounds = Rounds(database)
        self.sessions = Sessions(database)
        self.questions = Questions(database)
        self.responses = Responses(database, keys)
        self.comments = Comments(database)
        self.holds = Holds(database, keys)
        self.erasures = Erasures(database, keys)
        self.passages = Passages(database, keys)
        self.vectors = Vectors(database, keys)
        self.kinds = Kinds(database)
        self.themes = Themes(database)
        self.decisions = Decisions(database)
        self.codebook = Codebook(database, keys)
        self.findings = Findings(database)
        self.recommendations = Recommendations(database)
        self.following = Following(database)
        self.links = Links(database)
        self.recommendation_vectors = RecommendationVectors(database, keys)
        self.contacts = Contacts(database)
        self.staff_translations = StaffTranslations(database)
        self.outbox = Outbox(database)
        self.feeds = Feeds(database)
        self.quotes = Quotes(database, keys)
        self.releases = Releases(database)
        self.release_evidence = ReleaseEvidence(database)
        self.reviews = Reviews(database, keys)
        self.references = References(database)
        self.outcomes = Outcomes(database)
        self.planned = PlannedSessions(database)
        self.ledger = Ledger(database)
        self.audit = Audit(database)
        self.settings = NotedSettings(database, keys, self.audit)
        self.evidence = Evidence(database)
        self.vault = Vault(database, keys, self.audit)
        self.vault_keys = VaultKeys(database, self.audit)
        self.clock = Clock(database, self.audit)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written within stands together or not at all; a transaction within one joins it."""
        with self._database.write():
            yield

    def lease(self, name: str, *, seconds: float) -> AbstractContextManager[Lease]:
        """Hold `name` for the block. Raises Busy where another run holds it; `renew()` it in less than `seconds`."""
        return hold_lease(self._database, name, seconds)

    def counts(self) -> dict[str, int]:
        """The number of rows of every table, by name."""
        with self._database.read() as connection:
            return count_rows(connection)

    def fingerprint(self) -> str:
        """One hash over all content, the same for the same content on any database with these keys."""
        with self._database.read() as connection:
            return hash_contents(connection, self._keys)

    def scrub(self) -> Scrubbed:
        """Rewrite the database's files where words were deleted since they were: what was in the way, and what is out of reach."""
        return self._database.scrub()

    def scrub_asked_since(self) -> datetime | None:
        """Since when deleted words wait for the files to be rewritten; None where none do."""
        return self._database.scrub_asked_since()

    def close(self) -> None:
        """Close the connections; files that are to be rewritten are, before."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def open_store(url: str, keys: Keys, *, wait_s: float = BUSY_WAIT_S) -> Store:
    """Open the warehouse at a SQLAlchemy URL, bringing its tables up to date.

    `wait_s` is how long to wait for another writer. Raises WarehouseError where it cannot be opened or is newer than this
    program, VaultError where it was made with other keys.
    """
    database = Database(url, wait_s=wait_s)
    try:
        migrate(database)
        check_installation(database, keys)
        database.scrub(wait_s=START_WAIT_S)  # what an earlier process deleted and could not scrub
    except BaseException:
        database.close()
        raise
    return Store(database, keys)
