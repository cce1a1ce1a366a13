"""The search itself: it finds a text however it was written, and nothing that is not there."""

from __future__ import annotations

import base64
import bz2
import gzip
import hashlib
import html
import io
import json
import lzma
import pickle
import random
import sqlite3
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.canaries.search import Searcher

NAME = "Zoë Vexmoor-Ñandú"
ARABIC = "زانفور كيلتري"
NUMBER = "612-555-0147"
STATEMENT = "wala akong papeles"


def zipped(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.txt", content)
    return file.getvalue()


def in_sqlite(text: str) -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA page_size = 512")
    connection.execute("CREATE TABLE said (words TEXT)")
    connection.execute("INSERT INTO said VALUES (?)", ("x" * 500 + text + "y" * 900,))
    connection.commit()
    return connection.serialize()


WRITTEN: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "upper case": lambda text: text.upper().encode(),
    "lower case": lambda text: text.lower().encode(),
    "at the start of a sentence": lambda text: (text[0].upper() + text[1:]).encode(),
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "url": lambda text: quote(text, safe="").encode(),
    "json": lambda text: json.dumps({"said": text}).encode(),
    "json in json": lambda text: json.dumps(json.dumps(text)).encode(),
    "repr": lambda text: ascii(text).encode(),
    "repr of bytes": lambda text: repr(text.encode()).encode(),
    "html": lambda text: html.escape(text).encode("ascii", "xmlcharrefreplace"),
    "hex": lambda text: text.encode().hex().encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64, one before": lambda text: base64.b64encode(b"?" + text.encode() + b"?!"),
    "base64, two before": lambda text: base64.b64encode(b"?!" + text.encode() + b"?"),
    "base64 for urls": lambda text: base64.urlsafe_b64encode(b"\xfb" + text.encode()),
    "sha256": lambda text: hashlib.sha256(text.encode()).digest(),
    "sha1 in hex": lambda text: hashlib.sha1(text.encode()).hexdigest().encode(),
    "pickle": lambda text: pickle.dumps({"said": text}),
    "gzip": lambda text: gzip.compress(f"before {text} after".encode()),
    "gzip broken off": lambda text: gzip.compress((text + " " + str(random.Random(1).random()) * 400).encode())[:400],
    "zlib": lambda text: zlib.compress(f"before {text} after".encode()),
    "bzip2": lambda text: bz2.compress(text.encode()),
    "xz": lambda text: lzma.compress(text.encode()),
    "zip": lambda text: zipped(text.encode()),
    "zip broken off": lambda text: zipped(text.encode() + random.Random(1).randbytes(4000))[:2000],
    "zip in gzip": lambda text: gzip.compress(zipped(text.encode("utf-16-le"))),
    "sqlite": in_sqlite,
}


@pytest.mark.parametrize("text", [NAME, ARABIC, NUMBER, STATEMENT], ids=["name", "arabic", "number", "statement"])
@pytest.mark.parametrize("way", WRITTEN)
def test_a_text_is_found_however_it_was_written(way: str, text: str) -> None:
    noise = random.Random(7).randbytes(4000)
    content = WRITTEN[way](text) if way == "sqlite" else noise + WRITTEN[way](text) + noise
    assert {hit.needle for hit in Searcher({"one": [text]}).in_all(content, "here")} == {"one"}


def test_latin_1_is_found() -> None:
    assert Searcher({"one": [NAME]}).in_bytes(NAME.encode("latin-1"), "here")


def test_the_digits_of_a_number_are_found_without_what_stands_between_them() -> None:
    searcher = Searcher({"one": ["٦١٢-٥٥٥-٠١٤٧"]})
    assert searcher.in_bytes(b"tel:+16125550147", "here")


def test_a_name_of_a_file_is_searched_too(tmp_path: Path) -> None:
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / f"{NAME}.srt").write_text("nothing")
    assert {hit.needle for hit in Searcher({"one": [NAME]}).in_folder(tmp_path)} == {"one"}


def test_what_is_left_out_is_not_searched(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / "a.txt").write_text(NAME)
    searcher = Searcher({"one": [NAME]})
    assert searcher.in_folder(tmp_path)
    assert not searcher.in_folder(tmp_path, left_out=[tmp_path / "inputs"])


def test_a_hit_does_not_repeat_what_was_found() -> None:
    (hit,) = Searcher({"canary 7": [NUMBER]}).in_bytes(NUMBER.encode(), "a.log")
    assert NUMBER not in repr(hit)


def test_random_bytes_hold_nothing() -> None:
    needles = {str(number): [f"{number:05}-canary"] for number in range(500)}
    assert not Searcher(needles).in_all(random.Random(3).randbytes(4_000_000), "noise")


@settings(max_examples=150, deadline=None)
@given(before=st.binary(max_size=40), after=st.binary(max_size=40), text=st.text(min_size=6, max_size=30))
def test_whatever_stands_around_it_a_text_is_found(before: bytes, after: bytes, text: str) -> None:
    try:
        content = text.encode()
    except UnicodeEncodeError:
        return
    assert Searcher({"one": [text]}).in_bytes(before + content + after, "here")
