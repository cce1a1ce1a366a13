"""Transcripts -> sessions, and each speaker's turns as comments. Speakers become pseudonyms before anything is stored."""

from __future__ import annotations

import hmac
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from config.settings import Settings, TranscriptSettings
from domain.errors import BadFile, BadSettings, WrongUse
from domain.ids import CommentId, PersonId, ResponseId, RoundId, SessionId, stable_id
from domain.listening import Comment, Round, Session, Source, Speaker, StoredResponse, Utterance
from domain.receipt import Receipt
from domain.text import RawText
from flows.progress import report
from flows.steps.redaction import SafeWords, make_safe, redactor_of
from flows.steps.retention import destroy_old_words
from flows.steps.stage import rounds_up_to, stage
from surveys.transcripts import SUFFIXES, Transcript, read_transcript
from warehouse.keys import Keys, load_keys, pseudonym
from warehouse.responses import KnownResponse
from warehouse.store import Store

LEASE_S = 600.0
UNNAMED = "nobody named"  # turns without a speaker count as one person a session: never more people than there were


@stage("sessions")
def import_folder(store: Store, settings: Settings, source_name: str, round_name: str) -> Receipt:
    """Import every transcript of a source's folder that was held within the round; each file is a session."""
    kept = settings.source(source_name)
    if not isinstance(kept, TranscriptSettings):
        raise BadSettings(f"The source {source_name!r} is not a folder of transcripts.", next_step="Use: hearback pull")
    folder = settings.path(kept.folder)
    if not folder.is_dir():
        raise BadFile("There is no such folder.", where=str(folder), next_step=f"Make it, or mend [sources.{source_name}].")
    files = find_transcripts(folder)
    _refuse_same_names(files)
    return _import(store, settings, source_name, round_name, [(file.stem, [file]) for file in files])


def find_transcripts(folder: Path) -> list[Path]:
    """The transcripts of a folder by name; not what the system or a word processor that is open leaves beside them."""
    return sorted(
        file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES and not file.name.startswith((".", "~$")) and file.is_file()
    )


def _refuse_same_names(files: Sequence[Path]) -> None:
    """Two files of one session would replace each other at every run."""
    twice = [name for name, count in Counter(file.stem for file in files).items() if count > 1]
    if twice:
        which = " and ".join(file.name for file in files if file.stem == twice[0])
        raise BadFile(
            "Two transcripts have the name of one session.",
            where=f"{files[0].parent}: {which}",
            next_step="Rename one, or move it away; parts of one session come in with: hearback import FILE… --session NAME",
        )


@stage("sessions")
def import_session(
    store: Store, settings: Settings, source_name: str, round_name: str, session_name: str, files: Sequence[Path]
) -> Receipt:
    """Import one session; several files are its parts, in the order given."""
    return _import(store, settings, source_name, round_name, [(session_name, files)], is_named=True)


def _import(
    store: Store,
    settings: Settings,
    source_name: str,
    round_name: str,
    sessions: Sequence[tuple[str, Sequence[Path]]],
    *,
    is_named: bool = False,
) -> Receipt:
    source = settings.source_value(source_name)
    kept = settings.source(source_name)
    facilitators = kept.facilitators if isinstance(kept, TranscriptSettings) else ()
    wanted_round = rounds_up_to(store, settings, round_name)[-1]
    store.sources.save(source)
    with store.lease(f"pull {source_name}", seconds=LEASE_S) as lease:
        destroy_old_words(store, settings, source)  # first: the promise holds also where the source cannot be read
        known = store.responses.known(source.id)
        rounds = {each.id: each for each in store.rounds.all()}
        ingest = _SessionIngest(store, settings, load_keys(settings.key_folder), source, wanted_round, known, rounds, is_named)
        receipt = Receipt()
        for number, (name, files) in enumerate(sessions, start=1):
            lease.renew()
            parts = [read_transcript(file, facilitators=facilitators, language=kept.language or "") for file in files]
            receipt += ingest.take(name, _joined(parts))
            report(f"sessions {source_name}", number, len(sessions))
        return receipt


def _session_of(external_id: str) -> str:
    return external_id.rpartition("/")[0]


def _joined(parts: Sequence[Transcript]) -> Transcript:
    """One session of its parts: the facts of the first, the turns of all in order."""
    turns = [turn for part in parts for turn in part.utterances]
    numbered = tuple(replace(turn, position=position) for position, turn in enumerate(turns))
    return replace(parts[0], utterances=numbered, skipped=sum(part.skipped for part in parts))


