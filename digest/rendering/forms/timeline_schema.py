"""The JSON Schema of a timeline as JSON, made from the page's own types."""

from __future__ import annotations

import json
from typing import Any

from digest.pages.timeline_page import SCHEMA, TimelinePage
from digest.rendering.forms.schema import DIALECT, list_objects


def make_timeline_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of `timeline.json` and of what `/api/timeline` answers.

    Fields that have a default stand in it only where they say something else.
    """
    from pydantic import TypeAdapter

    page = TypeAdapter(TimelinePage).json_schema(ref_template="#/$defs/{model}")
    types = page.pop("$defs")
    page["properties"]["schema"] = {"const": SCHEMA}
    page["additionalProperties"] = False
    for each in list_objects(types):
        each["additionalProperties"] = False
    head = {"$schema": DIALECT, "title": "A timeline of Hearback"}
    return head | {name: value for name, value in page.items() if name != "title"} | {"$defs": dict(sorted(types.items()))}


def write_timeline_schema() -> str:
    """The schema as it is printed and kept with the documentation."""
    return json.dumps(make_timeline_schema(), indent=2, ensure_ascii=False, sort_keys=False) + "\n"
