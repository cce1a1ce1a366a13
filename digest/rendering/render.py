"""Page models -> self-contained HTML: one file, no script, nothing fetched from anywhere."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from digest.disclosing.policy import ShownShare
from digest.pages.cards import Quote, ThemeCard
from digest.pages.digest_page import DigestPage
from digest.pages.helped import Helped
from digest.pages.timeline_page import TimelinePage
from digest.privacy.report import PrivacyPage, has_sentences
from digest.rendering import amounts, charts
from digest.rendering.paint import paint
from digest.rendering.timeline_site import Site, has_filters, has_picked, list_kinds, list_themes, name_classes, write_filter_rules
from digest.telling.wording import Wording
from domain.screen import ScreenTexts

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

MOST_KEPT_WHOLE = 20  # characters of a reference; a longer one may break, or it would widen the page
MOST_QUOTES = 2  # that stand on a card before somebody asks for more
_SHORT_CHANGES = {
    "more": "change.short_more",
    "less": "change.short_less",
    "about the same": "change.short_same",
    "new": "change.short_new",
    "cannot be compared": "change.short_incomparable",
}
_KIND_WORDS = {
    "concern": "screen.concern",
    "suggestion": "screen.suggestion",
    "praise": "screen.praise",
    "question": "screen.question",
    "unclear": "screen.unclear",
    "more": "screen.more",
    "less": "screen.less",
}
_SHEETS = ("tokens", "frame", "front", "charts", "marks", "tables", "cards", "timeline", "print")  # in the order in which they apply
_MARGIN_LOOK = "font: 9pt sans-serif; color: #3b4650;"
_HERE = Path(__file__).parent
_PLAIN = re.compile("[A-Za-z0-9._-]+")
_NOT_PLAIN = re.compile("[^A-Za-z0-9]")


def render_digest(page: DigestPage, texts: ScreenTexts) -> str:
    """The digest as one HTML document; `texts` are those that the page was built with."""
    is_mirrored = page.direction == "rtl"
    over_rounds = [point.share for card in page.themes for point in card.history if point.share]
    return _render(
        "digest.html",
        page,
        texts,
        notice=_say_withdrawn(page, texts) or page.notice,
        references=list_references(page),
        anchors=_list_anchors(page),
        theme_scale=scale_themes(page),
        raised_scale=charts.fit_scale((each.high for each in _list_raised(page)), is_mirrored=is_mirrored),
        round_scale=charts.fit_scale((each.high for each in over_rounds), is_mirrored=is_mirrored),
        full_scale=charts.Scale(100, 25, is_mirrored),
        helped_scale=scale_helped(page.helped, is_mirrored=is_mirrored),
        multiples=[card for card in page.themes if _has_history(card)] if len(page.round_titles) > 1 else [],
    )


def scale_helped(told: Iterable[Helped], *, is_mirrored: bool) -> charts.Scale:
    """The axis on which what people said before and after is drawn: one for all, so that pictures can be held side by side."""
    lines = (line for each in told for line in (*each.lines, *each.others))
    return charts.fit_scale((point.share.high for line in lines for point in line.points if point.share), is_mirrored=is_mirrored)


def render_sheet(page: DigestPage, texts: ScreenTexts, **content: object) -> str:
    """The one-page version around its content, with the digest's own notices."""
    return _render(
        "one_page.html", page, texts, sheets=("tokens", "marks", "one_page"), notice=_say_withdrawn(page, texts) or page.notice, **content
    )


def scale_themes(page: DigestPage) -> charts.Scale:
    """The axis on which all themes of a page are drawn."""
    shares = [each for card in page.themes for each in (card.share, card.previous) if each]
    return charts.fit_scale((each.high for each in shares), is_mirrored=page.direction == "rtl")


def list_references(page: DigestPage) -> list[str]:
    """References of recommendations that are short enough to be kept on one line."""
    return [each.reference for each in page.recommendations if 0 < len(each.reference) <= MOST_KEPT_WHOLE]


def _list_raised(page: DigestPage) -> list[ShownShare]:
    tables = [table for card in page.themes for table in card.raised_by]
    return [each for table in tables for each in (table.share, *(row.share for row in table.rows)) if each]


def _list_anchors(page: DigestPage) -> frozenset[str]:
    """Where on a page something can be explained: a figure is a link only where its explanation stands."""
    parts = {"overview": page.themes, "heard": page.heard, "recommendations": page.recommendations}
    named = (name for name, content in parts.items() if content)
    return frozenset(("summary", "method", *named, *(how.anchor for how in page.how), *(card.anchor for card in page.themes)))


