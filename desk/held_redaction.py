"""What held words become when a person lets them go on: the machine's redaction by today's rules, and the person's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.held_spans import check_spans
from domain.errors import WrongUse
from domain.held import KEPT, Judgement
from domain.listening import Redaction, Span
from domain.text import RawText
from nlp.language import normalise_tag
from warehouse.held import HeldWords
from warehouse.store import Store

if TYPE_CHECKING:
    from nlp.redact import Redactor

_NAMES = frozenset({"PERSON", "OFFICER"})
_FLAG = "SMALL_GROUP_ID"


@dataclass(frozen=True, slots=True)
class Reading:
    """Held words that a person was given, after the audit event that says so."""

    held: HeldWords
    words: RawText


@dataclass(frozen=True, slots=True)
class Terms:
    """How words are released: the language they are in (empty: as told), what goes besides, whether flagged parts stay."""

    language: str = ""
    taken: tuple[Span, ...] = ()
    is_flag_kept: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What words become on some terms: their redaction, and the judgement that makes it again."""

    redaction: Redaction
    judgement: Judgement


def propose(store: Store, redactor: Redactor, readings: Sequence[Reading], terms: Terms) -> tuple[Proposal, ...]:
    """What a release on these terms would make of each of the words, in their order; nothing is changed.

    Words of one response or session are redacted together. Raises WrongUse where the redactor does not serve the language,
    and for spans that are not as they must be.
    """
    for each in readings:
        check_spans(each.words, terms.taken)
    languages = {each.held.id: name_language(each.held, terms.language, redactor.languages) for each in readings}
    groups: defaultdict[str, list[Reading]] = defaultdict(list)
    for each in readings:
        groups[each.held.group].append(each)
    texts = [
        [*((each.words, languages[each.held.id]) for each in group), _numbers_taken(store, group[0].held)] for group in groups.values()
    ]
    flagged = redactor.redact_batch(texts) if terms.is_flag_kept else [[] for _ in texts]
    judged = [
        {place: _judge(each, terms, flags[place].spans if flags else ()) for place, each in enumerate(group)}
        for group, flags in zip(groups.values(), flagged, strict=True)
    ]
    made = redactor.redact_batch(texts, judged=judged)
    proposals = {
        each.held.id: Proposal(made[row][place], judged[row][place])
        for row, group in enumerate(groups.values())
        for place, each in enumerate(group)
    }
    return tuple(proposals[each.held.id] for each in readings)


def name_language(held: HeldWords, said: str, served: Iterable[str]) -> str:
    """The code of the language to redact in: the one said, else the one told. Raises WrongUse where it is not served."""
    code = normalise_tag(said) if said else held.language
    if code in set(served):
        return code
    known = f"Served: {', '.join(sorted(served))}."
    if said:
        raise WrongUse(f"The language {code or said[:20]!r} is not served: nothing would find names in it.", next_step=known)
    if not code:
        raise WrongUse(
            "Its language is not known, so nothing can be taken out of it.",
            where=held.id,
            next_step=f"Say which it is with --language. {known} Words in any other stay held, or are discarded.",
        )
    raise WrongUse(f"Its language, {code!r}, is not served: nothing would find names in it.", where=held.id, next_step=known)


def _numbers_taken(store: Store, held: HeldWords) -> tuple[RawText, str]:
    """The placeholders that the neighbours show, as a text: their numbers stand for others and are not given out again."""
    return RawText(" ".join(store.holds.placeholders_in(held.group))), ""


def _judge(reading: Reading, terms: Terms, flagged: Iterable[Span]) -> Judgement:
    """The person's decision, with the names that were known, as the words came in, from what was said beside them."""
    hold = reading.held.hold
    names = tuple(each for each in (hold.spans if hold else ()) if each.type in _NAMES)
    kept = tuple(Span(each.start, each.end, KEPT) for each in flagged if each.type == _FLAG)
    return Judgement((*terms.taken, *names), kept, normalise_tag(terms.language) if terms.language else "")
