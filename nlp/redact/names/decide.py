"""Which words are names of persons: cues, lists, entities and neighbours weighed together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from nlp.redact.found import Found, Kind
from nlp.redact.names.cues import Cue, Due
from nlp.redact.names.ner import Entity
from nlp.redact.names.places import PLACE_NOUNS, PLACE_OPENERS, load_town_phrases
from nlp.redact.names.vocabulary import is_very_common, load_english, load_pieces
from nlp.redact.names.words import PARTICLES, Sort, Word
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import fold_word

# Only where a list of its ordinary words is at hand is a word that is on no list suspicious by itself.
_WELL_KNOWN = frozenset({"en", "fr"})
_NOT_A_PERSON = frozenset({"NORP", "LANGUAGE", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART", "DATE", "TIME", "MONEY", "QUANTITY"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "ORG", "MISC"})
_MOST_WORDS = 5  # of one name
_SURE_PLACE_NOUNS = PLACE_NOUNS & frozenset(
    "street st avenue ave road rd lane ln drive boulevard blvd school elementary middle high college university church mosque temple hospital clinic library center centre park plaza".split()
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Decision:
    """The names among one text's words. Holds what is known while it is worked out; `find` gives the result."""

    def __init__(self, words: Sequence[Word], dues: Sequence[Due], entities: Sequence[Entity], rules: Rules) -> None:
        self._words = words
        self._rules = rules
        self._language = rules.own.code
        self._dues = dues
        self._entities = _label_words(words, entities)
        self._is_name = [False] * len(words)
        self._officers: set[int] = set()
        self._place_words = frozenset(fold_word(word) for word in rules.phrases("place_words"))
        self._street_words = frozenset(fold_word(word) for word in rules.own.street_words)
        self._blocked = [self._is_part_of_place(index) for index in range(len(words))]

    def find(self) -> Iterator[Found]:
        """Runs of name words, in order."""
        for index in range(len(self._words)):
            self._is_name[index] = self._is_seed(index)
        for due in self._dues:
            self._take_due(due)
        for index in range(len(self._words)):
            if self._is_name[index]:
                self._grow(index)
        yield from self._runs()

    def _is_seed(self, index: int) -> bool:
        word = self._words[index]
        if self._blocked[index] or word.sort <= Sort.ORDINARY:
            return False
        if word.sort is Sort.STRONG:
            return True
        if word.sort is Sort.UNKNOWN:
            return self._is_seed_unknown(index)
        return self._is_seed_weak(index)

    def _is_seed_unknown(self, index: int) -> bool:
        word, label = self._words[index], self._entities[index]
        if label == "PERSON":
            return True
        if label in _NOT_A_PERSON or (label in _PLACE_LABELS and self._follows_place_word(index)):
            return False
        if self._language in _WELL_KNOWN:
            return word.is_capital or not is_misspelt(word.bare)
        return word.is_capital and not word.begins and not self._follows_place_word(index)

    def _is_seed_weak(self, index: int) -> bool:
        """A word that is a name too counts with its capital inside a sentence, or where the model says so."""
        word, label = self._words[index], self._entities[index]
        if not word.is_capital or self._follows_place_word(index) and label != "PERSON":
            return False
        if label == "PERSON":
            return not word.begins or word.sort is Sort.WEAK and not is_very_common(word.lower)
        return word.sort is Sort.WEAK and label is None and not word.begins and not self._beside_capital(index)

    def _follows_place_word(self, index: int) -> bool:
        return index > 0 and self._words[index].joins and self._words[index - 1].lower in self._place_words

    def _beside_capital(self, index: int) -> bool:
        before = index > 0 and self._words[index - 1].is_capital and self._words[index].joins and self._words[index - 1].sort <= Sort.PLACE
        after = index + 1 < len(self._words) and self._words[index + 1].is_capital and self._words[index + 1].joins
        return before or (after and self._words[index + 1].sort <= Sort.PLACE)

    def _is_part_of_place(self, index: int) -> bool:
        word = self._words[index]
        if word.sort <= Sort.ORDINARY:
            return False
        return self._opens_place(index) or self._closes_place(index) or self._is_town(index)

    def _opens_place(self, index: int) -> bool:
        """True before "Street" or "Hospital", with at most two words more between."""
        word = self._words[index]
        for step in range(1, 4):
            if index + step >= len(self._words) or not self._words[index + step].joins:
                return False
            after = self._words[index + step]
            nouns = _SURE_PLACE_NOUNS if word.sort is Sort.STRONG and not after.is_capital else PLACE_NOUNS
            if after.lower in nouns and (after.is_capital or not word.is_capital or step == 1 and after.lower in _SURE_PLACE_NOUNS):
                return True
            if not after.is_capital or self._words[index + step].sort is Sort.STOP:
                return False
        return False

    def _closes_place(self, index: int) -> bool:
        """True after "Fort" and "Little", and after a street word that comes first ("calle", "rue de")."""
        word = self._words[index]
        if not index or not word.joins:
            return False
        before = self._words[index - 1]
        if before.lower in self._street_words and self._language != "en":
            return True
        if before.lower in PARTICLES and index > 1 and self._words[index - 2].lower in self._street_words and self._language != "en":
            return True
        return before.lower in PLACE_OPENERS and before.is_capital and word.is_capital and word.sort is not Sort.STRONG

    def _is_town(self, index: int) -> bool:
        pairs = [(index, index + 1), (index - 1, index)]
        return any(
            0 <= left
            and right < len(self._words)
            and self._words[right].joins
            and f"{self._words[left].lower} {self._words[right].lower}" in load_town_phrases()
            for left, right in pairs
        )

    def _take_due(self, due: Due) -> None:
        if not self._is_due_name(due):
            return
        index = due.index
        self._is_name[index] = True
        if due.cue is Cue.OFFICER:
            self._officers.add(index)
        for step in range(1, _MOST_WORDS):
            if index + step >= len(self._words) or not self._extends(self._words[index], index + step, step):
                break
            self._is_name[index + step] = True

    def _is_due_name(self, due: Due) -> bool:
        word, label = self._words[due.index], self._entities[due.index]
        if word.sort is Sort.STOP:
            return False
        if word.sort is Sort.ORDINARY:
            return due.cue >= Cue.TITLE and word.is_capital and not word.begins and word.lower not in PLACE_NOUNS and label == "PERSON"
        if self._blocked[due.index] and due.cue < Cue.NAME:
            return False
        if word.sort is Sort.PLACE:
            return (due.cue is not Cue.NAME and word.lower not in self._rules.own.peoples) or label == "PERSON"
        if word.sort is Sort.WEAK:
            return self._is_due_weak(due)
        if word.sort is Sort.UNKNOWN and not word.is_capital:
            return not self._looks_like_verb(word) and not (self._language == "en" and is_misspelt(word.bare) and due.cue <= Cue.NAME)
        return True

    def _is_due_weak(self, due: Due) -> bool:
        word, label = self._words[due.index], self._entities[due.index]
        if word.is_capital or label == "PERSON" or self._language == "vi":
            return True
        after = self._words[due.index + 1] if due.index + 1 < len(self._words) else None
        if after is not None and after.joins and after.sort >= Sort.UNKNOWN:
            return True
        return due.cue is not Cue.NAME and not is_very_common(word.lower)

    def _looks_like_verb(self, word: Word) -> bool:
        return any(word.lower.endswith(ending) for ending in self._rules.own.verb_endings)

    def _extends(self, first: Word, index: int, step: int) -> bool:
        """True where the word at `index` goes on with a name that began `step` words before."""
        word = self._words[index]
        if not word.joins or self._blocked[index] and not first.is_capital:
            return False
        if word.lower in PARTICLES and index + 1 < len(self._words):
            return (
                self._words[index + 1].joins
                and self._words[index + 1].sort >= Sort.WEAK
                and self._words[index + 1].is_capital == first.is_capital
            )
        if word.sort is Sort.STRONG:
            return True
        if first.is_capital and not word.is_capital:
            return False
        if word.sort is Sort.WEAK:
            return word.is_capital or self._language == "vi" or not is_very_common(word.lower)
        if word.sort is Sort.UNKNOWN:
            return word.is_capital or (step == 1 and not self._looks_like_verb(word)) or self._language in _WELL_KNOWN
        return word.is_capital and word.sort is not Sort.STOP and word.lower not in PLACE_NOUNS

    def _grow(self, index: int) -> None:
        """Take in the words beside a name that are names perhaps: surnames that are words, given names that are words."""
        word = self._words[index]
        after = index + 1
        while (
            after < len(self._words) and after - index < _MOST_WORDS and not self._is_name[after] and self._is_companion(word, after, after)
        ):
            self._is_name[after] = True
            after += 1
        before = index - 1
        if before >= 0 and not self._is_name[before] and self._is_companion(word, before, index):
            self._is_name[before] = True

    def _is_companion(self, name: Word, index: int, right: int) -> bool:
        word = self._words[index]
        if not self._words[right].joins or self._blocked[index] or word.is_capital != name.is_capital:
            return False
        if word.sort is Sort.WEAK:
            return word.is_capital or not is_very_common(word.lower)
        if word.is_capital and index > right - 1 and word.sort in (Sort.ORDINARY, Sort.PLACE):
            return word.lower not in PLACE_NOUNS and self._entities[index] == "PERSON"
        return word.sort is Sort.UNKNOWN and self._language in _WELL_KNOWN and not is_misspelt(word.bare)

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
    return list(Decision(words, dues, entities, rules).find())


def _label_words(words: Sequence[Word], entities: Sequence[Entity]) -> list[str | None]:
    labels: list[str | None] = [None] * len(words)
    current = 0
    for entity in entities:
        while current < len(words) and words[current].end <= entity.start:
            current += 1
        index = current
        while index < len(words) and words[index].start < entity.end:
            labels[index] = "PERSON" if entity.is_person else entity.label
            index += 1
    return labels


@lru_cache(maxsize=50_000)
def is_misspelt(word: str) -> bool:
    """True for an unknown word of six letters or more that is one slip away from an English one."""
    if len(word) < 6 or not word.isascii():
        return False
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    lemmas, (small, _) = load_english(), load_pieces()
    return any(slip in lemmas or slip in small for slip in _slips(splits))


def _slips(splits: list[tuple[str, str]]) -> Iterator[str]:
    for left, right in splits:
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            yield left + letter + right
            if right and right[0] != letter and left:
                yield left + letter + right[1:]
