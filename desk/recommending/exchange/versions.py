"""What a row was when it went out: a short hash of every field, so that a row that comes back says which fields it changed."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping

from desk.recommending.exchange.cells import write_cell
from domain.recommendations import Milestone, Recommendation

OWN = (
    *("title", "text", "owner", "deputy", "issued_by", "addressed_to", "issued_on", "due_on", "answers", "evidence_standard"),
    *("indicators", "urls", "collection", "external_id", "places", "needs", "grounds"),
)
PART = ("title", "due_on", "done_on", "verified_on", "weight", "needs")
_MARK = "1"
_LETTERS = 5  # 30 bits: that two values of one field look alike is one in a thousand million
_FORM = re.compile(r"1((?:\.[A-Z2-7]{5})+)")


def make_version(value: Recommendation | Milestone) -> str:
    """One hash a field, in the order of `OWN` or `PART`."""
    names = OWN if isinstance(value, Recommendation) else PART
    return ".".join((_MARK, *(hash_cell(write_cell(getattr(value, name))) for name in names)))


def read_version(words: str, names: tuple[str, ...]) -> Mapping[str, str] | None:
    """The hash of each field as it went out; None for what no export wrote."""
    found = _FORM.fullmatch(words.strip())
    hashes = found[1][1:].split(".") if found else []
    return dict(zip(names, hashes, strict=True)) if len(hashes) == len(names) else None


def hash_cell(cell: str) -> str:
    """Five letters that stand for a cell's text."""
    return base64.b32encode(hashlib.sha256(cell.encode(errors="surrogatepass")).digest())[:_LETTERS].decode()
