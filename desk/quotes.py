"""Decisions about quotes: approve, refuse, take back, trim, allow a laxer rule. Each is one transaction with one audit event."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from desk.quote_find import QuoteWords, read_quote
from domain.errors import Busy, WrongUse
from domain.quotes import (
    GUARDED,
    Approval,
    Pieces,
    ProposedQuote,
    QuoteDecision,
    QuoteStep,
    Refusal,
    fold_name,
    fold_quote_decisions,
)
from domain.verbatim import cut_parts
from warehouse.store import Store

_NO_WHY = "no reason was given"


def approve_quote(store: Store, read: QuoteWords, *, actor: str, why: str = "") -> Approval:
    """Say that these words may be published; who stands behind them now. It holds for the words that were `read` and no others.

    Raises WrongUse for words that cannot be quoted, that nobody agreed to, or that this person approved already; Busy where
    they changed since they were read.
    """
    with store.transaction():
        current = _read_again(store, read)
        _refuse_unquotable(current)
        if fold_name(actor) in map(fold_name, _approval_of(current).approved_by):
            raise WrongUse(f"{actor} has approved it already.", where=current.quote.id, next_step="Another person has to approve it.")
        approval = _decide(store, current, QuoteStep.APPROVED, actor, why)
        store.audit.append(actor, "quote approved", current.quote.id, why.strip() or _NO_WHY, _describe(current.quote, approval))
        return approval


def refuse_quote(store: Store, read: QuoteWords, *, actor: str, why: str) -> Approval:
    """Say that these words must not be published; one refusal outweighs every approval until it is taken back.

    Raises WrongUse without a reason, and where this person refused it already.
    """
    _require_why(why)
    with store.transaction():
        current = _read_again(store, read)
        if fold_name(actor) in map(fold_name, _approval_of(current).refused_by):
            raise WrongUse(f"{actor} has refused it already.", where=current.quote.id, next_step="There is nothing to do.")
        approval = _decide(store, current, QuoteStep.REFUSED, actor, why)
        store.audit.append(actor, "quote refused", current.quote.id, why.strip(), _describe(current.quote, approval))
        return approval


def take_back(store: Store, read: QuoteWords, *, actor: str, why: str) -> Approval:
    """Take one's own approval or refusal back. Raises WrongUse for somebody who has neither, and without a reason."""
    _require_why(why)
    with store.transaction():
        current = _read_again(store, read)
        approval = _approval_of(current)
        if fold_name(actor) not in map(fold_name, (*approval.approved_by, *approval.refused_by)):
            raise WrongUse(
                f"{actor} has neither approved nor refused it.",
                where=current.quote.id,
                next_step="To keep it out of digests, refuse it: hearback quote refuse",
            )
        approval = _decide(store, current, QuoteStep.TAKEN_BACK, actor, why)
        store.audit.append(actor, "quote decision taken back", current.quote.id, why.strip(), _describe(current.quote, approval))
        return approval


def trim(store: Store, read: QuoteWords, pieces: Pieces, *, actor: str, why: str = "") -> ProposedQuote:
    """Quote other parts of the same comment. What was decided before is over: these are other words.

    Raises WrongUse for places that tear a word or say nothing, and for those that it has.
    """
    with store.transaction():
        current = _read_again(store, read)
        text = current.comment.text
        if text is None:
            raise WrongUse("Its comment is held.", where=current.quote.id, next_step="Decide about that first: hearback held list")
        _check_pieces(text, pieces, current.quote)
        trimmed = replace(current.quote, pieces=pieces, words_hash=store.quotes.hash_of(text, pieces))
        if (trimmed.pieces, trimmed.words_hash) == (current.quote.pieces, current.quote.words_hash):
            raise WrongUse("It has these parts.", where=current.quote.id, next_step="There is nothing to do.")
        over = len(_approval_of(current).approved_by)
        store.quotes.recut(trimmed)
        store.quotes.decide(QuoteDecision(trimmed.id, QuoteStep.TRIMMED, actor, why.strip(), datetime.now(UTC)))
        facts: dict[str, str | int] = {"theme": trimmed.theme_id, "parts": len(pieces), "approvals that are over": over}
        store.audit.append(actor, "quote trimmed", trimmed.id, why.strip() or _NO_WHY, facts)
        return trimmed


def allow_laxer(store: Store, name: str, value: int, *, actor: str, why: str) -> None:
    """Let a setting of `[quotes]` be smaller than its default, for a reason that stays in the audit log.

    Raises WrongUse for a setting that is not guarded, a value that needs no permission, and without a reason.
    """
    _require_why(why)
    if name not in GUARDED:
        raise WrongUse(f"There is no guarded setting {name!r}.", where="[quotes]", next_step=f"One of: {', '.join(GUARDED)}.")
    if value < 1:
        raise WrongUse("It is at least 1.", where=f"[quotes] {name}", next_step="With 0 nothing would protect anybody.")
    if value >= GUARDED[name]:
        raise WrongUse(
            f"{value} needs no permission: {GUARDED[name]} or more is always taken.",
            where=f"[quotes] {name}",
            next_step="Write it into the settings.",
        )
    with store.transaction():
        store.quotes.allow(name, value)
        facts: dict[str, str | int] = {"setting": f"[quotes] {name}", "value": value, "default": GUARDED[name]}
        store.audit.append(actor, "quote setting allowed", f"[quotes] {name}", why.strip(), facts)


def _read_again(store: Store, read: QuoteWords) -> QuoteWords:
    """The quote as it is in this transaction. Raises Busy where somebody trimmed it, or its comment changed, since it was read."""
    found = store.quotes.find(read.quote.id)
    if not found:
        raise WrongUse("It went with its comment, which was withdrawn.", where=read.quote.id)
    current = read_quote(store, found[0])
    if (current.quote.words_hash, current.comment.words_hash) != (read.quote.words_hash, read.comment.words_hash):
        raise Busy(
            "Its words changed since they were read.", where=read.quote.id, next_step=f"Read it: hearback quote show {read.quote.id}"
        )
    return current


def _refuse_unquotable(current: QuoteWords) -> None:
    reason = Refusal.NO_CONSENT if not current.comment.is_consented else current.fault
    if reason is not None:
        raise WrongUse(f"It cannot be approved: {reason}.", where=current.quote.id, next_step="Propose anew: hearback quote propose")


def _check_pieces(text: str, pieces: Pieces, quote: ProposedQuote) -> None:
    try:
        cut_parts(text, pieces)
    except ValueError as error:  # says what is wrong with the places, and no words
        raise WrongUse(
            f"These places cannot be quoted: {error}.",
            where=quote.id,
            next_step=f"Count sentences, or places: hearback quote show {quote.id}",
        ) from None


def _approval_of(current: QuoteWords) -> Approval:
    return fold_quote_decisions(current.decisions)


def _decide(store: Store, current: QuoteWords, step: QuoteStep, actor: str, why: str) -> Approval:
    kept = store.quotes.decide(QuoteDecision(current.quote.id, step, actor, why.strip(), datetime.now(UTC)))
    return fold_quote_decisions((*current.decisions, kept))


def _describe(quote: ProposedQuote, approval: Approval) -> dict[str, str | int]:
    """What the audit log keeps: ids and counts, no words."""
    return {"theme": quote.theme_id, "approvals": len(approval.approved_by), "refusals": len(approval.refused_by)}


def _require_why(why: str) -> None:
    if not why.strip():
        raise WrongUse("It is not said why.", next_step='Say it with: --why "agreed in the team"')
