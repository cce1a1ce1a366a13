"""Page models -> self-contained HTML: one file, no script, nothing fetched from anywhere."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from digest.pages.cards import ThemeCard
from digest.pages.digest_page import DigestPage
from digest.pages.timeline_page import TimelinePage
from digest.privacy.report import PrivacyPage, has_sentences
from digest.rendering import charts
from digest.telling.wording import Wording
from domain.screen import ScreenTexts

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

MOST_KEPT_WHOLE = 20  # characters of a reference; a longer one may break, or it would widen the page
_HERE = Path(__file__).parent
_PLAIN = re.compile("[A-Za-z0-9._-]+")
_NOT_PLAIN = re.compile("[^A-Za-z0-9]")


def render_digest(page: DigestPage, texts: ScreenTexts) -> str:
    """The digest as one HTML document; `texts` are those that the page was built with."""
    is_mirrored = page.direction == "rtl"
    shares = [each for card in page.themes for each in (card.share, card.previous) if each]
    over_rounds = [point.share for card in page.themes for point in card.history if point.share]
    return _render(
        "digest.html",
        page,
        texts,
        notice=_say_withdrawn(page, texts) or page.notice,
        references=[each.reference for each in page.recommendations if 0 < len(each.reference) <= MOST_KEPT_WHOLE],
        theme_scale=charts.fit_scale((each.high for each in shares), is_mirrored=is_mirrored),
        round_scale=charts.fit_scale((each.high for each in over_rounds), is_mirrored=is_mirrored),
        full_scale=charts.Scale(100, 25, is_mirrored),
        multiples=[card for card in page.themes if _has_history(card)] if len(page.round_titles) > 1 else [],
    )


def _say_withdrawn(page: DigestPage, texts: ScreenTexts) -> str:
    if not page.withdrawn_on:
        return ""
    wording = Wording(texts)
    return wording.say("page.withdrawn", day=wording.day(date.fromisoformat(page.withdrawn_on)))


def render_timeline(page: TimelinePage, texts: ScreenTexts) -> str:
    """The timeline as one HTML document; `texts` are those that the page was built with."""
    return _render("timeline.html", page, texts)


def render_privacy(page: PrivacyPage, texts: ScreenTexts) -> str:
    """A privacy report as one HTML document; `texts` are those that the page was built with."""
    return _render("privacy.html", page, texts, has_sentences=has_sentences)


def _has_history(card: ThemeCard) -> bool:
    return any(point.share for point in card.history)


def _render(template: str, page: DigestPage | TimelinePage | PrivacyPage, texts: ScreenTexts, **pictures: object) -> str:
    wording, style = Wording(texts), _read_style() + _write_footer(page)
    return (
        _open_templates()
        .get_template(template)
        .render(page=page, t=wording, style=style, style_hash=_hash_style(style), is_mirrored=page.direction == "rtl", **pictures)
    )


@cache
def _open_templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.globals.update(
        place=charts.place,
        draw_multiple=charts.draw_multiple,
        span_life=charts.span_life,
        width=charts.WIDTH,
        height=charts.HEIGHT,
        labels=charts.LABELS,
    )
    templates.filters.update(slug=_slug, anchor=make_anchor, keep_whole=keep_whole)
    return templates


def make_anchor(reference: str) -> str:
    """The anchor of a recommendation: its reference where that is plain, and its hash where it is not."""
    plain = reference if _PLAIN.fullmatch(reference) else hashlib.sha256(reference.encode()).hexdigest()[:12]
    return f"recommendation-{plain}"


def keep_whole(line: str, references: Sequence[str]) -> Markup:
    """A line as safe HTML in which no reference of a recommendation breaks at its hyphen."""
    from markupsafe import Markup, escape

    if not references:
        return escape(line)
    any_reference = "|".join(re.escape(each) for each in sorted(references, key=lambda each: (-len(each), each)))
    # Arabic writes "and" on to the word that follows it.
    parts = re.split(rf"(?<![^\W\u0600-\u06ff])({any_reference})(?!\w)", line)
    whole = Markup('<span class="whole">{}</span>')
    return Markup("").join(whole.format(part) if place % 2 else escape(part) for place, part in enumerate(parts))


def _slug(value: str) -> str:
    return value.replace(" ", "-").replace("_", "-")


@cache
def _read_style() -> str:
    return (_HERE / "styles" / "page.css").read_text(encoding="utf-8")


def _write_footer(page: DigestPage | TimelinePage | PrivacyPage) -> str:
    """The foot of each printed page: town, release, date and page number; every sign that could end the string is escaped."""
    words = f"{page.town} · {page.made.number} · {page.made.at}"
    escaped = _NOT_PLAIN.sub(lambda sign: f"\\{ord(sign.group()):06x}", words)
    start, end = ("right", "left") if page.direction == "rtl" else ("left", "right")
    look = "font: 9pt sans-serif; color: #4c5a67;"
    number = f'@bottom-{end} {{ content: counter(page) " / " counter(pages); {look} }}'
    return f'@page {{ @bottom-{start} {{ content: "{escaped}"; {look} }} {number} }}\n'


def _hash_style(style: str) -> str:
    """The style's hash for the page's content security policy: this one sheet applies, and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