def _say_withdrawn(page: DigestPage, texts: ScreenTexts) -> str:
    if not page.withdrawn_on:
        return ""
    wording = Wording(texts)
    return wording.say("page.withdrawn", day=wording.day(date.fromisoformat(page.withdrawn_on)))


def render_timeline(page: TimelinePage, texts: ScreenTexts, site: Site | None = None) -> str:
    """The timeline as one HTML document; `texts` are those that the page was built with, `site` the pages that stand around it."""
    site = site or Site()
    has_picker = not site.is_served and has_filters(page)
    rules = write_filter_rules(page) if has_picker else ""
    told = (page.before_after,) if page.before_after else ()
    scale = scale_helped(told, is_mirrored=page.direction == "rtl")
    return _render("timeline.html", page, texts, rules=rules, site=site, has_picker=has_picker, helped_scale=scale)


def render_privacy(page: PrivacyPage, texts: ScreenTexts) -> str:
    """A privacy report as one HTML document; `texts` are those that the page was built with."""
    return _render("privacy.html", page, texts, has_sentences=has_sentences)


def fill_template(template: str, *, sheets: tuple[str, ...], **content: object) -> str:
    """A document of its own from a template, with the style sheets that apply to it and their hash for its security policy."""
    style = _read_style(sheets)
    return _open_templates().get_template(template).render(style=style, style_hash=_hash_style(style), **content)


def _has_history(card: ThemeCard) -> bool:
    return any(point.share for point in card.history)


def _render(
    template: str,
    page: DigestPage | TimelinePage | PrivacyPage,
    texts: ScreenTexts,
    *,
    sheets: tuple[str, ...] = _SHEETS,
    **content: object,
) -> str:
    wording = Wording(texts)
    style = _read_style(sheets) + str(content.pop("rules", "")) + (_write_margins(page, wording) if "print" in sheets else "")
    return (
        _open_templates()
        .get_template(template)
        .render(page=page, t=wording, style=style, style_hash=_hash_style(style), is_mirrored=page.direction == "rtl", **content)
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
        draw_between=charts.draw_between,
        place_done=charts.place_done,
        span_life=charts.span_life,
        lay_out=amounts.lay_out,
        fit_amounts=amounts.fit_amounts,
        count_decimals=amounts.count_decimals,
        width=charts.WIDTH,
        height=charts.HEIGHT,
        labels=charts.LABELS,
        paint=paint,
        short_changes=_SHORT_CHANGES,
        kind_words=_KIND_WORDS,
        name_classes=name_classes,
        choice_kinds=list_kinds,
        has_picked=has_picked,
        linked_themes=list_themes,
    )
    templates.filters.update(slug=_slug, anchor=make_anchor, keep_whole=keep_whole, first_quotes=first_quotes, other_quotes=other_quotes)
    return templates


def first_quotes(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes that a card shows at once: the first, and with it one that disagrees where there is one."""
    against = [each for each in quotes[1:] if each.stance == "disagrees"]
    return [*quotes[:1], *against, *quotes[1:]][: MOST_QUOTES if len(quotes) > 1 else 1]


def other_quotes(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes that stand behind "More quotes", in their order."""
    shown = first_quotes(quotes)
    return [each for each in quotes if each not in shown]


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
def _read_style(names: tuple[str, ...]) -> str:
    return "".join((_HERE / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in names)


def _write_margins(page: DigestPage | TimelinePage | PrivacyPage, wording: Wording) -> str:
    """The margins of each printed page: town, release, date and page number; that it is a draft, where it is one."""
    start, end = ("right", "left") if page.direction == "rtl" else ("left", "right")
    released = f"{page.town} · {page.made.number} · {page.made.at}"
    boxes = {f"bottom-{start}": _escape(released), f"bottom-{end}": 'counter(page) " / " counter(pages)'}
    if isinstance(page, DigestPage) and page.is_draft:
        boxes["top-center"] = _escape(f"{wording.say('screen.draft')}: {wording.say('screen.draft_notice')}")
    return "@page {" + "".join(f" @{name} {{ content: {words}; {_MARGIN_LOOK} }}" for name, words in boxes.items()) + " }\n"


def _escape(words: str) -> str:
    """Words as a string of a style sheet: every sign that could end it is written by its number."""
    return '"' + _NOT_PLAIN.sub(lambda sign: f"\\{ord(sign.group()):06x}", words) + '"'


def _hash_style(style: str) -> str:
    """The style's hash for the page's content security policy: this one sheet applies, and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
