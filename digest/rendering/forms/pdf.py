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
_LONG_WORD = re.compile(r">[^<]*[^\s<]{60}")
# The tables behind the pictures do not stand on paper: left in, they only take time.
_NOT_ON_PAPER = re.compile('<details class="numbers">.*?</details>', re.DOTALL)
_BREAK_ANYWHERE = "* { overflow-wrap: anywhere !important }"


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
    sheet = CSS(string=_choose_style(html, paper), font_config=fonts, url_fetcher=fetcher)
    return HTML(string=_NOT_ON_PAPER.sub("", html), url_fetcher=fetcher).render(font_config=fonts, stylesheets=[sheet])


def _choose_style(html: str, paper: str) -> str:
    """The sheet for paper of this size; words break anywhere only where the page has one that no line can hold."""
    _, _, body = html.partition("</head>")
    style = f"@page {{ size: {paper} }}\n{_SHEET.read_text(encoding='utf-8')}"
    return f"{style}\n{_BREAK_ANYWHERE}" if _LONG_WORD.search(body) else style


def _make_fetcher() -> object:
    """A fetcher that refuses everything: a page holds all that it needs, and what asks for more is left out."""
    from weasyprint.urls import URLFetcher

    class Refusing(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> NoReturn:
            raise ValueError("A release asks for nothing from elsewhere.")

    return Refusing(allowed_protocols=())
