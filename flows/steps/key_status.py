"""How the keys stand: where each comes from, what it locks, and what is wrong with it. Works where none can be loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from config.settings import Settings
from domain.errors import HearbackError
from flows.steps.keys import key_places
from warehouse.key_facts import KeyFacts, RawWords, read_key_facts
from warehouse.keys import (
    NEXT_VAULT,
    PSEUDONYM,
    VAULT,
    KeyPlaces,
    describe_places,
    key_id_of,
    read_next_vault_key,
    read_pseudonym_key,
    read_vault_key,
)

IN_USE, REPLACED, NOT_SAID, UNKNOWN = "in use", "replaced", "not said (one of those at hand)", "not at hand"


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One key: its place in words, its id where it can be read, and in a sentence what is wrong with it."""

    name: str
    place: str
    key_id: str
    problem: str


@dataclass(frozen=True, slots=True)
class LockedLine:
    """How many people's keys a vault key locks, and what that key is: in use, the next one, replaced, not at hand."""

    key_id: str
    which: str
    people: int


@dataclass(frozen=True, slots=True)
class RawLine:
    """A source's raw words: how many comments, since when, for how many days they stay, and when the oldest goes."""

    source: str
    comments: int
    oldest_at: datetime
    days: int
    goes_at: datetime


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """All of it. `is_fine` when nothing is wrong and no change of keys waits for its end."""

    keys: tuple[KeyLine, ...]
    locked: tuple[LockedLine, ...]
    raw_words: tuple[RawLine, ...]
    is_changing: bool
    has_warehouse: bool

    @property
    def is_fine(self) -> bool:
        """True when nothing is left to do."""
        is_open = all(each.which in (IN_USE, NOT_SAID) for each in self.locked)
        return is_open and not self.is_changing and not any(each.problem for each in self.keys)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "is_fine": self.is_fine}


def look_at_keys(settings: Settings) -> KeyStatus:
    """Read each key by itself, and what the warehouse says without any."""
    places, facts = key_places(settings), read_key_facts(settings.warehouse_url)
    keys = _read_keys(places, facts)
    at_hand = {each.key_id: each.name for each in keys if each.key_id}
    return KeyStatus(
        keys=keys,
        locked=_locked(facts, at_hand) if facts else (),
        raw_words=tuple(_raw_line(settings, each) for each in facts.raw_words) if facts else (),
        is_changing=facts is not None and facts.vault.is_changing,
        has_warehouse=facts is not None,
    )


def _read_keys(places: KeyPlaces, facts: KeyFacts | None) -> tuple[KeyLine, ...]:
    where = describe_places(places)
    following = _read(NEXT_VAULT, where[NEXT_VAULT], lambda: read_next_vault_key(places))
    vault = _read(VAULT, where[VAULT], lambda: read_vault_key(places))
    own = _read(PSEUDONYM, where[PSEUDONYM], lambda: read_pseudonym_key(places))
    if facts and facts.pseudonym and facts.pseudonym != own.key_id and not own.problem:
        own = KeyLine(own.name, own.place, own.key_id, "It is not the one this warehouse was made with.")
    if facts and facts.vault.current and facts.vault.current not in (vault.key_id, following.key_id) and not vault.problem:
        is_old = vault.key_id == facts.vault.before
        said = "It was replaced by another one." if is_old else "It is not the one this warehouse was made with."
        vault = KeyLine(vault.name, vault.place, vault.key_id, said)
    has_next = following.key_id not in ("", vault.key_id) or following.problem
    return (vault, following, own) if has_next else (vault, own)


def _read(name: str, place: str, read: Callable[[], bytes | None]) -> KeyLine:
    try:
        key = read()
    except HearbackError as error:
        return KeyLine(name, place, "", str(error))
    return KeyLine(name, place, key_id_of(key) if key else "", "")


def _locked(facts: KeyFacts, at_hand: dict[str, str]) -> tuple[LockedLine, ...]:
    return tuple(LockedLine(key_id, _say_which(facts, key_id, at_hand), people) for key_id, people in facts.vault.locked_with)


def _say_which(facts: KeyFacts, key_id: str, at_hand: dict[str, str]) -> str:
    if not key_id:
        return NOT_SAID
    if key_id not in at_hand:
        return UNKNOWN
    return IN_USE if key_id == facts.vault.current else REPLACED


def _raw_line(settings: Settings, each: RawWords) -> RawLine:
    noted = settings.redaction.raw_days if each.noted_days is None else each.noted_days
    days = settings.raw_days_of(each.source) if each.source in settings.sources else noted
    return RawLine(each.source, each.comments, each.oldest_at, days, each.oldest_at + timedelta(days=days))
