"""What redaction keeps back by type, language, casing and origin: the counts that `hearback privacy report` shows.

Run it with `python -m benchmarks.privacy_figures --out config/privacy_figures.toml` whenever a rule, a list or a model
changes. Two sets are counted: marked sentences that the rules were made with, which are not part of the project (they are
read from the folder that HEARBACK_SHARED names, or `../shared` beside the checkout), and the half of our own sentences
(`fresh_names`, `fresh_forms`) that rules are never mended with. Only counts are written, never a sentence.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import find_data, forms, fresh_names
from config.packs import list_languages, load_packs
from config.privacy_figures import write_figures
from domain.listening import Redaction
from domain.measured import Caught, MarkedSet, MeasuredRedaction, Split
from domain.text import RawText
from nlp.redact import Redactor, open_redactor
from nlp.redact.found import Kind

Row = dict[str, Any]
_COMMAND = "python -m benchmarks.privacy_figures --out config/privacy_figures.toml"
_PHRASES = frozenset({Kind.IMMIGRATION_STATUS, Kind.SMALL_GROUP_ID})
_IN_VIEW = "synthetic sentences that the makers of the rules had seen"
_SET_ASIDE = (
    "synthetic sentences that were set aside while the rules were made "
    "(some of their names are on the lists by now: without those, 92 of 100 names are found and not 96)"
)


def main() -> None:
    """Measure, print the figures as JSON, and write them to a file where one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="also write the figures to this file, as the program ships them")
    given = parser.parse_args()
    measured = measure(_read(find_data() / "redaction" / "dev.jsonl"), list(make_aside()))
    if given.out:
        given.out.write_text(write_figures(measured), encoding="utf-8")
    print(json.dumps(asdict(measured), indent=1, ensure_ascii=False, default=str))


def measure(seen: Sequence[Row], aside: Sequence[Row]) -> MeasuredRedaction:
    """The figures of both sets of rows."""
    redactor = open_redactor(load_packs(list_languages()))
    return MeasuredRedaction(
        version=redactor.version,
        measured_on=datetime.now(UTC).date(),
        command=_COMMAND,
        types=tuple(Kind),
        sets=(
            measure_set(redactor, aside, name="aside", title=_SET_ASIDE, is_in_view=False),
            measure_set(redactor, seen, name="seen", title=_IN_VIEW, is_in_view=True),
        ),
    )


def make_aside() -> Iterator[Row]:
    """Our own rows of the half that no rule was mended with: names, and everything else that has a form."""
    for name in fresh_names.make_rows("test"):
        spans = [_mark(Kind.PERSON, name.start, name.start + len(name.name))] if name.name else []
        yield {"text": name.text, "lang": name.language, "origin": name.origin, "spans": spans}
    for form in forms.make_rows():
        if form.half == "test":
            yield {"text": form.text, "lang": form.language, "spans": [_mark(form.type, form.start, form.end)] if form.end else []}


def _mark(kind: str, start: int, end: int) -> Row:
    return {"type": str(kind), "start": start, "end": end}


def measure_set(redactor: Redactor, rows: Sequence[Row], *, name: str, title: str, is_in_view: bool) -> MarkedSet:
    """Redact rows `{text, lang, spans, origin}` one by one and count what became of their marked places."""
    made = [each for (each,) in redactor.redact_batch([[(RawText(row["text"]), row["lang"])] for row in rows])]
    clean = [each for row, each in zip(rows, made, strict=True) if not row["spans"]]
    return MarkedSet(
        name=name,
        title=title,
        is_in_view=is_in_view,
        texts=len(rows),
        clean=len(clean),
        clean_touched=sum(bool(each.spans) for each in clean),
        clean_held=sum(each.text is None for each in clean),
        caught=count_caught(zip(rows, made, strict=True)),
    )


def count_caught(pairs: Iterable[tuple[Row, Redaction]]) -> tuple[Caught, ...]:
    """Every marked place, counted once in each split that fits it."""
    marked, taken, held = Counter[tuple[Split, str]](), Counter[tuple[Split, str]](), Counter[tuple[Split, str]]()
    for row, redaction in pairs:
        for span in row["spans"]:
            for part in _parts_of(row, span):
                marked[part] += 1
                held[part] += redaction.text is None
                taken[part] += redaction.text is not None and _is_taken(row["text"], span, redaction)
    return tuple(Caught(*part, marked[part], taken[part], held[part]) for part in sorted(marked))


def _is_taken(text: str, span: Row, redaction: Redaction) -> bool:
    """All of the place is gone; of a phrase some of it, since where a phrase ends is a matter of taste."""
    gone = {place for each in redaction.spans for place in range(each.start, each.end)}
    places = {place for place in range(span["start"], span["end"]) if not text[place].isspace()}
    return not places.isdisjoint(gone) if span["type"] in _PHRASES else places <= gone


def _parts_of(row: Row, span: Row) -> Iterator[tuple[Split, str]]:
    kind, language = span["type"], row["lang"]
    yield from ((Split.ALL, "all"), (Split.TYPE, kind), (Split.LANGUAGE, language), (Split.TYPE_LANGUAGE, f"{kind} {language}"))
    if kind == Kind.PERSON:
        yield from ((Split.NAME_LANGUAGE, language), (Split.NAME_CASING, tell_casing(row["text"][span["start"] : span["end"]])))
        if row.get("origin"):
            yield Split.NAME_ORIGIN, row["origin"]


def tell_casing(words: str) -> str:
    """How a name is written: `title`, `lower`, `upper`, or `none` in a script without capitals."""
    if words.lower() == words.upper():
        return "none"
    return "lower" if words == words.lower() else "upper" if words == words.upper() else "title"


def _read(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
