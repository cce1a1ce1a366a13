"""Proposing quotes: for each theme that may be quoted, what says it best and what disagrees, of people who agreed and are not rare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from digest.gathering.crowd import Crowd, gather_crowd
from domain.errors import HearbackError
from domain.heard import HeardPassage
from domain.ids import QuoteId, ThemeId, stable_id
from domain.listening import Round
from domain.quotes import ProposedQuote, QuotePolicy, refuse_laxer
from domain.themes import ThemingRun
from domain.verbatim import cut_parts
from warehouse.store import Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nlp.quotes.choose import Candidate, Chosen


@dataclass(frozen=True, slots=True)
class Proposed:
    """What proposing did: quotes that are `new`, those that were proposed `before`, and themes of which nothing may be offered."""

    new: int
    before: int
    themes: int
    themes_without: tuple[ThemeId, ...]


@dataclass(frozen=True, slots=True)
class _Voices:
    """The passages of one theme with their rows among the round's vectors."""

    theme_id: ThemeId
    rows: list[int]
    passages: list[HeardPassage]

    def is_wide_enough(self, policy: QuotePolicy) -> bool:
        people = {each.person_id for each in self.passages}
        places = {each.session_id or each.source_id for each in self.passages}
        return len(people) >= policy.fewest_people and len(places) >= policy.fewest_sessions


def propose_quotes(store: Store, current: Round, policy: QuotePolicy, *, actor: str, why: str = "") -> Proposed:
    """Propose central quotes of each theme, and one that disagrees where there is one; what was proposed before stays.

    Raises HearbackError for a round without themes, BadSettings where the policy is laxer than an administrator allowed.
    """
    refuse_laxer(policy, store.quotes.allowed())
    run = store.themes.latest_run(current.id)
    if run is None:
        raise HearbackError("This round has no themes yet.", where=current.name, next_step=f"Run it: hearback run --round {current.name}")
    with store.transaction():
        heard = store.passages.of_rounds([current.id])
        themes = [each for each in _group(store, run, heard) if each.is_wide_enough(policy)]
        vectors = _read_vectors(store, run, heard)
        crowd = gather_crowd(heard, store.responses.of_rounds([current.id]))
        now = datetime.now(UTC)
        made = {
            each.theme_id: [_make(store, current, each, chosen, actor, now) for chosen in _choose(store, each, vectors, crowd, policy)]
            for each in themes
        }
        quotes = [quote for of in made.values() for quote in of]
        new = store.quotes.propose(quotes)
        if new:
            reason = why.strip() or "for people to decide about"
            store.audit.append(actor, "quotes proposed", current.id, reason, {"quotes": new, "themes": len(themes)})
    without = tuple(theme_id for theme_id, of in made.items() if not of)
    return Proposed(new, len(quotes) - new, len(themes), without)


def _group(store: Store, run: ThemingRun, heard: Sequence[HeardPassage]) -> list[_Voices]:
    """The passages of each theme that staff do not hide."""
    themes = {each.passage_id: each.theme_id for each in store.themes.assignments(run.id)}
    hidden = store.decisions.bindings().hidden
    rows: defaultdict[ThemeId, list[int]] = defaultdict(list)
    for row, each in enumerate(heard):
        theme_id = themes.get(each.passage.id)
        if theme_id is not None and theme_id not in hidden:
            rows[theme_id].append(row)
    return [_Voices(theme_id, of, [heard[row] for row in of]) for theme_id, of in sorted(rows.items())]


def _read_vectors(store: Store, run: ThemingRun, heard: Sequence[HeardPassage]) -> NDArray[np.float32]:
    """The passages' vectors less their language's mean: shape (len(heard), dim)."""
    from nlp.embed.centre import centre_by_language

    vectors = store.vectors.of(run.model, [each.passage.text for each in heard])
    return centre_by_language(vectors, [each.language for each in heard], model=run.model)


def _choose(store: Store, voices: _Voices, vectors: NDArray[np.float32], crowd: Crowd, policy: QuotePolicy) -> tuple[Chosen, ...]:
    from nlp.quotes.choose import choose_quotes

    kinds = store.quotes.kinds_of([each.passage.id for each in voices.passages])
    candidates = [_to_candidate(each, kinds.get(each.passage.id, ("", None)), crowd, policy) for each in voices.passages]
    return choose_quotes(candidates, vectors[voices.rows])


def _to_candidate(each: HeardPassage, told: tuple[str, str | None], crowd: Crowd, policy: QuotePolicy) -> Candidate:
    from nlp.quotes.choose import Candidate

    kind, leaning = told
    is_offered = each.may_quote and _can_be_cut(each) and crowd.count_alike(each.person_id, each.language) >= policy.fewest_alike
    return Candidate(each.passage.id, each.person_id, each.passage.text, each.language, kind, leaning or "", is_offered)


def _can_be_cut(each: HeardPassage) -> bool:
    try:
        return bool(cut_parts(each.comment, ((each.passage.start, each.passage.end),)))
    except ValueError:  # the cutter parted it within a word: not to be quoted, and no error
        return False


def _make(store: Store, current: Round, voices: _Voices, chosen: Chosen, actor: str, now: datetime) -> ProposedQuote:
    each = next(one for one in voices.passages if one.passage.id == chosen.id)
    pieces = ((each.passage.start, each.passage.end),)
    return ProposedQuote(
        id=QuoteId(stable_id("quote", current.id, voices.theme_id, each.passage.comment_id, each.passage.start)),
        round_id=current.id,
        theme_id=voices.theme_id,
        comment_id=each.passage.comment_id,
        pieces=pieces,
        stance=chosen.stance,
        score=chosen.score,
        proposed_by=actor,
        proposed_at=now,
        words_hash=store.quotes.hash_of(each.comment, pieces),
    )
