"""The JSON-lines filter behind `hearback redact`: a text a line in, a redaction a line out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from domain.errors import BadFile
from domain.listening import Redaction
from domain.text import RawText
from nlp.redact.engine import Redactor

TellLanguage = Callable[[str, str | None], str]
_BATCH = 512  # lines held in memory at once


def redact_lines(lines: Iterable[str], redactor: Redactor, tell_language: TellLanguage) -> Iterator[str]:
    """One line of JSON out for each line in, in order; blank lines are left out.

    In: `{"id", "text", "lang"?}` (an id is text or a whole number). Out: `{"id", "redacted_text", "spans", "held", "reason"?}`; `redacted_text` is null where
    held. Raises BadFile with the number of a line that is not so, never with what it holds.
    """
    rows = (_parse(line, number) for number, line in enumerate(lines, start=1) if line.strip())
    while batch := list(islice(rows, _BATCH)):
        yield from _redact_rows(batch, redactor, tell_language)


def _redact_rows(rows: Sequence[dict[str, Any]], redactor: Redactor, tell_language: TellLanguage) -> Iterator[str]:
    groups = [[(RawText(row["text"]), tell_language(row["text"], row.get("lang")))] for row in rows]
    for row, (redaction,) in zip(rows, redactor.redact_batch(groups), strict=True):
        yield json.dumps(_describe(row["id"], redaction), ensure_ascii=False)


def _describe(row_id: object, redaction: Redaction) -> dict[str, object]:
    spans = [{"start": span.start, "end": span.end, "type": span.type} for span in redaction.spans]
    described: dict[str, object] = {"id": row_id, "redacted_text": redaction.text, "spans": spans, "held": redaction.text is None}
    if redaction.held_reason is not None:
        described["reason"] = redaction.held_reason
    return described


def _parse(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        raise _complain("This is not JSON", number) from None  # the error would quote the line
    if not isinstance(row, dict):
        raise _complain("This is not a JSON object", number)
    if not isinstance(row.get("text"), str) or not _is_id(row.get("id")):
        raise _complain('"id" (text or a number) and "text" (text) are needed', number)
    if not isinstance(row.get("lang"), str | None):
        raise _complain('"lang" must be text or left out', number)
    return row


def _is_id(value: object) -> bool:
    """True for a number, and for text that can be written out again: half a character cannot."""
    if isinstance(value, str):
        return not any("\ud800" <= character <= "\udfff" for character in value)
    return isinstance(value, int) and not isinstance(value, bool)


def _complain(what: str, number: int) -> BadFile:
    return BadFile(f"{what}.", where=f"line {number}", next_step='Write one line a text, as in {"id": "1", "text": "..."}.')