@dataclass(frozen=True, slots=True)
class _SessionIngest:
    store: Store
    settings: Settings
    keys: Keys
    source: Source
    round: Round
    known: dict[str, KnownResponse]
    rounds: Mapping[RoundId, Round]
    is_named: bool  # a person named this session and its round, so it is not passed over in silence

    def take(self, name: str, transcript: Transcript) -> Receipt:
        """Store one session: one transaction for its turns. A session of another round is skipped, and counted."""
        turns = transcript.utterances
        read = len(turns) + transcript.skipped
        if not self._belongs(name, transcript.facts.held_on):
            return Receipt(read=read, skipped=read)
        session = self._session(name, transcript)
        by_speaker = self._by_speaker(session, turns)
        content_hash = self._content_hash(session, turns)
        if all(self._is_known(key, content_hash) for key in by_speaker):
            held = sum(self.known[key].held for key in by_speaker)
            return Receipt(read=read, unchanged=len(turns) - held, held=held, skipped=transcript.skipped)
        return self._store(session, turns, by_speaker, content_hash, skipped=transcript.skipped)

    def _belongs(self, name: str, held_on: date | None) -> bool:
        """Held within the round, and not counted in another round that it fits as well."""
        is_within = self.round.holds(held_on)
        if self.is_named:
            if not is_within:
                raise WrongUse(
                    f"The session {name!r} was held on {held_on}, which is not within the round {self.round.name!r}.",
                    next_step="Name the round of that day, or mend the date in the file beside the transcript.",
                )
            return True
        others = {known.round_id for key, known in self.known.items() if _session_of(key) == name} - {self.round.id}
        return is_within and not any(self.rounds[each].holds(held_on) for each in others)

    def _is_known(self, key: str, content_hash: str) -> bool:
        known = self.known.get(key)
        return known is not None and known.content_hash == content_hash and known.round_id == self.round.id

    def _store(
        self, session: Session, turns: Sequence[Utterance], by_speaker: dict[str, list[int]], content_hash: str, *, skipped: int
    ) -> Receipt:
        names = list({turn.speaker for turn in turns if turn.speaker})
        stated = session.languages[0] if len(session.languages) == 1 else ""
        safe = make_safe([[(turn.words, turn.language or stated) for turn in turns]], self.settings, known_names=names)[0]
        rows, raw = [], {}
        for external_id, positions in by_speaker.items():
            row = self._row(session, external_id, positions, turns, safe, content_hash)
            rows.append(row)
            raw.update({comment.id: turns[position].words for comment, position in zip(row.comments, positions, strict=True)})
        with self.store.transaction():
            self.store.sessions.save(session)
            self.store.responses.replace(rows, raw)
            stale = [key for key in self.known if _session_of(key) == session.name and key not in by_speaker]
            withdrawn = self.store.responses.withdraw(self.source.id, stale) if stale else 0
        held = sum(each.redaction.text is None for each in safe)
        return Receipt(read=len(turns) + skipped, written=len(turns) - held, held=held, skipped=skipped, withdrawn=withdrawn)

    def _session(self, name: str, transcript: Transcript) -> Session:
        facts = transcript.facts
        return Session(
            id=SessionId(stable_id("session", self.source.id, name)),
            round_id=self.round.id,
            source_id=self.source.id,
            name=name,
            title=facts.title or name,
            held_on=facts.held_on,
            place=facts.place,
            languages=facts.languages,
            attendance=facts.attendance,
            may_quote=facts.may_quote,
        )

    def _by_speaker(self, session: Session, turns: Sequence[Utterance]) -> dict[str, list[int]]:
        """Positions of turns by the response they belong to: one a speaker and session."""
        grouped: dict[str, list[int]] = {}
        for position, turn in enumerate(turns):
            speaker = turn.speaker if turn.speaker else RawText(UNNAMED)
            person = pseudonym(self.keys, f"{self.source.name}/{session.name}", speaker)
            grouped.setdefault(f"{session.name}/{person}", []).append(position)
        return grouped

    def _content_hash(self, session: Session, turns: Sequence[Utterance]) -> str:
        content = [
            redactor_of(self.settings).version,
            [session.title, str(session.held_on), session.place, session.languages, session.attendance, session.may_quote],
            [(turn.speaker.reveal(), turn.role, turn.language, turn.words.reveal()) for turn in turns],
        ]
        packed = json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
        return hmac.new(self.keys.pseudonym, packed, "sha256").hexdigest()

    def _row(
        self,
        session: Session,
        external_id: str,
        positions: Sequence[int],
        turns: Sequence[Utterance],
        safe: Sequence[SafeWords],
        content_hash: str,
    ) -> StoredResponse:
        response_id = ResponseId(stable_id("response", self.source.id, external_id))
        person_id = PersonId(external_id.rpartition("/")[2])
        comments = tuple(
            Comment(
                id=CommentId(stable_id("comment", response_id, position)),
                response_id=response_id,
                round_id=self.round.id,
                person_id=person_id,
                session_id=session.id,
                question="session",
                position=position,
                language=safe[position].language.code,
                language_made_by=safe[position].language.made_by,
                text=safe[position].redaction.text,
                held_reason=safe[position].redaction.held_reason,
                redacted=safe[position].counts,
                is_context=turns[position].role is not Speaker.PARTICIPANT,
            )
            for position in positions
        )
        return StoredResponse(
            id=response_id,
            source_id=self.source.id,
            round_id=self.round.id,
            session_id=session.id,
            external_id=external_id,
            person_id=person_id,
            language=comments[0].language,
            submitted_at=None,
            is_complete=True,
            may_quote=session.may_quote,
            content_hash=content_hash,
            comments=comments,
        )
