"""One session -> its rows: turns redacted, speakers made pseudonyms, one response a speaker, in one transaction."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from config.settings import Settings
from domain.errors import BadFile, WrongUse
from domain.held import DISCARDED
from domain.ids import CommentId, PersonId, ResponseId, RoundId, SessionId, stable_id
from domain.listening import Comment, Round, Session, Source, Speaker, StoredResponse, Utterance
from domain.receipt import Receipt, count_reasons
from domain.text import RawText
from flows.acting import current_actor
from flows.steps.held import Said, is_waiting, make_as_decided, store_as_decided
from flows.steps.redaction import SafeWords, redactor_of
from flows.steps.session_files import ReadSession
from flows.steps.session_names import SessionNamer
from warehouse.erasures import ERASED, mark_answers, mark_person, mark_session
from warehouse.keys import Keys, hash_with, pseudonym
from warehouse.responses import KnownResponse
from warehouse.store import Store

UNNAMED = "nobody named"  # turns without a speaker count as one person a session: never more people than there were
FROM_FOLDER, FROM_FILES = "folder", "files"
QUESTION, QUESTION_INTERPRETED = "session", "session, by interpreter"
NO_WORDS = "headings, remarks and sounds that are nobody's words"
_HASH_DIGITS = 32


def session_of(external_id: str) -> str:
    """The session's name in a response's own id, `ORIGIN/SESSION/PERSON`."""
    name = external_id.rpartition("/")[0]
    origin, _, rest = name.partition("/")
    return rest if origin in (FROM_FOLDER, FROM_FILES) else name


def _person_of(external_id: str) -> PersonId:
    return PersonId(external_id.rpartition("/")[2])


def words_hash_of(content_hash: str) -> str:
    """The part of a content hash that is the same for the same turns, whatever the session is called."""
    return content_hash[:_HASH_DIGITS]


def _count_erased(turns: Iterable[int]) -> Receipt:
    count = sum(turns)
    return Receipt(read=count, skipped=count, skipped_for=count_reasons({ERASED: count}))


@dataclass(slots=True)
class SessionIngest:
    """Stores sessions of one source and round. `origin` tells a folder's sessions from those that were handed over."""

    store: Store
    settings: Settings
    keys: Keys
    source: Source
    round: Round
    known: dict[str, KnownResponse]
    rounds: Mapping[RoundId, Round]
    namer: SessionNamer
    origin: str
    by_words: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.forget(())

    def forget(self, external_ids: Iterable[str]) -> None:
        """Know no longer of responses that were withdrawn, so that their words may come in under another name."""
        for key in external_ids:
            del self.known[key]
        self.by_words = {words_hash_of(each.content_hash): session_of(key) for key, each in self.known.items()}

    def take(self, read: ReadSession) -> Receipt:
        """Store one session: one transaction for its turns. A session of another round is skipped, and counted.

        Raises BadFile where the same words are here under another name, WrongUse where a session that was handed over
        was held outside the round.
        """
        turns, skipped = read.transcript.utterances, read.transcript.skipped
        why_not = self._why_not(read)
        if why_not:
            count = len(turns) + skipped
            return Receipt(read=count, skipped=count, skipped_for=((why_not, count),))
        by_speaker = self._by_speaker(read.name, turns)
        content_hash = self._content_hash(read)
        erased = self._find_erased(read.name, by_speaker, content_hash)
        left_out = Receipt(read=skipped, skipped=skipped, skipped_for=((NO_WORDS, skipped),) if skipped else ())
        left_out += _count_erased(len(by_speaker[key]) for key in erased)
        here = by_speaker.keys() - erased
        if not here:
            return left_out
        self._refuse_twin(read.name, content_hash)
        if all(self._is_known(key, content_hash) for key in here) and not erased & self.known.keys():
            held, turns_here = sum(self.known[key].held for key in here), sum(len(by_speaker[key]) for key in here)
            return left_out + Receipt(read=turns_here, unchanged=turns_here - held, held=held)
        return left_out + self._store(read, by_speaker, erased, content_hash)

    def _find_erased(self, name: str, by_speaker: Mapping[str, list[int]], content_hash: str) -> set[str]:
        """The speakers whose turns must not come in again; all where the whole session was erased, be it under another name."""
        of_session = (mark_session(self.source.id, name), mark_answers(self.source.id, content_hash))
        return self.store.erasures.which_stay_away({key: (*of_session, mark_person(self.source.id, _person_of(key))) for key in by_speaker})

    def _why_not(self, read: ReadSession) -> str:
        """Why a session is not of this round; empty where it is."""
        held_on = read.transcript.facts.held_on
        if not self.round.holds(held_on):
            if self.origin == FROM_FILES:
                what = f"The session {read.name!r} was held on {held_on}, which is not within the round {self.round.name!r}."
                raise WrongUse(what, next_step="Name the round of that day, or mend the session's date.")
            return f"{read.name}: held on {held_on}, which is not within this round"
        if self.origin == FROM_FOLDER and self._is_counted_elsewhere(read.name, held_on):
            return f"{read.name}: counted in another round"
        return ""

    def _is_counted_elsewhere(self, name: str, held_on: date | None) -> bool:
        others = {known.round_id for key, known in self.known.items() if session_of(key) == name} - {self.round.id}
        return any(self.rounds[each].holds(held_on) for each in others)

    def _refuse_twin(self, name: str, content_hash: str) -> None:
        twin = self.by_words.setdefault(words_hash_of(content_hash), name)
        if twin != name:
            what = f"The session {name!r} has the same words as the session {twin!r}, which is here already."
            raise BadFile(what, next_step="Nothing is counted twice: remove one of the two files, or import it under the name that it has.")

    def _is_known(self, key: str, content_hash: str) -> bool:
        known = self.known.get(key)
        return known is not None and known.content_hash == content_hash and known.round_id == self.round.id

    def _store(self, read: ReadSession, by_speaker: Mapping[str, list[int]], erased: Set[str], content_hash: str) -> Receipt:
        """Store the turns but for those that were erased: they are only read, since they may tell a name that others say too."""
        turns = read.transcript.utterances
        session = self._session(read)
        here = {key: positions for key, positions in by_speaker.items() if key not in erased}
        stale = [key for key in self.known if session_of(key) == session.name and key not in here]
        while True:
            made = make_as_decided(self.store, self.settings, [self._said(session, by_speaker, turns)], known_names=read.people)
            rows = [self._row(session, key, positions, turns, made.safe[0], content_hash) for key, positions in here.items()]
            with self.store.transaction():
                self.store.sessions.save(session)
                is_stored = store_as_decided(self.store, made, rows)
                withdrawn = self.store.responses.withdraw(self.source.id, stale) if is_stored and stale else 0
                if is_stored:
                    counts = {"speakers": len(rows), "turns": sum(len(row.comments) for row in rows), "withdrawn": withdrawn}
                    self.store.audit.append(current_actor(), "session imported", session.id, "", counts)
            if is_stored:
                return self._receipt(rows, withdrawn, read)

    def _said(self, session: Session, by_speaker: Mapping[str, Sequence[int]], turns: Sequence[Utterance]) -> list[Said]:
        """The turns in their order, each with the response that it belongs to."""
        stated = session.languages[0] if len(session.languages) == 1 else ""
        response_ids = {place: self._response_id(key) for key, positions in by_speaker.items() for place in positions}
        return [
            Said(
                _comment_id(response_ids[place], place),
                response_ids[place],
                turn.words,
                turn.language or stated,
                turn.held_reason,
            )
            for place, turn in enumerate(turns)
        ]

    def _response_id(self, external_id: str) -> ResponseId:
        return ResponseId(stable_id("response", self.source.id, external_id))

    def _receipt(self, rows: Sequence[StoredResponse], withdrawn: int, read: ReadSession) -> Receipt:
        comments = [each for row in rows for each in row.comments]
        reasons = Counter(each.held_reason for each in comments if each.held_reason and is_waiting(each.held_reason))
        discarded = sum(each.held_reason == DISCARDED for each in comments)
        written = {row.external_id: sum(each.text is not None for each in row.comments) for row in rows}
        interpreted = any(turn.is_only_record for turn in read.transcript.utterances)
        note = f"{read.name}: the interpreter's words count for those whose own words are not in the transcript."
        return Receipt(
            read=len(comments),
            written=sum(written.values()),
            held=reasons.total(),
            withdrawn=withdrawn,
            new=sum(count for key, count in written.items() if key not in self.known),
            skipped=discarded,
            held_for=count_reasons(reasons),
            skipped_for=count_reasons({DISCARDED: discarded}),
            notes=(note,) if interpreted else (),
        )

    def _session(self, read: ReadSession) -> Session:
        facts = read.transcript.facts
        return Session(
            id=SessionId(stable_id("session", self.source.id, read.name)),
            round_id=self.round.id,
            source_id=self.source.id,
            name=read.name,
            title=self.namer.clean(facts.title, read.people, otherwise=read.name),
            held_on=facts.held_on,
            place=self.namer.clean(facts.place, read.people, otherwise=""),
            languages=facts.languages,
            attendance=facts.attendance,
            may_quote=facts.may_quote,
        )

    def _by_speaker(self, name: str, turns: Sequence[Utterance]) -> dict[str, list[int]]:
        """Positions of turns by the response they belong to: one a speaker and session."""
        grouped: dict[str, list[int]] = {}
        for position, turn in enumerate(turns):
            person = pseudonym(self.keys, f"{self.source.name}/{name}", turn.speaker if turn.speaker else RawText(UNNAMED))
            grouped.setdefault(f"{self.origin}/{name}/{person}", []).append(position)
        return grouped

    def _content_hash(self, read: ReadSession) -> str:
        """Keyed hashes of the turns' words, and of all else that the rows depend on."""
        facts, turns = read.transcript.facts, read.transcript.utterances
        said = [(turn.speaker.reveal(), turn.words.reveal()) for turn in turns]
        known = [facts.title, str(facts.held_on), facts.place, facts.languages, facts.attendance, facts.may_quote]
        roles = [(turn.role, turn.language, turn.is_only_record, turn.held_reason) for turn in turns]
        people = [name.reveal() for name in read.people]
        parts = (said, [redactor_of(self.settings).version, known, roles, people])
        return "".join(hash_with(self.keys, json.dumps(part, ensure_ascii=False))[:_HASH_DIGITS] for part in parts)

    def _row(
        self,
        session: Session,
        external_id: str,
        positions: Sequence[int],
        turns: Sequence[Utterance],
        safe: Sequence[SafeWords],
        content_hash: str,
    ) -> StoredResponse:
        response_id = self._response_id(external_id)
        person_id = _person_of(external_id)
        comments = tuple(
            self._comment(response_id, person_id, session.id, position, turns[position], safe[position]) for position in positions
        )
        return StoredResponse(
            id=response_id,
            source_id=self.source.id,
            round_id=self.round.id,
            session_id=session.id,
            external_id=external_id,
            person_id=person_id,
            language=comments[0].language,
            submitted_on=None,
            is_complete=True,
            may_quote=session.may_quote,
            content_hash=content_hash,
            comments=comments,
        )

    def _comment(
        self, response_id: ResponseId, person_id: PersonId, session_id: SessionId, position: int, turn: Utterance, safe: SafeWords
    ) -> Comment:
        return Comment(
            id=_comment_id(response_id, position),
            response_id=response_id,
            round_id=self.round.id,
            person_id=person_id,
            session_id=session_id,
            question=QUESTION_INTERPRETED if turn.is_only_record else QUESTION,
            position=position,
            language=safe.language.code,
            language_made_by=safe.language.made_by,
            text=safe.redaction.text,
            held_reason=safe.redaction.held_reason,
            redacted=safe.counts,
            is_context=turn.role is not Speaker.PARTICIPANT and not turn.is_only_record,
        )


def _comment_id(response_id: ResponseId, position: int) -> CommentId:
    return CommentId(stable_id("comment", response_id, position))
