"""One text's words with all that tells names among them: what the model took them for, places, cues, the language's grammar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.languages import LanguagePack
from nlp.redact.names.ner import Entity
from nlp.redact.names.part_of_place import is_part_of_place
from nlp.redact.names.slots import follows_verb_at, is_person_slot
from nlp.redact.names.words import Word
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import fold_word

# Only where a list of its ordinary words is at hand is a word that is on no list suspicious by itself.
WELL_KNOWN = frozenset({"en", "fr"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a language pack says about words around names, folded."""

    place_words: frozenset[str]
    pronouns: frozenset[str]
    verb_starts: tuple[str, ...]
    streets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one text. `labels` (what the model says, "PERSON" for persons) and `blocked` (part of a place or a cue) go by word."""

    words: Sequence[Word]
    labels: Sequence[str | None]
    blocked: Sequence[bool]
    rules: Rules
    grammar: Grammar

    @property
    def language(self) -> str:
        """The code of the language."""
        return self.rules.own.code

    def is_trap(self, index: int) -> bool:
        """True for a word that its language's pack calls an ordinary word, though it is a name too."""
        return self.words[index].lower in self.rules.own.name_traps

    def next_to(self, index: int) -> Word | None:
        """The word after this one where only a space stands between."""
        after = index + 1
        return self.words[after] if after < len(self.words) and self.words[after].joins else None

    def follows_place_word(self, index: int) -> bool:
        """True after "in", "near" and the like."""
        is_after = index > 0 and self.words[index].joins and self.words[index - 1].lower in self.grammar.place_words
        return is_after and not (self.language == "en" and follows_verb_at(self.words, index))

    def is_in_slot(self, index: int, *, length: int = 1) -> bool:
        """True where English grammar puts a person; in other languages no slots are known."""
        return self.language == "en" and is_person_slot(self.words, index, length=length)

    def looks_like_verb(self, word: Word) -> bool:
        """True for a word with the beginning or the ending of a verb."""
        return word.lower.endswith(self.rules.own.verb_endings) or word.lower.startswith(self.grammar.verb_starts)


def read_sentence(words: Sequence[Word], entities: Sequence[Entity], rules: Rules) -> Sentence:
    """The sentence of these words, the model's entities and a language's rules."""
    grammar = _read_grammar(rules.own, rules.phrases("place_words"))
    blocked = [is_part_of_place(words, index, grammar.streets) or words[index].is_cue for index in range(len(words))]
    return Sentence(words, _label_words(words, entities), blocked, rules, grammar)


def is_caseless(lower: str) -> bool:
    """True for a word in a script without capitals."""
    return lower.upper() == lower


@lru_cache(maxsize=64)
def _read_grammar(pack: LanguagePack, place_words: tuple[str, ...]) -> Grammar:
    # English says "Grant Street": its street words stand after a name and not before it.
    streets = () if pack.code == "en" else pack.street_words + pack.institution_words
    return Grammar(
        place_words=frozenset(map(fold_word, place_words)),
        pronouns=frozenset(map(fold_word, pack.person_words)),
        verb_starts=tuple(map(fold_word, pack.verb_starts)),
        streets=frozenset(map(fold_word, streets)),
    )


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
