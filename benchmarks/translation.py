"""How near the translator comes to people's translations: chrF and texts a second a language, as JSON.

Run: python -m benchmarks.translation [--engine apertium] [--target en]. Reads TICO-19 (CC0) from the shared data.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks import find_data
from domain.text import RedactedText
from nlp.translate import Translator, open_translator

_ORDER = 6
_BETA = 2


def main() -> None:
    """Print one JSON object: a row a language that is served."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="apertium")
    parser.add_argument("--target", default="en")
    options = parser.parse_args()
    translator = open_translator(options.engine, target=options.target)
    rows = [json.loads(line) for line in (find_data() / "tico19" / "dev_13lang.jsonl").read_text(encoding="utf-8").splitlines()]
    served = sorted(translator.languages & rows[0].keys())
    languages = {code: measure(translator, rows, code, options.target) for code in served}
    print(json.dumps({"engine": translator.made_by, "target": options.target, "sentences": len(rows), "languages": languages}, indent=2))


def measure(translator: Translator, rows: Sequence[dict[str, str]], source: str, target: str) -> dict[str, float | str]:
    """chrF (0 to 100) of the translations and of the untranslated words, and sentences a second."""
    texts = [RedactedText(row[source]) for row in rows]
    references = [row[target] for row in rows]
    started = time.perf_counter()
    answers = translator.translate(texts, source, target)
    seconds = time.perf_counter() - started
    done = [(answer, reference) for answer, reference in zip(answers, references, strict=True) if answer is not None]
    return {
        "made_by": done[0][0].made_by if done else "",
        "translated": len(done),
        "chrf": round(chrf([answer.text for answer, _ in done], [reference for _, reference in done]), 1),
        "chrf_untranslated": round(chrf(list(texts), references), 1),
        "sentences_per_s": round(len(texts) / seconds, 1),
    }


def chrf(hypotheses: Sequence[str], references: Sequence[str]) -> float:
    """Corpus chrF2 in percent: the F-score (beta 2) of character n-grams up to 6, without spaces (Popović 2015)."""
    matched, proposed, wanted = Counter[int](), Counter[int](), Counter[int]()
    for hypothesis, reference in zip(hypotheses, references, strict=True):
        for order, ours, theirs in _counts(hypothesis, reference):
            matched[order] += (ours & theirs).total()
            proposed[order] += ours.total()
            wanted[order] += theirs.total()
    scores = [
        _f_score(matched[order], proposed[order], wanted[order]) for order in range(1, _ORDER + 1) if proposed[order] and wanted[order]
    ]
    return 100 * sum(scores) / len(scores) if scores else 0.0


def _counts(hypothesis: str, reference: str) -> Iterator[tuple[int, Counter[str], Counter[str]]]:
    ours, theirs = "".join(hypothesis.split()), "".join(reference.split())
    for order in range(1, _ORDER + 1):
        yield order, _grams(ours, order), _grams(theirs, order)


def _grams(text: str, order: int) -> Counter[str]:
    return Counter(text[start : start + order] for start in range(len(text) - order + 1))


def _f_score(matched: int, proposed: int, wanted: int) -> float:
    if not matched:
        return 0.0
    precision, recall = matched / proposed, matched / wanted
    return (1 + _BETA**2) * precision * recall / (_BETA**2 * precision + recall)


if __name__ == "__main__":
    main()
