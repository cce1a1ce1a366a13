"""Decisions about held words: a person reads them, and lets them go on without what must go, or discards them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.held_redaction import Proposal, Reading, Terms, propose
from domain.errors import Busy, VaultError, WrongUse
from domain.held import Hold, HoldState
from domain.ids import CommentId
from warehouse.held import HeldWords, Released
from warehouse.store import Store

if TYPE_CHECKING:
    from nlp.redact import Redactor

_ID = re.compile(r"(?:comment-)?([0-9a-f]{4,20})")
_MOST_NAMED = 5
_DISCARD_IT = "Discard what waits for nobody any more: hearback held discard"


@dataclass(frozen=True, slots=True)
class Discarded:
    """What discarding did: comments discarded now, and those that were `before`."""

    done: tuple[CommentId, ...]
    before: tuple[CommentId, ...]


def find_held(store: Store, said: str) -> HeldWords:
    """The comment whose id begins as said; one that waits goes before others. Raises WrongUse for none and for several."""
    match = _ID.fullmatch(said.strip().lower())
    if match is None:
        raise WrongUse("This is no comment's id, nor at least 4 characters of one.", next_step="See: hearback held list")
    found = store.holds.find(f"comment-{match[1]}")
    likely = [each for each in found if each.is_waiting] or [each for each in found if each.hold] or list(found)
    if not likely:
        raise WrongUse(f"No comment has an id that begins comment-{match[1]}.", next_step="See: hearback held list")
    if len(likely) > 1:
        named = ", ".join(each.id for each in likely[:_MOST_NAMED])
        raise WrongUse(f"{len(likely)} comments have an id that begins comment-{match[1]}.", next_step=f"Write more of it: {named}")
    return likely[0]


def find_all_of_reason(store: Store, reason: str, *, needs_words: bool) -> tuple[HeldWords, ...]:
    """Every comment that waits for this reason, in the order of the list; only those whose words are still there if needed.

    Raises WrongUse that lists the reasons there are, VaultError where words are needed and all of them were destroyed.
    """
    waiting = store.comments.list_held()
    ids = [each.id for each in waiting if each.reason == reason]
    if not ids:
        reasons = sorted({each.reason for each in waiting})
        told = f"There are: {'; '.join(reasons)}." if reasons else "Nothing is held."
        raise WrongUse("Nothing is held for this reason.", next_step=told)
    found = store.holds.of_comments(ids)
    chosen = tuple(found[each] for each in ids if each in found and (found[each].has_words or not needs_words))
    if not chosen:
        raise VaultError(f"The words of all {len(ids)} were destroyed when their time was over.", next_step=_DISCARD_IT)
    return chosen


def split_decided(chosen: Iterable[HeldWords], state: HoldState) -> tuple[tuple[HeldWords, ...], tuple[CommentId, ...]]:
    """Those still to be decided about, each once, and the ids of those about which it was decided so before."""
    unique = {each.id: each for each in chosen}
    before = tuple(each.id for each in unique.values() if not each.is_waiting and each.hold and each.hold.state is state)
    return tuple(each for each in unique.values() if each.id not in before), before


def read_held(store: Store, chosen: Sequence[HeldWords], *, actor: str, why: str) -> tuple[Reading, ...]:
    """The words of comments that wait, each after an audit event of its own; all are checked before the first is read.

    Raises WrongUse for a comment that does not wait and where it is not said why, VaultError where words were destroyed.
    """
    _require_why(why)
    for each in chosen:
        _require_waiting(each)
        _require_words(each)
    return tuple(Reading(each, store.vault.read(each.id, actor=actor, why=why)) for each in chosen)


def release(store: Store, redactor: Redactor, readings: Sequence[Reading], terms: Terms, *, actor: str, why: str) -> tuple[CommentId, ...]:
    """Let words go on as ordinary comments, redacted by the machine and on these terms: all of them or none; an event each.

    Raises as `propose` does, and Busy where a pull has changed the words, or somebody decided, since they were read.
    """
    _require_why(why)
    made = list(zip(readings, propose(store, redactor, readings, terms), strict=True))
    with store.transaction():
        _require_same(store, readings)
        store.holds.release([_released(store, reading, proposal, terms) for reading, proposal in made])
        for reading, proposal in made:
            action = "held words redacted and released" if terms.taken else "held words released"
            store.audit.append(actor, action, reading.held.id, why, _describe(reading, proposal, terms))
    return tuple(each.held.id for each in readings)


def discard(store: Store, chosen: Sequence[HeldWords], *, actor: str, why: str) -> Discarded:
    """Destroy the words of comments that wait, and the keys that lock nothing more: all of them or none; an event each.

    Words that their time has destroyed can be discarded too. Raises WrongUse for a comment that does not wait.
    """
    _require_why(why)
    with store.transaction():
        now = store.holds.of_comments([each.id for each in chosen])
        current, before = split_decided([now[each.id] for each in chosen if each.id in now], HoldState.DISCARDED)
        for each in current:
            _require_waiting(each)
        if current:
            store.holds.discard({each.id: Hold(HoldState.DISCARDED, _remembered(each).words_hash) for each in current})
        for each in current:
            store.audit.append(actor, "held words discarded", each.id, why, {"reason": each.reason or ""})
    return Discarded(tuple(each.id for each in current), before)


def _released(store: Store, reading: Reading, proposal: Proposal, terms: Terms) -> Released:
    text, judgement = proposal.redaction.text, proposal.judgement
    assert text is not None  # words that were judged, in a language that is served, are never held
    hold = Hold(HoldState.RELEASED, store.holds.hash_of(reading.words), (*terms.taken, *judgement.kept), language=judgement.language)
    counts = Counter(each.type for each in proposal.redaction.spans)
    return Released(reading.held.id, text, tuple(sorted(counts.items())), hold)


def _describe(reading: Reading, proposal: Proposal, terms: Terms) -> Mapping[str, str | int]:
    """What the audit log keeps of a release: why it was held, and counts."""
    kept = len(proposal.judgement.kept)
    named = {"language": proposal.judgement.language} if proposal.judgement.language else {}
    counts = {"taken out": len(proposal.redaction.spans), "of these by hand": len(terms.taken), "flagged and kept": kept}
    return {"reason": reading.held.reason or "", **named, **counts}


def _require_why(why: str) -> None:
    if not why.strip():
        raise WrongUse("It is not said why.", next_step='Say it with: --why "checked with the interpreter"')


def _require_waiting(held: HeldWords) -> None:
    if held.is_waiting:
        _remembered(held)
        return
    state = held.hold.state if held.hold else None
    if state is HoldState.DISCARDED:
        raise WrongUse("A person discarded it, and its words were destroyed.", where=held.id, next_step="Nothing can bring them back.")
    if state is HoldState.RELEASED:
        raise WrongUse(
            "A person released it: it is an ordinary comment by now.", where=held.id, next_step="Its redacted words stand in the round."
        )
    raise WrongUse("It is not held.", where=held.id, next_step="What is held: hearback held list")


def _remembered(held: HeldWords) -> Hold:
    if held.hold is None:
        raise WrongUse(
            "It was held by an earlier version of Hearback, which did not keep what a decision needs.",
            where=held.id,
            next_step="Pull its source again, or import its session again; then decide.",
        )
    return held.hold


def _require_words(held: HeldWords) -> None:
    if not held.has_words:
        raise VaultError(
            "Its words were destroyed when their time was over, so it cannot be read or released any more.",
            where=held.id,
            next_step=_DISCARD_IT,
        )


def _require_same(store: Store, readings: Sequence[Reading]) -> None:
    """Inside the transaction: nothing has changed since the words were read."""
    now = store.holds.of_comments([each.held.id for each in readings])
    for each in readings:
        current = now.get(each.held.id)
        is_same = current is not None and current.is_waiting and _remembered(current).words_hash == store.holds.hash_of(each.words)
        if not is_same:
            raise Busy("It was changed or decided about since its words were read.", where=each.held.id, next_step="Look at it again.")
