"""How a text may lie in a file: every spelling in bytes that a program would write by itself."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

SHORTEST = 6  # bytes: what is shorter stands in random data by chance
_NUMBER = 7  # digits: what is shorter stands in any file of numbers


def spellings(text: str) -> dict[bytes, str]:
    """The bytes of a text in each spelling, with the spelling's name; what is shorter than SHORTEST is left out."""
    found: dict[bytes, str] = {}
    for variant in _variants(text):
        for name, content in _encodings(variant):
            if len(content) >= SHORTEST:
                found.setdefault(content, name)
    return found


def _variants(text: str) -> list[str]:
    """As said, in other cases, in other forms of Unicode, and the bare digits of a number."""
    digits = "".join(str(unicodedata.digit(sign)) for sign in text if sign.isdigit())
    bare = [digits] if len(digits) >= _NUMBER and _is_number(text) else []
    cases = [text, text.lower(), text.upper(), text.title(), text.casefold(), text.capitalize(), text[:1].upper() + text[1:]]
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")]
    return list(dict.fromkeys([*cases, *forms, *bare]))


def _is_number(text: str) -> bool:
    return sum(sign.isdigit() for sign in text) * 2 >= len(text)


def _encodings(text: str) -> Iterator[tuple[str, bytes]]:
    yield "UTF-8", text.encode()
    for name, codec in (("UTF-16-LE", "utf-16-le"), ("UTF-16-BE", "utf-16-be"), ("UTF-32-LE", "utf-32-le")):
        yield name, text.encode(codec)
    for name, codec in (("Latin-1", "latin-1"), ("Windows-1251", "cp1251"), ("Windows-1256", "cp1256"), ("GB 18030", "gb18030")):
        yield from _encode_if_possible(name, codec, text)
    yield from _escapes(text)
    raw = text.encode()
    yield "hex", raw.hex().encode()
    yield "HEX", raw.hex().upper().encode()
    yield "reversed", raw[::-1]
    yield from _base64(raw)
    for algorithm in ("md5", "sha1", "sha256"):  # without a key, a hash of a name is a name: whoever has a list can try
        digest = hashlib.new(algorithm, raw)
        yield algorithm, digest.digest()
        yield f"{algorithm} in hex", digest.hexdigest().encode()


def _encode_if_possible(name: str, codec: str, text: str) -> Iterator[tuple[str, bytes]]:
    try:
        yield name, text.encode(codec)
    except UnicodeEncodeError:
        return


def _escapes(text: str) -> Iterator[tuple[str, bytes]]:
    """As it stands in URLs, JSON, Python's own `repr`, HTML and XML."""
    escaped = json.dumps(text)[1:-1]
    yield "URL", quote(text, safe="").encode()
    yield "URL", quote_plus(text, safe="@:/").encode()
    yield "url", quote(text, safe="").lower().encode()
    yield "JSON", escaped.encode()
    yield "JSON", escaped.replace("/", "\\/").encode()
    yield "JSON in JSON", json.dumps(escaped)[1:-1].encode()
    yield "repr", ascii(text)[1:-1].encode()
    yield "repr of bytes", repr(text.encode())[2:-1].encode()
    yield "HTML", html.escape(text).encode()
    yield "HTML", text.encode("ascii", "xmlcharrefreplace")
    yield "HTML", "".join(sign if sign.isascii() else f"&#x{ord(sign):x};" for sign in text).encode()


def _base64(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """The part of the base64 that is the same whatever stands before and after, for each of three alignments."""
    for skipped in range(3):
        whole = base64.b64encode(b"\0" * skipped + raw)
        # The first signs also hold bits of what stands before, the last ones of what stands behind.
        start = (skipped * 8 + 5) // 6
        content = whole[start : (skipped + len(raw)) * 8 // 6]
        yield "base64", content
        yield "base64 for URLs", content.translate(bytes.maketrans(b"+/", b"-_"))
