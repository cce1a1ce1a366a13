"""Which words are names of persons: cues, lists, entities and neighbours weighed together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp.redact.found import Found, Kind
from nlp.redact.names.cues import Cue, Due
from nlp.redact.names.due import extends_name, is_due_name
from nlp.redact.names.listed import is_listed
from nlp.redact.names.ner import Entity
from nlp.redact.names.places import PLACE_NOUNS
from nlp.redact.names.seeds import NOT_A_PERSON, is_seed
from nlp.redact.names.sentence import WELL_KNOWN, Sentence, is_caseless, read_sentence
from nlp.redact.names.slots import ends_person
from nlp.redact.names.spelling import is_misspelt
from nlp.redact.names.syllables import find_syllable_names
from nlp.redact.names.vocabulary import is_borrowed, is_english, is_everyday
from nlp.redact.names.words import Sort, Word
from nlp.redact.recognisers.rules import Rules

_MOST_WORDS = 5  # of one name


class Decision:
    """The names among one text's words. Holds what is known while it is worked out; `find` gives the result."""

    def __init__(self, sentence: Sentence, dues: Sequence[Due]) -> None:
        self._sentence = sentence
        self._words = sentence.words
        self._language = sentence.language
        self._dues = dues
        self._is_name = [False] * len(sentence.words)
        self._officers: set[int] = set()

    def find(self) -> Iterator[Found]:
        """Runs of name words, in order."""
        for index in range(len(self._words)):
            self._is_name[index] = is_seed(self._sentence, index)
        self._take_pairs()
        for index in find_syllable_names(self._words, self._language):
            self._is_name[index] = self._is_name[index] or not self._sentence.blocked[index]
        for due in self._dues:
            self._take_due(due)
        for index in range(len(self._words)):
            if self._is_name[index]:
                self._grow(index)
        yield from self._runs()

    def _take_pairs(self) -> None:
        """Two words side by side that are names perhaps make one in English, unless both are English words in any place."""
        if self._language != "en":
            return
        for index in range(len(self._words) - 1):
            if self._words[index + 1].joins and all(map(self._is_half, (index, index + 1))) and self._is_pair(index):
                self._is_name[index] = self._is_name[index + 1] = True

    def _is_pair(self, index: int) -> bool:
        pair = self._words[index : index + 2]
        has_trap = self._sentence.is_trap(index) or self._sentence.is_trap(index + 1)
        if not has_trap and not all(is_english(word.lower) for word in pair):
            return True
        are_listed = all(is_listed(word.bare) for word in pair)
        return are_listed and self._sentence.is_in_slot(index, length=2)

    def _is_half(self, index: int) -> bool:
        word = self._words[index]
        if word.sort < Sort.WEAK or self._sentence.blocked[index] or is_everyday(word.lower, "en"):
            return False
        if word.sort is Sort.UNKNOWN:
            return not is_misspelt(word.bare)  # whatever the model takes a rare word for
        return self._sentence.labels[index] not in NOT_A_PERSON

    def _take_due(self, due: Due) -> None:
        if not is_due_name(self._sentence, due):
            return
        index = due.index
        self._is_name[index] = True
        if due.cue is Cue.OFFICER:
            self._officers.add(index)
        for step in range(1, _MOST_WORDS):
            if index + step >= len(self._words) or not extends_name(self._sentence, self._words[index], index + step, step=step):
                break
            self._is_name[index + step] = True

    def _grow(self, index: int) -> None:
        """Take in the words beside a name that are names perhaps: surnames that are words, given names that are words."""
        after = index + 1
        while after < len(self._words) and after - index < _MOST_WORDS and not self._is_name[after] and self._follows(index, after):
            self._is_name[after] = True
            after += 1
        before = index - 1
        if before >= 0 and not self._is_name[before] and self._precedes(index, before):
            self._is_name[before] = True

    def _follows(self, name: int, index: int) -> bool:
        word = self._words[index]
        if not word.joins or not self._is_alike(name, index):
            return False
        if word.sort in (Sort.WEAK, Sort.TOWN) and self._language == "en" and ends_person(self._words, index):
            return True
        if word.sort is Sort.PLACE and self._words[name].sort is Sort.STRONG:
            return word.lower not in PLACE_NOUNS and (word.is_capital or not is_everyday(word.lower, self._language))
        if word.is_capital and word.sort in (Sort.ORDINARY, Sort.PLACE):
            return word.lower not in PLACE_NOUNS and self._sentence.labels[index] == "PERSON"
        if word.sort is Sort.UNKNOWN and self._words[name].sort is Sort.STRONG and not self._sentence.looks_like_verb(word):
            return not is_misspelt(word.bare)  # a rare word right after a sure name is its other half
        return self._may_belong(word)

    def _precedes(self, name: int, index: int) -> bool:
        return self._words[name].joins and self._is_alike(name, index) and self._may_belong(self._words[index])

    def _is_alike(self, name: int, index: int) -> bool:
        return not self._sentence.blocked[index] and self._words[index].is_capital == self._words[name].is_capital

    def _may_belong(self, word: Word) -> bool:
        if word.sort in (Sort.WEAK, Sort.TOWN):
            return word.is_capital or not is_everyday(word.lower, self._language)
        if word.is_capital and word.sort is Sort.STOP:
            return not word.begins and is_listed(word.bare)
        if word.sort is not Sort.UNKNOWN:
            return False
        if is_caseless(word.lower):
            return not self._sentence.looks_like_verb(word) or (word.lower[:2] == "ال" and word.lower[-1] == "ی")  # "سهيلة الربيعي"
        return (self._language in WELL_KNOWN and not is_misspelt(word.bare)) or (word.is_capital and not is_borrowed(word.lower))

    def _runs(self) -> Iterator[Found]:
        start: int | None = None
        for index, is_name in enumerate([*self._is_name, False]):
            if start is not None and not (is_name and self._words[index].joins and index not in self._officers):
                kind = Kind.OFFICER if start in self._officers else Kind.PERSON
                yield Found(self._words[start].start, self._words[index - 1].end, kind)
                start = None
            if is_name and start is None:
                start = index


def find_names(words: Sequence[Word], dues: Sequence[Due], entities: Sequence[Entity], rules: Rules) -> list[Found]:
    """Names of persons and officers in one text, as finds in its view."""
    return list(Decision(read_sentence(words, entities, rules), dues).find())
