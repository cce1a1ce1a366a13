"""A name found once is found everywhere in the texts that belong together: in any case, script and form, alone or in part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nlp.redact.found import Found, Kind
from nlp.redact.lists import read_words
from nlp.redact.names import words as names_words
from nlp.redact.names.known_forms import find_forms_of, keys_of, script_of
from nlp.redact.names.places import PLACE_NOUNS
from nlp.redact.names.slots import follows_surely, is_person_slot, says_before
from nlp.redact.names.vocabulary import is_common_piece, is_everyday
from nlp.redact.names.words import PARTICLES, Sort, Word
from nlp.redact.view import View

Read = tuple[View, Sequence[Word], Sequence[Found]]
"""A text's view, its words, and what was found in it."""

_NAMES = frozenset({Kind.PERSON, Kind.OFFICER})
_BETWEEN = re.compile(r" ?|[ .]{1,2}[A-Z]\.? ")  # a space, or a middle initial
_SHORTEST = 3  # letters of a name's word that is looked for by itself
_GRAMMAR = read_words(names_words.__file__, "grammar.toml")
_ROLES = _GRAMMAR["roles"]
_GREETINGS = _GRAMMAR["greetings"]
_DETERMINERS = _GRAMMAR["known_determiners"]


@dataclass(frozen=True, slots=True)
class Known:
    """The names known of some texts, by word.

    `sure` words are looked for in any case, `perhaps` words where a capital or another word of a name shows them, `speakers`
    words (ordinary words that a speaker is called) wherever they are not clearly the word. `whole` are names in scripts
    without spaces and names with initials. `keys` are the sounds of names, for other spellings and scripts, with the scripts known.
    """

    sure: dict[str, Kind] = field(default_factory=dict)
    perhaps: dict[str, Kind] = field(default_factory=dict)
    speakers: dict[str, Kind] = field(default_factory=dict)
    whole: dict[str, Kind] = field(default_factory=dict)
    initials: dict[str, Kind] = field(default_factory=dict)
    keys: dict[str, Kind] = field(default_factory=dict)


def gather_names(read: Iterable[Read], speakers: Iterable[Read] = ()) -> Known:
    """The names found in these texts, by word, and those of the speakers, which are certain."""
    known = Known()
    for certain, texts in ((True, speakers), (False, read)):
        for view, words, found in texts:
            for each in found:
                if each.kind in _NAMES:
                    _add_name(known, view, words, each, is_certain=certain)
    return known


def find_known(view: View, words: Sequence[Word], known: Known) -> Iterator[Found]:
    """Every place where a known name stands."""
    for index, word in enumerate(words):
        kind = _tell_kind(words, index, known)
        if kind is not None:
            yield Found(word.start, word.end, kind)
    for name, kind in known.whole.items():
        yield from (Found(*match.span(), kind) for match in re.finditer(re.escape(name), view.lower))
    for pattern, kind in known.initials.items():
        yield from (Found(*match.span(), kind) for match in re.finditer(pattern, view.lower))


def join_neighbours(found: Iterable[Found], text: str) -> list[Found]:
    """Finds with the names that stand side by side made one."""
    joined: list[Found] = []
    names: list[Found] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.kind not in _NAMES:
            joined.append(each)
        elif names and _BETWEEN.fullmatch(text[names[-1].end : each.start]):
            kind = Kind.OFFICER if Kind.OFFICER in (each.kind, names[-1].kind) else Kind.PERSON
            names[-1] = Found(names[-1].start, max(each.end, names[-1].end), kind)
        else:
            names.append(each)
    return joined + names


def _add_name(known: Known, view: View, words: Sequence[Word], found: Found, *, is_certain: bool) -> None:
    inside = [word for word in words if word.start >= found.start and word.end <= found.end]
    if not inside:
        known.whole[view.lower[found.start : found.end]] = found.kind
    for word in inside:
        if is_certain and (word.bare in _ROLES or word.is_cue):
            continue
        _add_word(known, word, found.kind, is_certain=is_certain)
    _add_initials(known, inside, found.kind)


