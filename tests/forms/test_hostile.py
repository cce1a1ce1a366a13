"""More than 200 payloads in every place that people's words reach: they stand as words in every form, and do nothing in any."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from config.screen_texts import load_texts
from digest.pages.digest_page import DigestPage
from digest.pages.write import hash_page
from digest.releasing.frozen import read_frozen
from digest.rendering.files import write_release
from digest.rendering.forms.docx import write_docx
from digest.rendering.forms.frozen import write_json
from digest.rendering.forms.pdf import explain_no_pdf, lay_out, write_pdf
from digest.rendering.forms.sheets import list_sheets
from digest.rendering.forms.sheets_csv import unguard, write_csv
from digest.rendering.forms.stamp import Stamp
from digest.rendering.forms.workbook import write_xlsx
from digest.rendering.render import render_digest
from digest.telling.wording import show_plainly
from domain.errors import HearbackError
from tests.forms.hostile import make_benign, make_hostile
from tests.forms.payloads import PAYLOADS
from tests.forms.test_pdf import ACTS, list_keys

CHROMIUM = Path("/usr/bin/chromium")
ENGLISH = load_texts("en")
LONG = [each for each in PAYLOADS if len(each) > 300]
SHORT = [each for each in PAYLOADS if len(each) <= 300]  # in one page together; each of the long ones has a page of its own
ENCODABLE = [each for each in SHORT if not re.search("[\ud800-\udfff]", each)]
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def stamp(page: DigestPage) -> Stamp:
    return Stamp("autumn-2026", 2, hash_page(page), datetime(2026, 11, 15, 9, 30, tzinfo=UTC))


@cache
def hostile(*, is_plain: bool = True) -> DigestPage:
    """The payloads in every place; where they are not made plain, those that no file can hold are refused and not here."""
    return make_hostile(SHORT if is_plain else ENCODABLE, is_plain=is_plain)


BOTH = pytest.mark.parametrize("is_plain", [True, False], ids=["as pages are built", "put together without it"])


def test_there_are_two_hundred_payloads_and_each_has_something_to_show() -> None:
    assert len(set(PAYLOADS)) >= 200
    assert all(map(show_plainly, PAYLOADS))


@BOTH
def test_nothing_in_html_becomes_an_element(is_plain: bool) -> None:
    page = hostile(is_plain=is_plain)
    assert count_elements(render_digest(page, ENGLISH)) == count_elements(render_digest(make_benign(len(page.themes)), ENGLISH))


def count_elements(html: str) -> Counter[tuple[str, tuple[str, ...]]]:
    """Elements by their name and the names of their attributes; without the spans that keep a reference whole."""
    found: Counter[tuple[str, tuple[str, ...]]] = Counter()

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if ("class", "whole") not in attrs:
                found[tag, tuple(name for name, _ in attrs)] += 1

    Parser().feed(html)
    return found


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_the_foot_of_a_printed_page_ends_nothing(payload: str) -> None:
    html = render_digest(make_hostile([payload]), ENGLISH)
    (foot,) = re.findall(r'@bottom-left { content: "([^"]*)";', html)
    assert re.fullmatch(r"(?:[A-Za-z0-9]|\\[0-9a-f]{6})*", foot)
    assert html.count("</style>") == 1


@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed at /usr/bin/chromium")
@BOTH
def test_a_browser_runs_nothing_asks_for_nothing_and_shows_the_words(tmp_path: Path, is_plain: bool) -> None:
    from playwright.sync_api import sync_playwright

    page, file, asked = hostile(is_plain=is_plain), tmp_path / "page.html", []
    file.write_text(render_digest(page, ENGLISH), encoding="utf-8", newline="")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page()
        opened.on("request", lambda request: asked.append(request.url) if request.url != file.as_uri() else None)
        opened.on("dialog", lambda dialog: asked.append(dialog.message))
        opened.on("console", lambda message: asked.append(message.text))
        opened.goto(file.as_uri(), wait_until="load")
        ran = opened.evaluate("window.ran")
        shown = opened.evaluate("[...document.querySelectorAll('article.card')].map(each => each.querySelector('.card-name').textContent)")
        scripts = opened.evaluate("document.querySelectorAll('script, iframe, object, embed, base, link, form, img').length")
        browser.close()
    assert (asked, ran, scripts) == ([], None, 0)
    if is_plain:
        assert shown == list(map(show_plainly, SHORT))


@BOTH
def test_a_workbook_has_neither_formula_nor_link_and_reads_back(is_plain: bool) -> None:
    page = hostile(is_plain=is_plain)
    sheets = list_sheets(page, stamp(page), ENGLISH)
    content = write_xlsx(page, sheets, stamp(page), hidden="Not shown", paper="A4")
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        parts = {name: ElementTree.fromstring(files.read(name)) for name in files.namelist()}
    for name, part in parts.items():
        assert not list(part.iter(f"{SPREADSHEET}f")), name
        assert not list(part.iter(f"{SPREADSHEET}hyperlink")), name
        assert not [each for each in part.iter() if each.get("TargetMode") == "External"], name
        assert {each.get("t", "n") for each in part.iter(f"{SPREADSHEET}c")} <= {"s", "n"}, name
    assert not [name for name in parts if re.search("vba|external|connections|macro", name, re.IGNORECASE)]
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    titles = [row[0] for row in book.get_sheet_by_name("Themes").to_python()[1:]]
    assert titles == [show_plainly(card.title) for card in page.themes]


@BOTH
def test_csv_files_start_no_formula_and_read_back(is_plain: bool) -> None:
    page = hostile(is_plain=is_plain)
    content = write_csv(list_sheets(page, stamp(page), ENGLISH), stamp(page), hidden="Not shown")
    tables = dict(read_archive(content))
    for name, rows in tables.items():
        assert len({len(row) for row in rows}) == 1, name
        for cell in (cell for row in rows for cell in row):
            assert not re.search(r"[\0-\x1f]", cell)
            assert is_number(cell) or not [part for part in re.split("[;\t]", cell) if part.strip().startswith(tuple("=+-@＝＋－＠"))]
    (themes,) = (rows for name, rows in tables.items() if name.endswith("-themes.csv"))
    assert [unguard(row[0]) for row in themes[1:]] == [show_plainly(card.title) for card in page.themes]


def is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


def read_archive(content: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        for name in files.namelist():
            yield name, list(csv.reader(io.StringIO(files.read(name).decode("utf-8-sig"), newline=""), strict=True))


@BOTH
def test_a_document_is_made_of_the_same_elements_and_leads_nowhere(is_plain: bool) -> None:
    page = hostile(is_plain=is_plain)
    parts = dict(parse_document(page))
    benign = dict(parse_document(make_benign(len(page.themes))))
    assert parts.keys() == benign.keys()
    for name, part in parts.items():
        assert count_tags(part) - count_tags(benign[name]) == Counter(), name
        assert not [each for each in part.iter() if each.get("TargetMode") == "External"], name
    shown = {each.text for each in parts["word/document.xml"].iter(f"{WORDS}t")}
    assert {show_plainly(card.title) for card in page.themes} <= shown


def parse_document(page: DigestPage) -> Iterator[tuple[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(write_docx(page, stamp(page), ENGLISH, paper="A4"))) as files:
        for name in files.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, ElementTree.fromstring(files.read(name))


def count_tags(part: Any) -> Counter[str]:
    """Elements by name; what only says the direction of words is no matter."""
    return Counter(each.tag for each in part.iter() if each.tag not in (f"{WORDS}rtl", f"{WORDS}bidi"))


@pytest.mark.skipif(bool(explain_no_pdf()), reason=explain_no_pdf())
def test_a_pdf_acts_on_nothing_whatever_stands_in_it() -> None:
    reader = make_pdf(make_bare(SHORT))
    assert "/StructTreeRoot" in list_keys(reader)
    assert not list_keys(reader) & ACTS
    text = keep_letters(sheet.extract_text() for sheet in reader.pages)
    latin = [each for each in map(show_plainly, SHORT) if each.isascii()]
    missing = [each for each in latin if keep_letters([each]) not in text]
    assert len(latin) > 100
    assert len(missing) < len(reader.pages)  # the foot of a sheet may come between


def make_bare(payloads: Sequence[str]) -> DigestPage:
    """The first two as themes, all as lines of the method, some at the foot of each sheet: all in all places take minutes."""
    page = make_hostile(payloads[:2])
    cards = tuple(replace(card, raised_by=(), history=(), kinds=(), leanings=(), answered_by=(), basis=()) for card in page.themes)
    some = " ".join(show_plainly(each) for each in payloads[:: len(payloads) // 6 + 1])
    named = replace(page, town=some, title=some, round_title=some, headline=some, round_titles=("one",))
    told = replace(named, themes=cards, method=tuple(map(show_plainly, payloads)))
    return replace(told, said_done=(), corrected=(), heard=(), not_heard=(), outcomes=(), indicators=(), trainings=())


def make_pdf(page: DigestPage) -> Any:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(write_pdf(render_digest(page, ENGLISH), page, stamp(page), paper="A4")))


def keep_letters(texts: Iterable[str]) -> str:
    """Letters and digits alone: a PDF keeps where signs stand, and not where words end."""
    return re.sub("[^A-Za-z0-9]", "", "".join(texts))


@pytest.mark.parametrize("payload", LONG, ids=range(len(LONG)))
def test_words_without_end_stand_whole_in_every_table(payload: str) -> None:
    page = make_hostile([payload])
    assert count_elements(render_digest(page, ENGLISH)) == count_elements(render_digest(make_benign(1), ENGLISH))
    sheets, words = list_sheets(page, stamp(page), ENGLISH), show_plainly(payload)
    book = CalamineWorkbook.from_filelike(io.BytesIO(write_xlsx(page, sheets, stamp(page), hidden="Not shown", paper="A4")))
    assert book.get_sheet_by_name("Themes").to_python()[1][0] == words
    (themes,) = (rows for name, rows in read_archive(write_csv(sheets, stamp(page), hidden="-")) if name.endswith("-themes.csv"))
    assert unguard(themes[1][0]) == words
    assert words in {each.text for each in dict(parse_document(page))["word/document.xml"].iter(f"{WORDS}t")}


@pytest.mark.skipif(bool(explain_no_pdf()), reason=explain_no_pdf())
@pytest.mark.parametrize("letters", [1_000, pytest.param(10_000, marks=pytest.mark.slow)])
def test_words_that_no_line_can_hold_stay_on_the_sheets_of_a_pdf(letters: int) -> None:
    page = replace(make_bare(["w" * letters]), town="Alder Falls")
    laid_out = lay_out(render_digest(page, ENGLISH), "A4")
    lines = [box for sheet in laid_out.pages for box in sheet._page_box.descendants() if getattr(box, "text", "")]
    assert sum(box.text.count("w") for box in lines) > 2 * letters
    assert all(box.position_x >= 0 and box.position_x + box.width <= laid_out.pages[0].width for box in lines)


@BOTH
def test_json_comes_back_as_it_was(is_plain: bool) -> None:
    page = hostile(is_plain=is_plain)
    content = json.loads(write_json(page, stamp(page)))
    assert read_frozen(json.dumps(content["page"]), page.made) == page


def test_a_page_with_half_a_sign_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    page = make_hostile(["a\ud800"], is_plain=False)
    with pytest.raises(HearbackError, match="no file can hold"):
        write_release(
            page, number=1, round_name="a", content_hash="0" * 64, made_at=datetime(2026, 1, 1, tzinfo=UTC), folder=tmp_path, texts=ENGLISH
        )
    assert list(tmp_path.iterdir()) == []
