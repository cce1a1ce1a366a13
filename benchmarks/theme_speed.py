"""How long does finding themes take once vectors are there, and how much memory? Counted on invented vectors.

    python -m benchmarks.theme_speed [--passages 10000 100000] [--spaces 2] > theme_speed.json

JSON to stdout. Each number of passages runs in a process of its own, which first groups a few hundred ("warm": libraries are
loaded). `seconds` is the wall clock, `cpu_seconds` what all threads used; `peak_gb` is the most memory the process had, vectors
included, and `vectors_gb` how much of it the vectors are. Passages are distinct texts, which is the slowest case. On a machine that
has other work set OMP_NUM_THREADS=1, or threads that wait for each other count as work.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.ids import PassageId
from nlp.themes import PassageToTheme, Space
from nlp.themes.discover import group_passages
from nlp.themes.passage import order_passages

_DIMENSIONS = 384
_CONCERNS = 40
_SEED = 5
_WARM_UP = 300


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each number of passages and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--spaces", type=int, default=2, help="encoders that see every passage")
    parser.add_argument("--here", action="store_true", help="in this process (used for each number)")
    asked = parser.parse_args(arguments)
    if asked.here:
        json.dump(measure(asked.passages[0], asked.spaces), sys.stdout)
        return 0
    command = [sys.executable, "-m", "benchmarks.theme_speed", "--here", "--spaces", str(asked.spaces), "--passages"]
    runs = [subprocess.run([*command, str(count)], capture_output=True, text=True, check=True) for count in asked.passages]
    json.dump({"spaces": asked.spaces, "results": [json.loads(run.stdout) for run in runs]}, sys.stdout, indent=2)
    return 0


def measure(count: int, spaces: int) -> dict[str, Any]:
    """Seconds and memory for grouping so many passages, warm."""
    _group(*_invent(_WARM_UP, spaces))
    passages, seen = _invent(count, spaces)
    wall, cpu = time.perf_counter(), time.process_time()
    themes, parts, unthemed = _group(passages, seen)
    return {
        "passages": count,
        "seconds": round(time.perf_counter() - wall, 1),
        "cpu_seconds": round(time.process_time() - cpu, 1),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2, 2),
        "vectors_gb": round(sum(space.vectors.nbytes for space in seen) / 1024**3, 2),
        "themes": themes,
        "parts": parts,
        "unthemed": round(unthemed, 4),
    }


def _group(passages: Sequence[PassageToTheme], seen: Sequence[Space]) -> tuple[int, int, float]:
    order = order_passages(passages)
    spaces = [Space(space.model, space.vectors[order]) for space in seen]
    found = group_passages([passages[row] for row in order], spaces, guide=None, smallest=None)
    if found is None:
        return 0, 0, 1.0
    return len(found.solidity), len(found.parents), float((found.labels < 0).mean())


def _invent(count: int, spaces: int) -> tuple[list[PassageToTheme], list[Space]]:
    """Distinct texts on concerns of different sizes, which overlap as concerns of one survey do."""
    random = np.random.default_rng(_SEED)
    shares = random.dirichlet(np.full(_CONCERNS, 1.5))
    concern = random.choice(_CONCERNS, size=count, p=shares)
    passages = [PassageToTheme(PassageId(f"p{row}"), f"{_spell(row * 7919 % 1_000_003)} said so", "en") for row in range(count)]
    return passages, [Space(f"invented-{number}", _place(concern, random)) for number in range(spaces)]


def _place(concern: npt.NDArray[np.int64], random: np.random.Generator) -> npt.NDArray[np.float32]:
    """Unit vectors: a concern's centre and three times as much that is a text's own."""
    centres = random.normal(size=(_CONCERNS, _DIMENSIONS)).astype(np.float32)
    vectors = random.standard_normal(size=(len(concern), _DIMENSIONS), dtype=np.float32) * 3.0
    vectors += centres[concern]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def _spell(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:07d}")


if __name__ == "__main__":
    sys.exit(main())
