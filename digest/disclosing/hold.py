"""A change that is too small to be told waits: the new page with the counts of the last release. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from digest.pages.cards import ThemeCard
from digest.pages.digest_page import Answer, DigestPage

_OF_THEMES = ("heard", "changed")  # answers of the first screen that name themes
_OF_PEOPLE = ("whom",)


def hold_figures(new: DigestPage, old: DigestPage) -> DigestPage:
    """The new page's words (titles, recommendations, what is hidden by staff) with every count of people as `old` told it.

    A theme that only one of the two shows is left out: what the new page does not show stays hidden, and what it shows
    for the first time waits. Both pages are of one round, and in one language. What stands on a page before and after things
    were done is made anew of what is held.
    """
    released = {card.anchor: card for card in old.themes}
    cards = tuple(_hold_card(card, released[card.anchor]) for card in new.themes if card.anchor in released)
    return replace(
        new,
        summary=_hold_summary(new, old),
        themes=cards,
        themes_note=old.themes_note,
        unthemed=old.unthemed,
        heard=old.heard,
        indicators=old.indicators,
        method=old.method,
        counts=old.counts,
        round_titles=old.round_titles,
        tiles=old.tiles,
        not_heard=old.not_heard,
        outcomes=old.outcomes,
        trainings=old.trainings,
        helped=(),
    )


def _hold_card(new: ThemeCard, old: ThemeCard) -> ThemeCard:
    return replace(
        new,
        people=old.people,
        sessions=old.sessions,
        share=old.share,
        share_words=old.share_words,
        previous=old.previous,
        change=old.change,
        change_words=old.change_words,
        history=old.history,
        basis=old.basis,
        campaign=old.campaign,
        shown=old.shown,
        kinds=old.kinds,
        leanings=old.leanings,
        raised_by=old.raised_by,
        parts=tuple(part for part in new.parts if part.anchor in {each.anchor for each in old.parts}),
    )


def _hold_summary(new: DigestPage, old: DigestPage) -> tuple[Answer, ...]:
    """Sentences with counts of people are the old ones; those that name themes, too, unless a theme is called otherwise now."""
    is_named_alike = [(card.anchor, card.title) for card in new.themes] == [(card.anchor, card.title) for card in old.themes]
    held = (*_OF_PEOPLE, *_OF_THEMES) if is_named_alike else _OF_PEOPLE
    answers: Mapping[str, Answer] = {each.key: each for each in old.summary}
    return tuple(answers.get(each.key, each) if each.key in held else each for each in new.summary)
