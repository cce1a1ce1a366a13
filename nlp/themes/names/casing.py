"""How words are written where no sentence begins: "ICE" and "English" keep their capitals, "Police" at a start loses its own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from nlp.themes.names.people import load_people
from nlp.themes.words import fold_word, mask_placeholders, split_words

_SENTENCE_ENDS = re.compile(r"[.!?:;…\n\r\t•·\-–—\"“”«»¿¡(]+")
# A text with so large a share of capitals shouts; how it writes a word says nothing.
_SHOUTING = 0.4

_CAPITAL_LANGUAGES = frozenset({"en"})

Casing = Mapping[str, str]


def learn_casing(texts: Iterable[str], language: str) -> Casing:
    """The commonest form within sentences of each word, by its folded form; words that only begin sentences are not in it.

    English writes languages with a capital, however many people do not.
    """
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        if _shouts(text):
            continue
        for sentence in _SENTENCE_ENDS.split(mask_placeholders(text)):
            for word in [word for run in split_words(sentence) for word in run][1:]:
                forms[fold_word(word)][word] += 1
    usual = {folded: min(counts, key=lambda form: (-counts[form], form != folded, form)) for folded, counts in forms.items()}
    proper = {name: name.title() for name in load_people(language).languages} if language in _CAPITAL_LANGUAGES else {}
    return usual | proper


def _shouts(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return sum(sign.isupper() for sign in letters) > _SHOUTING * len(letters)


def write_phrase(phrase: str, casing: Casing) -> str:
    """The phrase in lower case but for words that people write otherwise within sentences."""
    return " ".join(_write_word(word, casing) for word in phrase.split(" "))


def _write_word(word: str, casing: Casing) -> str:
    return casing.get(fold_word(word), word)
