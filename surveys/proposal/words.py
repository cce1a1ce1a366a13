"""The word lists of `words.toml`, and how a question's words are held against them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

_ARABIC_VARIANTS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})


@cache
def load_words() -> dict[str, Any]:
    """The word lists as they stand in the file."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


@cache
def fold(text: str) -> str:
    """The text in small letters without accents and signs, its words parted by one space."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", bare.translate(_ARABIC_VARIANTS).replace("_", " ")))


def has_any(folded: str, phrases: Iterable[str]) -> bool:
    """True when one of the phrases stands in the folded text as whole words."""
    return any(f" {fold(phrase)} " in f" {folded} " for phrase in phrases)


def is_any(text: str, phrases: Iterable[str]) -> bool:
    """True when the text is one of the phrases and nothing else."""
    return fold(text) in {fold(phrase) for phrase in phrases}


def find_named(folded: str, table: dict[str, list[str]]) -> str | None:
    """The name of the first list one of whose phrases stands in the folded text."""
    return next((name for name, phrases in table.items() if has_any(folded, phrases)), None)
