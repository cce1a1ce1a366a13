"""Quotes as staff see them: by ids that may be short, with their words, and with what stands in the way."""

from __future__ import annotations

import re
from dataclasses import dataclass

from digest.gathering.judged import JudgedQuote
from digest.gathering.quotes import gather_quotes, read_parts
from domain.errors import WrongUse
from domain.listening import Round
from domain.quotes import ProposedQuote, QuotedComment, QuoteDecision, QuotePolicy, Refusal
from warehouse.store import Store

_MOST_NAMED = 5
_ID = re.compile(r"(?:quote-)?([0-9a-f]{4,20})")
SEE_LIST = "See: hearback quote list --round ROUND"


@dataclass(frozen=True, slots=True)
class QuoteWords:
    """A quote with its comment as it is now, in redacted words. `parts` are empty where `fault` says why they cannot be read."""

    quote: ProposedQuote
    comment: QuotedComment
    parts: tuple[str, ...]
    fault: Refusal | None
    decisions: tuple[QuoteDecision, ...]

    def __repr__(self) -> str:
        return f"QuoteWords({self.quote.id})"


def find_quote(store: Store, said: str) -> ProposedQuote:
    """The quote whose id begins as said. Raises WrongUse for none and for several."""
    match = _ID.fullmatch(said.strip().lower())
    if match is None:
        raise WrongUse("This is no quote's id, nor at least 4 characters of one.", next_step=SEE_LIST)
    found = store.quotes.find(f"quote-{match[1]}")
    if not found:
        raise WrongUse(f"No quote has an id that begins quote-{match[1]}.", next_step=f"It may have been withdrawn. {SEE_LIST}")
    if len(found) > 1:
        named = ", ".join(each.id for each in found[:_MOST_NAMED])
        raise WrongUse(f"{len(found)} quotes have an id that begins quote-{match[1]}.", next_step=f"Write more of it: {named}")
    return found[0]


def read_quote(store: Store, quote: ProposedQuote) -> QuoteWords:
    """The words of a quote as they are now. Raises WrongUse for one that went with its comment."""
    comment = store.quotes.comments_of([quote]).get(quote.id)
    if comment is None:
        raise WrongUse("It went with its comment, which was withdrawn.", where=quote.id, next_step=SEE_LIST)
    parts, fault = read_parts(quote, comment)
    return QuoteWords(quote, comment, parts, fault, store.quotes.decisions([quote.id]).get(quote.id, ()))


def list_quotes(store: Store, current: Round, policy: QuotePolicy, *, language: str) -> tuple[JudgedQuote, ...]:
    """The round's quotes with everything that stands in the way of each, as a digest made now would judge them."""
    return gather_quotes(store, current.id, policy, language=language)
