"""Themes and passages by ids that people write, which may be short."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.errors import WrongUse
from domain.ids import PassageId
from domain.themes import Theme
from warehouse.store import Store

_MOST_NAMED = 5
_SHORTEST = 4
SEE_LIST = "See: hearback theme list"


def find_theme(store: Store, said: str) -> Theme:
    """The theme whose id begins as said; one that lives goes before others. Raises WrongUse for none and for several."""
    beginning = _read_id(said, "theme", SEE_LIST)
    found = [each for each in store.themes.all() if each.id.startswith(beginning)]
    likely = [each for each in found if each.id == beginning] or [each for each in found if not each.is_retired] or found
    if not likely:
        raise WrongUse(f"No theme has an id that begins {beginning}.", next_step=SEE_LIST)
    _refuse_several("themes", [each.id for each in likely], beginning)
    return likely[0]


def find_passage(store: Store, said: str) -> PassageId:
    """The passage whose id begins as said. Raises WrongUse for none and for several."""
    beginning = _read_id(said, "passage", "Ids of passages stand in: hearback theme show THEME")
    found = store.decisions.find_passages(beginning)
    if not found:
        raise WrongUse(
            f"No passage has an id that begins {beginning}.",
            next_step="It may have been withdrawn. See: hearback theme show THEME, or hearback theme unthemed",
        )
    _refuse_several("passages", found, beginning)
    return found[0]


def _read_id(said: str, kind: str, next_step: str) -> str:
    match = re.fullmatch(rf"(?:{kind}-)?([0-9a-z-]{{{_SHORTEST},40}})", said.strip().lower())
    if match is None:
        raise WrongUse(f"This is no {kind}'s id, nor at least {_SHORTEST} characters of one.", next_step=next_step)
    return f"{kind}-{match[1]}"


def _refuse_several(kind: str, ids: Sequence[str], beginning: str) -> None:
    if len(ids) > 1:
        named = ", ".join(ids[:_MOST_NAMED])
        raise WrongUse(f"{len(ids)} {kind} have an id that begins {beginning}.", next_step=f"Write more of it: {named}")
