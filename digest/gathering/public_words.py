"""Whether a page repeats what somebody said and nobody approved: six words in a row, anywhere but in its approved quotes.

Left alone are words that are public elsewhere: what surveys ask, the names of town, rounds and sessions, what boards asked for
and answered, and the catalogue's own sentences. What staff typed for this page is read like what the program made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from digest.pages.cards import ThemeCard
from digest.pages.digest_page import DigestPage
from nlp.quotes.shared_words import PublicText, find_shared
from warehouse.store import Store


def find_repeated(store: Store, page: DigestPage) -> tuple[str, ...]:
    """The places of a page that hold six words in a row of a comment or its translation: "theme-1a2b: title"."""
    return find_shared(_list_public(page), store.quotes.said(), exempt=(*_list_asked(store), *_list_named(store, page)))


def find_repeated_in(store: Store, texts: Iterable[PublicText]) -> tuple[str, ...]:
    """The same of texts that are published outside a digest, whichever language they are in."""
    return find_shared(texts, store.quotes.said(), exempt=(*_list_asked(store), *_list_boards(store)))


def describe_repeated(places: tuple[str, ...]) -> str:
    """What staff read where a page repeats somebody: where, and never the words."""
    return f"The page repeats six words in a row that somebody said and nobody approved, in: {'; '.join(places)}."


MEND_REPEATED = (
    "Say it in other words (hearback theme rename, hearback review why, hearback review headline), "
    "or have the words approved as a quote (docs/quotes.md)."
)


def _list_public(page: DigestPage) -> Iterator[PublicText]:
    for card in page.themes:
        yield from _list_of_card(card)
    yield PublicText("headline", page.headline)
    yield from (PublicText(f"what was corrected, line {number}", line) for number, line in enumerate(page.corrected, 1))
    for row in page.recommendations:
        yield PublicText(f"recommendation {row.reference}: last word", row.last_word)
        yield PublicText(f"recommendation {row.reference}: evidence", row.evidence)
        yield PublicText(f"recommendation {row.reference}: answer", row.reply)
        yield PublicText(f"recommendation {row.reference}: why a date moved", row.moved_why)


def _list_of_card(card: ThemeCard) -> Iterator[PublicText]:
    for name in ("title", "description", "why"):
        yield PublicText(f"{card.anchor}: {name}", getattr(card, name))
    yield from (PublicText(f"{part.anchor}: title", part.title) for part in card.parts)


def _list_asked(store: Store) -> Iterator[str]:
    """What the surveys ask and what they offer as answers: whoever repeats it says it after them."""
    asked = store.questions.of_sources([each.id for each in store.sources.all()])
    for question in (each for of in asked.values() for each in of):
        yield from (text for _, text in question.texts)
        yield from (text for option in question.options for _, text in option.texts)


def _list_named(store: Store, page: DigestPage) -> Iterator[str]:
    """Names that are public, what boards wrote, and what was approved."""
    yield from (page.town, page.title, *page.round_titles)
    yield from _list_boards(store)
    for quote in (each for card in page.themes for each in card.quotes):
        yield from (*quote.parts, quote.translation)


def _list_boards(store: Store) -> Iterator[str]:
    """Names of sessions and places, and what boards asked for."""
    rounds = [each.id for each in store.rounds.all()]
    yield from (text for each in store.sessions.of_rounds(rounds) for text in (each.title, each.place))
    yield from (text for each in store.recommendations.all() for text in (each.title, each.text, each.answers, each.owner))
