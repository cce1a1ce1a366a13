"""A page of responses -> redacted rows and the vault, in one transaction; what is known and unchanged is left alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from config.settings import Settings
from domain.ids import CommentId, PersonId, ResponseId, RoundId, stable_id
from domain.listening import BadRow, Comment, Response, ResponseTable, Round, Source, SourceKind, StoredResponse
from domain.receipt import Receipt, count_reasons
from domain.text import RawText
from flows.progress import report
from flows.steps.cells import make_cells_safe
from flows.steps.held import Said, is_waiting, make_as_decided, store_as_decided
from flows.steps.redaction import SafeWords, redactor_of
from flows.steps.seen import SeenIds
from warehouse.erasures import ANSWERS_DIGITS, ERASED, Mark, make_row_id, mark_answers, mark_person, mark_response
from warehouse.keys import Keys, hash_with, pseudonym
from warehouse.responses import KnownResponse
from warehouse.store import Store

OUT_OF_ROUND = "given outside the round's dates"


@dataclass(slots=True)
class Ingest:
    """One pull of a source into a round. `seen` are the ids of the round's responses, `passed` those of other days.

    `rounds` are all there are, by id; `has_own_ids` tells that a file's ids are from a column of it. `has_unknown_rows`
    becomes true when a row could not be read that may be any response. `table` is the source's table of responses.
    """

    store: Store
    settings: Settings
    keys: Keys
    source: Source
    round: Round
    rounds: Mapping[RoundId, Round]
    stated_language: str = ""
    has_own_ids: bool = False
    table: ResponseTable = field(default_factory=ResponseTable)
    seen: SeenIds = field(default_factory=SeenIds)
    passed: SeenIds = field(default_factory=SeenIds)
    has_unknown_rows: bool = False
    _bad: dict[str, tuple[str, int]] = field(default_factory=dict)

    def take(self, pages: Iterable[tuple[Response | BadRow, ...]], total: int | None = None) -> Receipt:
        """Store page after page; each page is one transaction, so a killed pull resumes where it was."""
        receipt = Receipt()
        for page in pages:
            receipt += self.take_page(page)
            report(f"pull {self.source.name}", receipt.read, total)
        bad = {f"{reason} (first: {where})": count for reason, (where, count) in self._bad.items()}
        return receipt + Receipt(read=sum(bad.values()), skipped=sum(bad.values()), skipped_for=count_reasons(bad))

    def take_page(self, page: tuple[Response | BadRow, ...]) -> Receipt:
        """Redact and store what is new or changed of one page; rows that cannot be read are told at the end."""
        for row in page:
            if isinstance(row, BadRow):
                self._pass_over(row)
        responses = [self._with_safe_id(row) for row in page if isinstance(row, Response)]
        known = self.store.responses.known_among(self.source.id, [each.external_id for each in responses])
        ours = [each for each in responses if self._belongs(each, known)]
        self._remember(responses, ours)
        hashes = {each.external_id: self._content_hash(each) for each in ours}
        same = [each.external_id for each in ours if self._is_same(known.get(each.external_id), hashes[each.external_id])]
        differing = [each for each in ours if each.external_id not in set(same)]
        erased = self._find_erased(differing, hashes)
        stored = self._store([each for each in differing if each.external_id not in erased], hashes)
        here = erased & known.keys()
        withdrawn = self.store.responses.withdraw(self.source.id, here) if here else 0
        left_out = Receipt(read=len(erased), skipped=len(erased), withdrawn=withdrawn, skipped_for=count_reasons({ERASED: len(erased)}))
        return left_out + _count(stored, [known[name] for name in same], known, out_of_round=len(responses) - len(ours))

    def _find_erased(self, responses: list[Response], hashes: Mapping[str, str]) -> set[str]:
        """Those of the responses that must not come in again. Where rows have no id of their own, what they say tells them."""
        has_ids = self.source.kind is not SourceKind.FILE or self.has_own_ids

        def mark(each: Response) -> Mark:
            if has_ids:
                return mark_response(self.source.id, each.external_id)
            return mark_answers(self.source.id, hashes[each.external_id])

        return self.store.erasures.which_stay_away(
            {each.external_id: (mark(each), mark_person(self.source.id, self._person_id(each))) for each in responses}
        )

    def _pass_over(self, row: BadRow) -> None:
        """Count a row that cannot be read; what is known of it stays as it is."""
        where, count = self._bad.get(row.reason, (row.where, 0))
        self._bad[row.reason] = (where, count + 1)
        if row.external_id is None:
            self.has_unknown_rows = True
        else:
            self.seen.update([self._safe_id(row.external_id)])

    def _remember(self, responses: list[Response], ours: list[Response]) -> None:
        met = {each.external_id for each in ours}
        self.seen.update(met)
        self.passed.update(each.external_id for each in responses if each.external_id not in met)

    def _with_safe_id(self, response: Response) -> Response:
        return replace(response, external_id=self._safe_id(response.external_id))

    def _safe_id(self, external_id: str) -> str:
        """A survey numbers its responses; the column of ids in a file may hold anything, so it is hashed with the key."""
        if self.source.kind is not SourceKind.FILE or not self.has_own_ids:
            return f"{self.table.prefix}{external_id}"
        return make_row_id(self.keys, self.source.name, external_id)

    def _belongs(self, response: Response, known: Mapping[str, KnownResponse]) -> bool:
        """Within the round's dates, and not counted in another round that holds it as well."""
        if not self.round.holds(response.submitted_on):
            return False
        one = known.get(response.external_id)
        elsewhere = self.rounds.get(one.round_id) if one and one.round_id != self.round.id else None
        return elsewhere is None or not elsewhere.holds(response.submitted_on)

    def _is_same(self, known: KnownResponse | None, content_hash: str) -> bool:
        return known is not None and known.content_hash == content_hash and known.round_id == self.round.id

    def _content_hash(self, response: Response) -> str:
        """Keyed, since short answers could be guessed from a plain hash; changes when the redaction rules do.

        Its first part is of what was said alone, so that what was erased is known again whatever else changed.
        """
        said = [
            response.submitted_at.isoformat() if response.submitted_at else "",
            [(answer.question, answer.words.reveal()) for answer in response.open_answers],
            [(answer.question, answer.value, answer.score) for answer in response.closed_answers],
            response.groups,
        ]
        rest = [
            redactor_of(self.settings).version,
            response.language or self.stated_language,
            response.is_complete,
            response.may_quote,
            response.respondent.reveal() if response.respondent else "",
            self.settings.panel_of(self.source.name),
        ]
        return "".join(hash_with(self.keys, json.dumps(part, ensure_ascii=False))[:ANSWERS_DIGITS] for part in (said, rest))

    def _store(self, fresh: list[Response], hashes: Mapping[str, str]) -> list[StoredResponse]:
        """Make rows and store them; once more where a person decided about their held words meanwhile."""
        while True:
            made = make_as_decided(self.store, self.settings, [self._said(each) for each in fresh])
            stored = [
                self._make_row(response, words, hashes[response.external_id])
                for response, words in zip(make_cells_safe(fresh, made.safe, self.settings), made.safe, strict=True)
            ]
            if store_as_decided(self.store, made, stored):
                return stored

    def _said(self, response: Response) -> list[Said]:
        response_id = self._response_id(response)
        return [
            Said(_comment_id(response_id, answer.question), response_id, answer.words, response.language or self.stated_language)
            for answer in response.open_answers
        ]

    def _response_id(self, response: Response) -> ResponseId:
        return ResponseId(stable_id("response", self.source.id, response.external_id))

    def _person_id(self, response: Response) -> PersonId:
        if not response.respondent:
            return pseudonym(self.keys, self.source.name, RawText(f"response {response.external_id}"))
        return pseudonym(self.keys, self.source.name, response.respondent, panel=self.settings.panel_of(self.source.name))

    def _make_row(self, response: Response, words: list[SafeWords], content_hash: str) -> StoredResponse:
        response_id = self._response_id(response)
        person_id = self._person_id(response)
        comments = tuple(
            Comment(
                id=_comment_id(response_id, answer.question),
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
            submitted_on=response.submitted_on,
            is_complete=response.is_complete,
            may_quote=response.may_quote,
            content_hash=content_hash,
            groups=response.groups,
            closed_answers=response.closed_answers,
            comments=comments,
        )


def _count(stored: list[StoredResponse], same: list[KnownResponse], known: Mapping[str, KnownResponse], *, out_of_round: int) -> Receipt:
    """The receipt of a page: what was stored, what was the same, and what is of another round."""
    reasons = Counter(filter(None, map(_reason_held, stored)))
    reasons += Counter(each.held_reason for each in same if each.held_reason)
    held = [each for each in stored if _reason_held(each)]
    still_held = sum(bool(each.held_reason) for each in same)
    return Receipt(
        read=len(stored) + len(same) + out_of_round,
        written=len(stored) - len(held),
        new=sum(each.external_id not in known for each in stored if not _reason_held(each)),
        unchanged=len(same) - still_held,
        held=len(held) + still_held,
        skipped=out_of_round,
        held_for=count_reasons(reasons),
        skipped_for=count_reasons({OUT_OF_ROUND: out_of_round}),
    )


def _reason_held(response: StoredResponse) -> str | None:
    """Why a response waits for a person: the first reason of its comments, by its words."""
    return min((each.held_reason for each in response.comments if each.held_reason and is_waiting(each.held_reason)), default=None)


def _comment_id(response_id: ResponseId, question: str) -> CommentId:
    return CommentId(stable_id("comment", response_id, question))
