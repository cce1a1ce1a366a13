"""Small word lists of `words.toml`: links, articles, verbs and adjectives that say nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("words.toml")


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def load_list(name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(str(_read()[name]).split())


def load_by_language(name: str) -> Mapping[str, frozenset[str]]:
    """The words of a list by language."""
    return {language: frozenset(str(words).split()) for language, words in _read()[name].items()}
