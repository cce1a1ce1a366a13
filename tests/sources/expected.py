"""What the warehouse must hold of one answer: worked out from the row itself, and read back from the warehouse."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, select

from config.settings import Settings
from config.tables import GeneralSettings
from domain.ids import SourceId, stable_id
from domain.listening import Comment, ResponseTable, StoredResponse
from domain.text import RawText
from flows.steps.redaction import make_safe
from tests.sources.place import COMMENTS, ENDS_ON, LANGUAGES, OPTIONS, SOURCE, STARTS_ON, TIMEZONE
from warehouse.keys import Keys, load_keys, pseudonym
from warehouse.seal import open_words, unwrap_key
from warehouse.store import Store
from warehouse.tables_heard import embedding, passage, vault_entry, vault_key

Words = tuple[tuple[str, str], ...]
"""Pairs of a question and what was said."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One row of the survey. `submitted` is naive server time, None for an answer that was not finished."""

    worry: str | None
    place: str | None
    other: str | None
    trust: str | None
    quote: str | None
    language: str
    token: str | None
    submitted: str | None

    def as_row(self) -> dict[str, Any]:
        """The columns by heading, one of them a name that is not mapped."""
        return self.as_edit() | {"submitdate": self.submitted, "startlanguage": self.language, "token": self.token}

    def as_edit(self) -> dict[str, Any]:
        """What somebody can edit in an answer; no date moves."""
        answers = {"qworry": self.worry, "qplace": self.place, "qplace[other]": self.other, "qtrust": self.trust}
        return answers | {"qquote": self.quote, "qname": "Zebra Canary"}

    @property
    def words(self) -> Words:
        """The answers in words."""
        said = zip(COMMENTS, (self.worry, self.other), strict=True)
        return tuple((question, words) for question, words in said if words and words.strip())

    @property
    def instant(self) -> datetime | None:
        """When it was submitted; None where LimeSurvey tells no date (not finished, anonymised)."""
        if self.submitted is None or self.submitted.startswith("1980-01-01"):
            return None
        return datetime.fromisoformat(self.submitted).replace(tzinfo=ZoneInfo(TIMEZONE))

    @property
    def is_of_round(self) -> bool:
        """Whether its day, where it has one, lies within the round."""
        day: date | None = self.instant.date() if self.instant else None
        return day is None or STARTS_ON <= day <= ENDS_ON


@dataclass(frozen=True, slots=True)
class Kept:
    """What the warehouse holds of one response. `comments` tell question, place, language, redacted text, reason, counts."""

    person: str
    language: str
    submitted_on: date | None
    is_complete: bool
    may_quote: bool
    groups: tuple[tuple[str, str], ...]
    closed: tuple[tuple[str, str, float | None], ...]
    comments: tuple[tuple[object, ...], ...]

    @property
    def is_held(self) -> bool:
        """Whether a person must look at any of its comments."""
        return any(text is None for *_, text, _reason, _counts in self.comments)


@dataclass(frozen=True, slots=True)
class Found:
    """What the warehouse holds now, by external id: the open part, the vault's raw words, and comments that are not cut yet.

    `unused_vectors` counts those of words that no passage has.
    """

    kept: dict[str, Kept]
    raw: dict[str, Words]
    uncut: frozenset[tuple[str, str]]
    counts: dict[str, int]
    unused_vectors: int
    table: ResponseTable


@cache
def expect(response_id: str, answers: Answers, key_folder: Path) -> Kept:
    """What must be kept of these answers."""
    label = {**OPTIONS, "-oth-": "other"}.get(answers.place or "")
    trust = answers.trust
    score = float(trust) if trust and 1 <= float(trust) <= 5 else None
    return Kept(
        person=pseudonym(load_keys(key_folder), SOURCE, RawText(answers.token or f"response {response_id}")),
        language=answers.language,
        submitted_on=answers.instant.date() if answers.instant else None,
        is_complete=answers.submitted is not None,
        may_quote=answers.quote == "Y",
        groups=(("place", label),) if label else (),
        closed=(("qtrust", trust, score),) if trust else (),
        comments=_expect_comments(answers.words, answers.language),
    )


@cache
def _expect_comments(words: Words, language: str) -> tuple[tuple[object, ...], ...]:
    # Redaction has tests of its own: here it stands for itself, and what is tested is that it was done and of which words.
    settings = Settings(hearback=GeneralSettings(languages=LANGUAGES))
    safe = make_safe([[(RawText(said), language) for _, said in words]], settings)[0] if words else []
    return tuple(
        (question, place, each.language.code, each.redaction.text, each.redaction.held_reason, each.counts)
        for place, ((question, _), each) in enumerate(zip(words, safe, strict=True))
    )


def look(store: Store, keys: Keys) -> Found:
    """Read all that the warehouse holds of the source."""
    rounds = [each.id for each in store.rounds.all()]
    responses = {each.id: each for each in store.responses.of_rounds(rounds)}
    comments: dict[str, list[Comment]] = defaultdict(list)
    for each in store.comments.of_rounds(rounds):
        comments[each.response_id].append(each)
    numbers = {one.id: one.external_id for one in responses.values()}
    assert comments.keys() <= responses.keys(), "a comment without its response"
    uncut = store.passages.uncut(rounds, cutter_version())
    return Found(
        kept={numbers[one.id]: _to_kept(one, comments[one.id]) for one in responses.values()},
        raw=_read_vault(store, keys, {each.id: (numbers[each.response_id], each.question) for many in comments.values() for each in many}),
        uncut=frozenset((numbers[each.response_id], each.question) for each in uncut),
        counts=store.counts(),
        unused_vectors=_count_unused_vectors(store),
        table=store.sources.response_table(SourceId(stable_id("source", SOURCE))),
    )


def _to_kept(one: StoredResponse, comments: list[Comment]) -> Kept:
    return Kept(
        one.person_id,
        one.language,
        one.submitted_on,
        one.is_complete,
        one.may_quote,
        one.groups,
        tuple((each.question, each.value, each.score) for each in one.closed_answers),
        tuple((c.question, c.position, c.language, c.text, c.held_reason, c.redacted) for c in sorted(comments, key=lambda c: c.position)),
    )


def cutter_version() -> str:
    """The version of the passage cutter."""
    from nlp.passages import CUTTER_VERSION

    return CUTTER_VERSION


def _count_unused_vectors(store: Store) -> int:
    is_used = exists().where(passage.c.text_key == embedding.c.text_key)
    with store._database.read() as connection:
        return connection.execute(select(func.count()).select_from(embedding).where(~is_used)).scalar_one()


def _read_vault(store: Store, keys: Keys, places: dict[Any, tuple[str, str]]) -> dict[str, Words]:
    """The words as said, by response; read past the vault's own door, since each reading there leaves an event."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with store._database.read() as connection:
        for row in connection.execute(select(vault_entry, vault_key.c.wrapped_key).join(vault_key)):
            number, question = places[row.comment_id]
            words = open_words(unwrap_key(keys.vault, row.person_id, row.wrapped_key), row.comment_id, row.sealed_words)
            found[number].append((question, words.reveal()))
    return {number: tuple(sorted(words, key=lambda pair: COMMENTS.index(pair[0]))) for number, words in found.items()}
