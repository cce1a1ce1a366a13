"""A release -> its files: one page model in every form, each whole or not at all, with the SHA-256 of each."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

from digest.pages.digest_page import DigestPage
from digest.pages.write import hash_page
from digest.rendering.forms.docx import write_docx
from digest.rendering.forms.frozen import write_json
from digest.rendering.forms.pdf import explain_no_pdf, write_pdf
from digest.rendering.forms.sheets import list_sheets
from digest.rendering.forms.sheets_csv import write_csv
from digest.rendering.forms.stamp import Stamp
from digest.rendering.forms.workbook import write_xlsx
from digest.rendering.one_page import render_one_page
from digest.rendering.render import render_digest
from digest.rendering.save import save_together
from domain.errors import HearbackError
from domain.screen import ScreenTexts

Paper = Literal["A4", "Letter"]


def write_release(
    page: DigestPage,
    *,
    number: int,
    round_name: str,
    content_hash: str,
    made_at: datetime,
    folder: Path,
    texts: ScreenTexts,
    paper: Paper = "A4",
) -> tuple[Path, ...]:
    """Write a release's files into the folder, and return all of them, the list of their sums last.

    `texts` are those that the page was built with, `made_at` is the release's instant: the same release gives the same
    bytes. Raises HearbackError where the page is a draft, or not the one that the hash is of, and BadFile where the folder
    cannot be written; then nothing is written.
    """
    stamp = Stamp(round_name, number, content_hash, made_at)
    _check_frozen(page, stamp)
    contents = make_forms(page, stamp, texts, paper)
    save_together(folder, contents | {_name_sums(stamp): list_sums(contents, stamp)})
    return tuple(folder / name for name in (*contents, _name_sums(stamp)))


def make_forms(page: DigestPage, stamp: Stamp, texts: ScreenTexts, paper: Paper) -> dict[str, bytes]:
    """Each form of the release by its file name."""
    sheets, hidden = list_sheets(page, stamp, texts), texts.say("people.hidden")
    html = render_digest(page, texts)
    forms = {
        "json": write_json(page, stamp),
        "html": html.encode(),
        "one-page.html": render_one_page(page, texts).encode(),
        **({} if explain_no_pdf() else {"pdf": write_pdf(html, page, stamp, paper=paper)}),
        "docx": write_docx(page, stamp, texts, paper=paper),
        "xlsx": write_xlsx(page, sheets, stamp, hidden=hidden, paper=paper),
        "csv.zip": write_csv(sheets, stamp, hidden=hidden),
    }
    return {f"{stamp.stem}.{ending}": content for ending, content in forms.items()}


def list_sums(contents: Mapping[str, bytes], stamp: Stamp) -> bytes:
    """The SHA-256 of each file, as `sha256sum --check` reads it."""
    head = f"# {stamp.stem}, hash of its page model {stamp.content_hash}"
    left_out = [f"# {why}" for why in filter(None, [explain_no_pdf()])]
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in contents.items())
    return "\n".join((head, *left_out, *lines, "")).encode()


def _name_sums(stamp: Stamp) -> str:
    return f"{stamp.stem}.sha256"


def _check_frozen(page: DigestPage, stamp: Stamp) -> None:
    if page.is_draft:
        raise HearbackError("This page is a draft and no release.", next_step="Release it first: hearback release make")
    if _hash(page, stamp) != stamp.content_hash:
        raise HearbackError(
            "This page is not the one that was released: its hash is another.",
            where=stamp.stem,
            next_step="Ask whether the record was changed: hearback audit verify",
        )


def _hash(page: DigestPage, stamp: Stamp) -> str:
    try:
        return hash_page(page)
    except UnicodeEncodeError:
        raise HearbackError(
            "This page has half of a sign that is made of two, which no file can hold.",
            where=stamp.stem,
            next_step="Look for it in the names that staff typed, and type them anew.",
        ) from None
