"""How often kinds and leanings are told right, beside two simple rules, as JSON.

Run: python -m benchmarks.kinds [--mistakes]. Four sets. `own`: the sentences that weights are learned from, each told by weights
learned without its eighth, and by weights learned without its language. `demo`: comments of the demo town, whose kinds are known
(demo/town/kinds.tsv); the even half was looked at while this was made, the odd half is what is reported. `themefinder`: answers on
gambling advertising (English, made by a model): part 2 asks for proposals, so its answers are suggestions; in part 1 a theme that
names a harm or a fear, with the stance NEGATIVE, is a concern, one that asks for a ban, limits or other funding, POSITIVE, a
suggestion; other answers are left out. Who agrees with the ban wants less. `questions`: lines of conversations with a doctor in
ten languages (TICO-19), a question or not, with their question marks taken away.

Told is right where the whole text's kind is one of its kinds. F1 counts kinds of passages: a text has the kinds of its parts.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import find_data
from demo.town.comments import read_comments
from demo.town.kinds import read_true_kinds
from domain.kinds import Kind, Leaning, ToldKind, join_kinds
from nlp.embed.context import lean_on_comment
from nlp.embed.encoder import Encoder
from nlp.embed.open import PACKAGED, open_encoder
from nlp.kinds import CONTEXT, tell_kinds, version_of
from nlp.kinds.learn import learn_from
from nlp.kinds.sentences import Example, read_examples
from nlp.kinds.tell import read_with
from nlp.passages import cut_passages

_HARMS = frozenset("BDEGHK")
_PROPOSALS = frozenset("AFI")
_BAN = "A"
_ASKING = "?？؟፧¿"
_FOLDS = 8
Teller = Callable[[Sequence[str], Sequence[str], Sequence[str]], list[ToldKind]]
"""Tells kinds of passages from their texts, their languages and the comments that they stand in."""


@dataclass(frozen=True, slots=True)
class Row:
    """A text whose kinds and leanings are known."""

    key: str
    language: str
    text: str
    kinds: frozenset[Kind]
    leanings: frozenset[Leaning]


def main() -> None:
    """Print one JSON object: accuracy and F1 by set, kind and language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--mistakes", action="store_true", help="also list what is told wrongly in the half of the demo that may be looked at"
    )
    options = parser.parse_args()
    encoder = open_encoder(PACKAGED)
    print(json.dumps(measure(encoder, find_data(), is_listing=options.mistakes), indent=2, ensure_ascii=False))


def measure(encoder: Encoder, data: Path, *, is_listing: bool) -> dict[str, Any]:
    """All figures."""
    looked_at, aside = read_demo(is_aside=False), read_demo(is_aside=True)
    tellers: dict[str, Teller] = {
        "told": seeing(encoder),
        "by words alone": by_words,
        "question mark": by_sign,
        "always a concern": always,
    }
    sets = {"demo, looked at": looked_at, "demo, aside": aside, "themefinder": [*read_themefinder(data)]}
    result: dict[str, Any] = {
        "version": version_of(encoder.model),
        "own": measure_own(encoder),
        "sets": {name: {by: compare(rows, teller) for by, teller in tellers.items()} for name, rows in sets.items()},
        "by language, demo, aside": {
            language: compare(rows, tellers["told"], is_short=True) for language, rows in sorted(_by_language(aside).items())
        },
        "leanings of themefinder": compare_ban(data, tellers["told"]),
        "questions without their mark": {by: compare_questions(data, teller) for by, teller in tellers.items()},
    }
    if is_listing:
        result["mistakes"] = list(list_mistakes(looked_at, tellers["told"]))
    return result


def seeing(encoder: Encoder) -> Teller:
    """As the program tells kinds: by vectors and words."""

    def tell(texts: Sequence[str], languages: Sequence[str], comments: Sequence[str]) -> list[ToldKind]:
        vectors = lean_on_comment(encoder.encode(list(texts)), encoder.encode(list(comments)), lean=CONTEXT)
        return tell_kinds(texts, languages, vectors, model=encoder.model)

    return tell


def by_words(texts: Sequence[str], languages: Sequence[str], comments: Sequence[str]) -> list[ToldKind]:
    """As the program does where the vectors are those of another model."""
    return tell_kinds(texts, languages, np.zeros((len(texts), 1), dtype=np.float32), model="")


