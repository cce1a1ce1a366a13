"""`config/texts/CODE.toml` -> `ScreenTexts`: the words of the pages, one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from domain.errors import BadSettings
from domain.screen import ScreenTexts

FOLDER = Path(__file__).parent / "texts"
PLURAL_CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})


def list_text_codes() -> tuple[str, ...]:
    """Codes of the languages that the pages can be written in, in order."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml")))


def load_texts(code: str) -> ScreenTexts:
    """The words of one language. Raises BadSettings listing the languages there are.

    A regional code ("es-MX") falls back to its language ("es").
    """
    known = list_text_codes()
    found = next((each for each in (code, code.replace("_", "-").partition("-")[0]) if each in known), None)
    if found is None:
        raise BadSettings(
            f"The pages cannot be written in {code!r} yet.",
            where="[hearback] language",
            next_step=f"Known: {', '.join(known)}. Use one of these, or add config/texts/{code}.toml.",
        )
    return _read_known(found)


@cache  # a page asks for its words many times, and a catalogue does not change while a program runs
def _read_known(code: str) -> ScreenTexts:
    return read_texts(FOLDER / f"{code}.toml")


def read_texts(file: Path) -> ScreenTexts:
    """One catalogue as it stands in a file; the table `language` says what it is, all others are words."""
    from babel import Locale

    content = tomllib.loads(file.read_text(encoding="utf-8"))
    language = content.pop("language")
    entries = dict(_flatten(content))
    return ScreenTexts(
        code=language["code"],
        name=language["name"],
        direction=language["direction"],
        digits=language["digits"],
        phrases={key: value for key, value in entries.items() if isinstance(value, str)},
        plurals={key: value for key, value in entries.items() if not isinstance(value, str)},
        plural_category=Locale.parse(language["code"]).plural_form,
    )


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str | dict[str, str]]]:
    for key, value in table.items():
        if isinstance(value, str) or ("other" in value and value.keys() <= PLURAL_CATEGORIES):
            yield prefix + key, value
        else:
            yield from _flatten(value, f"{prefix}{key}.")
