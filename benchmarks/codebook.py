"""Are a codebook's themes found by their titles and descriptions alone? Ours beside the nearest title, in one run.

    python -m benchmarks.codebook [--sets NAME …] > codebook.json

JSON to stdout, a table to stderr. Answers may be several a row; the figure is micro-F1 over all pairs of row and theme.
Settings were chosen on the sets marked `chosen_on`, whose codebooks are titles alone; on the others nothing was chosen.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks import find_data
from benchmarks.coded_sets import READERS, CodedSet
from nlp.codebook import Anchors, choose_all, claim_passages, embed_anchors, join_claims
from nlp.codebook.anchors import centre_anchors
from nlp.codebook.place import find_strong
from nlp.embed import Encoder, centre_by_language, open_encoder
from nlp.embed.context import lean_on_comment
from nlp.passages import cut_passages
from nlp.themes.grouping import Space

ENCODERS = (("packaged:multilingual-e5-small", None), ("packaged:all-minilm-l6-v2", "en"))
Answers = Sequence[set[int]]
Readers = Sequence[tuple[Encoder, str | None]]
Vectors = npt.NDArray[np.float32]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the sets and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="*", choices=list(READERS), default=list(READERS))
    asked = parser.parse_args(arguments)
    folder = find_data()
    readers = [(open_encoder(name), only) for name, only in ENCODERS]
    counts, results = {}, []
    for name in asked.sets:
        coded = READERS[name](folder)
        for method, answers, seconds in answer_set(coded, readers):
            counts[name, method] = count_pairs(coded, answers)
            results.append(describe(coded, method, answers, counts[name, method], seconds))
    pooled = pool(counts, [name for name in asked.sets if name.startswith("given")])
    json.dump({"models": [each.model for each, _ in readers], "results": results, "given_pooled": pooled}, sys.stdout, indent=2)
    print(draw_table(results, pooled), file=sys.stderr)
    return 0


def answer_set(coded: CodedSet, readers: Readers) -> list[tuple[str, Answers, float]]:
    """The answers of every method, and the seconds it took once the vectors were there."""
    anchors = embed_anchors(coded.entries, readers)
    whole = see(coded.texts, coded.languages, readers)
    cuts = [(row, text[start:end]) for row, text in enumerate(coded.texts) for start, end in cut_passages(text, coded.languages[row])]
    rows = np.array([row for row, _ in cuts])
    parts = [
        Space(each.model, lean_on_comment(each.vectors, comments.vectors[rows]))
        for comments, each in zip(whole, see([text for _, text in cuts], [coded.languages[row] for row in rows], readers), strict=True)
    ]
    started = time.perf_counter()
    ours = answer_ours(coded, anchors, whole, parts, rows)
    seconds = time.perf_counter() - started
    return [
        *answer_nearest(coded, anchors, whole),
        ("hearback, several answers", ours[0], seconds),
        ("hearback, strong claims only", ours[1], seconds),
    ]


def see(texts: Sequence[str], languages: Sequence[str], readers: Readers) -> list[Space]:
    """What each encoder sees of texts: zeros for what it does not read."""
    spaces = []
    for encoder, only in readers:
        read = [row for row, language in enumerate(languages) if only is None or language == only]
        vectors = np.zeros((len(texts), encoder.dim), dtype=np.float32)
        if read:
            vectors[read] = encoder.encode([texts[row] for row in read])
        spaces.append(Space(encoder.model, vectors))
    return spaces


def centre(space: Space, languages: Sequence[str]) -> Vectors:
    """As theming centres; what an encoder does not read stays zeros."""
    return centre_by_language(space.vectors, languages, model=space.model)


def answer_ours(
    coded: CodedSet, anchors: Anchors, whole: Sequence[Space], parts: Sequence[Space], rows: npt.NDArray[np.int64]
) -> tuple[Answers, Answers]:
    """Several answers a row, and only what is claimed strongly by whole rows."""
    claims = []
    for spaces, languages in ((whole, coded.languages), (parts, [coded.languages[row] for row in rows])):
        centres = centre_anchors(anchors, spaces, languages, centre=centre)
        claims.append(claim_passages([centre(space, languages) for space in spaces], centres))
    order = [coded.number(theme) for theme in anchors.themes]
    several = [{order[column] for column in row} for row in choose_all(join_claims(claims[0], claims[1], rows))]
    strong = [{order[column]} if column >= 0 else set() for column in find_strong(claims[0]).tolist()]
    return several, strong


def answer_nearest(coded: CodedSet, anchors: Anchors, whole: Sequence[Space]) -> list[tuple[str, Answers, float]]:
    """One answer a row: the nearest title, by the multilingual encoder, on vectors as they are and centred by language."""
    order = [coded.number(theme) for theme in anchors.themes]
    titles = [kinds[0][0] for kinds in anchors.kinds]
    both = Space(whole[0].model, np.vstack([whole[0].vectors, anchors.spaces[0].vectors]))
    spoken, rows = [*coded.languages, *anchors.languages], len(coded.texts)
    found: list[tuple[str, Answers, float]] = []
    for name, vectors in (("nearest title, raw", both.vectors), ("nearest title, centred", centre(both, spoken))):
        started = time.perf_counter()
        nearest = (vectors[:rows] @ vectors[rows:][titles].T).argmax(axis=1)
        found.append((name, [{order[int(column)]} for column in nearest], time.perf_counter() - started))
    return found


def count_pairs(coded: CodedSet, answers: Answers) -> tuple[int, int, int]:
    """Pairs that are right, given and wanted; rows without a theme count where the set says that they have none."""
    rows = [row for row, gold in enumerate(coded.gold) if gold or not coded.is_unlabelled_skipped]
    return (
        sum(len(coded.gold[row] & answers[row]) for row in rows),
        sum(len(answers[row]) for row in rows),
        sum(len(coded.gold[row]) for row in rows),
    )


def to_f1(counts: tuple[int, int, int]) -> float:
    """Micro-F1 of (right, given, wanted)."""
    right, given, wanted = counts
    return 2 * right / (given + wanted) if given + wanted else 0.0


def describe(coded: CodedSet, method: str, answers: Answers, counts: tuple[int, int, int], seconds: float) -> dict[str, Any]:
    """The figures of a method on a set."""
    right, given, wanted = counts
    return {
        "set": coded.name,
        "chosen_on": coded.is_chosen_on,
        "rows": len(coded.texts),
        "themes": len(coded.entries),
        "method": method,
        "micro_f1": round(to_f1(counts), 4),
        "precision": round(right / given, 4) if given else None,
        "recall": round(right / wanted, 4) if wanted else None,
        "answers_a_row": round(sum(map(len, answers)) / len(answers), 2),
        "answered": round(sum(map(bool, answers)) / len(answers), 4),
        "seconds": round(seconds, 2),
    }


def pool(counts: dict[tuple[str, str], tuple[int, int, int]], names: Sequence[str]) -> dict[str, float]:
    """Micro-F1 of each method over several sets together."""
    methods = list(dict.fromkeys(method for _, method in counts))
    sums = {method: [sum(counts[name, method][place] for name in names) for place in range(3)] for method in methods}
    return {method: round(to_f1((each[0], each[1], each[2])), 4) for method, each in sums.items()} if names else {}


def draw_table(results: Sequence[dict[str, Any]], pooled: dict[str, float]) -> str:
    """The figures as lines of text."""
    lines = [f"{'set':22} {'method':30} {'F1':>5} {'prec':>5} {'rec':>5} {'a row':>5}"]
    lines += [
        f"{each['set']:22} {each['method']:30} {each['micro_f1']:5.3f} {each['precision'] or 0:5.3f} {each['recall'] or 0:5.3f} {each['answers_a_row']:5.2f}"
        for each in results
    ]
    return "\n".join([*lines, *(f"{'given, pooled':22} {method:30} {value:5.3f}" for method, value in pooled.items())])


if __name__ == "__main__":
    sys.exit(main())