def by_sign(texts: Sequence[str], languages: Sequence[str], comments: Sequence[str]) -> list[ToldKind]:
    """The plainest rule: what has a question mark is a question, everything else a concern."""
    return [ToldKind(Kind.QUESTION if any(sign in text for sign in _ASKING) else Kind.CONCERN, 1.0) for text in texts]


def always(texts: Sequence[str], languages: Sequence[str], comments: Sequence[str]) -> list[ToldKind]:
    """The commonest kind, whatever is said."""
    return [ToldKind(Kind.CONCERN, 1.0) for _ in texts]


def read_demo(*, is_aside: bool) -> list[Row]:
    """Comments of the demo town: those with odd numbers are set aside."""
    true = read_true_kinds()
    return [
        Row(each.key, each.language, each.text, *true[each.key])
        for each in read_comments()
        if (int(each.key.rpartition("-")[2]) % 2 == 1) == is_aside
    ]


def read_themefinder(data: Path) -> Iterator[Row]:
    """Answers whose themes and stances tell their kind."""
    for part, response_id, text, pairs in _read_parts(data):
        kinds = {Kind.SUGGESTION} if part == 2 else set(_kinds_of(pairs))
        if kinds:
            yield Row(f"{part}-{response_id}", "en", text, frozenset(kinds), frozenset())


def _kinds_of(pairs: Sequence[tuple[str, str]]) -> Iterator[Kind]:
    for label, stance in pairs:
        if label in _HARMS and stance == "NEGATIVE":
            yield Kind.CONCERN
        if label in _PROPOSALS and stance == "POSITIVE":
            yield Kind.SUGGESTION


def _read_parts(data: Path) -> Iterator[tuple[int, int, str, list[tuple[str, str]]]]:
    folder = data / "themefinder_synthetic" / "gambling_XS"
    for part in (1, 2):
        texts = {row["response_id"]: row["response"] for row in _read(folder / "inputs" / f"question_part_{part}" / "responses.jsonl")}
        for row in _read(_outputs(folder, part) / "mapping.jsonl"):
            yield part, row["response_id"], texts[row["response_id"]], list(zip(row["labels"], row["stances"], strict=True))


def _outputs(folder: Path, part: int) -> Path:
    return next((folder / "outputs" / "mapping").iterdir()) / f"question_part_{part}"


