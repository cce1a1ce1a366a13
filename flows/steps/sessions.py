"""Transcripts -> sessions, and each speaker's turns as comments. Speakers become pseudonyms before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from config.settings import Settings
from config.source_tables import TranscriptSettings
from domain.errors import BadFile, BadSettings
from domain.receipt import Receipt, count_reasons
from flows.acting import current_actor
from flows.progress import report
from flows.steps.keys import open_keys
from flows.steps.retention import destroy_old_words
from flows.steps.session_files import FolderReader, Refused, find_transcripts
from flows.steps.session_ingest import FROM_FILES, FROM_FOLDER, SessionIngest, session_of
from flows.steps.session_names import SessionNamer
from flows.steps.session_request import SessionRequest
from flows.steps.stage import rounds_up_to, stage
from surveys.transcripts import check_facts
from warehouse.lease import Lease
from warehouse.store import Store

__all__ = ["find_transcripts", "import_folder", "import_request", "import_session"]

LEASE_S = 600.0


@stage("sessions")
def import_folder(store: Store, settings: Settings, source_name: str, round_name: str, *, is_emptying_accepted: bool = False) -> Receipt:
    """Import every transcript of a source's folder that was held within the round; each file is a session.

    A file that cannot be taken is counted as skipped with its reason, and stops no other; where none can be taken, the
    first one's error is raised. A session of the round whose file is gone is withdrawn. An empty folder is not believed
    unless `is_emptying_accepted`.
    """
    folder = _folder_of(settings, source_name)
    files = find_transcripts(folder)
    with _opened(store, settings, source_name, round_name, FROM_FOLDER) as work:
        gone_if_empty = work.find_gone(set())
        if not files and gone_if_empty:
            _check_emptied(folder, gone_if_empty, is_accepted=is_emptying_accepted)
        sessions, refused = work.reader.read(files)
        receipt = work.withdraw_gone({each.name for each in sessions}, refused, is_accepted=is_emptying_accepted)
        for number, read in enumerate(sessions, start=1):
            work.lease.renew()
            try:
                receipt += work.ingest.take(read)
            except BadFile as error:
                refused.append(Refused(read.name, f"{error.what} {error.next_step}", error))
            report(f"sessions {source_name}", number, len(sessions))
        if refused and len(refused) == len(files):
            raise refused[0].error
        return receipt + _skipped(refused)


def import_session(
    settings: Settings, source_name: str, round_name: str, session_name: str, files: Sequence[Path], given: Mapping[str, Any] | None = None
) -> Receipt:
    """Import one session; several files are its parts, in the order given. `given` facts win over those of the files."""
    return import_request(settings, source_name, round_name, SessionRequest(session_name, tuple(files), check_facts(given or {}, "flags")))


@stage("sessions")
def import_request(store: Store, settings: Settings, source_name: str, round_name: str, request: SessionRequest) -> Receipt:
    """Import one session as it was asked for. Raises BadFile or WrongUse, and then nothing was changed."""
    with _opened(store, settings, source_name, round_name, FROM_FILES) as work:
        read = work.reader.read_parts(request.name, request.files, dict(request.given))
        receipt = work.ingest.take(read)
        if read.name != request.name:
            note = f"The session's name seems to hold a person's name, so it is kept as {read.name!r}."
            receipt = replace(receipt, notes=(*receipt.notes, note))
        return receipt


def _folder_of(settings: Settings, source_name: str) -> Path:
    kept = settings.source(source_name)
    if not isinstance(kept, TranscriptSettings):
        raise BadSettings(f"The source {source_name!r} is not a folder of transcripts.", next_step="Use: hearback pull")
    folder = settings.path(kept.folder)
    if not folder.is_dir():
        raise BadFile("There is no such folder.", where=str(folder), next_step=f"Make it, or mend [sources.{source_name}].")
    return folder


def _check_emptied(folder: Path, gone: Sequence[str], *, is_accepted: bool) -> None:
    """A folder without any transcript is believed only where somebody stands for it. Raises BadFile where nobody does."""
    if is_accepted:
        return
    count = len(set(map(session_of, gone)))
    what = f"The folder holds no transcript at all, and {count} sessions of it are here from earlier imports."
    step = (
        "Nothing was taken out. Check that it is the right folder, and not emptied by mistake; "
        "if it is right so, import again with --accept-withdrawals."
    )
    raise BadFile(what, where=str(folder), next_step=step)


def _skipped(refused: Sequence[Refused]) -> Receipt:
    """One place a file that was left out, with its reason."""
    reasons: dict[str, int] = {}
    for each in refused:
        reasons[each.reason] = reasons.get(each.reason, 0) + 1
    return Receipt(read=len(refused), skipped=len(refused), skipped_for=count_reasons(reasons))


@dataclass(frozen=True, slots=True)
class _Work:
    """What an import has at hand, while it alone may write to the source."""

    store: Store
    reader: FolderReader
    ingest: SessionIngest
    lease: Lease

    def find_gone(self, present: set[str]) -> list[str]:
        """Ids of this round's responses from the folder whose session is not among those present."""
        ours = (
            key for key, each in self.ingest.known.items() if key.startswith(f"{FROM_FOLDER}/") and each.round_id == self.ingest.round.id
        )
        return [key for key in ours if session_of(key) not in present]

    def withdraw_gone(self, present: set[str], refused: Sequence[Refused], *, is_accepted: bool) -> Receipt:
        """Take out sessions whose file is gone; none while a file cannot be read, since it may be theirs."""
        gone = self.find_gone(present | {each.name for each in refused})
        names = sorted({session_of(key) for key in gone})
        if not gone or refused:
            note = f"{len(names)} sessions whose file is gone are still here: nothing is taken out while a file cannot be read."
            return Receipt(notes=(note,) if gone else ())
        source_id, counts = self.ingest.source.id, {"sessions": len(names), "responses": len(gone)}
        action, why = ("withdrawals accepted", "--accept-withdrawals") if is_accepted else ("sessions withdrawn", "their files are gone")
        with self.store.transaction():
            self.store.audit.append(current_actor(), action, source_id, why, counts)
            withdrawn = self.store.responses.withdraw(source_id, gone)
            self.store.sessions.remove_unused(self.ingest.source.id)
        self.ingest.forget(gone)
        return Receipt(withdrawn=withdrawn, notes=(f"Withdrawn, since the file is gone: {', '.join(names)}.",))


@contextmanager
def _opened(store: Store, settings: Settings, source_name: str, round_name: str, origin: str) -> Iterator[_Work]:
    """Everything for an import of one source, with its lease held."""
    source, kept, keys = settings.source_value(source_name), settings.source(source_name), open_keys(settings)
    wanted_round = rounds_up_to(store, settings, round_name)[-1]
    store.sources.save(source)
    with store.lease(f"pull {source_name}", seconds=LEASE_S) as lease:
        destroy_old_words(store, settings)  # first: the promise holds also where the source cannot be read
        known = store.responses.known(source.id)
        rounds = {each.id: each for each in store.rounds.all()}
        namer = SessionNamer(settings, keys, frozenset(map(session_of, known)))
        facilitators = kept.facilitators if isinstance(kept, TranscriptSettings) else ()
        today = datetime.now(settings.timezone_of(source_name)).date()
        reader = FolderReader(namer, facilitators, kept.language or "", today)
        ingest = SessionIngest(store, settings, keys, source, wanted_round, known, rounds, namer, origin)
        yield _Work(store, reader, ingest, lease)
