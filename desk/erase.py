"""Somebody withdraws: their words are found, shown in counts, and taken out for good, with one event that holds nothing of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from domain.errors import HearbackError, WrongUse
from domain.ids import PersonId, ResponseId
from domain.listening import Source, SourceKind
from domain.text import RawText
from warehouse.erase import Extent
from warehouse.erasures import Mark, mark_person, mark_response, mark_session
from warehouse.scrub import Scrubbed
from warehouse.store import Store

LEASE_S = 600.0
_SHORTEST = 12
_FIRST_TABLE = re.compile(r"0-(\d+)")

Look = Callable[[], Collection[ResponseId]]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose words are to go. `said` names them for staff ("the response") and holds nothing of the person.

    `sources` are those that the responses came from, first the one that was asked about. `look` finds the responses again
    at any time. `marks` keep away what would come in later, beside the responses themselves.
    """

    said: str
    sources: tuple[Source, ...]
    response_ids: tuple[ResponseId, ...]
    look: Look = field(repr=False, compare=False)
    marks: tuple[Mark, ...] = ()
    is_session: bool = False

    @property
    def is_here(self) -> bool:
        """True where there is something to erase."""
        return bool(self.response_ids)


@dataclass(frozen=True, slots=True)
class ErasureReceipt:
    """What was done, without personal data: the number of its audit event, the moment, counts, and what stays behind.

    `keeps_away_later` says that nothing of theirs comes in later either.
    """

    number: int
    erased_at: datetime
    extent: Extent
    keeps_away_later: bool
    scrubbed: Scrubbed


def find_source(store: Store, name: str) -> Source:
    """The source of this name, also one that is no longer in the settings. Raises WrongUse that lists those there are."""
    known = store.sources.all()
    for each in known:
        if each.name == name:
            return each
    named = ", ".join(each.name for each in known) or "none yet"
    raise WrongUse(f"There is no source {name!r}.", next_step=f"Known: {named}.")


def find_response(store: Store, source: Source, external_id: str, *, has_own_ids: bool = True) -> Whose:
    """A response by the source's own id of it. Raises WrongUse where a survey that was archived has that id more than once.

    `has_own_ids` is False for a file whose rows are told by their number: a number keeps nothing away that comes later.
    """
    said = external_id.strip()
    if source.kind is SourceKind.FILE:
        names = [store.erasures.row_id(source, said), said]
    elif source.kind is SourceKind.LIMESURVEY:
        names = [_find_number(store, source, said)]
    else:
        names = [said]
    marks = tuple(mark_response(source.id, each) for each in names[:1]) if has_own_ids else ()
    return _whose("the response", [source], lambda: store.erasures.find_responses(source.id, names).values(), marks)


def find_person(store: Store, said: str) -> Whose:
    """All of a person's responses, by the pseudonym or its beginning. Raises WrongUse for none and for several."""
    beginning = said.strip().lower()
    if len(beginning) < _SHORTEST or not beginning.startswith("person-"):
        raise WrongUse(
            f"This is no pseudonym, nor at least {_SHORTEST} characters of one.", next_step="It begins with person-; or use --token."
        )
    people = store.erasures.find_people(beginning)
    if len(people) > 1:
        raise WrongUse(f"{len(people)} people have a pseudonym that begins so.", next_step="Write more of it.")
    if not people:
        raise HearbackError(
            "No person here has a pseudonym that begins so: 0 responses were erased.",
            next_step="If they were erased before, nothing is left to do. Otherwise look by --response or --token.",
        )
    sources = _sources_of(store, people[0])
    marks = [mark_person(sources[0].id, people[0])]
    return _whose("the person", sources, lambda: store.erasures.responses_of_person(people[0]), marks)


def find_token(store: Store, source: Source, token: RawText, *, panel: str | None = None) -> Whose:
    """All of a person's responses, by the token or whatever tells people apart at the source; in a panel, at all its sources."""
    person_id = store.erasures.pseudonym_of(source.name, token, panel=panel)
    others = [each for each in _sources_of(store, person_id) if each.id != source.id]
    marks = [mark_person(source.id, person_id)]
    return _whose("the person", [source, *others], lambda: store.erasures.responses_of_person(person_id), marks)


def find_session(store: Store, name: str, source: Source | None = None) -> Whose:
    """All that was said in a session. Raises WrongUse where two sources have one of this name."""
    found = [each for each in store.erasures.find_sessions(name) if source is None or each.source_id == source.id]
    by_id = {each.id: each for each in store.sources.all()}
    if len(found) > 1:
        named = ", ".join(by_id[each.source_id].name for each in found)
        raise WrongUse(f"{len(found)} sources have a session {name!r}.", next_step=f"Name one with --source: {named}")
    if not found and source is None:
        raise HearbackError(f"There is no session {name!r}: 0 responses were erased.", next_step="Name its source with --source.")
    place = by_id[found[0].source_id] if found else source
    assert place is not None  # one of the two is there
    session_ids = [each.id for each in found]

    def look() -> list[ResponseId]:
        return [each for session_id in session_ids for each in store.erasures.responses_of_session(session_id)]

    return _whose("the session", [place], look, [mark_session(place.id, name)], is_session=True)


