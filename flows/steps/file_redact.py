"""The filter behind `hearback redact`: JSON lines in, JSON lines out, nothing kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from config.packs import list_languages, load_packs
from domain.errors import BadFile
from flows.steps.stage import wordless_errors


def redact_stream(stream: BinaryIO, languages: tuple[str, ...] = ()) -> Iterator[str]:
    """One line out for each line in, in order. Raises BadFile with the number of a line that is not UTF-8 or not JSON."""
    from flows.steps.redaction import redactor_for
    from nlp.language import tell_language
    from nlp.redact.filter import redact_lines

    chosen = languages or list_languages()
    load_packs(chosen)
    redactor = redactor_for(chosen, "replace")

    def tell(text: str, stated: str | None) -> str:
        return tell_language(text, stated=stated, allowed=chosen).code

    with wordless_errors("redact"):
        yield from redact_lines(_lines(stream), redactor, tell)


def _lines(stream: BinaryIO) -> Iterator[str]:
    for number, line in enumerate(stream, start=1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise BadFile("This line is not UTF-8.", where=f"standard input, line {number}", next_step="Save the input as UTF-8.") from None
