"""A view of a text in which nothing that must stay whole can be cut: same length, so that every offset fits both."""

from __future__ import annotations

import re
from typing import Final

from nlp.passages.words import abbreviation_pattern, cutting_words

CONTACT: Final = "\u02e3"
"""Stands in a shape for how somebody is reached, which redaction took out: "Her number is [PHONE 1]" speaks of nothing."""

_CONTACT: Final = re.compile(r"\[(?:PHONE|EMAIL|SOCIAL_HANDLE|URL|LICENSE_PLATE) \d{1,6}\]")
# Bounded repeats and look-behinds keep every pattern linear in the length of the text.
_KEPT: Final = re.compile(
    r"\[[A-Z][A-Z_]{0,40} \d{1,6}\]"  # placeholders of redaction
    r"|(?:https?://|(?<!\w)www\.)[^\s<>\"]{1,2000}(?<![.,;:!?)\]，。])"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|(?<![\w.@-])[a-zA-Z0-9-]{1,63}\.(?:com|org|gov|net|edu|info)(?![\w-])(?:/[^\s<>\"]{0,2000}(?<![.,;:!?)\]]))?"
    r"|&(?:amp|lt|gt|quot|nbsp|apos|#\d{1,6});"
)
_IN_NUMBER: Final = re.compile(r"(?<=\d)[.,:/٫٬](?=\d)|(?<!\w)\.(?=\d)")
_DOTTED: Final = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,8}(?!\w)")
_INITIAL: Final = re.compile(r"(?<!\w)(?!I\.)[^\W\d_]\.(?=\s+\w)")
_NUMBER_SIGN: Final = re.compile(r"(?<!\w)(?:no|nos|nr|num|núm|№|n)\.(?=\s?[ºo°]?\s?\d)", re.IGNORECASE)
_NEXT_WORD: Final = re.compile(r"\s{1,5}[\"'(«“¿¡]{0,2}(\w{1,40})")


def shape_of(text: str, language: str) -> str:
    """The text with an `x` (in numbers a `0`, in placeholders of contacts `CONTACT`) for every sign that parts nothing where it stands."""
    shape = _KEPT.sub(lambda match: (CONTACT if _CONTACT.fullmatch(match[0]) else "x") * len(match[0]), text)
    shape = _IN_NUMBER.sub("0", shape)
    shape = _NUMBER_SIGN.sub(lambda match: match[0][:-1] + "x", shape)
    pattern = abbreviation_pattern(language)
    for each in (pattern, _DOTTED, _INITIAL):
        if each is not None:
            shape = _keep_dots(shape, each, language)
    return shape


def _keep_dots(shape: str, pattern: re.Pattern[str], language: str) -> str:
    """Replace the dots of every abbreviation, but not a last one that also ends the sentence."""

    def keep(match: re.Match[str]) -> str:
        inner = match[0][:-1].replace(".", "x")
        return inner + ("." if _ends_sentence(match, language) else "x")

    return pattern.sub(keep, shape)


def _ends_sentence(match: re.Match[str], language: str) -> bool:
    following = _NEXT_WORD.match(match.string, match.end())
    if following is None:
        return True  # The text, the line or the brackets end here, or another sign follows: nothing to keep together.
    words = cutting_words(language)
    if not following[1][0].isupper():
        return False
    return match[0][:-1].lower() in words.endings or following[1].lower() in words.clause | {"the"}