def find_speaker(store: Store, whole: Whose, session_name: str, speaker: RawText) -> Whose:
    """Of a session that was found, the turns of one speaker, by the name that the transcript has."""
    person_id = store.erasures.pseudonym_of(f"{whole.sources[0].name}/{session_name}", speaker)
    marks = [mark_person(whole.sources[0].id, person_id)]
    return _whose("the speaker", whole.sources, lambda: store.erasures.responses_of_person(person_id), marks)


def measure(store: Store, whose: Whose) -> Extent:
    """What erasing takes out, in counts; nothing is changed."""
    return store.erasures.measure(whose.response_ids)


def erase(store: Store, whose: Whose, *, why: str, actor: str, is_future_refused: bool = False) -> ErasureReceipt:
    """Erase, in one transaction with its audit event, and rewrite the database's files so that no byte of it stays.

    With `is_future_refused` nothing that they give later comes in either. Raises HearbackError where nothing is here and
    nothing is to be refused, WrongUse without a reason, Busy while a source is being pulled.
    """
    if not why.strip():
        raise WrongUse("It is not said why.", next_step='Say it with: --why "asked by telephone". Write no names.')
    if not whose.is_here and not (is_future_refused and whose.marks):
        raise _say_nothing_here(store, whose)
    marks = whose.marks if is_future_refused or whose.is_session else ()
    with _nothing_comes_in(store, whose.sources), store.transaction():
        _save_unknown(store, whose.sources[0])
        store.erasures.keep_away(marks)
        # Looked for again, now that nothing comes in: a pull may have ended since.
        extent = store.erasures.erase(tuple(whose.look()), is_whole_session=whose.is_session)
        number = store.audit.append(actor, "erased", whose.sources[0].id, why, _tell(extent, is_future_refused=bool(marks)))
    return ErasureReceipt(number, datetime.now(UTC), extent, bool(marks), store.scrub())


def _tell(extent: Extent, *, is_future_refused: bool) -> dict[str, str | int]:
    """What the audit event holds: counts, and the hashes by which withdrawn releases were known."""
    before = {f"hash before of {each.id}": each.hash_before for each in extent.releases}
    return {**extent.as_dict(), **before, "later ones refused": "yes" if is_future_refused else "no"}


@contextmanager
def _nothing_comes_in(store: Store, sources: Sequence[Source]) -> Iterator[None]:
    """Hold what a pull or an import of these sources holds: one that is under way would bring back what it has read already."""
    with ExitStack() as stack:
        for name in sorted({each.name for each in sources}):
            stack.enter_context(store.lease(f"pull {name}", seconds=LEASE_S))
        yield


def _whose(said: str, sources: Sequence[Source], look: Look, marks: Sequence[Mark], *, is_session: bool = False) -> Whose:
    return Whose(said, tuple(sources), tuple(sorted(look())), look, tuple(marks), is_session)


def _sources_of(store: Store, person_id: PersonId) -> list[Source]:
    ids = set(store.erasures.responses_of_person(person_id).values())
    return [each for each in store.sources.all() if each.id in ids]


def _save_unknown(store: Store, source: Source) -> None:
    """A source that was never pulled is made known, so that what is refused has a place."""
    if source.id not in {each.id for each in store.sources.all()}:
        store.sources.save(source)


def _find_number(store: Store, source: Source, said: str) -> str:
    """The source's own id as it is kept: responses of a survey that was archived have the number of their table before theirs."""
    first = _FIRST_TABLE.fullmatch(said)
    if first:
        return first[1]
    if not said.isdecimal():
        return said
    numbered = re.compile(rf"(\d+-)?{said}")
    found = [each for each in store.erasures.find_ids_ending(source.id, said) if numbered.fullmatch(each)]
    if len(found) > 1:
        named = ", ".join(sorted(each if "-" in each else f"0-{each}" for each in found))
        raise WrongUse(
            f"The survey was emptied and begun anew, so that {len(found)} responses have the number {said}.",
            next_step=f"Say which: {named} (the first number counts how often it began anew).",
        )
    return found[0] if found else f"{store.sources.response_table(source.id).prefix}{said}"


def _say_nothing_here(store: Store, whose: Whose) -> HearbackError:
    if store.erasures.which_stay_away({"it": whose.marks}):
        return HearbackError(
            f"Of {whose.said} nothing is here: 0 responses were erased. It is kept away since an earlier erasure.",
            next_step="Nothing is left to do here; see the audit log for the receipt.",
        )
    if not whose.marks:
        return HearbackError(
            f"Of {whose.said} nothing is here: 0 responses were erased.",
            next_step="Check the source and what you typed. Rows without an id of their own cannot be refused beforehand.",
        )
    return HearbackError(
        f"Of {whose.said} nothing is here: 0 responses were erased.",
        next_step="Check the source and what you typed. If it was never pulled and must not be, say so with --also-future.",
    )
