"""A release as JSON: the canonical page in an envelope that says which release it is."""

from __future__ import annotations

import json

from digest.pages.digest_page import DigestPage
from digest.pages.write import to_json
from digest.rendering.forms.stamp import Stamp

ENVELOPE = "hearback-release-1"


def write_json(page: DigestPage, stamp: Stamp) -> bytes:
    """One line of UTF-8. `page` in it is the canonical JSON whose SHA-256 `hash` is: keys in order, no spaces, nothing escaped."""
    facts = {
        "schema": ENVELOPE,
        "round": stamp.round_name,
        "number": stamp.number,
        "made_at": stamp.made_utc.isoformat(),
        "hash": stamp.content_hash,
    }
    head = json.dumps(facts, separators=(",", ":"))
    return f'{head[:-1]},"page":{to_json(page)}}}\n'.encode()
