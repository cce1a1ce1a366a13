"""Words of a status column -> our states, by what whoever imports says they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import WrongUse
from domain.recommendations import Reply, UpdateState
from surveys.proposal.words import fold


@dataclass(frozen=True, slots=True)
class Meant:
    """What a status word means: a state, and an answer where one belongs to it."""

    state: UpdateState
    reply: Reply | None = None


_OWN = {fold(each): Meant(each) for each in UpdateState}
_REPLIES = {fold(each): each for each in Reply}
KNOWN = ", ".join(UpdateState)


def make_words(given: Mapping[str, str]) -> dict[str, Meant]:
    """Our own words and those given, folded. Raises WrongUse for a meaning that is no state."""
    return _OWN | {fold(word): _read_meaning(word, meaning) for word, meaning in given.items()}


def find_state(word: str, words: Mapping[str, Meant]) -> Meant | None:
    """What a status word means, None for one that nobody knows."""
    return words.get(fold(word))


def find_reply(word: str) -> Reply | None:
    """Accepted, partly accepted or rejected, as a person may write it."""
    return _REPLIES.get(fold(word))


def _read_meaning(word: str, meaning: str) -> Meant:
    state, _, reply = (each.strip() for each in meaning.partition(","))
    if fold(state) not in _OWN:
        raise WrongUse(f"“{word}” cannot mean “{state}”: nobody knows that state.", next_step=f"Known: {KNOWN}.")
    if reply and (fold(reply) not in _REPLIES or fold(state) != fold(UpdateState.RESPONDED)):
        raise WrongUse(f"“{word}” cannot mean “{meaning}”.", next_step=f"An answer is written: responded, {' | '.join(Reply)}")
    return Meant(_OWN[fold(state)].state, _REPLIES[fold(reply)] if reply else None)
