"""Questions as a source asks them: texts and answer labels in every language it has, kept beside the answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Texts = tuple[tuple[str, str], ...]
"""Pairs of a language and a text, the source's base language first; the language is "" where a file states none."""


class QuestionRole(StrEnum):
    """What a mapped question's answers become."""

    COMMENT = "comment"
    INDICATOR = "indicator"
    GROUP = "group"
    LANGUAGE = "language"
    CONSENT = "consent"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen: its code and what it says."""

    code: str
    texts: Texts


@dataclass(frozen=True, slots=True)
class Question:
    """A mapped question as the source asks it.

    `code` is what the mapping names; `native_id` is the source's own id, which stays when the code changes ("" where
    there is none); `type` is the source's own word for its kind. `held_reason` says why its answers are not read:
    the question is not what it was when a person mapped it.
    """

    code: str
    role: QuestionRole
    type: str
    texts: Texts
    options: tuple[Option, ...] = ()
    native_id: str = ""
    held_reason: str | None = None

    def text(self, language: str) -> str:
        """The question in this language, else in the base language."""
        return say_in(self.texts, language)

    def label(self, code: str, language: str) -> str:
        """What an option says in this language, else in the base language; the code itself where it is no option."""
        return next((say_in(option.texts, language) for option in self.options if option.code == code), code)


def say_in(texts: Texts, language: str) -> str:
    """The text in the language, else in the base language; empty where there is none."""
    return dict(texts).get(language) or (texts[0][1] if texts else "")
