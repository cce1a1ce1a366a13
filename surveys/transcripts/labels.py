"""Who speaks: names and roles at the beginning of a line, and times beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from domain.listening import Speaker

_LONGEST_NAME = 60
_MOST_WORDS = 6
_TIME = r"(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,2}):(?P<s>\d{2})(?:[.,]\d{1,3})?"
_LEADING_TIME = re.compile(rf"^\s*[\[(]?{_TIME}[\])]?\s*(?:[-–—|:]\s*)?(?=\S)")
_LABEL = re.compile(
    r"^\s*(?P<name>[^:：\n]{1,60}?)\s*(?:[\[(]" + _TIME + r"[\])]\s*)?[:：](?!//)(?P<words>(?:\s.*)?|(?<=：).*)$", re.DOTALL
)
_HEADER = re.compile(rf"^\s*(?P<name>[^:\n]{{1,60}}?)(?:\s{{2,}}|\t|\s*(?=[\[(])){{1}}[\[(]?{_TIME}[\])]?\s*:?\s*$")
_SMALL_WORDS = frozenset(
    [
        "al",
        "ap",
        "bin",
        "bint",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "ibn",
        "la",
        "le",
        "of",
        "ould",
        "san",
        "van",
        "von",
        "y",
    ]
)
_IN_BRACKETS = re.compile(r"[\[(（](?P<inner>[^\])）]*)[\])）]")
_SENTENCE_SIGN = re.compile(r"[!?;，。？！]|\w{4,}\.\s")
_LABEL_NUMBER = re.compile(r"\s*[#-]?\s*\d{1,3}$")

FACILITATOR_LABELS = frozenset(
    [
        "facilitator",
        "cofacilitator",
        "co-facilitator",
        "moderator",
        "comoderator",
        "co-moderator",
        "host",
        "co-host",
        "interviewer",
        "chair",
        "chairperson",
        "organizer",
        "organiser",
        "facilitador",
        "facilitadora",
        "moderador",
        "moderadora",
        "animateur",
        "animatrice",
        "modérateur",
        "modératrice",
        "facilitateur",
        "facilitatrice",
        "moderatorin",
        "moderatore",
        "mediador",
        "mediadora",
        "ميسر",
        "الميسر",
        "الميسرة",
        "منسق",
        "المنسق",
        "主持人",
        "ведущий",
        "модератор",
        "fududeeye",
    ]
)
INTERPRETER_LABELS = frozenset(
    [
        "interpreter",
        "translator",
        "intérprete",
        "interprete",
        "traductor",
        "traductora",
        "tradutor",
        "tradutora",
        "interprète",
        "traducteur",
        "traductrice",
        "dolmetscher",
        "dolmetscherin",
        "مترجم",
        "المترجم",
        "المترجمة",
        "翻译",
        "口译",
        "переводчик",
        "переводчица",
        "turjubaan",
        "turjumaan",
    ]
)


@dataclass(frozen=True, slots=True, repr=False)
class Labelled:
    """A line taken apart: a name where there is one, a time in seconds where there is one, and the words."""

    speaker: str | None
    starts_s: float | None
    words: str


def split_label(text: str) -> Labelled:
    """Take apart `[00:12] Name: words`; without a label that reads like a name all of it is words."""
    starts_s, rest = _take_time(text.strip())
    found = _LABEL.match(rest)
    if found is None or not reads_like_name(found["name"]):
        return Labelled(None, starts_s, rest.strip())
    inner = None if found["m"] is None else _seconds(found)
    return Labelled(_tidy(found["name"]), inner if inner is not None else starts_s, found["words"].strip())


def split_header(text: str) -> Labelled | None:
    """Take apart a line that holds a name and a time only (`Name  0:12`); None for any other line."""
    found = _HEADER.match(text.strip())
    if found is None or not reads_like_name(found["name"]):
        return None
    return Labelled(_tidy(found["name"]), _seconds(found), "")


def _take_time(text: str) -> tuple[float | None, str]:
    found = _LEADING_TIME.match(text)
    return (None, text) if found is None else (_seconds(found), text[found.end() :])


def _seconds(found: re.Match[str]) -> float:
    return int(found["h"] or 0) * 3600 + int(found["m"]) * 60 + int(found["s"])


def _tidy(name: str) -> str:
    return " ".join(name.strip(" *_-–—>").split())


def reads_like_name(name: str) -> bool:
    """True for a short run of words of which each begins like a name (or has no case, or is a number)."""
    bare = _tidy(_IN_BRACKETS.sub(" ", name))
    words = bare.split()
    if not words or len(words) > _MOST_WORDS or len(name) > _LONGEST_NAME or _SENTENCE_SIGN.search(name):
        return False
    return any(word[0].isalpha() for word in words) and all(map(_begins_like_name, words))


def _begins_like_name(word: str) -> bool:
    first = word[0]
    has_no_case = first.lower() == first.upper()
    return first.isupper() or first.istitle() or has_no_case or word.casefold() in _SMALL_WORDS or _is_role(word)


def _is_role(word: str) -> bool:
    return word.casefold() in FACILITATOR_LABELS | INTERPRETER_LABELS


def fold_name(name: str) -> str:
    """The name for comparison: no case, one form of each letter, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass(frozen=True, slots=True, repr=False)
class Roles:
    """Tells a speaker's role from the names that were given and from labels such as `Moderator 2` or `Ana (Host)`."""

    facilitators: frozenset[str]
    interpreters: frozenset[str]

    @classmethod
    def of(cls, facilitators: Sequence[str], interpreters: Sequence[str]) -> Roles:
        """Roles by given names."""
        return cls(frozenset(map(fold_name, facilitators)), frozenset(map(fold_name, interpreters)))

    def tell(self, name: str | None) -> Speaker:
        """The role of whoever has this name; a participant where nothing says otherwise."""
        if name is None:
            return Speaker.PARTICIPANT
        told = {_LABEL_NUMBER.sub("", fold_name(each)) for each in _readings(name)} | {fold_name(name)}
        if told & (self.interpreters | INTERPRETER_LABELS):
            return Speaker.INTERPRETER
        return Speaker.FACILITATOR if told & (self.facilitators | FACILITATOR_LABELS) else Speaker.PARTICIPANT


def _readings(name: str) -> list[str]:
    """The name as it stands, without its brackets, what is in the brackets, and what stands around a dash."""
    inner = [found["inner"] for found in _IN_BRACKETS.finditer(name)]
    bare = _IN_BRACKETS.sub(" ", name)
    return [name, bare, *inner, *re.split(r"\s[-–—|/]\s", bare)]
