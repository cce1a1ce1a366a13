"""Sentences of staff that stand on a page: short, nobody's name, and no number that the page does not show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.theme_titles import refuse_hidden, refuse_names
from digest.pages.digest_page import DigestPage
from digest.pages.write import to_json
from domain.errors import WrongUse

if TYPE_CHECKING:
    from nlp.redact import Redactor

LONGEST = 300  # letters: one sentence, two short ones
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class StaffSentence:
    """A sentence that was checked: nothing in it could find a person. Made by `check_sentence` only."""

    words: str


def check_sentence(said: str, redactor: Redactor, language: str) -> StaffSentence:
    """The sentence with its white space in order. Raises WrongUse that says what is wrong, without its words."""
    words = " ".join(said.split())
    if not any(map(str.isalpha, words)):
        raise WrongUse("The sentence says nothing.", next_step="Say it between quotation marks; to take one back: --remove")
    if len(words) > LONGEST:
        raise WrongUse(f"The sentence has {len(words):,} letters.", next_step=f"At most {LONGEST}: one sentence, or two short ones.")
    refuse_hidden("sentence", words)
    refuse_names("sentence", words, redactor, language)
    return StaffSentence(words)


def refuse_new_numbers(sentence: StaffSentence, page: DigestPage) -> None:
    """Raises WrongUse for a number in figures that the page does not show: counts on it are protected, and this one were not."""
    shown = _find_numbers(to_json(page))
    if _find_numbers(sentence.words) - shown:
        raise WrongUse(
            "The sentence holds a number that the page does not show.",
            next_step="Say it without, or with a number that stands on the page: exact counts could point to somebody.",
        )


def _find_numbers(text: str) -> set[int]:
    """Whole numbers written in the digits of any script."""
    return {int(each) for each in _NUMBER.findall(text)}
