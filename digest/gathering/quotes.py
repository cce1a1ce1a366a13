"""Quotes of a round -> what may stand in its digest, checked against the comments as they are now, and what not and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.gathering.crowd import Crowd, gather_crowd
from digest.gathering.judged import JudgedQuote, LeftOut
from digest.pages.digest_page import DigestPage
from digest.telling.wording import show_plainly
from domain.heard import HeardPassage
from domain.ids import CommentId, PassageId, PersonId, RoundId, ThemeId
from domain.listening import StoredResponse
from domain.quotes import (
    Approval,
    ProposedQuote,
    QuotedComment,
    QuoteFacts,
    QuotePolicy,
    Refusal,
    fold_quote_decisions,
    judge_quote,
    refuse_laxer,
)
from domain.verbatim import cut_parts
from warehouse.store import Store

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class _Round:
    """What is known of a round: by theme who raised it and where, by comment where its passages lie and in which theme."""

    crowd: Crowd
    people: Mapping[ThemeId, Collection[PersonId]]
    places: Mapping[ThemeId, Collection[str]]
    passages: Mapping[CommentId, Sequence[tuple[int, int, ThemeId | None]]]
    merged: Mapping[ThemeId, ThemeId]


@dataclass(frozen=True, slots=True)
class RoundSaid:
    """What was said in one round: passages, responses, and the theme of each passage in the latest run."""

    heard: Sequence[HeardPassage]
    responses: Sequence[StoredResponse]
    themes: Mapping[PassageId, ThemeId | None]


def gather_quotes(
    store: Store, round_id: RoundId, policy: QuotePolicy, *, language: str, said: RoundSaid | None = None
) -> tuple[JudgedQuote, ...]:
    """Every quote of the round's latest themes, judged; translations into `language`.

    `said` is what the round says where that was read in this transaction already, else it is read here. Raises BadSettings where the policy is laxer than an administrator allowed.
    """
    refuse_laxer(policy, store.quotes.allowed())
    proposed = store.quotes.of_round(round_id)
    if not proposed:
        return ()
    facts = replace(_gather_round(said or _read_said(store, round_id)), merged=store.decisions.bindings().merged)
    comments, decisions = store.quotes.comments_of(proposed), store.quotes.decisions([each.id for each in proposed])
    return tuple(
        _judge(each, comments[each.id], fold_quote_decisions(decisions.get(each.id, ())), facts, policy, language)
        for each in proposed
        if each.id in comments
    )


def _read_said(store: Store, round_id: RoundId) -> RoundSaid:
    run = store.themes.latest_run(round_id)
    assigned = store.themes.assignments(run.id) if run is not None else ()
    themes = {each.passage_id: each.theme_id for each in assigned}
    return RoundSaid(store.passages.of_rounds([round_id]), store.responses.of_rounds([round_id]), themes)


def _gather_round(said: RoundSaid) -> _Round:
    people: defaultdict[ThemeId, set[PersonId]] = defaultdict(set)
    places: defaultdict[ThemeId, set[str]] = defaultdict(set)
    passages: defaultdict[CommentId, list[tuple[int, int, ThemeId | None]]] = defaultdict(list)
    for each in said.heard:
        theme_id = said.themes.get(each.passage.id)
        passages[each.passage.comment_id].append((each.passage.start, each.passage.end, theme_id))
        if theme_id is not None:
            people[theme_id].add(each.person_id)
            places[theme_id].add(each.session_id or each.source_id)
    return _Round(gather_crowd(said.heard, said.responses), people, places, passages, {})


def _judge(
    quote: ProposedQuote, comment: QuotedComment, approval: Approval, around: _Round, policy: QuotePolicy, language: str
) -> JudgedQuote:
    theme_id = around.merged.get(quote.theme_id, quote.theme_id)
    parts, fault = read_parts(quote, comment)
    if fault is None and not _is_in_theme(quote, theme_id, around.passages.get(quote.comment_id, ())):
        fault = Refusal.ELSEWHERE
    facts = QuoteFacts(
        is_consented=comment.is_consented,
        people=len(around.people.get(theme_id, ())),
        places=len(around.places.get(theme_id, ())),
        alike=around.crowd.count_alike(comment.person_id, comment.language),
        approvers=len(approval.approved_by),
        is_refused=bool(approval.refused_by),
        fault=fault,
    )
    translation = _translate(quote, comment, language) if parts else ()
    refusals = judge_quote(facts, policy)
    made_by = comment.translated_by if translation else ""
    return JudgedQuote(quote.id, theme_id, quote.stance, parts, comment.language, translation, made_by, approval, refusals)


def read_parts(quote: ProposedQuote, comment: QuotedComment) -> tuple[tuple[str, ...], Refusal | None]:
    """The words of a quote as its comment has them now, and what is wrong with them."""
    if comment.text is None:
        return (), Refusal.HELD
    if comment.words_hash != quote.words_hash:
        return (), Refusal.CHANGED
    try:
        return cut_parts(comment.text, quote.pieces), None
    except ValueError:  # says what is wrong with the places; here it is enough that they are
        return (), Refusal.NOT_VERBATIM


def _is_in_theme(quote: ProposedQuote, theme_id: ThemeId, passages: Iterable[tuple[int, int, ThemeId | None]]) -> bool:
    """True where one of its pieces lies in words of the theme."""
    own = [(start, end) for start, end, theme in passages if theme == theme_id]
    return any(start < last and first < end for first, last in quote.pieces for start, end in own)


def _translate(quote: ProposedQuote, comment: QuotedComment, language: str) -> tuple[str, ...]:
    if comment.text is None or comment.translation is None or comment.translated_into != language or comment.language == language:
        return ()
    from nlp.quotes.translated import translate_parts

    return translate_parts(comment.text, comment.language, comment.translation, language, quote.pieces)


def list_left_out(store: Store, round_id: RoundId, page: DigestPage, policy: QuotePolicy) -> tuple[LeftOut, ...]:
    """The quotes that enough people approved and that the page does not show, with every reason."""
    quotes = gather_quotes(store, round_id, policy, language=page.content_language)
    shown = set(_list_shown(page))
    approved = (each for each in quotes if len(each.approval.approved_by) >= policy.approvers)
    return tuple(
        LeftOut(each.id, each.theme_id, each.refusals or (Refusal.HIDDEN,))
        for each in approved
        if each.refusals or (each.theme_id, show_parts(each.parts)) not in shown
    )


def check_quotes(store: Store, round_id: RoundId, page: DigestPage, policy: QuotePolicy) -> tuple[str, ...]:
    """Sentences for staff on each quote of a page that nothing allows now: none where the page may be released.

    Everything is read anew: consent, counts, approvals, and the words, which must be those of the comment to the letter.
    Raises BadSettings where the policy is laxer than an administrator allowed.
    """
    judged = gather_quotes(store, round_id, policy, language=page.content_language)
    allowed = {
        (each.theme_id, show_parts(each.parts), each.language, show_translation(each.translation)) for each in judged if each.is_publishable
    }
    return tuple(
        f"Quote {number} of {card.anchor} may not be shown: nobody approved these words, or what allowed them holds no more."
        for card in page.themes
        for number, quote in enumerate(card.quotes, 1)
        if (card.anchor, quote.parts, quote.language, quote.translation) not in allowed
    )


def show_parts(parts: Iterable[str]) -> tuple[str, ...]:
    """Parts as a page shows them: on one line, without signs that are not seen. Nothing else of them changes."""
    return tuple(map(show_plainly, parts))


def show_translation(parts: Iterable[str]) -> str:
    """The translation of parts as a page shows it."""
    return f" {ELLIPSIS} ".join(show_parts(parts))


def _list_shown(page: DigestPage) -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((card.anchor, quote.parts) for card in page.themes for quote in card.quotes)
