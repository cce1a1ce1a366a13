"""`config/languages/CODE/` -> `LanguagePack`: cue words from `pack.toml`, stop words from `stop_words.txt`."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from domain.errors import BadSettings
from domain.languages import LanguagePack

FOLDER = Path(__file__).parent / "languages"
_SETS = frozenset({"name_traps"})
_FIELDS = frozenset(field.name for field in fields(LanguagePack)) - {"code", "stop_words"}


def load_packs(codes: Sequence[str]) -> dict[str, LanguagePack]:
    """The packs of these languages by code, in the order given. Raises BadSettings for a language without a pack."""
    return {code: _load_pack(code) for code in codes}


def list_languages() -> tuple[str, ...]:
    """The codes of all languages that have a pack, sorted."""
    return tuple(sorted(file.parent.name for file in FOLDER.glob("*/pack.toml")))


@cache
def _load_pack(code: str) -> LanguagePack:
    if code not in list_languages():
        known = ", ".join(list_languages())
        raise BadSettings(f"There is no language pack {code!r}.", where="[hearback] languages", next_step=f"Known: {known}.")
    file = FOLDER / code / "pack.toml"
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    unknown = sorted(content.keys() - _FIELDS)
    if unknown:
        raise BadSettings(f"Unknown key {unknown[0]!r}.", where=str(file), next_step=f"Known: {', '.join(sorted(_FIELDS))}.")
    values = {key: _freeze(key, value) for key, value in content.items()}
    return LanguagePack(code=code, stop_words=_read_stop_words(file.with_name("stop_words.txt")), **values)


def _freeze(key: str, value: Any) -> Any:
    if key in _SETS:
        return frozenset(value)
    if isinstance(value, list):
        return tuple(value)
    return tuple(value.items()) if isinstance(value, dict) else value


def _read_stop_words(file: Path) -> frozenset[str]:
    if not file.exists():
        return frozenset()
    return frozenset(word for line in file.read_text(encoding="utf-8").splitlines() if (word := line.strip()))
