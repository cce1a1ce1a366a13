"""Front matter: facts at the top of a text, as TOML between `+++` or as flat `key: value` lines between `---`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from domain.errors import BadFile
from surveys.mapping import find_nearest
from surveys.transcripts.facts import ALIASES, LISTS, check_facts, load_toml

_MOST_LINES = 100
_KEYS = frozenset(
    ["title", "held_on", "place", "languages", "attendance", "facilitators", "interpreters", "may_quote", "quoting", "language", "session"]
) | frozenset(ALIASES)
_PAIR = re.compile(r"^(?P<key>[A-Za-z][\w -]{0,40}?)\s*:(?:\s+(?P<value>.*))?$")
_ITEM = re.compile(r"^\s*-\s+(?P<value>.*)$")
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


def split_front(text: str, path: Path) -> tuple[dict[str, Any], str]:
    """The facts at the top of a text, checked, and the text with their lines left blank, so that numbers of lines stay.

    Lines between `---` are facts only where one of their keys is known: a text may begin with a rule too.
    Raises BadFile naming the line of what cannot be read.
    """
    lines = text.removeprefix("\ufeff").split("\n")
    mark = lines[0].strip()
    closing = next((place for place, line in enumerate(lines[1 : _MOST_LINES + 1], 1) if line.strip() == mark), None)
    if mark not in ("+++", "---") or closing is None:
        return {}, text
    body = lines[1:closing]
    if mark == "---" and not any(_key_of(line) in _KEYS for line in body):
        return {}, text
    told = load_toml("\n".join(["", *body]), str(path)) if mark == "+++" else _read_flat(body, path)
    return check_facts(told, f"{path}, lines 1 to {closing + 1}"), "\n".join([""] * (closing + 1) + lines[closing + 1 :])


def _key_of(line: str) -> str | None:
    found = _PAIR.match(line)
    return found["key"].strip().casefold().replace(" ", "_").replace("-", "_") if found else None


def _read_flat(body: Sequence[str], path: Path) -> dict[str, Any]:
    told: dict[str, Any] = {}
    key = ""
    for number, line in enumerate(body, 2):
        where = f"{path}, line {number}"
        item = _ITEM.match(line)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if item and key and isinstance(told.get(key), list):
            told[key].append(_unquote(item["value"]))
            continue
        found = _key_of(line)
        if found is None or line[0].isspace():
            raise BadFile("This line is no `key: value`.", where=where, next_step="Write the facts one a line, without tables.")
        if found not in _KEYS:
            raise _not_known(found, where)
        if found in told:
            raise BadFile(f"The key {found!r} stands twice.", where=where, next_step="Leave one of them out.")
        key = found
        told[key] = _read_value(key, str(_PAIR.fullmatch(line)["value"] or "").strip())  # type: ignore[index]  # it matched
    return {key: value for key, value in told.items() if value not in ("", [])}


def _not_known(key: str, where: str) -> BadFile:
    """The key itself is not repeated: between two rules there may be talk, and then it is who spoke."""
    near = find_nearest(key, sorted(_KEYS))
    hint = f"Did you mean {near!r}?" if near else f"Known: {', '.join(sorted(_KEYS - ALIASES.keys()))}."
    return BadFile("The key on this line is not known.", where=where, next_step=hint)


def _read_value(key: str, value: str) -> Any:
    """A value by what its key takes: YAML's own rules ("no" is false, in a name too) would surprise more."""
    known = ALIASES.get(key, key)
    if known in LISTS:
        return list(_items(value))
    bare = _unquote(value)
    if known == "held_on" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", bare):
        return _read_date(bare)
    if known == "attendance" and re.fullmatch(r"\d{1,9}", bare):
        return int(bare)
    if known == "may_quote":
        return _TRUTHS.get(bare.casefold(), bare)
    return bare


def _read_date(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text  # refused by its key's check, which says what is wanted


def _items(value: str) -> Iterator[str]:
    inner = value[1:-1] if value.startswith("[") and value.endswith("]") else value
    for part in re.findall(r"\"[^\"]*\"|'[^']*'|[^,]+", inner):
        if part.strip():
            yield _unquote(part)


def _unquote(value: str) -> str:
    value = re.sub(r"\s+#.*$", "", value.strip()) if not value.strip().startswith(('"', "'")) else value.strip()
    return value[1:-1] if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'" else value
