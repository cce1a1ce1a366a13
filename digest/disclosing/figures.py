"""The figures of a page without a word of it: what stays of a release that is withdrawn, so that later ones are held against it."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from digest.disclosing.page_figures import PrintedPage

# Names of groups and themes may have been somebody's words. Questions, rounds and other records are staff's own.
_NAMES = frozenset({"name", "title", "group_title"})
_OF_STAFF = frozenset({"scales"})


def write_figures(page: PrintedPage) -> str:
    """As JSON: rounded counts, each at its place; names and titles of groups and themes are left empty."""
    content = asdict(replace(page, unread=()))
    kept = {name: part if name in _OF_STAFF else _without_names(part, is_table=name == "tables") for name, part in content.items()}
    return json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read_figures(text: str) -> PrintedPage:
    """The page's figures as `write_figures` kept them."""
    from pydantic import TypeAdapter

    return TypeAdapter(PrintedPage).validate_json(text)


def _without_names(value: Any, *, is_table: bool) -> Any:
    """Every name emptied but that of a table, which is a mark."""
    if isinstance(value, dict):
        named = {name: "" if name in _NAMES and not (is_table and name == "name") else part for name, part in value.items()}
        return {
            name: _without_names(part, is_table=False) if isinstance(part, dict | list | tuple) else part for name, part in named.items()
        }
    if isinstance(value, list | tuple):
        return [_without_names(each, is_table=is_table) for each in value]
    return value
