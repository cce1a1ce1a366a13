"""Whether the word after a cue is the name that the cue announces, and how far that name goes."""

from __future__ import annotations

from nlp.redact.names.cues import Cue, Due
from nlp.redact.names.listed import is_listed
from nlp.redact.names.places import PLACE_NOUNS
from nlp.redact.names.sentence import WELL_KNOWN, Sentence, is_caseless
from nlp.redact.names.slots import is_followed_as_person
from nlp.redact.names.sounds import sounds_like_name
from nlp.redact.names.spelling import is_misspelt
from nlp.redact.names.vocabulary import is_everyday
from nlp.redact.names.words import PARTICLES, Sort, Word

_VERBS = frozenset({"said", "hung", "will", "may", "can", "drew"})  # names too, but written small after "my son" they are verbs


def is_due_name(sentence: Sentence, due: Due) -> bool:
    """True where a name stands where one is due."""
    word, label = sentence.words[due.index], sentence.labels[due.index]
    if (due.is_naming and _fits_naming(sentence, due.index)) or (due.is_sure and _fits_sure_title(sentence, due.index)):
        return True
    if word.sort <= Sort.ORDINARY:
        is_title = due.cue in (Cue.TITLE, Cue.OFFICER) and sentence.language not in WELL_KNOWN  # there the model must agree
        fits = word.sort is Sort.ORDINARY and due.cue >= Cue.TITLE and (label == "PERSON" or is_title)
        return fits and word.is_capital and not word.begins and word.lower not in PLACE_NOUNS
    if sentence.blocked[due.index] and due.cue < Cue.NAME:
        return False
    if word.sort is Sort.PLACE:
        return (due.cue not in (Cue.NAME, Cue.THANKS) and word.lower not in sentence.rules.own.peoples) or label == "PERSON"
    if word.sort in (Sort.WEAK, Sort.TOWN):
        return _is_weak_due(sentence, due)
    return word.sort is not Sort.UNKNOWN or word.is_capital or _is_unknown_due(sentence, due)


def extends_name(sentence: Sentence, first: Word, index: int, *, step: int) -> bool:
    """True where the word at `index` goes on with a name that began with `first`, `step` words before."""
    word = sentence.words[index]
    if not word.joins or (sentence.blocked[index] and not first.is_capital):
        return False
    after = sentence.next_to(index)
    if word.lower in PARTICLES and index + 1 < len(sentence.words):
        return after is not None and after.sort >= Sort.WEAK and after.is_capital == first.is_capital
    if first.is_capital and not word.is_capital:
        return word.sort is Sort.STRONG
    if word.is_capital:
        return word.sort is not Sort.STOP and (word.sort >= Sort.WEAK or word.lower not in PLACE_NOUNS)
    return _extends_small(sentence, word, step)


def _fits_sure_title(sentence: Sentence, index: int) -> bool:
    """After "Mrs." or a Tagalog marker of persons nearly every word is a name, were it "Baker"."""
    word = sentence.words[index]
    if word.sort is Sort.STOP or (word.sort is Sort.ORDINARY and sentence.is_trap(index)):
        return False
    return word.is_capital or word.sort is Sort.STRONG or not is_everyday(word.lower, sentence.language)


def _fits_naming(sentence: Sentence, index: int) -> bool:
    """After "my name is" a word that may be a name is one, were it "hope"; "my name is known" goes on with an ordinary word."""
    word = sentence.words[index]
    return word.sort >= Sort.WEAK or (word.sort is Sort.ORDINARY and word.is_capital and not word.begins)


def _is_weak_due(sentence: Sentence, due: Due) -> bool:
    word, after = sentence.words[due.index], sentence.next_to(due.index)
    if word.is_capital or (after is not None and after.sort >= Sort.TOWN):
        return True
    if sentence.language == "vi":
        return due.cue is not Cue.TITLE or not sentence.is_trap(due.index)
    if sentence.labels[due.index] == "PERSON":
        return word.lower not in _VERBS
    if due.cue in (Cue.TITLE, Cue.OFFICER) and sentence.language != "en" and is_listed(word.bare) and not sentence.is_trap(due.index):
        return True  # frequent somewhere in the world, but a name right after a title
    return due.cue is not Cue.NAME and not is_everyday(word.lower, sentence.language)


def _is_unknown_due(sentence: Sentence, due: Due) -> bool:
    """The same for a word on no list that is written small."""
    word = sentence.words[due.index]
    if is_caseless(word.lower) and not _is_sure_caseless(sentence, due):
        return False
    if due.cue is Cue.THANKS and not _is_thanked(sentence, due.index):
        return False
    return not sentence.looks_like_verb(word) and not (sentence.language == "en" and is_misspelt(word.bare) and due.cue <= Cue.NAME)


def _is_thanked(sentence: Sentence, index: int) -> bool:
    """Institutions are thanked too: a word on no list needs another one beside it, the sound of a name, or "for" after it."""
    after = sentence.next_to(index)
    if after is not None and after.sort >= Sort.WEAK and not sentence.looks_like_verb(after):
        return True
    if sentence.language == "en" and is_followed_as_person(sentence.words, index):
        return True
    return sounds_like_name(sentence.words[index].bare, is_likely=True)


def _is_sure_caseless(sentence: Sentence, due: Due) -> bool:
    """In scripts without capitals an unlisted word after "I" or "my son" is as often a verb: the word after it must be a name."""
    is_pronoun = due.cue is Cue.NAME and due.phrase in sentence.grammar.pronouns
    if not is_pronoun and due.cue is not Cue.NEAR:
        return True
    after = sentence.next_to(due.index)
    if after is None or after.sort < Sort.WEAK or (after.sort is Sort.WEAK and sentence.is_trap(due.index + 1)):
        return False
    return after.sort is not Sort.UNKNOWN or not (is_pronoun or sentence.looks_like_verb(after))


def _extends_small(sentence: Sentence, word: Word, step: int) -> bool:
    """The same for a word without a capital: what it may be decides."""
    if word.sort in (Sort.WEAK, Sort.TOWN):
        return sentence.language == "vi" or not is_everyday(word.lower, sentence.language)
    if word.sort is Sort.UNKNOWN:
        return sentence.language in WELL_KNOWN or (step == 1 and not sentence.looks_like_verb(word))
    if word.sort is Sort.ORDINARY:
        return step == 1 and is_caseless(word.lower) and not is_everyday(word.lower, sentence.language)
    return word.sort is Sort.STRONG
