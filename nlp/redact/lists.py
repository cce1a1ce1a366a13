"""Sets of words kept as TOML beside the code that reads them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def read_words(module: str, file: str) -> dict[str, frozenset[str]]:
    """The sets of words of a TOML file beside a module (its `__file__`), by name; each is one string, split by white space."""
    content = tomllib.loads((Path(module).parent / file).read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in content.items()}
