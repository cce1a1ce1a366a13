"""How a list of phrases becomes a title or a sentence, by language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grammar:
    """A sentence with a place for the list, what stands between its parts, and before the last of them."""

    sentence: str
    between: str = ", "
    last: str = ", "


_GRAMMARS = {
    "am": Grammar("ሰዎች ስለ እነዚህ ተናግረዋል፦ {}።", "፣ ", " እና "),
    "ar": Grammar("تحدث الناس عن: {}.", "، ", "، "),
    "en": Grammar("People spoke of {}.", ", ", " and "),
    "es": Grammar("La gente habló de {}.", ", ", " y "),
    "fa": Grammar("مردم از این‌ها گفتند: {}.", "، ", " و "),
    "fr": Grammar("On a parlé de : {}.", ", ", " et "),
    "ht": Grammar("Moun yo pale de {}.", ", ", " ak "),
    "pt": Grammar("As pessoas falaram de {}.", ", ", " e "),
    "ru": Grammar("Люди говорили об этом: {}.", ", ", " и "),
    "so": Grammar("Dadku waxay ka hadleen {}.", ", ", " iyo "),
    "sw": Grammar("Watu walizungumzia {}.", ", ", " na "),
    "tl": Grammar("Napag-usapan ang {}.", ", ", " at "),
    "uk": Grammar("Люди говорили про це: {}.", ", ", " і "),
    "vi": Grammar("Mọi người nói về {}.", ", ", " và "),
    "zh": Grammar("大家谈到{}。", "、", "和"),
}
_NEUTRAL = Grammar("{}.")


_UNNAMED = {"en": "Not yet named", "es": "Aún sin nombre", "fr": "Pas encore nommé", "ar": "لم يُسمَّ بعد"}


def say_unnamed(language: str) -> str:
    """The title of a theme of which too few people shared a word: a person must name it."""
    return _UNNAMED.get(language, _UNNAMED["en"])


def join_phrases(phrases: Sequence[str], language: str) -> str:
    """The phrases as a list: "street lights, dark paths and bus stops"."""
    grammar = _GRAMMARS.get(language, _NEUTRAL)
    if len(phrases) < 2:
        return "".join(phrases)
    return grammar.between.join(phrases[:-1]) + grammar.last + phrases[-1]


def describe_phrases(phrases: Sequence[str], language: str) -> str:
    """One sentence that says what people spoke of; empty without phrases."""
    if not phrases:
        return ""
    sentence = _GRAMMARS.get(language, _NEUTRAL).sentence.format(join_phrases(phrases, language))
    return capitalise(sentence)


def capitalise(text: str) -> str:
    """The text with its first letter large, and the others as they are."""
    return text[:1].upper() + text[1:]
