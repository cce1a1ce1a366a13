"""What a model says is believed in nothing: each word of it is looked for in what several people said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from nlp.namer.answer import read_answer
from nlp.namer.reasons import Reason, Refused
from nlp.themes.label import quotes_a_passage
from nlp.themes.names.casing import write_phrase
from nlp.themes.names.han import cut_han
from nlp.themes.names.people import names_a_person
from nlp.themes.names.rank import SHARED_BY
from nlp.themes.names.runs import stem_word
from nlp.themes.names.sentences import capitalise, describe_phrases
from nlp.themes.names.title import MOST_WORDS, Voice, speaks_of_people, title_key
from nlp.themes.words import are_alike, count_words, fold_word, is_han, split_words

_FEWEST_WORDS = 2
# Letters and their marks, blanks, and the signs of a plain sentence: no digit, no bracket, no sign of an address or of code.
_MARKS = r"\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_PLAIN = re.compile(rf"(?:[^\W\d_]|[{_MARKS}]|[ '’,،、-])+[.。።]?")
# Texts that share so many of their words are one text, said again: whoever repeats a text adds no voice to its words.
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class SentPassage:
    """A passage as it was sent: its id in the question, who said it, and its text in the title's language."""

    id: str
    person: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A title that passed every check, in plain case; `description` is empty where the model's own did not."""

    title: str
    description: str


def check_answer(answer: str, sent: Sequence[SentPassage], *, telling: Sequence[str], voice: Voice, used: Set[frozenset[str]]) -> Proposal:
    """What may be used of an answer. Raises Refused with the first thing that is wrong with its title.

    Each word that says something must have been said, in one inflection or another, by three people in texts of their own, and in
    a cited one: so no single comment, and no copies of one, can put a word on the page. One word at least must be among the
    machine's own `telling` phrases of the theme. `used` are keys of other themes' titles.
    """
    read = read_answer(answer)
    cited = [each for each in sent if each.id in read.passage_ids]
    if not set(read.passage_ids) <= {each.id for each in sent}:
        raise Refused(Reason.UNKNOWN_IDS)
    title = capitalise(write_phrase(fold_word(read.title.strip()), voice.casing))
    if not _FEWEST_WORDS <= count_words(title) <= MOST_WORDS:
        raise Refused(Reason.WRONG_LENGTH)
    _check_words(title, sent, cited, voice)
    if not any(_is_said_in(word, phrase, voice) for word in list_words(title, voice) for phrase in telling):
        raise Refused(Reason.NOT_TELLING)
    if title_key(title) in used:
        raise Refused(Reason.TAKEN)
    return Proposal(title, _take_description(read.description.strip(), sent, cited, voice))


def _check_words(text: str, sent: Sequence[SentPassage], cited: Sequence[SentPassage], voice: Voice) -> None:
    """Raises Refused unless the text is plain, names nobody, repeats nobody, and is made of what several people said."""
    if not _PLAIN.fullmatch(text):
        raise Refused(Reason.NOT_PLAIN)
    if names_a_person(text):
        raise Refused(Reason.NAMES_PERSON)
    if speaks_of_people([text], voice):
        raise Refused(Reason.NAMES_PEOPLE)
    if quotes_a_passage(text, [each.text for each in sent]):
        raise Refused(Reason.QUOTES)
    for word in list_words(text, voice):
        told = [each for each in sent if _is_said_in(word, each.text, voice)]
        if _count_voices(told) < SHARED_BY or not any(each in cited for each in told):
            raise Refused(Reason.NOT_SAID)


def _take_description(description: str, sent: Sequence[SentPassage], cited: Sequence[SentPassage], voice: Voice) -> str:
    """The description if it stands the same checks, else none; words of our own sentence need nobody to have said them."""
    ours = {fold_word(word) for run in split_words(describe_phrases(["-"], ["-"], voice.language)) for word in run}
    lenient = Voice(voice.language, voice.casing, voice.peoples, voice.stops | ours)
    try:
        _check_words(description, sent, cited, lenient)
    except Refused:
        return ""
    return description if list_words(description, lenient) else ""


def list_words(text: str, voice: Voice) -> list[str]:
    """The words of a text that say something, folded; Chinese ones are cut out of their runs."""
    return [word for word in _cut(text) if word not in voice.stops and (is_han(word) or len(word) > 2)]


def _cut(text: str) -> Iterator[str]:
    for run in split_words(text):
        for word in run:
            yield from cut_han(word) if is_han(word) else (fold_word(word),)


def _is_said_in(word: str, text: str, voice: Voice) -> bool:
    if is_han(word):
        return word in text
    stem = stem_word(word, voice.language)
    return any(stem == stem_word(each, voice.language) or are_alike(word, each) for each in _cut(text))


def _count_voices(told: Sequence[SentPassage]) -> int:
    """People who said it in texts of their own."""
    voices: list[tuple[str, frozenset[str]]] = []
    for each in told:
        words = frozenset(_cut(each.text))
        if not any(each.person == person or _is_same(words, other) for person, other in voices):
            voices.append((each.person, words))
    return len(voices)


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) > _SAME * min(len(one), len(other)) if one and other else False
