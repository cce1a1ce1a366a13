"""A release as files: all of one page, the same bytes each time, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.screen_texts import load_texts
from digest.disclosing.policy import DisclosurePolicy
from digest.pages.digest_page import DigestPage
from digest.pages.write import hash_page
from digest.releasing.frozen import read_frozen
from digest.rendering.files import write_release
from digest.rendering.forms.pdf import explain_no_pdf
from digest.rendering.forms.stamp import Stamp
from digest.rendering.save import save_together, save_whole
from digest.telling.build import build_digest
from domain.errors import BadFile, HearbackError
from tests.digest.example import make_file_facts, make_filled_page

PAGE = make_filled_page()
SMALL = build_digest(make_file_facts(), texts=load_texts("en"), policy=DisclosurePolicy())
MADE_AT = datetime(2026, 11, 15, 9, 30, 12, 345, tzinfo=UTC)


def write(folder: Path, page: DigestPage = PAGE, *, content_hash: str = "", round_name: str = "autumn-2026") -> tuple[Path, ...]:
    return write_release(
        page,
        number=2,
        round_name=round_name,
        content_hash=content_hash or hash_page(page),
        made_at=MADE_AT,
        folder=folder,
        texts=load_texts(page.language),
    )


def test_the_frozen_json_comes_back_as_the_page_and_keeps_its_hash(tmp_path: Path) -> None:
    write(tmp_path)
    content = json.loads((tmp_path / "release-autumn-2026-2.json").read_bytes())
    canonical = json.dumps(content["page"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(canonical.encode()).hexdigest() == content["hash"] == hash_page(PAGE)
    assert read_frozen(canonical, PAGE.made) == PAGE
    assert (content["round"], content["number"], content["made_at"]) == ("autumn-2026", 2, "2026-11-15T09:30:12+00:00")


def test_each_file_has_its_sum_in_the_list(tmp_path: Path) -> None:
    *files, sums = write(tmp_path, SMALL)
    told = dict(reversed(line.split("  ")) for line in sums.read_text().splitlines() if not line.startswith("#"))
    assert told == {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


def test_a_page_with_another_hash_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(HearbackError, match="hash is another"):
        write(tmp_path, replace(PAGE, town="Elsewhere"), content_hash=hash_page(PAGE))
    assert list(tmp_path.iterdir()) == []


def test_a_draft_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(HearbackError, match="draft"):
        write(tmp_path, replace(PAGE, is_draft=True))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../up", "a/b", "\u202etxt.exe", "con|<>", "", ".hidden", "-rf", "n" * 300, "\ud800", "a\nb", "a\0b"])
def test_a_round_with_a_strange_name_gives_plain_names_of_files(name: str) -> None:
    assert re.fullmatch("release-[0-9a-f]{12}-2", Stamp(name, 2, "", MADE_AT).stem)


def test_a_round_with_a_strange_name_stays_within_the_folder(tmp_path: Path) -> None:
    files = write(tmp_path / "inside", SMALL, round_name="../\ud800")
    assert sorted((tmp_path / "inside").iterdir()) == sorted(files)
    assert list(tmp_path.iterdir()) == [tmp_path / "inside"]


def test_every_form_is_there_and_the_same_release_gives_the_same_bytes(tmp_path: Path) -> None:
    files, again = write(tmp_path / "one", SMALL), write(tmp_path / "two", SMALL)
    endings = {each.name.removeprefix("release-autumn-2026-2.") for each in files}
    assert endings - {"pdf"} == {"json", "html", "one-page.html", "docx", "xlsx", "csv.zip", "sha256"}
    assert ("pdf" in endings) == (not explain_no_pdf())
    assert [each.read_bytes() for each in files] == [each.read_bytes() for each in again]


def test_a_release_without_a_pdf_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # as where it is not installed
    explain_no_pdf.cache_clear()
    try:
        *files, sums = write(tmp_path, SMALL)
    finally:
        explain_no_pdf.cache_clear()
    assert not [each for each in files if each.suffix == ".pdf"]
    assert "pip install" in sums.read_text()


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()  # a folder where a file is to go
    (tmp_path / "a").write_bytes(b"before")
    with pytest.raises(BadFile, match="could not be written"):
        save_together(tmp_path, {"a": b"after", "b": b"after"})
    assert (tmp_path / "a").read_bytes() == b"before"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a", "b"]


def test_a_file_that_says_the_same_is_not_written_again(tmp_path: Path) -> None:
    assert save_whole(tmp_path / "a", b"said")
    assert not save_whole(tmp_path / "a", b"said")
    assert save_whole(tmp_path / "a", b"said otherwise")
