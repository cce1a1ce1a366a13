"""How good are the themes? Ours beside plain BERTopic and its best simple variants, on the same vectors, in one run.

    python -m benchmarks.themes [--rows N] [--sets NAME …] [--seeds 1 2 3] > themes.json

JSON to stdout, a table to stderr. HEARBACK_SHARED (or ../shared beside the checkout) holds the labelled sets and the script that
scores; they are not part of this repository. Our side goes through the facade that the product uses and has no seed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks import find_data
from benchmarks.theming.plain import find_default_topics, find_topics
from benchmarks.theming.score import Assigned, Scorer
from benchmarks.theming.sets import SETS, Cut, LabelledSet, cut_rows
from domain.decisions import Bindings
from domain.ids import PassageId, RoundId, RunId
from nlp.embed import Encoder, centre_by_language, open_encoder
from nlp.embed.context import lean_on_comment
from nlp.embed.encoder import SentenceEncoder
from nlp.embed.open import prepare_environment
from nlp.embed.packaged import build_packaged
from nlp.embed.spaces import LEAST_ENGLISH
from nlp.themes import PassageToTheme, Previous, Space, Theming, theme_passages

Vectors = npt.NDArray[np.float32]
Result = dict[str, Any]
ENGLISH = "packaged:all-minilm-l6-v2"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all sets and print what came of them."""
    asked = _read_arguments(arguments)
    folder, encoders, plain = find_data(), (open_encoder(asked.model), open_encoder(ENGLISH)), open_plain()
    chosen = [each for each in SETS if each.name in asked.sets]
    results = [result for each in chosen for result in measure_set(each, folder, encoders, plain, rows=asked.rows, seeds=asked.seeds)]
    summary = summarise([each for each in results if each["is_core"]])
    models = [each.model for each in (*encoders, plain)]
    json.dump({"models": models, "seeds": asked.seeds, "rows": asked.rows, "summary": summary, "results": results}, sys.stdout, indent=2)
    print(_draw_table(results) + "\n\n" + _draw_summary(summary), file=sys.stderr)
    return 0


def _read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=None, help="only so many rows of each set")
    parser.add_argument("--sets", nargs="*", choices=[each.name for each in SETS], default=[each.name for each in SETS])
    parser.add_argument("--seeds", nargs="*", type=int, default=[1, 2, 3], help="of the plain methods; ours has none")
    parser.add_argument("--model", default="packaged:multilingual-e5-small")
    return parser.parse_args(arguments)


def open_plain() -> Encoder:
    """The packaged encoder as it comes, all tokens alike: what somebody who takes BERTopic and this model would have."""
    prepare_environment()
    return SentenceEncoder(build_packaged(is_plain=True), model="multilingual-e5-small as it comes", prefix="query: ")


def measure_set(
    each: LabelledSet, folder: Path, encoders: Sequence[Encoder], plain: Encoder, *, rows: int | None = None, seeds: Sequence[int] = (1,)
) -> list[Result]:
    """A result a method (and seed) on one set."""
    table = each.read(folder)[:rows]
    with tempfile.TemporaryDirectory() as scratch:
        scorer = Scorer(folder / "themes_score.py", Path(scratch), each.scoring).prepare(table)
        facts = {"set": each.name, "is_core": each.is_core, "rows": len(table)}
        whole, parts = cut_rows(table, is_cut=False), cut_rows(table, is_cut=True)
        spaces = read_spaces(whole, encoders)
        ours = [*_measure_ours("whole rows", whole, spaces, scorer)]
        ours += _measure_ours("cut into passages", parts, read_spaces(parts, encoders), scorer)
        vectors = {"its vectors": plain.encode([cut.text for cut in whole]), "our vectors": spaces[0].vectors}
        theirs = [result for seed in seeds for result in _measure_plain(whole, vectors, seed, scorer)]
    return [facts | result for result in (*ours, *theirs)]


def read_spaces(cuts: Sequence[Cut], encoders: Sequence[Encoder]) -> list[Space]:
    """What the multilingual encoder sees of every cut, and the English one of the English cuts, as the product joins them."""
    many, english = encoders
    readable = np.array([cut.language == "en" for cut in cuts])
    spaces = [Space(many.model, _read(cuts, many))]
    if readable.mean() >= LEAST_ENGLISH:
        vectors = np.zeros((len(cuts), english.dim), dtype=np.float32)
        vectors[readable] = _read([cut for cut in cuts if cut.language == "en"], english)
        spaces.append(Space(english.model, vectors))
    return spaces


def _read(cuts: Sequence[Cut], encoder: Encoder) -> Vectors:
    return lean_on_comment(encoder.encode([cut.text for cut in cuts]), encoder.encode([cut.comment for cut in cuts]))


