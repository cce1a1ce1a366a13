"""Which words are names of persons: cues, lists, entities and neighbours weighed together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp.redact.found import Found, Kind
from nlp.redact.names.cues import Cue, Due
from nlp.redact.names.ner import Entity
from nlp.redact.names.origins import load_names
from nlp.redact.names.part_of_place import is_part_of_place
from nlp.redact.names.places import PLACE_NOUNS
from nlp.redact.names.slots import ends_person, is_person_slot, may_be_person
from nlp.redact.names.spelling import is_misspelt
from nlp.redact.names.syllables import find_syllable_names
from nlp.redact.names.vocabulary import is_borrowed, is_english, is_everyday
from nlp.redact.names.words import PARTICLES, Sort, Word
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import fold_word

# Only where a list of its ordinary words is at hand is a word that is on no list suspicious by itself.
_WELL_KNOWN = frozenset({"en", "fr"})
_NOT_A_PERSON = frozenset({"NORP", "LANGUAGE", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART", "DATE", "TIME", "MONEY", "QUANTITY"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "ORG", "MISC"})
_SURE_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})
# Languages without word lists here, whose everyday words look like listed names when they are written small.
_CARELESS = frozenset({"so", "sw", "ht", "vi", "tl"})
_SHORTEST_PARTNER = 4  # letters of a word that makes the listed name beside it a name, in those languages
_VERBS = frozenset({"said", "hung", "will", "may", "can", "drew"})  # names too, but written small after "my son" they are verbs
_MOST_WORDS = 5  # of one name


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
        self._traps = rules.own.name_traps
        self._place_words = frozenset(fold_word(word) for word in rules.phrases("place_words"))
        self._pronouns = frozenset(map(fold_word, rules.own.person_words))
        self._verb_starts = tuple(map(fold_word, rules.own.verb_starts))
        streets = (
            frozenset()
            if self._language == "en"
            else frozenset(fold_word(word) for word in rules.own.street_words + rules.own.institution_words)
        )
        self._blocked = [is_part_of_place(words, index, streets) or words[index].is_cue for index in range(len(words))]

    def find(self) -> Iterator[Found]:
        """Runs of name words, in order."""
        for index in range(len(self._words)):
            self._is_name[index] = self._is_seed(index)
        self._take_pairs()
        for index in find_syllable_names(self._words, self._language):
            self._is_name[index] = self._is_name[index] or not self._blocked[index]
        for due in self._dues:
            self._take_due(due)
        for index in range(len(self._words)):
            if self._is_name[index]:
                self._grow(index)
        yield from self._runs()

    def _is_seed(self, index: int) -> bool:
        word = self._words[index]
        if self._blocked[index] or word.sort <= Sort.ORDINARY or self._is_small_noun(index):
            return False
        if word.sort is Sort.STRONG:
            return word.is_capital or self._language not in _CARELESS or self._is_beside_name(index)
        if word.sort is Sort.UNKNOWN:
            return self._is_seed_unknown(index)
        return self._is_seed_weak(index)

    def _is_small_noun(self, index: int) -> bool:
        """True for a word written small after "the" or "a" that is no sure name: "the lady", "la parada"."""
        word = self._words[index]
        if word.is_capital or is_caseless(word.lower) or not index or not word.joins:
            return False
        after_determiner = self._words[index - 1].lower in self._rules.own.determiners
        return after_determiner and (self._language != "en" or is_english(word.lower))

    def _is_beside_name(self, index: int) -> bool:
        """True where the word next to it is a sure name too: in Haitian or Somali a short word alone is mostly a word."""
        before = index > 0 and self._words[index].joins and self._is_listed(index - 1)
        after = index + 1 < len(self._words) and self._words[index + 1].joins and self._is_listed(index + 1)
        return self._language != "vi" and (before or after)

    def _is_listed(self, index: int) -> bool:
        word = self._words[index]
        return len(word.lower) >= _SHORTEST_PARTNER and word.sort in (Sort.WEAK, Sort.TOWN, Sort.STRONG)

    def _is_seed_unknown(self, index: int) -> bool:
        word, label = self._words[index], self._entities[index]
        if word.is_acronym:
            return self._is_in_slot(index)
        if label == "PERSON":
            return word.is_capital or not is_misspelt(word.bare)
        if label in _NOT_A_PERSON or (label in _PLACE_LABELS and self._follows_place_word(index)):
            return False
        if self._language in _WELL_KNOWN and not word.is_capital:
            return may_be_person(self._words, index) if self._language == "en" else not is_misspelt(word.bare)
        if self._language in _WELL_KNOWN:
            return not is_misspelt(word.bare)
        return word.is_capital and not word.begins and not self._follows_place_word(index) and not is_borrowed(word.lower)

    def _is_seed_weak(self, index: int) -> bool:
        """A word that is a word or a place too counts where its capital, the model or the grammar says so."""
        word, label = self._words[index], self._entities[index]
        if label == "PERSON" and word.is_capital and word.lower not in PLACE_NOUNS:
            return not word.begins or not (is_everyday(word.lower, self._language) or word.lower in self._traps)
        if word.sort is Sort.PLACE or word.lower in PLACE_NOUNS or self._follows_place_word(index):
            return False
        if word.lower in self._traps and not (word.is_capital and label is None):
            return False
        if word.sort is Sort.TOWN and (word.is_capital or self._language == "en"):
            return label not in _SURE_PLACE_LABELS and (not word.begins or self._is_in_slot(index) or word.is_capital is False)
        if word.is_capital and not word.begins and not self._beside_capital(index):
            return label is None or self._is_in_slot(index)
        return word.lower not in self._traps and not is_everyday(word.lower, self._language) and self._is_in_slot(index)

    def _is_in_slot(self, index: int) -> bool:
        return self._language == "en" and is_person_slot(self._words, index)

    def _take_pairs(self) -> None:
        """Two words side by side that are names perhaps make one, unless both are English words."""
        for index in range(len(self._words) - 1):
            pair = self._words[index : index + 2]
            are_halves = pair[1].joins and all(map(self._is_half, (index, index + 1)))
            if self._language == "en" and are_halves and not all(is_english(word.lower) for word in pair):
                self._is_name[index] = self._is_name[index + 1] = True

    def _is_half(self, index: int) -> bool:
        word = self._words[index]
        fits = word.sort >= Sort.WEAK and not self._blocked[index] and self._entities[index] not in _NOT_A_PERSON
        return fits and word.lower not in self._traps and not is_everyday(word.lower, "en")

    def _follows_place_word(self, index: int) -> bool:
        return index > 0 and self._words[index].joins and self._words[index - 1].lower in self._place_words

    def _beside_capital(self, index: int) -> bool:
        before = index > 0 and self._words[index - 1].is_capital and self._words[index].joins and self._words[index - 1].sort <= Sort.PLACE
        after = index + 1 < len(self._words) and self._words[index + 1].is_capital and self._words[index + 1].joins
        return before or (after and self._words[index + 1].sort <= Sort.PLACE)

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
        if word.sort <= Sort.ORDINARY:
            fits = word.sort is Sort.ORDINARY and due.cue >= Cue.TITLE and label == "PERSON"
            return fits and word.is_capital and not word.begins and word.lower not in PLACE_NOUNS
        if self._blocked[due.index] and due.cue < Cue.NAME:
            return False
        if word.sort is Sort.PLACE:
            return (due.cue is not Cue.NAME and word.lower not in self._rules.own.peoples) or label == "PERSON"
        if word.sort in (Sort.WEAK, Sort.TOWN):
            return self._is_due_weak(due)
        return word.sort is not Sort.UNKNOWN or word.is_capital or self._is_due_unknown(due)

    def _is_due_unknown(self, due: Due) -> bool:
        """The same for a word on no list that is written small."""
        word = self._words[due.index]
        if is_caseless(word.lower) and not self._is_sure_caseless(due):
            return False
        return not self._looks_like_verb(word) and not (self._language == "en" and is_misspelt(word.bare) and due.cue <= Cue.NAME)

    def _is_sure_caseless(self, due: Due) -> bool:
        """In scripts without capitals an unlisted word after "I" or "my son" is as often a verb: the word after it must be a name."""
        is_pronoun = due.cue is Cue.NAME and self._words[due.index - 1].lower in self._pronouns
        if not is_pronoun and due.cue is not Cue.NEAR:
            return True
        after = self._words[due.index + 1] if due.index + 1 < len(self._words) else None
        if after is None or not after.joins or after.sort < Sort.WEAK or (after.sort is Sort.WEAK and after.lower in self._traps):
            return False
        return after.sort is not Sort.UNKNOWN or not (is_pronoun or self._looks_like_verb(after))

    def _is_due_weak(self, due: Due) -> bool:
        word, label = self._words[due.index], self._entities[due.index]
        if word.is_capital:
            return True
        after = self._words[due.index + 1] if due.index + 1 < len(self._words) else None
        if after is not None and after.joins and after.sort >= Sort.TOWN:
            return True
        if self._language == "vi":
            return due.cue is not Cue.TITLE or word.lower not in self._traps
        if label == "PERSON":
            return word.lower not in _VERBS
        return due.cue is not Cue.NAME and not is_everyday(word.lower, self._language)

    def _looks_like_verb(self, word: Word) -> bool:
        return word.lower.endswith(self._rules.own.verb_endings) or word.lower.startswith(self._verb_starts)

    def _extends(self, first: Word, index: int, step: int) -> bool:
        """True where the word at `index` goes on with a name that began `step` words before."""
        word = self._words[index]
        if not word.joins or (self._blocked[index] and not first.is_capital):
            return False
        if word.lower in PARTICLES and index + 1 < len(self._words):
            after = self._words[index + 1]
            return after.joins and after.sort >= Sort.WEAK and after.is_capital == first.is_capital
        if first.is_capital and not word.is_capital:
            return word.sort is Sort.STRONG
        if word.is_capital:
            return word.sort is not Sort.STOP and (word.sort >= Sort.WEAK or word.lower not in PLACE_NOUNS)
        return self._extends_small(word, step)

    def _extends_small(self, word: Word, step: int) -> bool:
        """The same for a word without a capital: what it may be decides."""
        if word.sort in (Sort.WEAK, Sort.TOWN):
            return self._language == "vi" or not is_everyday(word.lower, self._language)
        if word.sort is Sort.UNKNOWN:
            return self._language in _WELL_KNOWN or (step == 1 and not self._looks_like_verb(word))
        if word.sort is Sort.ORDINARY:
            return step == 1 and is_caseless(word.lower) and not is_everyday(word.lower, self._language)
        return word.sort is Sort.STRONG

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
        if word.sort in (Sort.WEAK, Sort.TOWN):
            follows = index == right and self._language == "en" and ends_person(self._words, index)
            return word.is_capital or follows or not is_everyday(word.lower, self._language)
        if word.is_capital and word.sort is Sort.STOP:
            return not word.begins and word.bare in load_names()
        if word.is_capital and index == right and word.sort in (Sort.ORDINARY, Sort.PLACE):
            return word.lower not in PLACE_NOUNS and self._entities[index] == "PERSON"
        if word.sort is not Sort.UNKNOWN:
            return False
        return (self._language in _WELL_KNOWN and not is_misspelt(word.bare)) or (word.is_capital and not is_borrowed(word.lower))

    def _runs(self) -> Iterator[Found]:
        start: int | None = None
        for index, is_name in enumerate([*self._is_name, False]):
            if start is not None and not (is_name and self._words[index].joins and index not in self._officers):
                kind = Kind.OFFICER if start in self._officers else Kind.PERSON
                yield Found(self._words[start].start, self._words[index - 1].end, kind)
                start = None
            if is_name and start is None:
                start = index


def is_caseless(lower: str) -> bool:
    """True for a word in a script without capitals."""
    return lower.upper() == lower


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
