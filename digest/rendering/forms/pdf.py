"""The HTML of a digest -> a tagged PDF (PDF/UA-1), by WeasyPrint and without asking anything of a network or the disk."""

from __future__ import annotations

import logging
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from digest.pages.digest_page import DigestPage
from digest.rendering.forms.stamp import Stamp

if TYPE_CHECKING:
    from weasyprint import Document

_SHEET = Path(__file__).parent / "pdf.css"
_TAG = re.compile("(<[^>]*>)")
_LONG = re.compile(r"((?:&#?\w+;|[^\s<>&]){40})(?=\S)")  # signs without a place where a line may end; an entity is one sign
# The tables behind the pictures do not stand on paper: left in, they only take time.
_NOT_ON_PAPER = re.compile('<details class="numbers">.*?</details>', re.DOTALL)


@cache
def explain_no_pdf() -> str:
    """Why no PDF can be made on this machine, and what to do; empty where it can."""
    try:
        import_module("weasyprint")
    except ImportError:
        return 'The PDF is left out: WeasyPrint is not installed. Install it with: pip install "hearback[pdf]"'
    except OSError:
        return "The PDF is left out: WeasyPrint does not find Pango. Install it (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0)."
    return ""


def write_pdf(html: str, page: DigestPage, stamp: Stamp, *, paper: str) -> bytes:
    """The PDF of a rendered digest; `paper` is "A4" or "Letter". Its dates are those of the release."""
    document = lay_out(html, paper)
    facts = document.metadata
    facts.created = facts.modified = stamp.made_utc.strftime("%Y-%m-%dT%H:%M:%SZ")
    facts.authors = [page.town]
    facts.description = f"{page.made.number}, {page.round_title}"
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", custom_metadata=False)
    return made


def lay_out(html: str, paper: str) -> Document:
    """The pages of a rendered digest on paper of this size, before they are written."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    # It warns of each property that paper has no use for, and a warning can quote a page.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    fonts, fetcher = FontConfiguration(), _make_fetcher()
    sheet = CSS(string=_read_style(paper), font_config=fonts, url_fetcher=fetcher)
    return HTML(string=_open_long_words(_NOT_ON_PAPER.sub("", html)), url_fetcher=fetcher).render(font_config=fonts, stylesheets=[sheet])


def _open_long_words(html: str) -> str:
    """Places where a line may end, within words that no line can hold.

    To let the layout find them by itself (`overflow-wrap: anywhere`) takes minutes for a word of 10,000 letters.
    """
    head, end, body = html.partition("</head>")
    parts = _TAG.split(body)
    return head + end + "".join(part if place % 2 else _LONG.sub("\\1\u200b", part) for place, part in enumerate(parts))


def _read_style(paper: str) -> str:
    return f"@page {{ size: {paper} }}\n{_SHEET.read_text(encoding='utf-8')}"


def _make_fetcher() -> object:
    """A fetcher that refuses everything: a page holds all that it needs, and what asks for more is left out."""
    from weasyprint.urls import URLFetcher

    class Refusing(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> NoReturn:
            raise ValueError("A release asks for nothing from elsewhere.")

    return Refusing(allowed_protocols=())
