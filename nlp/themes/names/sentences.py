"""How phrases become a title or a sentence, by language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grammar:
    """A sentence with a place for what it is about, its end where parts are told too, and how a list is joined.

    `mostly` has a place for the sentence without its end and one for the list of parts.
    """

    sentence: str
    mostly: str = "{}: {}"
    between: str = ", "
    last: str = ", "
    end: str = "."


_GRAMMARS = {
    "am": Grammar("ሰዎች ስለ እነዚህ ተናግረዋል፦ {}", "{}፤ በተለይ {}", "፣ ", " እና ", "።"),
    "ar": Grammar("تحدث الناس عن: {}", "{}، وخاصة: {}", "، ", "، "),
    "en": Grammar("People spoke of {}", "{}, mostly about {}", ", ", " and "),
    "es": Grammar("La gente habló de {}", "{}, sobre todo de {}", ", ", " y "),
    "fa": Grammar("مردم از این‌ها گفتند: {}", "{}، بیشتر: {}", "، ", " و "),
    "fr": Grammar("On a parlé de : {}", "{}, surtout de : {}", ", ", " et "),
    "ht": Grammar("Moun yo pale de {}", "{}, sitou de {}", ", ", " ak "),
    "pt": Grammar("As pessoas falaram de {}", "{}, sobretudo de {}", ", ", " e "),
    "ru": Grammar("Люди говорили об этом: {}", "{}; чаще всего: {}", ", ", " и "),
    "so": Grammar("Dadku waxay ka hadleen {}", "{}, gaar ahaan {}", ", ", " iyo "),
    "sw": Grammar("Watu walizungumzia {}", "{}, hasa {}", ", ", " na "),
    "tl": Grammar("Napag-usapan ang {}", "{}, lalo na ang {}", ", ", " at "),
    "uk": Grammar("Люди говорили про це: {}", "{}; найчастіше: {}", ", ", " і "),
    "vi": Grammar("Mọi người nói về {}", "{}, nhất là {}", ", ", " và "),
    "zh": Grammar("大家谈到{}", "{}，主要是{}", "、", "和", "。"),
}
_NEUTRAL = Grammar("{}")


_UNNAMED = {"en": "Not yet named", "es": "Aún sin nombre", "fr": "Pas encore nommé", "ar": "لم يُسمَّ بعد"}


def say_unnamed(language: str) -> str:
    """The title of a theme of which too few people shared a word: a person must name it."""
    return _UNNAMED.get(language, _UNNAMED["en"])


def is_unnamed(title: str) -> bool:
    """True for a title that says only that there is none yet, with or without a number."""
    return title.partition(" (")[0] in _UNNAMED.values()


def join_phrases(phrases: Sequence[str], language: str) -> str:
    """The phrases as a list: "street lights, dark paths and bus stops"."""
    grammar = _GRAMMARS.get(language, _NEUTRAL)
    if len(phrases) < 2:
        return "".join(phrases)
    return grammar.between.join(phrases[:-1]) + _last(phrases[-1], grammar, language) + phrases[-1]


def _last(phrase: str, grammar: Grammar, language: str) -> str:
    # Spanish "y" is "e" before its own sound: "padres e hijos".
    if language == "es" and phrase.lower().startswith(("i", "hi")) and not phrase.lower().startswith(("hie", "hia", "ie")):
        return " e "
    return grammar.last


def describe_phrases(phrases: Sequence[str], parts: Sequence[str], language: str) -> str:
    """One sentence that says what people spoke of, and of which parts of it mostly; empty without phrases."""
    if not phrases:
        return ""
    grammar = _GRAMMARS.get(language, _NEUTRAL)
    sentence = grammar.sentence.format(join_phrases(phrases, language))
    if parts:
        sentence = grammar.mostly.format(sentence, join_phrases(parts, language))
    return capitalise(sentence + grammar.end)


def capitalise(text: str) -> str:
    """The text with its first letter large, and the others as they are."""
    return text[:1].upper() + text[1:]
