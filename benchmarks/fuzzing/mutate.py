"""Ways to damage a file that know a little of its structure. The same seed gives the same damage."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

LARGEST = 4_000_000
"""Bytes; what grows beyond is cut."""

Mutation = Callable[[bytes, Random], bytes]

_NUMBERS = (b"0", b"-1", b"1e400", b"99999999999999999999", b"2147483648", b"NaN", b"00:00:00,000", b"\x00", b"1/2/3")
_PIECES = (
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b'"',
    b"-->",
    b"\r",
    b"\\ud800",
    b"<!DOCTYPE x [<!ENTITY y 'z'>]>",
    b"---\n",
    b"+++\n",
    b"[[[[",
    b"\xe2\x80\xae",
    b"=1+1",
)
_LEAVES: tuple[Any, ...] = (None, True, -1, 1e308, 10**30, "", "\ud800", [], {}, [[]], {"": None}, "x" * 10_000, "NaN", [None] * 50)


def mutate(content: bytes, draw: Random) -> bytes:
    """The content after one to four damages, at most `LARGEST` bytes."""
    for _ in range(draw.choice((1, 1, 2, 4))):
        content = draw.choice(_choose(content))(content, draw)[:LARGEST]
    return content


def _choose(content: bytes) -> tuple[Mutation, ...]:
    if content[:2] == b"PK":
        return (_in_part, _in_part, _in_part, _drop_part, _double_part, _flip, _cut_block)
    if content.lstrip()[:1] in (b"{", b"["):
        return (*_PLAIN, _swap_leaf, _swap_leaf, _swap_leaf, _nest)
    return _PLAIN


def _flip(content: bytes, draw: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(draw.choice((1, 1, 8, 64))):
        if changed:
            changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def _span(content: bytes, draw: Random) -> tuple[int, int]:
    ends = sorted(draw.randrange(len(content) + 1) for _ in range(2))
    return ends[0], ends[1]


def _cut_block(content: bytes, draw: Random) -> bytes:
    start, end = _span(content, draw)
    return content[:start] + content[end:]


def _truncate(content: bytes, draw: Random) -> bytes:
    return content[: draw.randrange(len(content) + 1)]


def _copy_block(content: bytes, draw: Random) -> bytes:
    (start, end), place = _span(content, draw), draw.randrange(len(content) + 1)
    return content[:place] + content[start:end] * _fitting(draw.choice((1, 2, 50)), end - start) + content[place:]


def _shuffle_lines(content: bytes, draw: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    draw.shuffle(lines)
    return b"".join(lines)


def _repeat_line(content: bytes, draw: Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b"x"]
    place = draw.randrange(len(lines))
    lines[place] *= _fitting(draw.choice((2, 100, 2_000)), len(lines[place]))
    return b"".join(lines)


def _fitting(times: int, size: int) -> int:
    """So many times, or fewer: the damage itself must not take the memory that is watched."""
    return min(times, LARGEST // max(size, 1) + 1)


def _long_line(content: bytes, draw: Random) -> bytes:
    place = draw.randrange(len(content) + 1)
    return content[:place] + draw.choice((b"a", b" ", b'"', b"[", b",", b"<")) * draw.choice((1_000, 200_000, 1_000_000)) + content[place:]


def _put(content: bytes, draw: Random) -> bytes:
    place = draw.randrange(len(content) + 1)
    return content[:place] + draw.choice(_NUMBERS + _PIECES) + content[place:]


def _recode(content: bytes, draw: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(draw.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "cp1256", "utf-7", "utf-8-sig")), "replace")


def _mix_encodings(content: bytes, draw: Random) -> bytes:
    start, end = _span(content, draw)
    return content[:start] + content[start:end].decode("utf-8", "replace").encode("latin-1", "replace") + content[end:]


_PLAIN: tuple[Mutation, ...] = (
    _flip,
    _cut_block,
    _truncate,
    _copy_block,
    _shuffle_lines,
    _repeat_line,
    _long_line,
    _put,
    _put,
    _recode,
    _mix_encodings,
)


def _swap_leaf(content: bytes, draw: Random) -> bytes:
    if len(content) > 200_000:
        return _flip(content, draw)
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return _flip(content, draw)
    places = list(_places(told))
    if not places:
        return content
    holder, key = draw.choice(places)
    holder[key] = draw.choice(_LEAVES)
    return json.dumps(told).encode()


def _places(told: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [told]
    while waiting:
        each = waiting.pop()
        keys = list(each) if isinstance(each, dict) else list(range(len(each))) if isinstance(each, list) else []
        found += [(each, key) for key in keys]
        waiting += [each[key] for key in keys]
    return found


def _nest(content: bytes, draw: Random) -> bytes:
    depth = draw.choice((10, 2_000, 100_000))
    return draw.choice((b"[", b'{"a":')) * depth + content


def _parts(content: bytes) -> list[tuple[str, bytes]] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [(each.filename, archive.read(each)) for each in archive.infolist()]
    except Exception:  # it was damaged before: whatever the reader says of it, it has no parts to change
        return None


def _zip(parts: list[tuple[str, bytes]]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def _in_part(content: bytes, draw: Random) -> bytes:
    parts = _parts(content)
    if not parts:
        return _flip(content, draw)
    place = draw.randrange(len(parts))
    name, part = parts[place]
    parts[place] = (name, draw.choice(_PLAIN)(part, draw)[:LARGEST])
    return _zip(parts)


def _drop_part(content: bytes, draw: Random) -> bytes:
    parts = _parts(content)
    if not parts:
        return _flip(content, draw)
    del parts[draw.randrange(len(parts))]
    return _zip(parts)


def _double_part(content: bytes, draw: Random) -> bytes:
    parts = _parts(content)
    if not parts:
        return _flip(content, draw)
    name, part = draw.choice(parts)
    names = (name, f"../{name}", f"/{name}", "xl/vbaProject.bin", "word/vbaProject.bin", name.upper())
    return _zip([(each, kept) for each, kept in parts if each != name] + [(draw.choice(names), part), (draw.choice(names) + "x", part)])
