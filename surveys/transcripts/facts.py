"""The facts of a session: from flags, from the front of the file, from the TOML file of the same name beside it.

Where several say something on one key, flags win over the file's own front, and that over the file beside it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from domain.errors import BadFile
from surveys.decode import read_bytes
from surveys.mapping import find_nearest

LONGEST_NAME = 120
_LONGEST_TEXT = 300
_MOST_PEOPLE = 1_000_000
_MOST_BYTES = 1_000_000
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")

QUOTING = {"agreed": True, "not agreed": False, "not asked": False}
"""What may be said of quoting; only what was agreed lets a quote out."""

ALIASES = {
    "date": "held_on",
    "location": "place",
    "venue": "place",
    "facilitator": "facilitators",
    "interpreter": "interpreters",
    "attendees": "attendance",
    "quotes": "quoting",
}


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What is known of a session beside its words. Names serve to tell roles and are never kept.

    `session` is the session's name where a file states one. `may_quote` is True only where quoting was agreed.
    """

    title: str
    held_on: date | None = None
    place: str = ""
    languages: tuple[str, ...] = ()
    attendance: int | None = None
    facilitators: tuple[str, ...] = field(default=(), repr=False)
    interpreters: tuple[str, ...] = field(default=(), repr=False)
    may_quote: bool = False
    language: str = ""
    session: str = ""


def sidecar_of(path: Path) -> Path:
    """Where the facts of this transcript would lie."""
    return path.with_suffix(".toml")


def read_sidecar(path: Path) -> dict[str, Any]:
    """The facts beside a transcript, checked; empty without such a file. Raises BadFile naming the key."""
    sidecar = sidecar_of(path)
    return read_facts_file(sidecar) if sidecar.is_file() else {}


def read_facts_file(file: Path) -> dict[str, Any]:
    """The facts in a TOML file, checked. Raises BadFile naming the key."""
    return check_facts(load_toml(_decode(file), str(file)), str(file))


def _decode(file: Path) -> str:
    try:
        return read_bytes(file, _MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile("This file is not UTF-8.", where=str(file), next_step="Save it as UTF-8.") from None


def load_toml(text: str, where: str) -> dict[str, Any]:
    """The tables of a TOML text. Raises BadFile for what is none."""
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        told = re.search(r"\(at .*\)$", str(error))  # the place only: the message may hold what stands there
        what = f"This is not valid TOML {told[0] if told else '(nested too deep)'}."
        raise BadFile(what, where=where, next_step="Mend that line.") from None


def make_facts(path: Path, *layers: Mapping[str, Any]) -> SessionFacts:
    """The facts of a transcript, each layer over those before it; without a title, the file's name is one."""
    values: dict[str, Any] = {"title": path.stem}
    for layer in layers:
        values |= layer
    return SessionFacts(**values)


def check_facts(told: Mapping[str, object], where: str) -> dict[str, Any]:
    """The facts under their own keys. Raises BadFile naming a key that is not known, or whose value is of another kind."""
    values: dict[str, Any] = {}
    for key, value in told.items():
        known = ALIASES.get(key, key)
        checked = _check(known, key, value, where)
        if known == "quoting":
            known, checked = "may_quote", QUOTING[checked]
        if values.get(known, checked) != checked:
            raise BadFile(f"{key!r} contradicts what is said before it.", where=where, next_step="Leave one of them out.")
        values[known] = checked
    return values


def _check(known: str, key: str, value: object, where: str) -> Any:
    if known not in _CHECKS:
        near = find_nearest(key, [*_CHECKS, *ALIASES])
        hint = f"Did you mean {near!r}?" if near else f"Known: {', '.join(_CHECKS)}."
        raise BadFile(f"The key {_show_key(key)} is not known.", where=where, next_step=hint)
    is_right, wanted = _CHECKS[known]
    single = known in LISTS and isinstance(value, str)
    if not is_right([value] if single else value):
        raise BadFile(f"{key!r} must be {wanted}.", where=where, next_step="Correct it.")
    if single:
        return (value,)
    return tuple(value) if isinstance(value, list) else value


def _show_key(key: str) -> str:
    """The key, unless it is so long that it may be somebody's words."""
    return repr(key) if re.fullmatch(r"[\w-]{1,30}", key) else "on this line"


def is_safe_name(name: object) -> bool:
    """True for what may name a session: it becomes part of ids and pages."""
    is_plain = isinstance(name, str) and name == name.strip() and 0 < len(name) <= LONGEST_NAME and name.isprintable()
    return is_plain and not re.search(r"[/\\]", str(name)) and not str(name).startswith(".")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT and value.isprintable()


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_tag(value: object) -> bool:
    return isinstance(value, str) and _LANGUAGE_TAG.fullmatch(value) is not None


def _is_tag_or_none(value: object) -> bool:
    return value == "" or _is_tag(value)


def _is_tags(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_tag, value))


def _is_date(value: object) -> bool:
    return type(value) is date


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_PEOPLE


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


def _is_quoting(value: object) -> bool:
    return isinstance(value, str) and value in QUOTING


LISTS = frozenset({"languages", "facilitators", "interpreters"})
"""The keys that take a list; one text alone is a list of one."""

_CHECKS: dict[str, tuple[Callable[[object], bool], str]] = {
    "title": (_is_text, "text in quotes, on one line and of at most 300 signs"),
    "held_on": (_is_date, "a date such as 2026-11-21, without quotes"),
    "place": (_is_text, "text in quotes, on one line and of at most 300 signs"),
    "languages": (_is_tags, 'a list such as ["en", "so"]'),
    "attendance": (_is_count, "a whole number"),
    "facilitators": (_is_texts, "a list of names"),
    "interpreters": (_is_texts, "a list of names"),
    "may_quote": (_is_truth, "true or false"),
    "quoting": (_is_quoting, '"agreed", "not agreed" or "not asked"'),
    "language": (_is_tag_or_none, 'text such as "es", or "" where several are spoken'),
    "session": (is_safe_name, f"a printable name of at most {LONGEST_NAME} signs without slashes"),
}
