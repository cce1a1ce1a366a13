"""Page models -> canonical JSON and its hash: what a release is known by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

from digest.pages.digest_page import DigestPage
from digest.pages.timeline_page import TimelinePage


def to_json(page: DigestPage | TimelinePage) -> str:
    """The page as canonical JSON: keys in order, no spaces, UTF-8 as it is; without number and moment of the release.

    A field that has a default stands in it only where it says something else: what came to the pages later is not in
    the releases from before, and they keep their hash.
    """
    content = {name: value for name, value in write_plain(page).items() if name != "made"}
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def hash_page(page: DigestPage | TimelinePage) -> str:
    """SHA-256 of the canonical JSON, in hex: what a release is known by."""
    return hashlib.sha256(to_json(page).encode()).hexdigest()


def write_plain(value: Any) -> Any:
    """Dataclasses, tuples and mappings as dicts and lists, defaults left out."""
    if is_dataclass(value):
        named = ((each, getattr(value, each.name)) for each in fields(value))
        return {each.name: write_plain(content) for each, content in named if content != _default_of(each)}
    if isinstance(value, Mapping):
        return {key: write_plain(content) for key, content in value.items()}
    if isinstance(value, tuple | list):
        return [write_plain(each) for each in value]
    return value


def _default_of(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default
