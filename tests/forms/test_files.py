"""A release as files: all of one page, the same bytes each time, whole or not at all."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.screen_texts import load_texts
from digest.pages.digest_page import DigestPage
from digest.pages.read import read_frozen
from digest.pages.write import hash_page, to_json
from digest.rendering.files import write_release
from domain.errors import HearbackError
from tests.digest.example import make_filled_page

PAGE = make_filled_page()
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
    *files, sums = write(tmp_path)
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


@pytest.mark.parametrize("name", ["../up", "a/b", "\u202etxt.exe", "con|<>", "", ".hidden", "-rf", "n" * 300, "\ud800"])
def test_a_round_with_a_strange_name_stays_within_the_folder(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "inside"
    files = write(inside, round_name=name)
    assert sorted(inside.iterdir()) == sorted(files)
    assert list(tmp_path.iterdir()) == [inside]
    assert all(each.name.isascii() and len(each.name) < 120 for each in files)


def test_what_is_no_page_is_refused_without_its_words() -> None:
    with pytest.raises(HearbackError) as refused:
        read_frozen(json.dumps(json.loads(to_json(PAGE)) | {"themes": "what somebody said"}), PAGE.made, where="release 2")
    assert "somebody" not in str(refused.value)
