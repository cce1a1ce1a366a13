"""How often a language is told right, from three words to a whole sentence, as JSON.

Run: python -m benchmarks.language. Reads SIB-200 (CC BY-SA 4.0) and TICO-19 (CC0) from the shared data.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks import find_data
from nlp.language import normalise_tag, tell_language

ALLOWED = ("en", "es", "fr", "pt", "ar", "so", "vi", "zh", "am", "sw", "ht", "ru")
LENGTHS = {"3 words": 3, "6 words": 6, "whole": None}

Sample = Sequence[tuple[str, str]]
"""(language code, text)."""


def main() -> None:
    """Print one JSON object: each data set and length, without a stated language and against a wrong or right one."""
    samples = {"sib200": read_sib(), "tico19": read_tico()}
    print(json.dumps({name: measure_all(sample) for name, sample in samples.items()}, indent=2))


def read_sib() -> Sample:
    """The sentences of SIB-200."""
    return [(normalise_tag(row["lang"]), row["text"]) for row in _read_rows(find_data() / "sib200" / "dev_12lang_train_dev.jsonl")]


def read_tico() -> Sample:
    """The sentences of TICO-19, each in its 13 languages."""
    rows = _read_rows(find_data() / "tico19" / "dev_13lang.jsonl")
    return [(normalise_tag(code), text) for row in rows for code, text in row.items() if code not in ("id", "source")]


def _read_rows(file: Path) -> Iterable[dict[str, str]]:
    return map(json.loads, file.read_text(encoding="utf-8").splitlines())


def measure_all(sample: Sample) -> dict[str, object]:
    """Every length without a stated language; then whole texts whose stated language is right, or is one of two others."""
    ours = [(code, text) for code, text in sample if code in ALLOWED]
    others = [(code, text) for code, text in sample if code not in ALLOWED]
    return {
        "told": {name: measure([(code, first_words(text, words)) for code, text in ours]) for name, words in LENGTHS.items()},
        "foreign_undetermined": {
            name: measure([("", first_words(text, words)) for _, text in others])["right"] if others else None
            for name, words in LENGTHS.items()
        },
        "stated_right": measure(ours, stated="right"),
        "stated_en": measure([each for each in ours if each[0] != "en"], stated="en"),
        "stated_es": measure([each for each in ours if each[0] != "es"], stated="es"),
    }


def measure(sample: Sample, *, stated: str | None = None) -> dict[str, object]:
    """Shares told right, wrong and undetermined, the five most frequent mistakes, and texts a second."""
    started = time.perf_counter()
    told = [(code, tell_language(text, stated=code if stated == "right" else stated, allowed=ALLOWED).code) for code, text in sample]
    seconds = time.perf_counter() - started
    right = sum(code == answer for code, answer in told)
    undetermined = sum(not answer and code != "" for code, answer in told)
    mistakes = Counter(f"{code}->{answer or 'undetermined'}" for code, answer in told if code != answer)
    return {
        "texts": len(told),
        "right": round(right / len(told), 4),
        "undetermined": round(undetermined / len(told), 4),
        "wrong": round((len(told) - right - undetermined) / len(told), 4),
        "mistakes": dict(mistakes.most_common(5)),
        "texts_per_s": round(len(told) / seconds),
    }


def first_words(text: str, words: int | None) -> str:
    """The first words; of a text without spaces, two characters a word."""
    if words is None:
        return text
    parts = text.split()
    return text[: 2 * words] if len(parts) < 4 and len(text) > 20 else " ".join(parts[:words])


if __name__ == "__main__":
    main()
