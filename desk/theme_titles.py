"""Titles that a person gives to themes: two to six words, nobody's name, and not another theme's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.errors import WrongUse
from domain.ids import ThemeId
from domain.text import RawText
from domain.themes import Theme

if TYPE_CHECKING:
    from nlp.redact import Redactor

LONGEST = 80
FEWEST_WORDS, MOST_WORDS = 2, 6
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_JOINED_UP = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")  # Thai, Lao, Burmese, Khmer: no spaces between words
_SIGNS_OF_HAN_WORD, _SIGNS_OF_JOINED_WORD = 2, 5
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")  # between letters of Persian and of scripts of India, where they belong


@dataclass(frozen=True, slots=True)
class StaffTitle:
    """A title that was checked: nothing in it could find a person. Made by `check_title` only."""

    words: str


def check_title(said: str, redactor: Redactor, language: str, *, words: tuple[int, int] = (FEWEST_WORDS, MOST_WORDS)) -> StaffTitle:
    """The title with its white space in order. Raises WrongUse that says what is wrong, without its words.

    `words` are the fewest and the most that it may have.
    """
    title = " ".join(said.split())
    if len(title) > LONGEST:
        raise WrongUse(f"The title has {len(title)} letters.", next_step=f"At most {LONGEST}.")
    refuse_hidden("title", title)
    count = count_words(title)
    fewest, most = words
    if not fewest <= count <= most:
        told = "1 word" if count == 1 else f"{count} words"
        raise WrongUse(f"The title has {told}.", next_step=f"Say it in {fewest} to {most} words.")
    refuse_names("title", title, redactor, language)
    return StaffTitle(title)


def count_words(title: str) -> int:
    """The words of a title; two Chinese or Japanese signs count as one, and five of scripts that put no spaces between words."""
    return sum(map(_count_in, title.split()))


def refuse_taken(title: StaffTitle, living: Iterable[Theme], own: ThemeId | None = None) -> None:
    """Raises WrongUse where another living theme says the same, in whatever order and case."""
    key = title_key(title.words)
    taken = next((each for each in living if each.id != own and title_key(each.title) == key), None)
    if taken is not None:
        raise WrongUse(
            f"Another theme has this title: {taken.id}.",
            next_step="Say what is different, or join the two: hearback theme merge THEME --into OTHER",
        )


def _count_in(part: str) -> int:
    han = sum(-(-len(run) // _SIGNS_OF_HAN_WORD) for run in _HAN.findall(part))
    joined = sum(-(-len(run) // _SIGNS_OF_JOINED_WORD) for run in _JOINED_UP.findall(part))
    rest = _JOINED_UP.sub("", _HAN.sub("", part))
    return han + joined + any(map(str.isalnum, rest))


def refuse_hidden(kind: str, words: str) -> None:
    """Raises WrongUse where a sign in the words does not show, or turns the others; `kind` says what they are: a title."""
    if any(unicodedata.category(sign) in _HIDDEN and sign not in _JOINERS for sign in words):
        raise WrongUse(f"The {kind} holds a sign that does not show.", next_step="Type it again, without copying it from elsewhere.")


def refuse_names(kind: str, words: str, redactor: Redactor, language: str) -> None:
    """Raises WrongUse where the words may point to a person, without repeating them."""
    code = language if language in redactor.languages else min(redactor.languages)
    (made,) = redactor.redact_together([(RawText(words), code)])
    if made.spans or made.held_reason:
        kinds = ", ".join(sorted({each.type.replace("_", " ").lower() for each in made.spans})) or made.held_reason
        raise WrongUse(f"The {kind} may point to a person: it holds {kinds}.", next_step="Say it without.")


def title_key(title: str) -> frozenset[str]:
    """What a title says: its words without case and signs."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return frozenset(word for part in folded.split() if (word := "".join(sign for sign in part if sign.isalnum() or sign in "'’-")))
