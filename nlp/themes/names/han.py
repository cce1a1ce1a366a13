"""Cut Chinese into words, which are written without spaces: the likeliest way by the multilingual vocabulary."""

from __future__ import annotations

from functools import cache

from nlp.redact.names.vocabulary import load_han_words

_LONGEST_WORD = 6
# A sign by itself, as a log probability: less likely than any word of the list, so that words win where there are any.
_SIGN = -16.0
# Signs that hang on to the word before them; a piece of the vocabulary that holds one is two words.
_PARTICLES = frozenset("的了着著过過吗嗎呢吧")
SHORTEST, LONGEST = 2, 6
"""Signs of a phrase."""

_WORDS_OF_PHRASE = 3


def cut_han(signs: str) -> list[str]:
    """The words of a run of signs, in order; what is in no list stays a sign by itself."""
    words, best = load_han_words(), [0.0]
    back: list[int] = [0]
    for end in range(1, len(signs) + 1):
        starts = range(max(0, end - _LONGEST_WORD), end)
        scored = [(best[start] + _score(signs[start:end], words), start) for start in starts]
        score, start = max(scored)
        best.append(score)
        back.append(start)
    cuts, at = [], len(signs)
    while at:
        cuts.append(signs[back[at] : at])
        at = back[at]
    return cuts[::-1]


def find_han_phrases(signs: str, stops: frozenset[str]) -> set[str]:
    """Phrases of whole words, two to six signs long, that neither begin nor end with a stop word."""
    words = _cut_cached(signs)
    found = set()
    for start in range(len(words)):
        for length in range(1, _WORDS_OF_PHRASE + 1):
            phrase = "".join(words[start : start + length])
            if start + length > len(words) or len(phrase) > LONGEST:
                break
            if len(phrase) >= SHORTEST and phrase not in stops and not {words[start], words[start + length - 1]} & stops:
                found.add(phrase)
    return found


@cache
def _cut_cached(signs: str) -> tuple[str, ...]:
    return tuple(cut_han(signs))


def _score(piece: str, words: dict[str, float]) -> float:
    if len(piece) == 1:
        return _SIGN
    return words.get(piece, -1e9) if _PARTICLES.isdisjoint(piece) else -1e9
