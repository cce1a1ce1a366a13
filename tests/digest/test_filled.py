"""The example that all forms are tried with leaves nothing out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from tests.digest.example import make_filled_page

EMPTY_IN_A_RELEASE = {"withdrawn_on", "is_draft"}


def walk(value: Any) -> Iterator[Any]:
    """Every dataclass within a value."""
    if is_dataclass(value):
        yield value
        for each in fields(value):
            yield from walk(getattr(value, each.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from walk(each)


def test_every_field_of_every_shape_says_something() -> None:
    said: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for part in walk(make_filled_page()):
        for each in fields(part):
            said[type(part).__name__, each.name].append(getattr(part, each.name))
    silent = {key for key, values in said.items() if not any(value not in (None, "", (), False) for value in values)}
    assert {name for _, name in silent} <= EMPTY_IN_A_RELEASE
