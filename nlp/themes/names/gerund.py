"""The -ing form of an English verb: what is to be done becomes a thing that a title can name."""

from __future__ import annotations

from nlp.themes.names.grammar import load_list

_VOWELS = frozenset("aeiou")
# Of two syllables and more, with the stress on the last one.
_STRESSED_LAST = load_list("stressed_last")


def to_gerund(lemma: str) -> str:
    """`raise` -> `raising`, `cut` -> `cutting`, `tie` -> `tying`; `lemma` is lower case."""
    if lemma.endswith("ing") and not _VOWELS.isdisjoint(lemma[:-3]):
        return lemma
    if lemma.endswith("ie"):
        return f"{lemma[:-2]}ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return f"{lemma[:-1]}ing"
    return f"{lemma}{lemma[-1]}ing" if _doubles(lemma) else f"{lemma}ing"


def _doubles(lemma: str) -> bool:
    """True for a stressed consonant, vowel, consonant at the end: "stop" and "permit", not "open" nor "repair"."""
    if len(lemma) < 3 or lemma[-1] in "aeiouwxy" or lemma[-2] not in _VOWELS or lemma[-3] in _VOWELS:
        return lemma == "quit"
    return sum(letter in _VOWELS for letter in lemma) == 1 or lemma in _STRESSED_LAST