def _measure_ours(name: str, cuts: Sequence[Cut], spaces: Sequence[Space], scorer: Scorer) -> Iterator[Result]:
    started = time.perf_counter()
    theming = theme_cuts(cuts, spaces)
    took = round(time.perf_counter() - started, 1)
    for level, assigned in (("themes", _name_themes(theming)), ("sub-themes", _name_parts(theming))):
        method = f"hearback, {name}: {level}"
        yield {"method": method, "seed": None, "seconds": took, "passages": len(cuts)} | scorer.score(cuts, assigned)


def theme_cuts(cuts: Sequence[Cut], spaces: Sequence[Space]) -> Theming:
    """Themes by the facade that the product uses."""
    return theme_passages(
        [PassageToTheme(PassageId(f"{cut.row}-{cut.start}"), cut.text, cut.language) for cut in cuts],
        spaces,
        living=(),
        previous=Previous(),
        bindings=Bindings(),
        round_id=RoundId("benchmark"),
        run_id=RunId("benchmark"),
        stop_words=frozenset(),
        smallest=None,
        language="en",
    )


def _name_themes(theming: Theming) -> Assigned:
    return [each.theme_id or "" for each in theming.assignments]


def _name_parts(theming: Theming) -> Assigned:
    return [each.part_id or each.theme_id or "" for each in theming.assignments]


def _measure_plain(cuts: Sequence[Cut], vectors: dict[str, Vectors], seed: int, scorer: Scorer) -> Iterator[Result]:
    """All variants on the model's own vectors and on ours, centred by language, and the defaults on its own as they come."""
    texts, languages = [cut.text for cut in cuts], [cut.language for cut in cuts]

    def measure(method: str, find: Callable[[], dict[str, npt.NDArray[np.int64]]]) -> Iterator[Result]:
        started = time.perf_counter()
        found = find()
        took = round(time.perf_counter() - started, 1)
        for name, topics in found.items():
            assigned = ["" if topic < 0 else str(topic) for topic in topics]
            yield {"method": f"{name}, {method}", "seed": seed, "seconds": took, "passages": len(cuts)} | scorer.score(cuts, assigned)

    for name, each in vectors.items():
        centred = centre_by_language(each, languages)
        yield from measure(f"{name} centred", lambda centred=centred: find_topics(texts, centred, seed))  # type: ignore[misc]
    raw = vectors["its vectors"]
    yield from measure("its vectors raw", lambda: {"BERTopic defaults": find_default_topics(texts, raw, seed)})


def summarise(results: Sequence[Result]) -> dict[str, Any]:
    """Means over sets and seeds by method, and on which sets ours falls below the best variant less its seed range."""
    methods = list(dict.fromkeys(each["method"] for each in results))
    measures = ("AMI", "sample_F1", "unthemed")
    means = {method: {name: _mean(results, method, name) for name in measures} for method in methods}
    plain = [method for method in methods if not method.startswith("hearback")]
    best = {name: max((means[method][name] for method in plain), default=0.0) for name in measures[:2]}
    below = [fall for method in methods if method not in plain for name in measures[:2] for fall in _find_falls(results, method, name)]
    return {"means": means, "best_plain": best, "below_best_less_range": below}


def _mean(results: Sequence[Result], method: str, measure: str) -> float:
    by_set: dict[str, list[float]] = {}
    for each in results:
        if each["method"] == method:
            by_set.setdefault(each["set"], []).append(each[measure])
    return float(np.mean([np.mean(values) for values in by_set.values()]))


def _find_falls(results: Sequence[Result], method: str, measure: str) -> Iterator[str]:
    for name in dict.fromkeys(each["set"] for each in results):
        here = [each for each in results if each["set"] == name]
        ours = next(each[measure] for each in here if each["method"] == method)
        by_method: dict[str, list[float]] = {}
        for each in here:
            if not each["method"].startswith("hearback"):
                by_method.setdefault(each["method"], []).append(each[measure])
        best = max(by_method.values(), key=lambda values: float(np.mean(values)), default=[0.0])
        floor = float(np.mean(best)) - (max(best) - min(best))
        if ours < floor:
            yield f"{name}: {method}: {measure} {ours:.3f} < {floor:.3f}"


def _draw_table(results: Sequence[Result]) -> str:
    columns = ("AMI", "sample_F1", "unthemed", "leak", "parallel", "k", "largest", "seconds")
    lines = [f"{'set':24}{'method':52}{'seed':>5}" + "".join(f"{column:>10}" for column in columns)]
    for each in results:
        cells = "".join(f"{each[column]:>10.3g}" if column in each else f"{'-':>10}" for column in columns)
        lines.append(f"{each['set']:24}{each['method']:52}{each['seed'] or '':>5}{cells}")
    return "\n".join(lines)


def _draw_summary(summary: dict[str, Any]) -> str:
    lines = ["mean over the four sets of the targets"]
    lines += [
        f"{method:52} AMI {each['AMI']:.3f}  sample-F1 {each['sample_F1']:.3f}  unthemed {each['unthemed']:.3f}"
        for method, each in summary["means"].items()
    ]
    return "\n".join([*lines, *summary["below_best_less_range"]])


if __name__ == "__main__":
    sys.exit(main())
