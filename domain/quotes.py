"""Quotes: places in a redacted comment, what people decided about them, and whether they may be published. Pure.

A quote is published where all of six things hold, and `judge_quote` says which do not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain.errors import BadSettings
from domain.ids import CommentId, PersonId, QuoteId, RoundId, SessionId, SourceId, ThemeId
from domain.text import RedactedText

Pieces = tuple[tuple[int, int], ...]
"""Places `[start, end)` in a comment, in code points, in their order; what lies between two of them is left out."""


class Stance(StrEnum):
    """What a quote is there for: it says what many said, or it disagrees with them."""

    CENTRAL = "central"
    DISAGREES = "disagrees"


class QuoteStep(StrEnum):
    """What somebody did with a quote. Trimming makes other words of it, so what was decided before is over."""

    APPROVED = "approved"
    REFUSED = "refused"
    TAKEN_BACK = "taken back"
    TRIMMED = "trimmed"


@dataclass(frozen=True, slots=True)
class ProposedQuote:
    """Words that could be quoted, by their place in a comment. `score` is the nearness to the theme's centre, in [0, 1].

    `words_hash` is keyed and made of the whole comment with these places: what was decided holds for these words alone.
    """

    id: QuoteId
    round_id: RoundId
    theme_id: ThemeId
    comment_id: CommentId
    pieces: Pieces
    stance: Stance
    score: float
    proposed_by: str
    proposed_at: datetime
    words_hash: str


@dataclass(frozen=True, slots=True)
class QuoteDecision:
    """What one person decided about one quote; never changed. `number` is its place among all decisions, 0 before it is kept."""

    quote_id: QuoteId
    step: QuoteStep
    actor: str
    why: str
    decided_at: datetime
    number: int = 0


@dataclass(frozen=True, slots=True)
class QuotedComment:
    """The comment that a quote lies in, as it is now: `text` is None while it is held.

    `is_consented` is True only where the person, and the session where there was one, agreed to be quoted.
    `words_hash` is that of the words as they are now.
    """

    comment_id: CommentId
    person_id: PersonId
    session_id: SessionId | None
    source_id: SourceId
    language: str
    text: RedactedText | None
    translation: RedactedText | None
    translated_into: str
    translated_by: str
    is_consented: bool
    words_hash: str

    def __repr__(self) -> str:
        return f"QuotedComment({self.comment_id})"


class Refusal(StrEnum):
    """Why a quote is not published, for staff."""

    SWITCHED_OFF = "quotes are switched off in the settings"
    NO_CONSENT = "the person, or the session, did not agree to be quoted"
    FEW_PEOPLE = "too few people raised the theme"
    FEW_PLACES = "the theme was raised in too few sessions or sources"
    RARE = "too few people of this language and these groups were heard"
    NOT_APPROVED = "it needs more people to approve it"
    REFUSED = "somebody refused it"
    HELD = "its comment is held"
    CHANGED = "its comment has changed since it was proposed"
    NOT_VERBATIM = "it is not a part of the comment as it stands"
    ELSEWHERE = "its words are no longer in this theme"
    HIDDEN = "the theme, or how many spoke this language, is not shown"


@dataclass(frozen=True, slots=True)
class QuotePolicy:
    """When a quote may be published. `fewest_alike` people share the speaker's language and groups, the speaker among them."""

    is_enabled: bool = False
    fewest_people: int = 10
    fewest_sessions: int = 3
    approvers: int = 2
    fewest_alike: int = 10


NO_QUOTES: Final = QuotePolicy()
"""Nobody is quoted: how every installation begins."""

GUARDED: Final = {"fewest_people": 10, "fewest_sessions": 3, "approvers": 2}
"""Settings of `[quotes]` below whose value here an administrator must have given a reason, by name."""


def refuse_laxer(policy: QuotePolicy, allowed: Mapping[str, int]) -> None:
    """Raises BadSettings where a guarded setting is smaller than its default and than what was `allowed` for a reason."""
    for name, least in GUARDED.items():
        value = getattr(policy, name)
        if value < min(least, allowed.get(name, least)):
            raise BadSettings(
                f"It is {value}, and fewer than {least} protect the people who are quoted too little.",
                where=f"[quotes] {name}",
                next_step=f'Set it to {least} or more. An administrator can allow it with a reason that stays in the audit log: hearback quote allow {name} {value} --why "..."',
            )


@dataclass(frozen=True, slots=True)
class QuoteFacts:
    """All that decides whether a quote is published. `places` are distinct sessions, and surveys as a whole, that raised its theme.

    `fault` says what is wrong with its words as they are now, None where nothing is.
    """

    is_consented: bool
    people: int
    places: int
    alike: int
    approvers: int
    is_refused: bool = False
    fault: Refusal | None = None


def judge_quote(facts: QuoteFacts, policy: QuotePolicy) -> tuple[Refusal, ...]:
    """Every reason why the quote is not published; none where it is."""
    reasons = (
        (Refusal.SWITCHED_OFF, not policy.is_enabled),
        (Refusal.NO_CONSENT, not facts.is_consented),
        (Refusal.FEW_PEOPLE, facts.people < policy.fewest_people),
        (Refusal.FEW_PLACES, facts.places < policy.fewest_sessions),
        (Refusal.RARE, facts.alike < policy.fewest_alike),
        (Refusal.NOT_APPROVED, facts.approvers < policy.approvers),
        (Refusal.REFUSED, facts.is_refused),
    )
    found = tuple(reason for reason, is_so in reasons if is_so)
    return found if facts.fault is None else (*found, facts.fault)


@dataclass(frozen=True, slots=True)
class Approval:
    """Who stands behind a quote as it is now, and who refuses it; each person once, by the name given first."""

    approved_by: tuple[str, ...] = ()
    refused_by: tuple[str, ...] = ()


def fold_quote_decisions(decisions: Iterable[QuoteDecision]) -> Approval:
    """What the decisions about one quote, in their order, come to: the last word of each person since it was trimmed last."""
    said: dict[str, tuple[str, QuoteStep]] = {}
    for each in decisions:
        if each.step is QuoteStep.TRIMMED:
            said.clear()
        else:
            name, _ = said.get(fold_name(each.actor), (each.actor, each.step))
            said[fold_name(each.actor)] = (name, each.step)
    return Approval(
        tuple(name for name, step in said.values() if step is QuoteStep.APPROVED),
        tuple(name for name, step in said.values() if step is QuoteStep.REFUSED),
    )


def fold_name(actor: str) -> str:
    """A name as one person: "Ana  Ruiz" and "ana ruiz" do not approve twice."""
    seen = (sign for sign in unicodedata.normalize("NFKC", actor) if unicodedata.category(sign) != "Cf")
    return " ".join("".join(seen).casefold().split())
