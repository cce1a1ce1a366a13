"""Lists of short items within a sentence ("housing, crime, litter"), told from ordinary commas; and sentences without end."""

from __future__ import annotations

import re
from typing import Final

from nlp.passages.lines import Spans
from nlp.passages.signs import trim
from nlp.passages.words import CuttingWords, connector_pattern, cutting_words

_COMMA: Final = re.compile(r"[,،、，፣]")
_WORD: Final = re.compile(r"\w[\w'’-]*")
_COUNT_OF: Final = re.compile(r"^\d{1,3} (?=[^\W\d_]{4})")  # "20 limit at the school"; "3 March" is rarer in a list of concerns
_MOST_ITEM_WORDS: Final = 4
_MOST_WORDS_LOOSE: Final = 7  # of single items in a list whose items are short for the most part
_MEAN_WORDS_LOOSE: Final = 3.5
_OPENED: Final = re.compile(r"[(（\[][^)）\]]*$|^[^(（\[]*[)）\]]")  # a bracket without its other half
_MOST_WORDS_UNSURE: Final = 2
_MOST_SIGNS: Final = 8  # of an item in a language without spaces
_MOST_LEAD_WORDS: Final = 3  # before and with the word that asks
_LONGEST: Final = 400  # characters of one passage, where there is a comma or a connector to cut at


def split_list(shape: str, start: int, end: int, language: str) -> Spans:
    """The items of a sentence that is a list as a whole, else the sentence; separators and connectors are left out."""
    words = cutting_words(language)
    items = _find_items(shape, start, end, language)
    bodies = [shape[item_start:item_end].strip(" .!?…。！？።") for item_start, item_end in items]
    if len(items) < 3 or len({body.casefold() for body in bodies}) < len(bodies):
        return [(start, end)]
    is_plain = len(_COMMA.findall(shape, start, end)) == 1 and not words.wants.intersection(_WORD.findall(bodies[0].lower()))
    most = _most_words(language, words, bodies, is_plain=is_plain)
    others = bodies[1:-1] if bodies[-1].casefold() in words.endings else bodies[1:]  # "housing, crime, etc."
    is_list = _is_first_item(bodies[0], words, most, _words_a_word(language)) and all(_is_item(body, words, most) for body in others)
    return items if is_list else [(start, end)]


def _most_words(language: str, words: CuttingWords, bodies: list[str], *, is_plain: bool) -> int:
    """Words an item may have: fewer in a plain "a, b and c", which is oftener a sentence, and where no word tells a clause.

    More where most of the items are short: "speeding, broken lights, no sidewalk on the river side".
    """
    factor = _words_a_word(language)
    if is_plain or not words.clause or words.verbs_hide:
        return factor * _MOST_WORDS_UNSURE
    lengths = [len(_WORD.findall(body)) / factor for body in bodies]
    is_loose = lengths[0] <= _MOST_ITEM_WORDS and sum(lengths) / len(lengths) <= _MEAN_WORDS_LOOSE
    return factor * (_MOST_WORDS_LOOSE if is_loose else _MOST_ITEM_WORDS)


def _words_a_word(language: str) -> int:
    """Vietnamese writes each syllable apart."""
    return 2 if language == "vi" else 1


def _find_items(shape: str, start: int, end: int, language: str) -> Spans:
    commas = [match.start() for match in _COMMA.finditer(shape, start, end)]
    if not commas or (len(commas) == 1 and connector_pattern(language) is None):
        return []
    starts, ends = [start, *(at + 1 for at in commas)], [*commas, end]
    items = list(zip(starts, ends, strict=True))
    *head, last = items
    trimmed = (trim(shape, *item) for item in [*head, *_split_last(shape, *last, language)])
    return [item for item in trimmed if item[0] < item[1]]


def _split_last(shape: str, start: int, end: int, language: str) -> Spans:
    """The last item without its connector, or the last two where one stands between them."""
    pattern = connector_pattern(language)
    if pattern is None:
        return [(start, end)]
    parts: Spans = []
    at = start
    for match in pattern.finditer(shape, start, end):
        parts.append((at, match.start()))
        at = match.end()
    return [*parts, (at, end)] if len(parts) <= 1 else [(start, end)]


def _is_first_item(body: str, words: CuttingWords, most: int, words_a_word: int) -> bool:
    """True for an item, also after a colon, or a lead such as "we need more buses" with a word that asks before its end."""
    body = re.split(r"[:：]", body)[-1].strip()
    if _is_item(body, words, most):
        return True
    if not words.has_spaces:
        return len(body) <= 2 * _MOST_SIGNS and any(want in body for want in words.wants)
    lead = _WORD.findall(body.lower())
    asks = [place for place, word in enumerate(lead) if word in words.wants]
    if not asks or len(lead) > _MOST_LEAD_WORDS + min(most, words_a_word * _MOST_ITEM_WORDS):
        return False
    return _is_item(" ".join(lead[asks[-1] + 1 :]), words, most)


def _is_item(body: str, words: CuttingWords, most: int) -> bool:
    if not body or re.search(r"[:!?]", body) or _OPENED.search(body):
        return False
    if not words.has_spaces:
        return (
            len(body) <= _MOST_SIGNS
            and not any(map(str.isdigit, body))
            and body not in words.idle
            and not any(clause in body for clause in words.clause)
        )
    parts = _WORD.findall(_COUNT_OF.sub("", body.lower()))
    own = _before_relative(parts, words)
    is_short = 0 < len(parts) <= most and not any(map(str.isdigit, "".join(own)))
    return is_short and not words.clause.intersection(own) and not words.idle.issuperset(parts)


def _before_relative(parts: list[str], words: CuttingWords) -> list[str]:
    """The words of an item up to one that only says more of its noun; all where the item begins with it."""
    return next((parts[:place] for place, word in enumerate(parts) if place and word in words.relatives), parts)


def split_long(shape: str, start: int, end: int, language: str) -> Spans:
    """Halve what is longer than 400 characters at the comma or connector next to its middle, and again, while there is one.

    Speech is often written down without a full stop, and one vector for a page says nothing.
    """
    done: Spans = []
    waiting = [(start, end)]
    while waiting:
        start, end = waiting.pop()
        places = _places_to_cut(shape, start, end, language) if end - start > _LONGEST else []
        if places:
            at = min(places, key=lambda place: abs(place - (start + end) // 2))
            waiting += [(at, end), (start, at)]
        else:
            done.append((start, end))
    return done


def _places_to_cut(shape: str, start: int, end: int, language: str) -> list[int]:
    """Places in the middle half of a span: after a comma, before a connector."""
    low, high = start + (end - start) // 4, end - (end - start) // 4
    after_commas = [match.end() for match in re.finditer(r"[,،，፣](?=\s)|[，、]", shape[low:high])]
    pattern = connector_pattern(language) if cutting_words(language).has_spaces else None
    connectors = [match.start() for match in pattern.finditer(shape[low:high])] if pattern else []
    return [low + place for place in after_commas or connectors]
