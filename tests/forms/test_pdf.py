"""The PDF of a release: tagged, titled, of a size and a date, and with nothing in it that acts."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from config.screen_texts import load_texts
from digest.pages.digest_page import DigestPage
from digest.rendering.forms.pdf import explain_no_pdf, write_pdf
from digest.rendering.forms.stamp import Stamp
from digest.rendering.render import render_digest
from tests.digest.example import make_filled_page

pytestmark = pytest.mark.skipif(bool(explain_no_pdf()), reason=explain_no_pdf())
STAMP = Stamp("autumn-2026", 2, "0" * 64, datetime(2026, 11, 15, 9, 30, tzinfo=UTC))
ACTS = {
    "/JS",
    "/JavaScript",
    "/Launch",
    "/URI",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/RichMedia",
    "/EmbeddedFiles",
    "/OpenAction",
    "/AA",
}


@cache
def make_page(code: str) -> DigestPage:
    """The example with the first theme alone, which says everything: a PDF of all of them takes seconds longer."""
    page = make_filled_page(code)
    return replace(page, themes=page.themes[:1], heard=page.heard[:1], recommendations=page.recommendations[:2])


@cache
def make_pdf(code: str, paper: str = "A4") -> bytes:
    page = make_page(code)
    return write_pdf(render_digest(page, load_texts(code)), page, STAMP, paper=paper)


def open_pdf(code: str, paper: str = "A4") -> PdfReader:
    return PdfReader(BytesIO(make_pdf(code, paper)))


def walk_tags(element: Any) -> Iterator[DictionaryObject]:
    found = element.get_object()
    if isinstance(found, ArrayObject):
        for each in found:
            yield from walk_tags(each)
    elif isinstance(found, DictionaryObject):
        yield found
        if "/K" in found:
            yield from walk_tags(found["/K"])


def list_keys(reader: PdfReader) -> set[str]:
    """Every key and every name that the file's objects use."""
    seen: set[str] = set()
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 1):
        found = reader.get_object(number)
        if isinstance(found, DictionaryObject):
            seen |= set(found) | {str(each) for each in found.values() if isinstance(each, str)}
    return seen


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_pdf_opens_tagged_in_its_language_with_its_title(code: str) -> None:
    reader = open_pdf(code)
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == code
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert make_filled_page(code).title in str(reader.metadata.title)
    kinds = {str(each["/S"]) for each in walk_tags(catalog["/StructTreeRoot"]["/K"]) if "/S" in each}
    assert kinds >= {"/Document", "/H1", "/H2", "/H3", "/P", "/Table", "/TH", "/TD", "/L", "/LI", "/Figure", "/Link"}


def test_every_picture_has_words_in_its_place() -> None:
    catalog: Any = open_pdf("en").trailer["/Root"]
    pictures = [each for each in walk_tags(catalog["/StructTreeRoot"]["/K"]) if each.get("/S") == "/Figure"]
    assert pictures
    assert all(str(each.get("/Alt", "")).strip() for each in pictures)


@pytest.mark.parametrize(("paper", "width", "height"), [("A4", 595.28, 841.89), ("Letter", 612, 792)])
def test_each_page_has_its_size_its_number_and_the_release(paper: str, width: float, height: float) -> None:
    reader = open_pdf("en", paper)
    page = make_page("en")
    for number, sheet in enumerate(reader.pages, 1):
        assert (float(sheet.mediabox.width), float(sheet.mediabox.height)) == pytest.approx((width, height), abs=0.1)
        text = sheet.extract_text()
        assert f"{number} / {len(reader.pages)}" in text
        assert page.made.number in text
        assert page.made.at in text


def test_the_dates_of_a_pdf_are_those_of_the_release() -> None:
    metadata = open_pdf("en").metadata
    assert metadata is not None
    assert metadata.creation_date == metadata.modification_date == STAMP.made_at


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_in_a_pdf_acts_or_leads_elsewhere(code: str) -> None:
    reader = open_pdf(code)
    assert "/StructTreeRoot" in list_keys(reader)
    assert not list_keys(reader) & ACTS


@pytest.mark.parametrize("script", ["Arabic", "Ethiopic"])
def test_quotes_in_other_scripts_have_a_font_that_has_their_letters(script: str) -> None:
    import shutil
    import subprocess

    listed = subprocess.run([shutil.which("fc-list") or "true", ":family"], capture_output=True, text=True, check=True).stdout
    if f"Noto Sans {script}" not in listed and f"Noto Naskh {script}" not in listed:
        pytest.skip(f"This machine has no Noto font for {script}.")
    fonts = {
        str(font.get_object()["/BaseFont"])
        for sheet in open_pdf("en").pages
        for font in sheet["/Resources"].get("/Font", {}).values()  # type: ignore[union-attr]
    }
    assert any(script in font for font in fonts), fonts


def test_the_same_page_gives_the_same_pdf_and_the_network_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("the network was asked")

    before = hashlib.sha256(make_pdf("en")).hexdigest()
    monkeypatch.setattr(socket.socket, "connect", refuse)
    page = make_page("en")
    html = render_digest(page, load_texts("en")).replace("</main>", '<img src="https://example.org/x.png"><img src="/etc/hostname"></main>')
    write_pdf(html, page, STAMP, paper="A4")
    again = write_pdf(render_digest(page, load_texts("en")), page, STAMP, paper="A4")
    assert hashlib.sha256(again).hexdigest() == before
