"""Quotes that may be published -> quotes on a card: the words as they were said, the translation beneath, and what they stand for."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from digest.gathering.facts import DigestFacts
from digest.gathering.judged import JudgedQuote
from digest.gathering.quotes import show_parts, show_translation
from digest.pages.cards import Quote, ThemeCard
from digest.pages.tables import HeardRow, HeardTable
from digest.telling.wording import Wording
from domain.ids import ThemeId
from domain.quotes import Stance

BY_PERSON = "human"
"""What made a translation, where a person did."""

_UNTOLD = frozenset({"", "und", "mul", "zxx"})
_STANCES = {Stance.CENTRAL: "quote.central", Stance.DISAGREES: "quote.disagrees"}


def tell_quotes(facts: DigestFacts, theme_id: ThemeId, *, wording: Wording) -> tuple[Quote, ...]:
    """The quotes of a theme, those that say what many said first."""
    found = [each for each in facts.quotes if each.theme_id == theme_id and each.is_publishable]
    return tuple(_tell(each, wording) for each in sorted(found, key=lambda each: (each.stance, each.language, each.parts)))


def _tell(quote: JudgedQuote, wording: Wording) -> Quote:
    return Quote(
        parts=show_parts(quote.parts),
        language=quote.language,
        direction=tell_direction(quote.language, quote.parts),
        translation=show_translation(quote.translation),
        translation_mark=_mark(quote, wording),
        stance=quote.stance.value,
        stance_words=wording.say(_STANCES[quote.stance]),
    )


def _mark(quote: JudgedQuote, wording: Wording) -> str:
    if not quote.translation:
        return ""
    if quote.translated_by == BY_PERSON:
        return wording.say("quote.translated_by_person")
    return wording.say("quote.translated_by_machine", engine=wording.isolate(quote.translated_by.partition(" ")[0].capitalize()))


def tell_direction(language: str, parts: tuple[str, ...]) -> str:
    """How words run: as their language does, and where that is not known as their first letter does."""
    from babel import Locale
    from babel.core import UnknownLocaleError

    try:
        locale = None if language in _UNTOLD else Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = None
    if locale is None:
        strong = (unicodedata.bidirectional(sign) for part in parts for sign in part)
        return "rtl" if next((each for each in strong if each in ("L", "R", "AL")), "L") != "L" else "ltr"
    return "rtl" if locale.text_direction == "rtl" else "ltr"


def add_quotes(
    cards: tuple[ThemeCard, ...], facts: DigestFacts, heard: tuple[HeardTable, ...], *, wording: Wording
) -> tuple[ThemeCard, ...]:
    """The cards with their quotes; none in a language of which the page does not say how many spoke it, since it would tell that some did."""
    hidden = {
        row.label for table in heard if table.title == wording.say("whoheard.language") for row in table.rows if _is_hidden(row, wording)
    }
    quotes = {card.anchor: tell_quotes(facts, ThemeId(card.anchor), wording=wording) for card in cards}
    shown = {anchor: tuple(each for each in of if wording.language_name(each.language) not in hidden) for anchor, of in quotes.items()}
    return tuple(replace(card, quotes=shown[card.anchor]) if shown[card.anchor] else card for card in cards)


def _is_hidden(row: HeardRow, wording: Wording) -> bool:
    return row.people == wording.say("people.hidden")
