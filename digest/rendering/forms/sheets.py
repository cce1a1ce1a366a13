"""A page -> all its tables, in the order of the page."""

from __future__ import annotations

from digest.pages.digest_page import DigestPage
from digest.rendering.forms.sheet import Sheet
from digest.rendering.forms.sheets_of_figures import list_figure_sheets
from digest.rendering.forms.sheets_of_helped import list_helped_sheets
from digest.rendering.forms.sheets_of_themes import list_theme_sheets
from digest.rendering.forms.sheets_of_words import list_word_sheets, make_front_sheet
from digest.rendering.forms.stamp import Stamp
from digest.telling.wording import Wording
from domain.screen import ScreenTexts


def list_sheets(page: DigestPage, stamp: Stamp, texts: ScreenTexts) -> tuple[Sheet, ...]:
    """The tables that have rows; the front always stands. `texts` are those that the page was built with."""
    wording = Wording(texts)
    figures = (*list_figure_sheets(page, wording), *list_helped_sheets(page, wording))
    told = (*list_theme_sheets(page, wording), *figures, *list_word_sheets(page, wording))
    return make_front_sheet(page, stamp, wording), *(sheet for sheet in told if sheet.rows)
