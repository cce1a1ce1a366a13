"""The facts of a session, from the TOML file of the same name that may lie beside the transcript."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from domain.errors import BadFile
from surveys.mapping import find_nearest


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What is known of a session beside its words. Names serve to tell roles and are never kept."""

    title: str
    held_on: date | None = None
    place: str = ""
    languages: tuple[str, ...] = ()
    attendance: int | None = None
    facilitators: tuple[str, ...] = field(default=(), repr=False)
    interpreters: tuple[str, ...] = field(default=(), repr=False)
    may_quote: bool = False
    language: str = ""


def sidecar_of(path: Path) -> Path:
    """Where the facts of this transcript would lie."""
    return path.with_suffix(".toml")


def read_facts(path: Path) -> SessionFacts:
    """The facts beside a transcript; without such a file the title is the file's name. Raises BadFile naming the key."""
    sidecar = sidecar_of(path)
    try:
        told = tomllib.loads(sidecar.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return SessionFacts(title=path.stem)
    except UnicodeDecodeError:
        raise BadFile("This file is not UTF-8.", where=str(sidecar), next_step="Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise BadFile(f"This is not valid TOML: {error}.", where=str(sidecar), next_step="Mend that line.") from None
    values: dict[str, Any] = {"title": path.stem}
    for key, value in told.items():
        values[key] = _checked(key, value, sidecar)
    return SessionFacts(**values)


def _checked(key: str, value: object, sidecar: Path) -> object:
    if key not in _CHECKS:
        near = find_nearest(key, _CHECKS)
        hint = f"Did you mean {near!r}?" if near else f"Known: {', '.join(_CHECKS)}."
        raise BadFile(f"The key {key!r} is not known.", where=str(sidecar), next_step=hint)
    is_right, wanted = _CHECKS[key]
    if not is_right(value):
        raise BadFile(f"{key!r} must be {wanted}.", where=str(sidecar), next_step="Correct it.")
    return tuple(value) if isinstance(value, list) else value


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_date(value: object) -> bool:
    return type(value) is date


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


_CHECKS: dict[str, tuple[Callable[[object], bool], str]] = {
    "title": (_is_text, "text in quotes"),
    "held_on": (_is_date, "a date such as 2026-11-21, without quotes"),
    "place": (_is_text, "text in quotes"),
    "languages": (_is_texts, 'a list such as ["en", "so"]'),
    "attendance": (_is_count, "a whole number"),
    "facilitators": (_is_texts, "a list of names"),
    "interpreters": (_is_texts, "a list of names"),
    "may_quote": (_is_truth, "true or false"),
    "language": (_is_text, 'text such as "es"'),
}
