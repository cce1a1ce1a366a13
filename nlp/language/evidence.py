"""What in a text speaks for a language, once everything that has none is out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from nlp.language.scripts import script_of

LEAST_LETTERS: Final = 16
"""Letters of words without a capital (Han, Hangul and Ethiopic signs count twice) from which on statistics may overrule or reject."""

_MOST_EVIDENCE: Final = 4000  # characters; more changes no answer and costs time
_DOMINANT_SHARE: Final = 0.6
_DENSE_SCRIPTS: Final = frozenset({"Hani", "Hang", "Ethi", "Kana"})
_NOT_EVIDENCE: Final = re.compile(
    r"\[[A-Z][A-Z_]{0,40} \d{1,6}\]"  # placeholders of redaction
    r"|(?:https?://|www\.)\S+"
    r"|(?<!\S)\S{1,100}@\S{1,100}"
    r"|(?<!\w)[@#]\w+"
    r"|[^\S ]|\d"
)
# Letters by which a neighbour in the same script shows: Persian, Urdu and Pashto for Arabic, Ukrainian and others for Russian.
_LETTERS_OF_OTHERS: Final = {
    "ar": "\u067e\u0686\u0698\u06af\u06a9\u06cc\u06d2\u0679\u0688\u06ba\u06c1\u06be\u0691\u06d0\u0693\u069a\u06bc\u06d5",
    "ru": "\u0456\u0457\u0454\u0491\u045e\u0458\u0459\u045a\u045b\u0452\u045f",
    "uk": "\u044b\u044d\u044a\u0451\u045e\u0458\u0459\u045a\u045b\u0452\u045f",
}
_OTHERS_SHARE: Final = 0.04  # some write a dialect's sound with a neighbour's letter


@dataclass(frozen=True, slots=True, repr=False)
class Evidence:
    """What is left of a text once everything that has no language is out; it holds words, so it shows itself nowhere."""

    words: str
    letters: int
    scripts: frozenset[str]

    @property
    def is_long(self) -> bool:
        """True when there are enough letters outside of what may be names: those say where a person comes from, no more."""
        may_be_names = 0 if self.words.isupper() else sum(len(word) for word in self.words.split() if word[0].isupper())
        return self.letters - may_be_names >= LEAST_LETTERS


def read_evidence(text: str) -> Evidence:
    """The words that speak for a language, how many letters they have, and their script: several where none has most of them."""
    words = " ".join(_NOT_EVIDENCE.sub(" ", text[:_MOST_EVIDENCE]).split())
    counts = Counter(script for sign in words if (script := script_of(sign)))
    if not counts:
        return Evidence("", 0, frozenset())
    weights = {script: count * (2 if script in _DENSE_SCRIPTS else 1) for script, count in counts.items()}
    total = sum(weights.values())
    script, most = max(weights.items(), key=lambda item: item[1])
    scripts = {script} if most >= _DOMINANT_SHARE * total else {each for each in weights if weights[each] >= 0.2 * total}
    return Evidence(words, total, frozenset(scripts))


def has_letters_of_others(evidence: Evidence, code: str) -> bool:
    """True when too many letters are ones that `code` does not have, as Persian's in what should be Arabic."""
    others = _LETTERS_OF_OTHERS.get(code, "")
    return sum(evidence.words.count(letter) for letter in others) > _OTHERS_SHARE * evidence.letters


def tell_ethiopic(words: str) -> str:
    """`ti` or `am` by their letters, "" where neither shows: the model reads Tigrinya as Amharic.

    Tigrinya writes the glottal vowel with U+12A3 where Amharic has U+12A0, and alone has the letters U+1250 to U+1258.
    """
    tigrinya = words.count("\u12a3") + sum(1 for sign in words if "\u1250" <= sign <= "\u1258")
    amharic = words.count("\u12a0")
    if tigrinya == amharic:
        return ""
    return "ti" if tigrinya > amharic else "am"
