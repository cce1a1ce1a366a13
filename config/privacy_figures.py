"""`privacy_figures.toml` -> `MeasuredRedaction`: how well redaction works, as `benchmarks.privacy_figures` counted it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from domain.errors import BadFile
from domain.measured import Caught, MarkedSet, MeasuredRedaction, Split

FILE = Path(__file__).parent / "privacy_figures.toml"


@cache
def load_figures(file: Path = FILE) -> MeasuredRedaction:
    """The figures that came with the program. Raises BadFile where the file was damaged."""
    try:
        return read_figures(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadFile(
            f"The figures of redaction cannot be read ({type(error).__name__}).",
            where=str(file),
            next_step="Write them anew with: python -m benchmarks.privacy_figures --out config/privacy_figures.toml",
        ) from None


def read_figures(content: Mapping[str, Any]) -> MeasuredRedaction:
    """The file's content as values. Raises KeyError, ValueError or TypeError where it is not as it must be."""
    return MeasuredRedaction(
        version=content["version"],
        measured_on=content["measured_on"],
        command=content["command"],
        types=tuple(content["types"]),
        sets=tuple(_read_set(name, each) for name, each in content["sets"].items()),
    )


def _read_set(name: str, content: Mapping[str, Any]) -> MarkedSet:
    clean, touched, held = content["clean"]
    return MarkedSet(
        name=name,
        title=content["title"],
        is_in_view=content["is_in_view"],
        texts=content["texts"],
        clean=clean,
        clean_touched=touched,
        clean_held=held,
        caught=tuple(_read_caught(content)),
    )


def _read_caught(content: Mapping[str, Any]) -> Iterator[Caught]:
    for split in Split:
        for name, (marked, taken, held) in content[split].items():
            yield Caught(split, name, marked, taken, held)


def write_figures(measured: MeasuredRedaction) -> str:
    """The figures as they stand in the file: three numbers a part (marked, taken out, held)."""
    lines = [
        "# What redaction keeps back, counted on marked sentences. Written by the command below; never by hand.",
        "# Each line of a part: how many marked places, how many taken out whole, how many in a text that was held.",
        f"version = {_quote(measured.version)}",
        f"measured_on = {measured.measured_on.isoformat()}",
        f"command = {_quote(measured.command)}",
        f"types = [{', '.join(map(_quote, measured.types))}]",
    ]
    for each in measured.sets:
        lines += ["", *_write_set(each)]
    return "\n".join(lines) + "\n"


def _write_set(each: MarkedSet) -> Iterator[str]:
    yield f"[sets.{each.name}]"
    yield f"title = {_quote(each.title)}"
    yield f"is_in_view = {str(each.is_in_view).lower()}"
    yield f"texts = {each.texts}"
    yield f"clean = [{each.clean}, {each.clean_touched}, {each.clean_held}]"
    for split in Split:
        yield f"\n[sets.{each.name}.{split}]"
        for one in sorted((one for one in each.caught if one.split is split), key=lambda one: one.name):
            yield f"{_quote(one.name)} = [{one.marked}, {one.taken}, {one.held}]"


def _quote(words: str) -> str:
    import json

    return json.dumps(words, ensure_ascii=False)  # a JSON string without control characters is a TOML string
