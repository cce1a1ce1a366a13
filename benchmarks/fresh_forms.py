"""Every identifier with a form, however it is written or said: rows of our own that the rules were not made with.

Run it with `python -m benchmarks.fresh_forms`; it prints JSON: for each half (the rules were mended with "dev", never with
"test") the recall of whole values by type, the share that was taken out or held, and what was touched of rows to be left alone.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.forms import HALVES, Row, make_rows
from config.packs import list_languages, load_packs
from domain.listening import Redaction
from domain.text import RawText
from nlp.redact import open_redactor

_PHRASES = frozenset({"IMMIGRATION_STATUS", "SMALL_GROUP_ID"})  # counted when touched: where a phrase ends is a matter of taste


def main() -> None:
    """Redact every row by itself, score and print one JSON object; `--missed` shows rows of the dev half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="also write the JSON to this file")
    parser.add_argument("--missed", metavar="TYPE", help="show what was missed or touched wrongly of this type in the dev half")
    options = parser.parse_args()
    rows = make_rows()
    started = time.perf_counter()
    made = [
        each[0] for each in open_redactor(load_packs(list_languages())).redact_batch([[(RawText(row.text), row.language)] for row in rows])
    ]
    seconds = time.perf_counter() - started
    if options.missed:
        _show_missed(rows, made, options.missed)
        return
    report = {"rows": len(rows), "texts_per_s": round(len(rows) / seconds), **{half: _score(half, rows, made) for half in HALVES}}
    text = json.dumps(report, indent=1, ensure_ascii=False)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")
    print(text)


def _score(half: str, rows: Sequence[Row], made: Sequence[Redaction]) -> dict[str, Any]:
    pairs = [(row, redaction) for row, redaction in zip(rows, made, strict=True) if row.half == half]
    wanted = [(row, redaction) for row, redaction in pairs if row.end]
    clean = [redaction for row, redaction in pairs if not row.end]
    return {
        "rows": len(pairs),
        "recall": _shares(wanted, lambda row: row.type, _is_caught),
        "caught_or_held": _shares(wanted, lambda row: row.type, _is_caught_or_held),
        "recall_by_language": _shares(wanted, lambda row: row.language, _is_caught),
        "clean_touched": round(sum(bool(each.spans) for each in clean) / len(clean), 3),
        "clean_held": round(sum(each.text is None for each in clean) / len(clean), 3),
    }


def _shares(
    pairs: Sequence[tuple[Row, Redaction]], key: Callable[[Row], str], test: Callable[[Row, Redaction], bool]
) -> dict[str, tuple[int, float]]:
    """By key: how many there are, and the share for which the test holds; "all" for all together."""
    counts: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for row, redaction in pairs:
        for name in ("all", key(row)):
            counts[name][test(row, redaction)] += 1
    return {name: (count.total(), round(count[True] / count.total(), 3)) for name, count in sorted(counts.items())}


def _is_caught(row: Row, redaction: Redaction) -> bool:
    places = {place for place in range(row.start, row.end) if row.text[place].isalnum()}
    taken = {place for span in redaction.spans for place in range(span.start, span.end)}
    return bool(places & taken) if row.type in _PHRASES else places <= taken


def _is_caught_or_held(row: Row, redaction: Redaction) -> bool:
    return redaction.text is None or _is_caught(row, redaction)


def _show_missed(rows: Sequence[Row], made: Sequence[Redaction], kind: str) -> None:
    for row, redaction in zip(rows, made, strict=True):
        wrong = bool(redaction.spans) if not row.end else not _is_caught(row, redaction)
        if row.half == "dev" and row.type == kind and wrong:
            print(row.language, row.style, "|", row.text, "|", redaction.text, [span.type for span in redaction.spans])


if __name__ == "__main__":
    main()