def _add_word(known: Known, word: Word, kind: Kind, *, is_certain: bool) -> None:
    if word.bare in PARTICLES or len(word.bare) < _SHORTEST or (word.bare in PLACE_NOUNS and not is_certain):
        return
    if word.sort >= Sort.TOWN:
        known.sure.setdefault(word.bare, kind)
        for key in keys_of(word.bare):
            known.keys.setdefault(key, kind)
    elif is_certain:
        known.speakers.setdefault(word.bare, kind)
    elif word.sort is not Sort.STOP:
        known.perhaps.setdefault(word.bare, kind)
    if word.sort > Sort.PLACE:
        for form in find_forms_of(word.bare):
            known.perhaps.setdefault(form, kind)


def _add_initials(known: Known, inside: Sequence[Word], kind: Kind) -> None:
    """ "J. Field" and "D.F." for a name of two words or more."""
    if len(inside) < 2 or not inside[0].bare.isascii() or not inside[-1].bare.isascii():
        return
    first, last = re.escape(inside[0].lower[0]), re.escape(inside[-1].lower[0])
    known.initials[rf"(?<!\w){first}\. ?(?:{last}\.|{re.escape(inside[-1].lower)}(?!\w))"] = kind
    known.initials[rf"(?<!\w){re.escape(inside[0].lower)} {last}\.(?!\w)"] = kind


def _tell_kind(words: Sequence[Word], index: int, known: Known) -> Kind | None:
    word = words[index]
    if word.bare in known.sure:
        return known.sure[word.bare]
    if word.bare in known.speakers and not _is_clearly_a_word(words, index, known):
        return known.speakers[word.bare]
    if word.bare in known.perhaps and _is_shown(words, index, known):
        return known.perhaps[word.bare]
    if word.sort in (Sort.UNKNOWN, Sort.STRONG, Sort.TOWN) or (word.sort is Sort.WEAK and script_of(word.bare) != "latin"):
        return next((known.keys[key] for key in keys_of(word.bare) if key in known.keys), None)
    return None


def _is_shown(words: Sequence[Word], index: int, known: Known) -> bool:
    """True where a capital, a list, grammar or another word of a name says that a word is one."""
    word = words[index]
    if word.sort >= Sort.TOWN or (word.is_capital and not word.begins):
        return True
    if _is_beside_known(words, index, known):
        return True
    if word.sort is Sort.STOP:
        return False
    return word.owns or (is_person_slot(words, index) and (says_before(words, index) or not is_everyday(word.lower, "en")))


def _is_clearly_a_word(words: Sequence[Word], index: int, known: Known) -> bool:
    """True where an ordinary word that a speaker is called too is not the speaker: in doubt it is.

    Words that are met a lot ("will", "may", "young") need a sign that they are a name, others ("tolliver") a sign that they are none.
    """
    word = words[index]
    if (word.is_capital and not word.begins) or word.owns or _is_beside_known(words, index, known) or _is_called(words, index):
        return False
    if word.sort is Sort.STOP or is_everyday(word.lower, "en"):
        return not (is_person_slot(words, index) and says_before(words, index))
    if is_common_piece(word.lower) and not is_person_slot(words, index):
        return not follows_surely(words, index)
    before = words[index - 1].lower if index and word.joins else ""
    after = words[index + 1].lower if index + 1 < len(words) and words[index + 1].joins else ""
    return before in _DETERMINERS or after in PLACE_NOUNS


def _is_called(words: Sequence[Word], index: int) -> bool:
    """True where somebody is spoken to: "thank you, Will", "Will, you said"."""
    if index and words[index - 1].lower in _GREETINGS:
        return True
    is_followed_by_comma = index + 1 < len(words) and not words[index + 1].joins and not words[index + 1].begins
    return words[index].begins and is_followed_by_comma


def _is_beside_known(words: Sequence[Word], index: int, known: Known) -> bool:
    before = index > 0 and words[index].joins and _is_any_known(words[index - 1], known)
    return before or (index + 1 < len(words) and words[index + 1].joins and _is_any_known(words[index + 1], known))


def _is_any_known(word: Word, known: Known) -> bool:
    return word.bare in known.sure or word.bare in known.speakers or word.bare in known.perhaps
