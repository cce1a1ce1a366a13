"""A quote on the page: original first, its own language and direction, its own part of the translation, nothing that acts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.screen_texts import load_texts
from desk.quotes import trim
from digest.gathering.public_words import find_repeated
from digest.gathering.quotes import check_quotes, list_left_out
from digest.pages.cards import Quote
from digest.pages.digest_page import DigestPage
from digest.rendering.render import render_digest
from digest.telling.quotes import tell_direction
from domain.quotes import Refusal, Stance
from nlp.quotes.translated import find_sentences
from tests.quotes.town import ANA, ENABLED, SPRING, Voiced, approve_by, crowd, propose, publish, quoted, read, settle
from warehouse.keys import Keys
from warehouse.store import Store

pytestmark = pytest.mark.parametrize("fresh_url", ["sqlite"], indirect=True)  # both databases: test_conditions, test_withdrawal

SPANISH = "La lámpara lleva meses apagada. Nadie viene a verla. Mi hija vuelve sola."
ENGLISH = "The lamp has been off for months. Nobody comes to see it. My daughter returns alone."
OTHERS = crowd(12, "noise")


def _town(words: str, language: str, translation: str | None = None) -> list[Voiced]:
    people = crowd(12, "lamps", language=language)
    return [replace(people[0], text=words, translation=translation), *people[1:], *OTHERS]


def _only_quote(page: DigestPage) -> Quote:
    (quote,) = [quote for card in page.themes for quote in card.quotes]
    return quote


def test_the_original_stands_with_its_translation_and_the_mark(store: Store, keys: Keys) -> None:
    settle(store, keys, _town(SPANISH, "es", ENGLISH))
    approve_by(store, propose(store, "Mill-lamps-0", "lamps"))
    quote = _only_quote(publish(store))
    assert (quote.parts, quote.language, quote.direction) == ((SPANISH,), "es", "ltr")
    assert (quote.translation, quote.translation_mark) == (ENGLISH, "Machine translation (\u2068Apertium\u2069), rough")
    assert _only_quote(publish(store, language="es")).translation == ""


def test_a_part_has_its_own_part_of_the_translation_and_no_more(store: Store, keys: Keys) -> None:
    settle(store, keys, _town(SPANISH, "es", ENGLISH))
    asked = propose(store, "Mill-lamps-0", "lamps")
    first, _, third = find_sentences(SPANISH, "es")
    trim(store, read(store, asked), (first, third), actor=ANA)
    approve_by(store, asked)
    quote = _only_quote(publish(store))
    assert quote.parts == ("La lámpara lleva meses apagada.", "Mi hija vuelve sola.")
    assert quote.translation == "The lamp has been off for months. … My daughter returns alone."


def test_arabic_runs_from_right_to_left_and_an_unknown_language_as_its_letters_do(store: Store, keys: Keys) -> None:
    settle(store, keys, _town("المصباح عندنا مطفأ منذ الشتاء ولا أحد يصلحه.", "ar"))
    approve_by(store, propose(store, "Mill-lamps-0", "lamps", stance=Stance.DISAGREES))
    quote = _only_quote(publish(store))
    assert (quote.direction, quote.stance, quote.stance_words) == ("rtl", "disagrees", "Somebody who sees it otherwise")
    assert quote.translation == quote.translation_mark == ""
    found = [tell_direction(language, (words,)) for language, words in (("fa", "x"), ("und", "12 شارع"), ("xx-yy", "abc"), ("so", "x"))]
    assert found == ["rtl", "rtl", "ltr", "ltr"]


HOSTILE = "<script>alert(1)</script> \u202eThe lamp\u202c is \u2066out\u2069 & =cmd()\n\u200bfor months, {{ 7*7 }} it stays so."


def test_what_could_act_or_turn_the_line_is_shown_as_words(store: Store, keys: Keys) -> None:
    settle(store, keys, _town(HOSTILE, "en"))
    approve_by(store, propose(store, "Mill-lamps-0", "lamps"))
    page = publish(store)
    assert _only_quote(page).parts == ("<script>alert(1)</script> The lamp is out & =cmd() for months, {{ 7*7 }} it stays so.",)
    assert check_quotes(store, SPRING.id, page, ENABLED) == ()
    html = render_digest(page, load_texts("en"))
    assert "<script" not in html and "&lt;script&gt;" in html and "{{ 7*7 }}" in html
    assert "\u202e" not in html


def test_a_word_without_end_is_quoted_as_it_is(store: Store, keys: Keys) -> None:
    words = f"The lamp is {'o' * 10_000}ut and nobody comes."
    settle(store, keys, _town(words, "en"))
    approve_by(store, propose(store, "Mill-lamps-0", "lamps"))
    assert quoted(publish(store)) == [(words,)]


def test_a_page_that_was_touched_is_refused(store: Store, keys: Keys) -> None:
    settle(store, keys, _town(SPANISH, "es", ENGLISH))
    approve_by(store, propose(store, "Mill-lamps-0", "lamps"))
    page = publish(store)
    quote = _only_quote(page)
    for other in (
        replace(quote, parts=("La lámpara lleva meses apagada",)),
        replace(quote, language="pt"),
        replace(quote, translation="They never repair it."),
    ):
        cards = tuple(replace(card, quotes=(other,)) if card.quotes else card for card in page.themes)
        assert check_quotes(store, SPRING.id, replace(page, themes=cards), ENABLED)


def test_a_language_that_the_page_hides_is_not_quoted(store: Store, keys: Keys) -> None:
    # Eleven speak Spanish and four Arabic: with the four hidden alone, they would follow from the rest.
    few = [replace(each, person=f"ar{number}", language="ar") for number, each in enumerate(crowd(4, "noise"))]
    said = [*_town(SPANISH, "es")[:11], *crowd(14, "noise"), *few]
    settle(store, keys, said)
    asked = propose(store, "Mill-lamps-0", "lamps")
    approve_by(store, asked)
    page = publish(store)
    assert not quoted(page)
    (left,) = list_left_out(store, SPRING.id, page, ENABLED)
    assert left.reasons == (Refusal.HIDDEN,)


def test_a_page_repeats_nobody_in_titles_and_sentences(store: Store, keys: Keys) -> None:
    settle(store, keys, _town(SPANISH, "es", ENGLISH))
    page = publish(store)
    assert find_repeated(store, page) == ()
    card = page.themes[0]
    said = "lamp has been off for months, people say"
    for name in ("title", "description", "why"):
        touched = replace(page, themes=(replace(card, **{name: said}), *page.themes[1:]))  # type: ignore[arg-type]
        assert find_repeated(store, touched) == (f"{card.anchor}: {name}",)
    assert find_repeated(store, replace(page, headline="Nadie viene a verla. Mi hija vuelve.")) == ("headline",)


def test_words_that_were_approved_may_be_repeated(store: Store, keys: Keys) -> None:
    settle(store, keys, _town(SPANISH, "es", ENGLISH))
    page = replace(publish(store), headline=SPANISH)
    assert find_repeated(store, page) == ("headline",)
    approve_by(store, propose(store, "Mill-lamps-0", "lamps"))
    assert find_repeated(store, replace(publish(store), headline=SPANISH)) == ()
