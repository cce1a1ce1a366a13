"""The JSON Schema of a release's JSON, made from the page's own types."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from digest.pages.digest_page import DigestPage
from digest.rendering.forms.frozen import ENVELOPE

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ENVELOPE: Mapping[str, Any] = {
    "schema": {"const": ENVELOPE},
    "round": {"type": "string", "description": "Name of the round."},
    "number": {"type": "integer", "minimum": 1, "description": "Number of the release within its round."},
    "made_at": {"type": "string", "format": "date-time", "description": "When the release was made, in universal time."},
    "hash": {
        "type": "string",
        "pattern": "^[0-9a-f]{64}$",
        "description": "SHA-256 of the page as canonical JSON: keys in order, no spaces, UTF-8, nothing escaped that need not be.",
    },
}


def make_schema() -> dict[str, Any]:
    """The schema (draft 2020-12). Fields that have a default stand in a page only where they say something else."""
    from pydantic import TypeAdapter

    page = TypeAdapter(DigestPage).json_schema(ref_template="#/$defs/{model}")
    types = page.pop("$defs")
    _drop(page, "made")  # number and moment stand in the envelope
    del types["Made"]
    types["DigestPage"] = page
    for each in list_objects(types):
        each["additionalProperties"] = False
    envelope = {**_ENVELOPE, "page": {"$ref": "#/$defs/DigestPage"}}
    head = {"$schema": DIALECT, "title": "A release of Hearback", "type": "object", "additionalProperties": False}
    return head | {"required": list(envelope), "properties": envelope, "$defs": dict(sorted(types.items()))}


def write_schema() -> str:
    """The schema as it is printed and kept with the documentation."""
    return json.dumps(make_schema(), indent=2, ensure_ascii=False, sort_keys=False) + "\n"


def _drop(kind: dict[str, Any], name: str) -> None:
    del kind["properties"][name]
    kind["required"] = [each for each in kind["required"] if each != name]


def list_objects(types: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The types that are objects, and not one of a few words."""
    return (each for each in types.values() if each.get("type") == "object")
