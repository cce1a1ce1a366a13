"""A page of responses -> redacted rows and the vault, in one transaction; what is known and unchanged is left alone."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from config.settings import Settings
from domain.ids import CommentId, ResponseId, RoundId, stable_id
from domain.listening import Comment, Response, Round, Source, SourceKind, StoredResponse
from domain.receipt import Receipt
from domain.text import RawText
from flows.progress import report
from flows.steps.cells import make_cells_safe
from flows.steps.redaction import SafeWords, make_safe, redactor_of
from warehouse.keys import Keys, hash_with, pseudonym
from warehouse.responses import KnownResponse
from warehouse.store import Store


@dataclass(slots=True)
class Ingest:
    """One pull of a source into a round: what was known before, and which of the round's responses were seen so far.

    `rounds` are all there are, by id; `has_own_ids` tells that a file's ids are from a column of it.
    """

    store: Store
    settings: Settings
    keys: Keys
    source: Source
    round: Round
    known: Mapping[str, KnownResponse]
    rounds: Mapping[RoundId, Round]
    stated_language: str = ""
    has_own_ids: bool = False
    seen: set[str] = field(default_factory=set)

    def take(self, pages: Iterable[tuple[Response, ...]]) -> Receipt:
        """Store page after page; each page is one transaction, so a killed pull resumes where it was."""
        receipt = Receipt()
        for page in pages:
            receipt += self.take_page(page)
            report(f"pull {self.source.name}", receipt.read)
        return receipt

    def take_page(self, page: tuple[Response, ...]) -> Receipt:
        """Redact and store what is new or changed of one page."""
        ours = [response for response in map(self._with_safe_id, page) if self._belongs(response)]
        self.seen.update(response.external_id for response in ours)
        hashes = {response.external_id: self._content_hash(response) for response in ours}
        fresh = [response for response in ours if not self._is_known(response, hashes)]
        known = [self.known[response.external_id] for response in ours if self._is_known(response, hashes)]
        stored, raw = self._make_rows(fresh, hashes)
        self.store.responses.replace(stored, raw)
        held = sum(_is_held(response) for response in stored)
        still_held = sum(bool(each.held) for each in known)
        return Receipt(
            read=len(page),
            written=len(stored) - held,
            unchanged=len(known) - still_held,
            held=held + still_held,
            skipped=len(page) - len(ours),
        )

    def _with_safe_id(self, response: Response) -> Response:
        """A survey numbers its responses; the column of ids in a file may hold anything, so it is hashed with the key."""
        if self.source.kind is not SourceKind.FILE or not self.has_own_ids:
            return response
        return replace(response, external_id=f"row-{hash_with(self.keys, f'{self.source.name}/{response.external_id}')[:32]}")

    def _belongs(self, response: Response) -> bool:
        """Within the round's dates, and not counted in another round that holds it as well."""
        if not self.round.holds(response.submitted_on):
            return False
        known = self.known.get(response.external_id)
        elsewhere = self.rounds.get(known.round_id) if known and known.round_id != self.round.id else None
        return elsewhere is None or not elsewhere.holds(response.submitted_on)

    def _is_known(self, response: Response, hashes: Mapping[str, str]) -> bool:
        known = self.known.get(response.external_id)
        return known is not None and known.content_hash == hashes[response.external_id] and known.round_id == self.round.id

    def _content_hash(self, response: Response) -> str:
        """Keyed, since short answers could be guessed from a plain hash; changes when the redaction rules do."""
        content = [
            redactor_of(self.settings).version,
            response.language or self.stated_language,
            response.submitted_at.isoformat() if response.submitted_at else "",
            response.is_complete,
            response.may_quote,
            [(answer.question, answer.words.reveal()) for answer in response.open_answers],
            [(answer.question, answer.value, answer.score) for answer in response.closed_answers],
            response.groups,
            response.respondent.reveal() if response.respondent else "",
        ]
        return hmac.new(self.keys.pseudonym, json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass"), "sha256").hexdigest()

    def _make_rows(self, fresh: list[Response], hashes: Mapping[str, str]) -> tuple[list[StoredResponse], dict[CommentId, RawText]]:
        safe = make_safe(
            [[(answer.words, response.language or self.stated_language) for answer in response.open_answers] for response in fresh],
            self.settings,
        )
        raw: dict[CommentId, RawText] = {}
        stored = []
        for response, words in zip(make_cells_safe(fresh, safe, self.settings), safe, strict=True):
            row = self._make_row(response, words, hashes[response.external_id])
            stored.append(row)
            raw.update({comment.id: answer.words for comment, answer in zip(row.comments, response.open_answers, strict=True)})
        return stored, raw

    def _make_row(self, response: Response, words: list[SafeWords], content_hash: str) -> StoredResponse:
        response_id = ResponseId(stable_id("response", self.source.id, response.external_id))
        person_id = pseudonym(self.keys, self.source.name, response.respondent or RawText(f"response {response.external_id}"))
        comments = tuple(
            Comment(
                id=CommentId(stable_id("comment", response_id, answer.question)),
                response_id=response_id,
                round_id=self.round.id,
                person_id=person_id,
                session_id=None,
                question=answer.question,
                position=position,
                language=safe.language.code,
                language_made_by=safe.language.made_by,
                text=safe.redaction.text,
                held_reason=safe.redaction.held_reason,
                redacted=safe.counts,
            )
            for position, (answer, safe) in enumerate(zip(response.open_answers, words, strict=True))
        )
        return StoredResponse(
            id=response_id,
            source_id=self.source.id,
            round_id=self.round.id,
            session_id=None,
            external_id=response.external_id,
            person_id=person_id,
            language=response.language,
            submitted_at=response.submitted_at,
            is_complete=response.is_complete,
            may_quote=response.may_quote,
            content_hash=content_hash,
            groups=response.groups,
            closed_answers=response.closed_answers,
            comments=comments,
        )


def _is_held(response: StoredResponse) -> bool:
    return any(comment.text is None for comment in response.comments)
