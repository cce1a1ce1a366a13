"""Decisions about a theme as it stands: approve, rename, hide, show. Each is one transaction with one audit event."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from desk.theme_deed import Decided, Deed, describe, read_living, round_of, tell_event
from desk.theme_titles import StaffTitle, refuse_taken
from domain.decisions import DecisionKind
from domain.errors import WrongUse
from domain.themes import EventKind, Theme
from warehouse.store import Store

_NOTHING = "There is nothing to do."


def approve(store: Store, theme: Theme, *, actor: str, why: str = "") -> Decided:
    """Say that a theme is right as it is titled: it lives on, under this title, whatever later runs find.

    Raises WrongUse for one that is approved already.
    """
    deed = Deed(actor, why, is_overruling=False, now=datetime.now(UTC))
    with store.transaction():
        current = read_living(store, theme)
        if current.approved_by:
            raise WrongUse(f"It is approved already, by {current.approved_by}.", where=current.id, next_step=_NOTHING)
        approved = replace(current, approved_by=actor)
        decision = deed.decide(DecisionKind.APPROVE, current.id, title=current.title)
        numbers, overruled = deed.keep(store, [decision], [approved], [tell_event(EventKind.APPROVED, current, round_of(store, current))])
        decided = Decided(approved, 0, numbers, overruled)
        store.audit.append(actor, "theme approved", current.id, deed.reason, describe(decided))
        return decided


def rename(store: Store, theme: Theme, title: StaffTitle, *, actor: str, why: str = "", is_overruling: bool = False) -> Decided:
    """Give a theme another title, and approve it with that.

    Raises WrongUse for a title that it has or another theme has, and where somebody else named it and is not overruled.
    """
    deed = Deed(actor, why, is_overruling, datetime.now(UTC))
    with store.transaction():
        current = read_living(store, theme)
        if current.title == title.words:
            raise WrongUse("It has this title.", where=current.id, next_step=f"To keep it: hearback theme approve {current.id}")
        refuse_taken(title, store.themes.living(), current.id)
        renamed = replace(current, title=title.words, approved_by=actor)
        decision = deed.decide(DecisionKind.RENAME, current.id, title=title.words)
        event = tell_event(EventKind.RENAMED, current, round_of(store, current), before=current.title, after=title.words)
        numbers, overruled = deed.keep(store, [decision], [renamed], [event])
        decided = Decided(renamed, 0, numbers, overruled)
        store.audit.append(actor, "theme renamed", current.id, deed.reason, describe(decided))
        return decided


def hide(store: Store, theme: Theme, *, actor: str, why: str, is_overruling: bool = False) -> Decided:
    """Keep a theme out of digests; it goes on being found and counted, and a digest says how many are hidden.

    Raises WrongUse for one that is hidden, without a reason, and where somebody else showed it and is not overruled.
    """
    return _set_hidden(store, theme, Deed(actor, why, is_overruling, datetime.now(UTC)), is_hidden=True)


def show(store: Store, theme: Theme, *, actor: str, why: str, is_overruling: bool = False) -> Decided:
    """Let a hidden theme stand in digests again.

    Raises WrongUse for one that is not hidden, without a reason, and where somebody else hid it and is not overruled.
    """
    return _set_hidden(store, theme, Deed(actor, why, is_overruling, datetime.now(UTC)), is_hidden=False)


def _set_hidden(store: Store, theme: Theme, deed: Deed, *, is_hidden: bool) -> Decided:
    if not deed.why.strip():
        raise WrongUse("It is not said why.", next_step='What a board sees is decided with a reason: --why "..."')
    with store.transaction():
        current = read_living(store, theme)
        if (current.id in store.decisions.bindings().hidden) == is_hidden:
            raise WrongUse("It is hidden already." if is_hidden else "It is not hidden.", where=current.id, next_step=_NOTHING)
        kind, told = (DecisionKind.HIDE, EventKind.HIDDEN) if is_hidden else (DecisionKind.SHOW, EventKind.SHOWN)
        event = tell_event(told, current, round_of(store, current))
        numbers, overruled = deed.keep(store, [deed.decide(kind, current.id)], [], [event])
        decided = Decided(current, 0, numbers, overruled)
        store.audit.append(deed.actor, "theme hidden" if is_hidden else "theme shown", current.id, deed.reason, describe(decided))
        return decided
