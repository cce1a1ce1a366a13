"""A person's word on what answers what: a link confirmed, taken back or refused. Each is one transaction with one audit event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from desk.recommending.deed import read_current
from desk.theme_deed import read_living
from domain.errors import WrongUse
from domain.ids import ThemeId, UpdateId
from domain.recommendations import LinkDecision, Recommendation
from domain.themes import MadeBy, Theme
from warehouse.store import Store

_NO_WHY = "no reason was given"
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class LinkSaid:
    """What was decided: the recommendation, the theme, and the update where only one was meant."""

    reference: str
    theme: Theme
    update_id: UpdateId | None = None


def link(store: Store, reference: str, theme: Theme, *, who: str, why: str = "", update: str = "") -> LinkSaid:
    """Say that a recommendation, or one update of it, is about a theme. It stays so whatever runs find.

    `update` is the beginning of an update's id. Raises WrongUse for what is not there, and where it was said already.
    """
    with store.transaction():
        target, living = read_current(store, reference), read_living(store, theme)
        update_id = find_update(target, update) if update else None
        if _stands(store, target, living, update_id):
            raise WrongUse(f"{target.reference} is linked to “{living.title}” already.", next_step="There is nothing to do.")
        _decide(store, target, living.id, update_id, who=who, why=why, is_meant=True)
        store.audit.append(who, "recommendation linked", target.reference, why.strip() or _NO_WHY, _tell(target, living.id, update_id))
    return LinkSaid(target.reference, living, update_id)


def unlink(store: Store, reference: str, theme: Theme, *, who: str, why: str = "", update: str = "") -> LinkSaid:
    """Take back what a person linked; no run suggests it again. Raises WrongUse where nobody linked the two."""
    with store.transaction():
        target = read_current(store, reference)
        update_id = find_update(target, update) if update else None
        if not _stands(store, target, theme, update_id):
            raise WrongUse(
                f"Nobody linked {target.reference} to “{theme.title}”.",
                next_step=f"A suggestion is refused with: hearback recommendations refuse {target.reference} {theme.id}",
            )
        _decide(store, target, theme.id, update_id, who=who, why=why, is_meant=False)
        store.audit.append(who, "recommendation unlinked", target.reference, why.strip() or _NO_WHY, _tell(target, theme.id, update_id))
    return LinkSaid(target.reference, theme, update_id)


def refuse(store: Store, reference: str, theme: Theme, *, who: str, why: str = "", update: str = "") -> LinkSaid:
    """Say that a suggested link is wrong: it goes, and does not come back. Raises WrongUse where a person linked the two."""
    with store.transaction():
        target = read_current(store, reference)
        update_id = find_update(target, update) if update else None
        if _stands(store, target, theme, update_id):
            raise WrongUse(
                f"A person linked {target.reference} to “{theme.title}”.",
                next_step=f"Take that back with: hearback recommendations unlink {target.reference} {theme.id}",
            )
        if _last_word(store, target, theme.id, update_id) is False:
            raise WrongUse("This suggestion was refused already.", next_step="There is nothing to do.")
        _decide(store, target, theme.id, update_id, who=who, why=why, is_meant=False)
        store.audit.append(who, "link refused", target.reference, why.strip() or _NO_WHY, _tell(target, theme.id, update_id))
    return LinkSaid(target.reference, theme, update_id)


def find_update(recommendation: Recommendation, said: str) -> UpdateId:
    """The update of a recommendation whose id begins as said. Raises WrongUse for none and for several."""
    beginning = f"update-{said.strip().lower().removeprefix('update-')}"
    found = [each.id for each in recommendation.updates if each.id.startswith(beginning)]
    if len(found) == 1 and len(beginning) >= _SHORTEST + len("update-"):
        return found[0]
    told = f"{len(found)} updates of {recommendation.reference} have" if len(found) > 1 else f"No update of {recommendation.reference} has"
    raise WrongUse(
        f"{told} an id that begins so.",
        next_step=f"Write at least {_SHORTEST} letters of it. See: hearback recommendations suggest --updates",
    )


def _stands(store: Store, target: Recommendation, theme: Theme, update_id: UpdateId | None) -> bool:
    """Whether a person's link is there: on an import, too, a person may have linked."""
    if update_id is not None:
        return _last_word(store, target, theme.id, update_id) is True
    return any(each.theme_id == theme.id and each.made_by is MadeBy.PERSON for each in target.links)


def _last_word(store: Store, target: Recommendation, theme_id: ThemeId, update_id: UpdateId | None) -> bool | None:
    words = [each.is_meant for each in store.links.decisions([target.id]) if (each.theme_id, each.update_id) == (theme_id, update_id)]
    return words[-1] if words else None


def _decide(
    store: Store, target: Recommendation, theme_id: ThemeId, update_id: UpdateId | None, *, who: str, why: str, is_meant: bool
) -> None:
    store.links.decide(LinkDecision(target.id, theme_id, update_id, is_meant, datetime.now(UTC), who, why.strip()))


def _tell(target: Recommendation, theme_id: ThemeId, update_id: UpdateId | None) -> dict[str, str | int]:
    """What the audit log keeps: ids, no titles."""
    told: dict[str, str | int] = {"recommendation": target.id, "theme": theme_id}
    return told | {"update": update_id} if update_id else told
