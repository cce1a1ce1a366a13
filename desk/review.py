"""What a person says of a round before it leaves: that they looked at a theme, why it matters, the first sentence.

Each is one transaction with one audit event a theme. Renaming, joining and hiding are decisions about themes (`desk/themes.py`).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from desk.sentences import StaffSentence, refuse_new_numbers
from digest.releasing.looks import Look, list_aspects, list_headline_aspects
from digest.releasing.prepare import Prepared, prepare
from digest.releasing.terms import PageTerms
from domain.errors import WrongUse
from domain.ids import ThemeId
from domain.listening import Round
from domain.review import Review, ReviewKind
from domain.themes import Solidity
from warehouse.store import Store

_NO_WHY = "no reason was given"


def look_at(
    store: Store, terms: PageTerms, current: Round, theme_ids: Collection[ThemeId], *, actor: str, why: str = ""
) -> tuple[Look, ...]:
    """Say that these themes are right as the round's page would show them now; holds until what they say changes.

    Returns them as they were looked at. Raises WrongUse for a theme that the page does not show, and for one that this
    person looked at already and that says the same still.
    """
    now = datetime.now(UTC)
    with store.transaction():
        prepared = prepare(store, terms, current, made_at=now)
        looks = [_find_look(prepared, each) for each in theme_ids]
        for each in looks:
            if each.holds and each.review is not None and each.review.actor == actor:
                raise WrongUse(
                    "You have looked at it already, and it says the same.", where=each.theme_id, next_step="There is nothing to do."
                )
        for each in looks:
            seen = store.reviews.seal(list_aspects(each.card))
            review = Review(current.id, each.theme_id, ReviewKind.LOOKED, actor, now, seen=seen, why=why.strip())
            store.audit.append(actor, "theme looked at", each.theme_id, review.why or _NO_WHY, _keep(store, review))
    return tuple(looks)


def list_unseen(prepared: Prepared, *, is_solid_only: bool) -> tuple[ThemeId, ...]:
    """The themes that nobody looked at as they are; the solid ones alone where it is said so."""
    return tuple(each.theme_id for each in prepared.to_look_at if not is_solid_only or each.card.solidity is Solidity.SOLID)


def say_why(
    store: Store, terms: PageTerms, current: Round, theme_id: ThemeId, sentence: StaffSentence | None, *, actor: str, why: str = ""
) -> Look:
    """Say why a theme matters, in the digest's language; it stands on its card. None takes the sentence back.

    Raises WrongUse for a theme that the page does not show, and for a number that it does not show.
    """
    now = datetime.now(UTC)
    with store.transaction():
        prepared = prepare(store, terms, current, made_at=now)
        look = _find_look(prepared, theme_id)
        if sentence is not None:
            refuse_new_numbers(sentence, prepared.page)
        elif not look.card.why:
            raise WrongUse("It has no such sentence.", where=theme_id, next_step="There is nothing to do.")
        words = "" if sentence is None else sentence.words
        review = Review(current.id, theme_id, ReviewKind.WHY, actor, now, words, prepared.page.language, why=why.strip())
        store.audit.append(actor, "why it matters said", theme_id, review.why or _NO_WHY, _keep(store, review))
    return look


def say_headline(store: Store, terms: PageTerms, current: Round, sentence: StaffSentence | None, *, actor: str, why: str = "") -> Prepared:
    """Write the first sentence of the page, in the digest's language; None takes it back, and the figures' own stands.

    It holds while the page shows the same themes in the same order, each changed as before. Raises WrongUse for a number that
    the page does not show.
    """
    now = datetime.now(UTC)
    with store.transaction():
        prepared = prepare(store, terms, current, made_at=now)
        if sentence is not None:
            refuse_new_numbers(sentence, prepared.page)
        elif prepared.headline is None:
            raise WrongUse("There is no first sentence by a person.", where=current.name, next_step="There is nothing to do.")
        words = "" if sentence is None else sentence.words
        seen = store.reviews.seal(list_headline_aspects(prepared.page))
        review = Review(current.id, None, ReviewKind.HEADLINE, actor, now, words, prepared.page.language, seen, why.strip())
        store.audit.append(actor, "first sentence said", current.id, review.why or _NO_WHY, _keep(store, review))
    return prepared


def _find_look(prepared: Prepared, theme_id: ThemeId) -> Look:
    found = next((each for each in prepared.looks if each.theme_id == theme_id), None)
    if found is None:
        raise WrongUse(
            "The page of this round does not show this theme: too few people raised it, or it is hidden.",
            where=theme_id,
            next_step=f"See what it shows: hearback review list --round {prepared.round.name}",
        )
    return found


def _keep(store: Store, review: Review) -> dict[str, str | int]:
    """What the audit log keeps of a review: its round and number, and none of its words."""
    return {"round": review.round_id, "review": store.reviews.keep(review).number}
