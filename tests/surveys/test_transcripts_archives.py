"""Archives that only an attack or an accident makes are refused, quickly and in little memory; genuine ones pass."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest

from domain.errors import BadFile
from surveys.archives import open_checked_archive

WORD = "a Word document (.docx)"
MAIN = "word/document.xml"
MEASURE = """
import json, sys, time
from pathlib import Path
from domain.errors import BadFile
from surveys.transcripts import read_transcript
started = time.perf_counter()
try:
    read_transcript(Path(sys.argv[1]))
    said = ""
except BadFile as error:
    said = str(error)
took = time.perf_counter() - started
# not getrusage: its peak is inherited from the process that started this one
peak = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(json.dumps({"said": said, "seconds": took, "peak_kib": peak}))
"""


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def write(folder: Path, content: bytes, name: str = "a.docx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def real_parts(folder: Path) -> dict[str, bytes]:
    document = docx.Document()
    document.add_paragraph("Dana: The stairs are dark.")
    document.save(str(folder / "made.docx"))
    with zipfile.ZipFile(folder / "made.docx") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def check(path: Path) -> None:
    open_checked_archive(path, wanted=MAIN, kind=WORD).close()


def with_declared_size(content: bytes, declared: int) -> bytes:
    """The archive with another unpacked size for its first entry, in the list and before the entry."""
    changed = bytearray(content)
    struct.pack_into("<I", changed, changed.index(b"PK\x01\x02") + 24, declared)
    struct.pack_into("<I", changed, changed.index(b"PK\x03\x04") + 22, declared)
    return bytes(changed)


def overlapping() -> bytes:
    """Two entries in the list that both lie on the first."""
    content = bytearray(zipped({MAIN: b"<a/>" * 9, "word/other.xml": b"<b/>" * 9}))
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    struct.pack_into("<I", content, second + 42, 0)
    return bytes(content)


def test_what_a_word_processor_writes_passes(tmp_path: Path) -> None:
    real_parts(tmp_path)
    with open_checked_archive(tmp_path / "made.docx", wanted=MAIN, kind=WORD) as archive:
        assert b"The stairs are dark." in archive.read(MAIN)
    check_folder = open_checked_archive(tmp_path / "made.docx", wanted="word/", kind=WORD)
    check_folder.close()


ENTITY = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]><d>&e;</d>'


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"word/vbaProject.bin": b"x"}, "carries macros"),
        ({"[Content_Types].xml": b'<Types a="application/vnd.ms-word.document.macroEnabled.main+xml"/>'}, "carries macros"),
        ({"[Content_Types].xml": '<?xml version="1.0" encoding="UTF-16"?><Types a="macroEnabled"/>'.encode("utf-16")}, "carries macros"),
        ({"../../outside.txt": b"x"}, "leads out"),
        ({"/outside.txt": b"x"}, "leads out"),
        ({"C:outside.txt": b"x"}, "leads out"),
        ({"word\\document2.xml": b"<a/>"}, "leads out"),
        ({"word/line\nbreak.xml": b"<a/>"}, "leads out"),
        ({"Word/Document.xml": b"<a/>"}, "stands twice"),
        ({"word/footnotes.xml": ENTITY}, "footnotes.xml declares a document type"),
        ({"word/footnotes.xml": ENTITY.decode().encode("utf-16")}, "declares a document type"),
        ({"word/_rels/document.xml.rels": ENTITY}, "declares a document type"),
        ({"word/hidden.bin": ENTITY}, "declares a document type"),
        ({"word/far.xml": b"<a>" + b" " * 1_048_560 + ENTITY + b"</a>"}, "declares a document type"),
        ({"word/other.xml": b'<?xml version="1.0" encoding="UTF-7"?><a/>'}, "encoding that no such document uses"),
        ({"word/other.xml": "<?xml version='1.0'?>".encode("cp037")}, "not XML in any usual encoding"),
        ({"word/zeros.bin": bytes(20_000_000)}, "unpacks to more than"),
    ],
)
def test_what_no_document_holds_is_refused_with_its_reason(tmp_path: Path, parts: dict[str, bytes], says: str) -> None:
    path = write(tmp_path, zipped(real_parts(tmp_path) | parts))
    with pytest.raises(BadFile, match=says) as caught:
        check(path)
    assert caught.value.where == str(path)
    assert caught.value.next_step


def test_a_picture_of_lines_may_name_its_document_type(tmp_path: Path) -> None:
    picture = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'
    check(write(tmp_path, zipped(real_parts(tmp_path) | {"word/media/image1.svg": picture})))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"Dana: just text", "not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        (b"#!/bin/sh\n" + zipped({MAIN: b"<a/>"}), "not a Word document"),
        (zipped({"some.xml": b"<a/>"}), "is not a Word document"),
        (zipped({MAIN: b"<a/>"})[:60], "damaged"),
        (zipped({MAIN: b"<a/>" * 99}, zipfile.ZIP_LZMA), "no word processor uses"),
        (with_declared_size(zipped({MAIN: bytes(50_000)}), 10), "damaged"),
        (overlapping(), "lie over one another"),
        (zipped({MAIN: b"<a/>", **{f"word/{number}.xml": b"" for number in range(10_001)}}), "more than 10,000 entries"),
    ],
)
def test_an_archive_that_is_not_what_it_says_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(BadFile, match=says):
        check(write(tmp_path, content))


def test_an_encrypted_entry_and_a_macro_ending_are_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({MAIN: b"<a/>"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadFile, match="password"):
        check(write(tmp_path, bytes(content)))
    with pytest.raises(BadFile, match="carry macros"):
        check(write(tmp_path, zipped({MAIN: b"<a/>"}), "a.docm"))


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.truncate(800_000_000)
    with pytest.raises(BadFile, match="800,000,000 bytes"):
        check(path)


def bomb_of_many(folder: Path) -> bytes:
    """Ten thousand entries, each below what a bomb is told by, together 1 GB."""
    return zipped(real_parts(folder) | {f"word/media/{number}.bin": bytes(100_000) for number in range(9_900)})


def bomb_that_lies(folder: Path) -> bytes:
    """One entry of 120 MB that declares 10 bytes."""
    return with_declared_size(zipped({MAIN: bytes(120_000_000)}), 10)


def bomb_below_the_ratio(folder: Path) -> bytes:
    """280 MB of words at 150 to 1: within the limits of an archive, and far beyond those of a transcript."""
    words = b"<w:p><w:r><w:t>" + bytes(range(65, 91)) * 5 + b"</w:t></w:r></w:p>"
    return zipped(real_parts(folder) | {MAIN: words * (280_000_000 // len(words))})


@pytest.mark.parametrize("bomb", [bomb_of_many, bomb_that_lies, bomb_below_the_ratio])
def test_a_bomb_is_refused_within_two_seconds_and_200_megabytes(tmp_path: Path, bomb: object) -> None:
    path = write(tmp_path, bomb(tmp_path))  # type: ignore[operator]
    told = measure(path)
    assert told["said"].startswith(str(path))
    assert told["seconds"] < 2
    assert told["peak_kib"] < 200_000


def measure(path: Path) -> dict[str, object]:
    """What a process of its own says of a file, how long it took and its peak memory."""
    done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, timeout=60, check=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.mark.parametrize("ending", ["txt", "vtt", "json", "csv", "md", "docx"])
def test_800_megabytes_are_refused_by_their_size_before_they_are_read(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    with path.open("wb") as file:
        file.truncate(800_000_000)
    told = measure(path)
    assert "800,000,000 bytes" in str(told["said"])
    assert told["seconds"] < 2
    assert told["peak_kib"] < 200_000