def _read(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def compare(rows: Sequence[Row], tell: Teller, *, is_short: bool = False) -> dict[str, Any]:
    """Accuracy of whole texts; F1 of kinds and leanings over the parts of texts."""
    words = [row.text for row in rows]
    whole = tell(words, [row.language for row in rows], words)
    found = tell_parts(rows, tell)
    kinds = {kind.value: _f1([(kind in row.kinds, kind in told) for row, (told, _) in zip(rows, found, strict=True)]) for kind in Kind}
    there = {kind: figures for kind, figures in kinds.items() if figures["there"]}
    result = {
        "texts": len(rows),
        "right": _share(sum(told.kind in row.kinds for row, told in zip(rows, whole, strict=True)), len(rows)),
        "macro_f1": round(sum(figures["f1"] for figures in there.values()) / max(1, len(there)), 3),
    }
    if is_short:
        return result
    leanings = {
        lean.value: _f1([(lean in row.leanings, lean in told) for row, (_, told) in zip(rows, found, strict=True)]) for lean in Leaning
    }
    return result | {"kinds": kinds} | ({"leanings": leanings} if any(row.leanings for row in rows) else {})


def tell_parts(rows: Sequence[Row], tell: Teller) -> list[tuple[set[Kind], set[Leaning]]]:
    """The kinds and leanings of each row's passages."""
    parts = [(number, row.text[start:end]) for number, row in enumerate(rows) for start, end in cut_passages(row.text, row.language)]
    told = tell([text for _, text in parts], [rows[number].language for number, _ in parts], [rows[number].text for number, _ in parts])
    found: list[tuple[set[Kind], set[Leaning]]] = [(set(), set()) for _ in rows]
    for (number, _), each in zip(parts, told, strict=True):
        found[number][0].add(each.kind)
        found[number][1].update({each.leaning} if each.leaning else set())
    return [(set(join_kinds(kinds)), leanings) for kinds, leanings in found]


def measure_own(encoder: Encoder) -> dict[str, Any]:
    """Our own sentences, each told by weights that were learned without it."""
    examples = read_examples()
    vectors = encoder.encode([each.text for each in examples])
    eighths = [number * 5 % _FOLDS for number in range(len(examples))]
    languages = [each.language for each in examples]
    by_fold = {"without its eighth": eighths, "without its language": languages}
    return {name: _measure_left_out(encoder.model, examples, vectors, folds) for name, folds in by_fold.items()}


def _measure_left_out(model: str, examples: Sequence[Example], vectors: Any, folds: Sequence[object]) -> dict[str, Any]:
    pairs: list[tuple[Example, ToldKind]] = []
    for fold in sorted(set(folds), key=str):
        ours = [number for number, each in enumerate(folds) if each == fold]
        others = [number for number, each in enumerate(folds) if each != fold]
        learned = learn_from(vectors[others], [examples[number] for number in others], model=model)
        mine = [examples[number] for number in ours]
        told = read_with(learned, [each.text for each in mine], [each.language for each in mine], vectors[ours], model=model)
        pairs += zip(mine, told, strict=True)
    kinds = {kind.value: _f1([(each.kind is kind, told.kind is kind) for each, told in pairs]) for kind in Kind}
    leanings = {lean.value: _f1([(each.leaning is lean, told.leaning is lean) for each, told in pairs]) for lean in Leaning}
    return {
        "texts": len(pairs),
        "right": _share(sum(each.kind is told.kind for each, told in pairs), len(pairs)),
        "macro_f1": round(sum(figures["f1"] for figures in kinds.values()) / len(kinds), 3),
        "kinds": kinds,
        "leanings": leanings,
    }


def compare_ban(data: Path, tell: Teller) -> dict[str, Any]:
    """Those who agree with a ban in so many words, and those who do not: who is told to want less."""
    folder = data / "themefinder_synthetic" / "gambling_XS"
    position = {row["response_id"]: row["position"] for row in _read(_outputs(folder, 1) / "sentiment.jsonl")}
    rows = [
        (Row(str(number), "en", text, frozenset(), frozenset()), pairs, position[number])
        for part, number, text, pairs in _read_parts(data)
        if part == 1
    ]
    wants_less = [Leaning.LESS in leanings for _, leanings in tell_parts([row for row, _, _ in rows], tell)]
    groups = {
        "asks for a ban": [told for told, (_, pairs, _) in zip(wants_less, rows, strict=True) if (_BAN, "POSITIVE") in pairs],
        "agrees": [told for told, (_, _, said) in zip(wants_less, rows, strict=True) if said == "AGREE"],
        "disagrees": [told for told, (_, _, said) in zip(wants_less, rows, strict=True) if said == "DISAGREE"],
    }
    return {name: {"texts": len(told), "told to want less": _share(sum(told), len(told))} for name, told in groups.items()}


def compare_questions(data: Path, tell: Teller) -> dict[str, Any]:
    """Lines of conversations whose English ends with a question mark, in each language with all such marks taken away."""
    lines = [row for row in _read(data / "tico19" / "dev_13lang.jsonl") if row["source"] == "CMU"]
    pairs: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for language in ("en", "es", "zh", "ar", "so", "am", "sw", "fr", "ru", "tl"):
        words = [_without_marks(row[language]) for row in lines]
        told = tell(words, [language] * len(lines), words)
        pairs[language] = [(row["en"].strip().endswith("?"), each.kind is Kind.QUESTION) for row, each in zip(lines, told, strict=True)]
    return {language: _f1(each) for language, each in pairs.items()}


def _without_marks(text: str) -> str:
    return "".join(sign for sign in text if sign not in _ASKING)


def list_mistakes(rows: Sequence[Row], tell: Teller) -> Iterator[dict[str, Any]]:
    """What is told wrongly, in the half of our own invented comments that may be looked at."""
    for row, (kinds, leanings) in zip(rows, tell_parts(rows, tell), strict=True):
        if kinds != row.kinds or leanings != row.leanings:
            yield {"key": row.key, "true": sorted([*row.kinds, *row.leanings]), "told": sorted([*kinds, *leanings]), "text": row.text}


def _by_language(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.language].append(row)
    return dict(found)


def _f1(pairs: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    """Of pairs (is, is told): how many there are, precision, recall and F1."""
    both, there, told = (sum(picked) for picked in ([a and b for a, b in pairs], [a for a, _ in pairs], [b for _, b in pairs]))
    return {"there": there, "precision": _share(both, told), "recall": _share(both, there), "f1": _share(2 * both, there + told)}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


if __name__ == "__main__":
    main()
