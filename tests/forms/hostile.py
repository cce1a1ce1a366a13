"""A digest in which every place that people's words reach holds a payload."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from digest.pages.cards import CardPart, Quote, ThemeCard
from digest.pages.digest_page import DigestPage
from digest.pages.tables import HeardTable, RecommendationRow
from digest.telling.wording import show_plainly
from tests.digest.example import make_filled_page


@cache
def make_benign(number: int) -> DigestPage:
    """The same page with words that do nothing: what the hostile one must be made of."""
    return make_hostile([f"words {each}" for each in range(number)])


def make_hostile(payloads: Sequence[str], *, is_plain: bool = True) -> DigestPage:
    """A theme, a quote, a group value, a recommendation and more for each payload; some of them in town, title and round.

    As the pages are built, words are made plain on their way in. `is_plain` false leaves that out: what a page would be that
    somebody put together without it.
    """
    words = [show_plainly(each) for each in payloads] if is_plain else list(payloads)
    page = make_filled_page()
    joined = " ".join(each for each in words if len(each) < 60) or words[0][:60]
    return replace(
        page,
        town=joined,
        title=joined,
        round_title=joined,
        headline=joined,
        themes=tuple(_fill_card(page.themes[0], number, each) for number, each in enumerate(words)),
        recommendations=tuple(_fill_row(page.recommendations[0], number, each) for number, each in enumerate(words)),
        heard=tuple(_fill_heard(table, words) for table in page.heard[:1]),
        indicators=tuple(replace(table, title=words[0], question=words[-1]) for table in page.indicators),
        outcomes=tuple(replace(each, title=words[0], unit=words[1 % len(words)], source=words[2 % len(words)]) for each in page.outcomes),
        said_done=tuple(
            replace(page.said_done[0], anchor=f"theme-{number}", said=each, done=(each, each)) for number, each in enumerate(words)
        ),
        not_heard=tuple(words),
        corrected=tuple(words),
    )


def _fill_card(card: ThemeCard, number: int, words: str) -> ThemeCard:
    return replace(
        card,
        anchor=f"theme-{number}",
        title=words,
        description=words,
        why=words,
        campaign=words,
        parts=(CardPart("part-0", words),),
        raised_by=tuple(
            replace(table, title=words, rows=tuple(replace(row, label=words) for row in table.rows[:2])) for table in card.raised_by
        ),
        quotes=(Quote((words, words), "es", "ltr", words, words, "central", words),),
        answered_by=tuple(replace(link, reference=words, title=words) for link in card.answered_by[:1]),
    )


def _fill_row(row: RecommendationRow, number: int, words: str) -> RecommendationRow:
    themes = ((f"theme-{number}", words),)
    return replace(row, reference=words, title=words, owner=words, last_word=words, evidence=words, answers=words, themes=themes)


def _fill_heard(table: HeardTable, words: Sequence[str]) -> HeardTable:
    return replace(table, title=words[0], rows=tuple(replace(table.rows[0], label=each) for each in words))
