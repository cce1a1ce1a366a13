"""Quotes: places in comments that staff may quote, what was decided about them, and which laxer rules an administrator allowed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Row, and_, func, select, true

from domain.ids import CommentId, PassageId, QuoteId, RoundId
from domain.quotes import Pieces, ProposedQuote, QuotedComment, QuoteDecision, QuoteStep, Stance
from domain.text import RedactedText
from warehouse.columns import write_json
from warehouse.database import Database
from warehouse.installation import load_value, save_value
from warehouse.keys import Keys, hash_with
from warehouse.rows import CHUNK, insert_rows, select_among, update_rows
from warehouse.tables_heard import comment, response, session
from warehouse.tables_review import passage_kind, quote, quote_decision

ALLOWED = "quote settings allowed"
"""Under this name stands which laxer values of `[quotes]` an administrator has given a reason for."""


class Quotes:
    """Quotes by round. What is withdrawn takes its quotes along; words are never copied here."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys

    def hash_of(self, text: RedactedText, pieces: Pieces) -> str:
        """What tells these places in these words from any other and, without the pseudonym key, nothing else."""
        return hash_with(self._keys, "\x1f".join(("quote", write_json(pieces), text)))

    def propose(self, quotes: Sequence[ProposedQuote]) -> int:
        """Keep those whose id is not there yet: how many that were. What was proposed before stays as it is."""
        with self._database.write() as connection:
            known = {row.id for row in select_among(connection, select(quote.c.id), quote.c.id, [each.id for each in quotes])}
            new = {each.id: asdict(each) for each in quotes if each.id not in known}
            insert_rows(connection, quote, list(new.values()))
        return len(new)

    def recut(self, value: ProposedQuote) -> None:
        """Give a quote other places, with the hash that belongs to them."""
        with self._database.write() as connection:
            update_rows(connection, quote, [{"id": value.id, "pieces": value.pieces, "words_hash": value.words_hash}])

    def of_round(self, round_id: RoundId) -> tuple[ProposedQuote, ...]:
        """The round's quotes: by theme, central ones first, nearest to the theme's centre first."""
        with self._database.read() as connection:
            found = [_read_quote(row) for row in connection.execute(select(quote).where(quote.c.round_id == round_id))]
        return tuple(sorted(found, key=lambda each: (each.theme_id, each.stance, -each.score, each.id)))

    def find(self, beginning: str) -> tuple[ProposedQuote, ...]:
        """The quotes whose id begins so, in order of their ids."""
        statement = select(quote).where(quote.c.id.startswith(beginning, autoescape=True)).order_by(quote.c.id)
        with self._database.read() as connection:
            return tuple(map(_read_quote, connection.execute(statement)))

    def decide(self, decision: QuoteDecision) -> QuoteDecision:
        """Append a decision: as it is kept, with its number."""
        with self._database.write() as connection:
            number = 1 + (connection.execute(select(func.max(quote_decision.c.number))).scalar_one_or_none() or 0)
            numbered = replace(decision, number=number)
            row = asdict(numbered)
            insert_rows(connection, quote_decision, [row | {"decision": row.pop("step")}])
        return numbered

    def decisions(self, quote_ids: Collection[QuoteId]) -> dict[QuoteId, tuple[QuoteDecision, ...]]:
        """What was decided about these quotes, in order."""
        with self._database.read() as connection:
            rows = select_among(connection, select(quote_decision), quote_decision.c.quote_id, set(quote_ids))
        found: defaultdict[QuoteId, list[QuoteDecision]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: row.number):
            found[row.quote_id].append(_read_decision(row))
        return {each: tuple(decided) for each, decided in found.items()}

    def comments_of(self, quotes: Collection[ProposedQuote]) -> dict[QuoteId, QuotedComment]:
        """The comments that the quotes lie in, as they are now."""
        agreed = and_(response.c.may_quote, func.coalesce(session.c.may_quote, true()))
        said = (comment.c.text, comment.c.translation_text, comment.c.translation_language, comment.c.translation_made_by)
        statement = (
            select(comment.c.id, comment.c.person_id, comment.c.session_id, response.c.source_id, comment.c.language, *said)
            .add_columns(agreed.label("is_consented"))
            .join_from(comment, response)
            .join(session, session.c.id == comment.c.session_id, isouter=True)
        )
        with self._database.read() as connection:
            found = {row.id: row for row in select_among(connection, statement, comment.c.id, {each.comment_id for each in quotes})}
        return {each.id: self._read_comment(found[each.comment_id], each.pieces) for each in quotes if each.comment_id in found}

    def _read_comment(self, row: Row[Any], pieces: Pieces) -> QuotedComment:
        return QuotedComment(
            comment_id=CommentId(row.id),
            person_id=row.person_id,
            session_id=row.session_id,
            source_id=row.source_id,
            language=row.language,
            text=row.text,
            translation=row.translation_text,
            translated_into=row.translation_language or "",
            translated_by=row.translation_made_by or "",
            is_consented=bool(row.is_consented),
            words_hash="" if row.text is None else self.hash_of(row.text, pieces),
        )

    def kinds_of(self, passage_ids: Collection[PassageId]) -> dict[PassageId, tuple[str, str | None]]:
        """The kind of each passage that has one, and where it asks for more or less, which."""
        with self._database.read() as connection:
            columns = select(passage_kind.c.passage_id, passage_kind.c.kind, passage_kind.c.leaning)
            rows = select_among(connection, columns, passage_kind.c.passage_id, set(passage_ids))
        return {row.passage_id: (row.kind, row.leaning) for row in rows}

    def said(self) -> Iterator[str]:
        """Every text that somebody said, redacted, and its translation, in parts, so that memory stays small."""
        words = select(comment.c.text, comment.c.translation_text).where(comment.c.text.is_not(None))
        with self._database.read() as connection:
            for row in connection.execute(words, execution_options={"yield_per": CHUNK}):
                yield from (text for text in row if text)

    def allowed(self) -> Mapping[str, int]:
        """The smallest value of each setting of `[quotes]` that an administrator has given a reason for."""
        with self._database.read() as connection:
            stored = load_value(connection, ALLOWED)
        return json.loads(stored) if stored else {}

    def allow(self, name: str, value: int) -> None:
        """Let a setting be as small as this, and no smaller."""
        with self._database.write() as connection:
            save_value(connection, ALLOWED, write_json(dict(self.allowed()) | {name: value}))


def _read_quote(row: Row[Any]) -> ProposedQuote:
    return ProposedQuote(**(dict(row._mapping) | {"stance": Stance(row.stance)}))


def _read_decision(row: Row[Any]) -> QuoteDecision:
    return QuoteDecision(row.quote_id, QuoteStep(row.decision), row.actor, row.why, row.decided_at, row.number)
