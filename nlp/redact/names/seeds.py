"""Which words are names by themselves: by list, by capital, by the model, by their place in the sentence or their sound."""

from __future__ import annotations

from nlp.redact.names.listed import is_listed
from nlp.redact.names.origins import load_origin, load_own_names
from nlp.redact.names.places import PLACE_NOUNS
from nlp.redact.names.sentence import WELL_KNOWN, Sentence, is_caseless
from nlp.redact.names.slots import is_fate, is_sure_slot, may_be_person
from nlp.redact.names.spelling import is_misspelt
from nlp.redact.names.vocabulary import is_borrowed, is_english, is_everyday
from nlp.redact.names.words import Sort

NOT_A_PERSON = frozenset({"NORP", "LANGUAGE", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART", "DATE", "TIME", "MONEY", "QUANTITY"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "ORG", "MISC"})
_SURE_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})
# Languages without word lists here, whose everyday words look like listed names when they are written small.
_CARELESS = frozenset({"so", "sw", "ht", "vi", "tl"})
_SHORTEST_PARTNER = 4  # letters of a word that makes the listed name beside it a name, in those languages


def is_seed(sentence: Sentence, index: int) -> bool:
    """True for a word that is a name whatever its neighbours are."""
    word = sentence.words[index]
    if sentence.blocked[index] or word.sort <= Sort.ORDINARY or _is_small_noun(sentence, index):
        return False
    if word.sort is Sort.STRONG:
        return word.is_capital or sentence.language not in _CARELESS or _is_own_name(sentence, index) or _is_beside_name(sentence, index)
    if word.sort is Sort.UNKNOWN:
        return _is_unknown_name(sentence, index)
    return _is_weak_name(sentence, index)


def _is_small_noun(sentence: Sentence, index: int) -> bool:
    """True for a word written small after "the" or "a" that is no sure name: "the lady", "la parada"."""
    word = sentence.words[index]
    if word.is_capital or is_caseless(word.lower) or not index or not word.joins:
        return False
    after_determiner = sentence.words[index - 1].lower in sentence.rules.own.determiners
    return after_determiner and (sentence.language != "en" or is_english(word.lower))


def _is_own_name(sentence: Sentence, index: int) -> bool:
    """True for a name on the project's own lists, which were written with such words in mind; Vietnamese syllables are all words."""
    bare = sentence.words[index].bare
    if len(bare) < _SHORTEST_PARTNER or bare not in load_own_names():
        return False
    return sentence.language != "vi" or (bare not in load_origin("vietnamese") and bare not in load_origin("karen_burmese"))


def _is_beside_name(sentence: Sentence, index: int) -> bool:
    """True where the word next to it is a sure name too: in Haitian or Somali a short word alone is mostly a word."""
    before = index > 0 and sentence.words[index].joins and _is_partner(sentence, index - 1)
    after = sentence.next_to(index) is not None and _is_partner(sentence, index + 1)
    return sentence.language != "vi" and (before or after)


def _is_partner(sentence: Sentence, index: int) -> bool:
    word = sentence.words[index]
    return len(word.lower) >= _SHORTEST_PARTNER and word.sort in (Sort.WEAK, Sort.TOWN, Sort.STRONG)


def _is_unknown_name(sentence: Sentence, index: int) -> bool:
    word, label = sentence.words[index], sentence.labels[index]
    if word.is_acronym:
        return sentence.is_in_slot(index)
    if label == "PERSON":
        return word.is_capital or not is_misspelt(word.bare)
    is_english_text = sentence.language == "en"
    if is_english_text and not is_misspelt(word.bare) and (sentence.is_in_slot(index) or is_sure_slot(sentence.words, index)):
        return True  # whatever the model takes a rare word for
    follows_place = sentence.follows_place_word(index)
    if label in NOT_A_PERSON or (label in _PLACE_LABELS and follows_place):
        return False
    if sentence.language in WELL_KNOWN:
        return may_be_person(sentence.words, index) if is_english_text and not word.is_capital else not is_misspelt(word.bare)
    return word.is_capital and not word.begins and not follows_place and not is_borrowed(word.lower)


def _is_weak_name(sentence: Sentence, index: int) -> bool:
    """A word that is a word or a place too counts where its capital, the model or the grammar says so."""
    word, label = sentence.words[index], sentence.labels[index]
    if label == "PERSON" and word.is_capital and word.lower not in PLACE_NOUNS:
        return not word.begins or not (is_everyday(word.lower, sentence.language) or sentence.is_trap(index))
    if sentence.language == "en" and is_fate(sentence.words, index) and is_listed(word.bare):
        return True
    if word.sort is Sort.PLACE or word.lower in PLACE_NOUNS or sentence.follows_place_word(index):
        return False
    if sentence.is_trap(index) and not (word.is_capital and label is None):
        return False
    if word.sort is Sort.TOWN and (word.is_capital or sentence.language == "en" or word.bare in load_own_names()):
        return _is_named_as_town(sentence, index)
    is_written_as_name = word.is_capital and not word.begins and not _is_beside_capital(sentence, index)
    return (is_written_as_name and label is None) or _is_small_name(sentence, index)


def _is_named_as_town(sentence: Sentence, index: int) -> bool:
    word = sentence.words[index]
    if _is_in_sure_slot(sentence, index):
        return True
    is_place = sentence.labels[index] in _SURE_PLACE_LABELS
    return not is_place and (not word.begins or sentence.is_in_slot(index) or not word.is_capital)


def _is_small_name(sentence: Sentence, index: int) -> bool:
    """The same for a word written small, or with the capital of a sentence's first word."""
    word = sentence.words[index]
    if (word.begins or not word.is_capital) and (sentence.is_trap(index) or is_everyday(word.lower, sentence.language)):
        return False
    if sentence.is_in_slot(index) or _is_in_sure_slot(sentence, index):
        return True
    return sentence.language == "en" and not is_listed(word.bare) and may_be_person(sentence.words, index)


def _is_in_sure_slot(sentence: Sentence, index: int) -> bool:
    return sentence.language == "en" and is_sure_slot(sentence.words, index)


def _is_beside_capital(sentence: Sentence, index: int) -> bool:
    before = index > 0 and sentence.words[index].joins and sentence.words[index - 1].is_capital
    after = sentence.next_to(index)
    return (before and sentence.words[index - 1].sort <= Sort.PLACE) or (
        after is not None and after.is_capital and after.sort <= Sort.PLACE
    )
