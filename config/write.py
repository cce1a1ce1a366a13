"""Write a source into `hearback.toml` and touch nothing else: its comments, its order and the other sources stay."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from config.settings import load_settings
from domain.errors import BadSettings, WrongUse

NAME_RULE = r"[a-z][a-z0-9_-]*"


def render_source(name: str, values: Mapping[str, Any]) -> str:
    """The TOML of `[sources.NAME]`; a table among the values becomes a table of its own, tables within it one line each."""
    import tomlkit

    parts = [
        f"[sources.{tomlkit.key(name).as_string()}]\n",
        _render({key: each for key, each in values.items() if not isinstance(each, dict)}),
    ]
    for key, each in values.items():
        if isinstance(each, dict):
            parts += [f"\n[sources.{tomlkit.key(name).as_string()}.{key}]\n", _render(each)]
    return "".join(parts)


def _render(values: Mapping[str, Any]) -> str:
    import tomlkit

    document = tomlkit.document()
    for key, each in values.items():
        if each is not None:
            document.add(key, _item(each))
    return tomlkit.dumps(document)


def _item(value: Any) -> Any:
    import tomlkit

    if isinstance(value, dict):
        table = tomlkit.inline_table()
        table.update({key: _item(each) for key, each in value.items() if each is not None})
        return table
    if isinstance(value, list | tuple):
        array = tomlkit.array()
        array.extend(_item(each) for each in value)
        return array.multiline(any(isinstance(each, dict) for each in value))
    return tomlkit.item(value)


def add_source(text: str, name: str, block: str, *, is_replaced: bool = False) -> str:
    """The settings with a source's block: at the end, or in the place of the source that has this name.

    Raises WrongUse for a name that is there and is not to be replaced, and where it is not written as a table of its own.
    """
    written = block.replace("\n", "\r\n") if "\r\n" in text else block
    is_there = name in _list_sources(text)
    if not is_there:
        return f"{text.rstrip()}{_line_end(text)}{_line_end(text)}{written}" if text.strip() else written
    if not is_replaced:
        raise WrongUse(f"There is a source {name!r} already, and it stays as it is.", next_step="Choose another --name, or say --replace.")
    return _replace(text, name, written)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _replace(text: str, name: str, block: str) -> str:
    kept: list[str] = []
    is_placed = False
    for path, part in _split_tables(text):
        if path[:2] != ["sources", name]:
            kept.append(part)
            continue
        # Comments below the last line of a table belong to what follows it.
        kept.append(("" if is_placed else block) + _cut_tail(part))
        is_placed = True
    result = "".join(kept)
    left, now = ({key: each for key, each in _list_sources(content).items() if key != name} for content in (text, result))
    if not is_placed or left != now:
        raise WrongUse(
            f"The source {name!r} does not stand in tables of its own, so it cannot be replaced.",
            next_step="Take it out by hand, and run this again.",
        )
    return result


def _list_sources(text: str) -> dict[str, Any]:
    try:
        return dict(tomllib.loads(text).get("sources", {}))
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"The settings are not valid TOML: {error}.", next_step="Mend that line.") from None


def _split_tables(text: str) -> Iterator[tuple[list[str], str]]:
    """The text in parts that each begin with a table's header, with the header's keys; the first part has none."""
    path: list[str] = []
    part: list[str] = []
    before = ""
    for line in _split_lines(text):
        keys = _read_header(line)
        if keys and _is_whole(before):
            yield path, "".join(part)
            path, part = keys, []
        part.append(line)
        before += line
    yield path, "".join(part)


def _split_lines(text: str) -> list[str]:
    """Lines with their ends, as TOML knows them: other signs that part lines elsewhere can stand in a comment."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _read_header(line: str) -> list[str]:
    """The keys of a line that reads like `[a.b]` or `[[a.b]]`; none for any other line."""
    if not line.lstrip().startswith("["):
        return []
    try:
        content: Any = tomllib.loads(line.strip() + "\n")
    except tomllib.TOMLDecodeError:
        return []
    keys = []
    while content:
        content = content[0] if isinstance(content, list) else content
        if not content:
            break
        key, content = next(iter(content.items()))
        keys.append(key)
    return keys


def _is_whole(text: str) -> bool:
    """False within a text or a list that goes over several lines: what looks like a header there is none."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _cut_tail(part: str) -> str:
    """The blank and comment lines at the end of a table."""
    lines = _split_lines(part)
    end = len(lines)
    while end > 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return "".join(lines[end:])


def write_source(file: Path, name: str, block: str, *, is_replaced: bool = False) -> None:
    """Add or replace a source in the settings file, whole or not at all; its mode stays, and a link stays a link.

    What is to be written is loaded first. Raises BadSettings where it would not be valid, and WrongUse for a name that is
    there, and for a file that somebody changed at the same time.
    """
    target = file.resolve()
    before = _read(target)
    after = add_source(before, name, block, is_replaced=is_replaced)
    fresh = _write_beside(target, after)
    try:
        _check(fresh, file)
        if _read(target) != before:
            raise WrongUse("Somebody has just changed this file.", where=str(file), next_step="Nothing was written: run this again.")
        shutil.copymode(target, fresh)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise BadSettings("There is no such file.", where=str(file), next_step="Make one with: hearback init") from None
    except (OSError, UnicodeDecodeError):
        raise BadSettings("This file cannot be read as UTF-8 text.", where=str(file), next_step="Check it.") from None


def _write_beside(target: Path, text: str) -> Path:
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".hearback-", suffix=".toml")
    except OSError as error:
        raise BadSettings(f"The settings cannot be written ({error.strerror}).", where=str(target), next_step="Check its folder.") from None
    with os.fdopen(handle, "wb") as opened:
        opened.write(text.encode("utf-8"))
        opened.flush()
        os.fsync(opened.fileno())
    return Path(name)


def _check(fresh: Path, file: Path) -> None:
    try:
        load_settings(fresh)
    except BadSettings as error:
        raise BadSettings(
            f"With this source it would not be valid. {error.what}", where=str(file), next_step="Nothing was written."
        ) from None
