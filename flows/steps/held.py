"""What people decided about held words is applied whenever rows are made of them: by a pull, and by an import of a session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from config.settings import Settings
from domain.held import DISCARDED, Hold, HoldState, Judgement, judgement_of
from domain.ids import CommentId, ResponseId
from domain.listening import Redaction, StoredResponse
from domain.text import RawText
from flows.steps.redaction import SafeWords, make_safe
from warehouse.store import Store

Known = Mapping[ResponseId, Mapping[CommentId, Hold]]


@dataclass(frozen=True, slots=True)
class Said:
    """One text on its way in, with the language that is stated of it.

    `held_reason` says why a person must look first, whatever redaction makes of it; None where nothing says so.
    """

    comment_id: CommentId
    response_id: ResponseId
    words: RawText
    stated: str
    held_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What redaction and people's decisions made of texts: in the order given, and what is remembered of those held.

    `said` are the texts, `known` is what was remembered of their responses when this was made.
    """

    said: tuple[Said, ...]
    safe: list[list[SafeWords]]
    holds: Mapping[CommentId, Hold]
    known: Known


def make_as_decided(store: Store, settings: Settings, groups: Sequence[Sequence[Said]], *, known_names: Sequence[RawText] = ()) -> Made:
    """Redact texts in groups (a response's answers, a session's turns) as people decided about them.

    A decision holds for the words that it was made for: released words are redacted by today's rules and by what the person
    took out, discarded ones stay discarded. Where the words are others, the machine decides again.
    """
    said = tuple(each for group in groups for each in group)
    known = store.holds.of_responses({each.response_id for each in said})
    hashes = {each.comment_id: store.holds.hash_of(each.words) for each in said if each.words} if known else {}
    standing = _match(said, hashes, known)
    safe = make_safe(
        [[(each.words, each.stated) for each in group] for group in groups],
        settings,
        known_names=known_names,
        judged=[_judgements(group, standing) for group in groups],
    )
    final = [
        [_apply(each, made, standing.get(each.comment_id)) for each, made in zip(group, redacted, strict=True)]
        for group, redacted in zip(groups, safe, strict=True)
    ]
    pairs = [(each, made) for group, redacted in zip(groups, final, strict=True) for each, made in zip(group, redacted, strict=True)]
    return Made(said, final, dict(_remember(store, pairs, standing, hashes)), known)


def store_as_decided(store: Store, made: Made, rows: Sequence[StoredResponse]) -> bool:
    """Store rows and what is remembered of their held words, in one transaction; discarded words do not enter the vault.

    Texts that no row has (an erased speaker's turns, redacted with the others) are stored nowhere. False, and nothing was
    stored, where a person has decided about them meanwhile: make them again.
    """
    with store.transaction():
        if store.holds.of_responses({each.response_id for each in made.said}) != made.known:
            return False
        kept = {each.id for row in rows for each in row.comments}
        raw = {each.id for row in rows for each in row.comments if each.held_reason != DISCARDED}
        store.responses.replace(rows, {each.comment_id: each.words for each in made.said if each.comment_id in raw})
        before = {each for holds in made.known.values() for each in holds}
        holds = {comment_id: hold for comment_id, hold in made.holds.items() if comment_id in kept}
        store.holds.keep(holds, forgotten=before - holds.keys())
    return True


def is_waiting(held_reason: str | None) -> bool:
    """True for the reason of a comment that waits for a person."""
    return held_reason not in (None, DISCARDED)


def _match(said: Sequence[Said], hashes: Mapping[CommentId, str], known: Known) -> dict[CommentId, Hold]:
    """The decisions that stand: those whose words are the same, be it under another id of the same response.

    A turn of a session has its place as id, so a line put in before it moves it on.
    """
    holds = {comment_id: hold for of_response in known.values() for comment_id, hold in of_response.items()}
    standing = {
        each.comment_id: holds[each.comment_id]
        for each in said
        if each.comment_id in holds and holds[each.comment_id].words_hash == hashes.get(each.comment_id)
    }
    lost = {
        (response_id, hold.words_hash): hold
        for response_id, of_response in known.items()
        for comment_id, hold in of_response.items()
        if comment_id not in standing and hold.state is not HoldState.WAITING
    }
    for each in said:
        moved = lost.get((each.response_id, hashes.get(each.comment_id, "")))
        if moved is not None and each.comment_id not in standing:
            standing[each.comment_id] = moved
    return standing


def _judgements(group: Sequence[Said], standing: Mapping[CommentId, Hold]) -> dict[int, Judgement]:
    decided = ((place, standing.get(each.comment_id)) for place, each in enumerate(group))
    return {place: judgement_of(hold) for place, hold in decided if hold is not None and hold.state is HoldState.RELEASED}


def _apply(said: Said, made: SafeWords, hold: Hold | None) -> SafeWords:
    if hold is not None and hold.state is HoldState.DISCARDED:
        return replace(made, redaction=Redaction(None, (), DISCARDED))
    is_released = hold is not None and hold.state is HoldState.RELEASED
    if is_released or said.held_reason is None or made.redaction.text is None:
        return made
    return replace(made, redaction=Redaction(None, made.redaction.spans, said.held_reason, made.redaction.spans))


def _remember(
    store: Store, pairs: Iterable[tuple[Said, SafeWords]], standing: Mapping[CommentId, Hold], hashes: Mapping[CommentId, str]
) -> Iterable[tuple[CommentId, Hold]]:
    """The decisions that stand, and what waits; a released text that redaction holds all the same waits again."""
    for said, made in pairs:
        hold, redaction = standing.get(said.comment_id), made.redaction
        is_decided = hold is not None and hold.state is not HoldState.WAITING
        if hold is not None and is_decided and not is_waiting(redaction.held_reason):
            yield said.comment_id, hold
        elif is_waiting(redaction.held_reason):
            words_hash = hashes.get(said.comment_id) or store.holds.hash_of(said.words)
            yield said.comment_id, Hold(HoldState.WAITING, words_hash, redaction.beneath)
