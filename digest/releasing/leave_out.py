"""Where a change is too small to be told and no earlier page stands to hold it from: the page without the tables that tell it. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from digest.disclosing.page_splits import IN_WORDS
from digest.pages.cards import ThemeCard
from digest.pages.digest_page import DigestPage
from digest.pages.tables import IndicatorTable


def leave_out(page: DigestPage, tables: Collection[str]) -> DigestPage:
    """The page without these tables, by the titles under which the attacker names them: itself, where it has none of them.

    A table that is not there tells nothing of who came or went; one with a row less would.
    """
    heard = tuple(each for each in page.heard if each.title not in tables)
    return replace(
        page,
        heard=heard,
        not_heard=page.not_heard if heard == page.heard else (),
        indicators=tuple(each for each in page.indicators if not _is_named(each, tables)),
        themes=tuple(_leave_out_of_card(each, tables) for each in page.themes),
    )


def _is_named(table: IndicatorTable, tables: Collection[str]) -> bool:
    return any(each == table.title or each.startswith(f"{table.title}, ") for each in tables)


def _leave_out_of_card(card: ThemeCard, tables: Collection[str]) -> ThemeCard:
    kept = tuple(each for each in card.raised_by if each.title not in tables and f"{each.title}, {IN_WORDS}" not in tables)
    return replace(card, raised_by=kept)
