"""A digest on one page for a meeting: the most important of it, chosen so that it fits A4 and Letter whatever was said."""

from __future__ import annotations

from dataclasses import dataclass

from digest.pages.cards import ThemeCard
from digest.pages.digest_page import DigestPage
from digest.pages.tables import RecommendationRow
from digest.rendering.fit import Fitted, clip, fit_lines
from digest.rendering.render import render_sheet, scale_themes
from digest.telling.wording import Wording
from domain.screen import ScreenTexts

MOST_THEMES, MOST_ASKED = 8, 5
# Columns of the narrower paper (A4) in the widest of the usual fonts; a test prints the worst that can stand in each place.
_TITLE, _SUBTITLE, _LEAD, _THEME, _ASKED, _STATE, _HALF, _WHOLE = 64, 90, 64, 68, 54, 36, 50, 105


@dataclass(frozen=True, slots=True)
class _Theme:
    """A theme in a row: its card, and its title as it fits."""

    card: ThemeCard
    title: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A recommendation in a row: as it stands in the digest, and its words as they fit."""

    row: RecommendationRow
    reference: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the one page, cut to fit. `more_themes` and `more_asked` say in words what does not."""

    town: str
    title: str
    subtitle: str
    lead: str
    themes: tuple[_Theme, ...]
    more_themes: str
    whom: Fitted
    not_heard: Fitted
    changed: Fitted
    asked: tuple[_Asked, ...]
    done: Fitted
    more_asked: str
    limits: Fitted


def render_one_page(page: DigestPage, texts: ScreenTexts) -> str:
    """The digest's one-page version as one HTML document that prints on one sheet, A4 or Letter, in the page's language."""
    return render_sheet(page, texts, sheet=make_sheet(page, texts), theme_scale=scale_themes(page))


def make_sheet(page: DigestPage, texts: ScreenTexts) -> Sheet:
    """What of a page goes on its one-page version: the themes that most people raised and hold, and whole sentences."""
    wording = Wording(texts)
    lines = {answer.key: answer.lines for answer in page.summary}
    firm = [card for card in page.themes if not card.is_tentative][:MOST_THEMES]
    spare = MOST_THEMES - len(firm)  # rows of themes that are not needed make place for the rest
    asked, more = page.recommendations[: MOST_ASKED + spare], spare * 3 // 4
    left, unasked = len(page.themes) - len(firm), len(page.recommendations) - len(asked)
    return Sheet(
        town=clip(page.town, _TITLE),
        title=clip(page.title, _TITLE),
        subtitle=clip(" · ".join(filter(None, (page.round_title, page.dates))), _SUBTITLE),
        lead=_say_lead(page.headline, lines.get("heard", ())),
        themes=tuple(_Theme(card, clip(card.title, _THEME)) for card in firm),
        more_themes=wording.count("onepage.more", left) if left else "",
        whom=fit_lines(lines.get("whom", ()), columns=_HALF, rows=6),
        not_heard=fit_lines(page.not_heard, columns=_HALF, rows=5 + more),
        changed=fit_lines(lines.get("changed", ()), columns=_HALF, rows=10 + more),
        asked=tuple(_fit_asked(row) for row in asked),
        done=Fitted((), 0) if asked else fit_lines(lines.get("done", ()), columns=_WHOLE, rows=2),
        more_asked=wording.count("onepage.more_asked", unasked) if unasked else "",
        limits=fit_lines(_order_limits(lines.get("limits", ())), columns=_WHOLE, rows=3),
    )


def _order_limits(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Whom the figures do not stand for, and what is withheld, before what programs can get wrong."""
    return (*lines[:1], *lines[-1:], *lines[1:-1]) if len(lines) > 1 else lines


def _say_lead(headline: str, heard: tuple[str, ...]) -> str:
    """The first sentence of the front: a person's where there is one, else the figures' own."""
    fitted = fit_lines((headline,) if headline else heard, columns=_LEAD, rows=3)
    return fitted.lines[0] if fitted.lines else ""


def _fit_asked(row: RecommendationRow) -> _Asked:
    return _Asked(row, clip(row.reference, 10), clip(row.title, _ASKED), clip(row.standing_words, _STATE))
