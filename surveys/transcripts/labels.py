"""Who speaks: names and roles at the beginning of a line, and times beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from surveys.transcripts.roles import is_role, speaks_for_somebody

_LONGEST_NAME = 60
_MOST_WORDS = 6
_TIME = r"(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,2}):(?P<s>\d{2})(?:[.,]\d{1,3})?"
_LEADING_TIME = re.compile(rf"^\s*[\[(]?{_TIME}[\])]?\s*(?:[-–—|:]\s*)?(?=\S)")
_LABEL = re.compile(
    r"^\s*(?P<name>[^:：\n]{1,60}?)\s*(?:[\[(]" + _TIME + r"[\])]\s*)?[:：](?!//)(?P<words>(?:\s.*)?|(?<=：).*)$", re.DOTALL
)
_HEADER = re.compile(rf"^\s*(?P<name>[^:\n]{{1,60}}?)(?:\s{{2,}}|\t|\s*(?=[\[(])){{1}}[\[(]?{_TIME}[\])]?\s*:?\s*$")
_SMALL_WORDS = frozenset(re.findall(r"\w+", "al ap bin bint da de del della den der di do dos du e el ibn la le of ould san van von y"))
_IN_BRACKETS = re.compile(r"[\[(（](?P<inner>[^\])）]*)[\])）]")
_SENTENCE_SIGN = re.compile(r"[!?;，。？！]|\w{4,}\.\s")
_MARKED = re.compile(r"^\s*[\[(（](?P<name>[^\])）]{1,60})[\])）]\s*[:：]?\s*(?P<words>\S.*)$", re.DOTALL)
_BRACKETED_HEADER = re.compile(rf"^\s*\[(?P<name>[^\]]{{1,60}})\]\s+{_TIME}\s*$")  # as Zoom saves captions


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
        return _split_mark(starts_s, rest)
    inner = None if found["m"] is None else _seconds(found)
    return Labelled(_tidy(found["name"]), inner if inner is not None else starts_s, found["words"].strip())


def _split_mark(starts_s: float | None, rest: str) -> Labelled:
    """Take apart `[Interpreter] words`: a role in brackets, which needs no colon."""
    found = _MARKED.match(rest)
    if found is not None and (is_role(found["name"]) or speaks_for_somebody(found["name"])):
        return Labelled(_tidy(found["name"]), starts_s, found["words"].strip())
    return Labelled(None, starts_s, rest.strip())


def split_header(text: str) -> Labelled | None:
    """Take apart a line that holds a name and a time only (`Name  0:12`); None for any other line."""
    found = _HEADER.match(text.strip()) or _BRACKETED_HEADER.match(text)
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
    if is_role(_IN_BRACKETS.sub(r"\g<inner>", name)) or speaks_for_somebody(name):
        return True
    words = _tidy(_IN_BRACKETS.sub(" ", name)).split()
    if not words or len(words) > _MOST_WORDS or len(name) > _LONGEST_NAME or _SENTENCE_SIGN.search(name):
        return False
    return any(word[0].isalpha() for word in words) and all(map(_begins_like_name, words))


def _begins_like_name(word: str) -> bool:
    first = word[0]
    has_no_case = first.lower() == first.upper()
    return first.isupper() or first.istitle() or has_no_case or word.casefold() in _SMALL_WORDS or is_role(word)
