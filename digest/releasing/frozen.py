"""Frozen JSON -> the page model that it was, and whether two pages say the same."""

from __future__ import annotations

import json
from dataclasses import MISSING, asdict, fields, replace
from functools import cache
from typing import TYPE_CHECKING

from digest.pages.digest_page import DigestPage, Made
from digest.pages.write import to_json
from digest.telling.build import describe_made
from domain.action import Release
from domain.screen import ScreenTexts
from warehouse.store import Store

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def read_frozen(page_json: str, made: Made) -> DigestPage:
    """The page as it was frozen, with its number and moment. Pages of earlier versions and withdrawn ones are read, too."""
    said = json.loads(page_json)
    parts = {each.name: each for each in fields(DigestPage)}
    empty = {name: () if str(each.type).startswith("tuple") else "" for name, each in parts.items() if each.default is MISSING}
    content = empty | {name: value for name, value in said.items() if name in parts} | {"made": asdict(made)}
    return _open_reader().validate_python(content)


@cache  # made once: it takes longer than reading a page with it
def _open_reader() -> TypeAdapter[DigestPage]:
    from pydantic import TypeAdapter

    return TypeAdapter(DigestPage)


def read_release(store: Store, release: Release, texts: ScreenTexts) -> DigestPage:
    """The page of a release of the warehouse; `texts` are those of its language."""
    return read_frozen(store.releases.page(release.id), describe_made(release.number, release.made_at, texts))


def say_the_same(page: DigestPage, other: DigestPage) -> bool:
    """True where two pages differ at most in how they came about: their number, who looked at them, what they correct."""
    return _content(page) == _content(other)


def _content(page: DigestPage) -> str:
    cards = tuple(replace(card, reviewed="") for card in page.themes)
    return to_json(replace(page, themes=cards, notice="", is_draft=False, reviews=(), corrected=()))
