"""How words are written where no sentence begins: "ICE" and "English" keep their capitals, "Police" at a start loses its own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from nlp.themes.names.people import load_people
from nlp.themes.words import fold_word, mask_placeholders, split_words

_SENTENCE_ENDS = re.compile(r"[.!?:;…\n\r\t•·\-–—\"“”«»¿¡(]+")
# A text with so large a share of capitals shouts; how it writes a word says nothing.
_SHOUTING = 0.4
# "New Zealand Aotearoa": names are written as wholes of up to so many words.
_LONGEST = 4

Casing = Mapping[str, str]
"""How a folded word, or several in a row, are written."""

# Languages that write the names of languages with a capital, however many people do not.
_CAPITAL_LANGUAGES = frozenset({"en"})


def learn_casing(texts: Iterable[str], language: str) -> Casing:
    """The commonest form within sentences of each word and of up to four in a row; what only begins sentences is not in it.

    A word beside another capital counts with it only: "land" stays small though "Land Bank" is not.
    """
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        if not _shouts(text):
            for sentence in _SENTENCE_ENDS.split(mask_placeholders(text)):
                for form in _forms_in([word for run in split_words(sentence) for word in run]):
                    forms[fold_word(form)][form] += 1
    usual = {folded: min(counts, key=lambda form: (-counts[form], form != folded, form)) for folded, counts in forms.items()}
    proper = {name: name.title() for name in load_people(language).languages} if language in _CAPITAL_LANGUAGES else {}
    return usual | proper


def _forms_in(words: Sequence[str]) -> Iterator[str]:
    """The words of a sentence but its first, and all rows of them."""
    for start in range(1, len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            if end - start > 1 or not _is_beside_capital(words, start):
                yield " ".join(words[start:end])


def _is_beside_capital(words: Sequence[str], at: int) -> bool:
    beside = [words[other] for other in (at - 1, at + 1) if 0 < other < len(words)]
    return words[at].istitle() and any(word[:1].isupper() for word in beside)


def _shouts(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return sum(sign.isupper() for sign in letters) > _SHOUTING * len(letters)


def write_phrase(phrase: str, casing: Casing) -> str:
    """The phrase in lower case but for what people write otherwise within sentences."""
    words, written = phrase.split(" "), list[str]()
    while words:
        length = next((n for n in range(min(_LONGEST, len(words)), 1, -1) if fold_word(" ".join(words[:n])) in casing), 1)
        row = " ".join(words[:length])
        written.append(casing.get(fold_word(row), row))
        words = words[length:]
    return " ".join(written)
