"""Damaged input for all sources for a fixed time: no crash, no hang, no memory above a limit. JSON on standard output.

Run: python -m benchmarks.fuzz --seconds 120 [--seed 1]. Each case follows from its number; `--case N` runs one again. What was
damaged is kept in a temporary folder where it led to a finding, and is never shown.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from benchmarks import peak_mb
from benchmarks.fuzzing.samples import Sample, list_samples

LONGEST_S = 5
MOST_MB = 500
_ALLOWANCE_S = 20  # for a worker to start, and to be stopped where it hangs inside a library

Facts = dict[str, Any]


class TooLongError(BaseException):
    """A case ran over its time. Not an Exception, so that nothing that reads can take it for one of its own."""


def main() -> None:
    """Fuzz, and print one JSON object; the exit code is 1 where anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=1, help="the number of the first case is this times a million")
    parser.add_argument("--case", type=int, help="run this case alone, with its traceback")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    wish = parser.parse_args()
    if wish.case is not None:
        print(json.dumps({"case": wish.case, "outcome": run_one(wish.case, None)}))
    elif wish.worker is not None:
        work(wish.worker, wish.seconds)
    else:
        report = fuzz(wish.seconds, wish.seed)
        print(json.dumps(report, indent=2))
        sys.exit(1 if report["findings"] else 0)


def fuzz(seconds: float, seed: int) -> Facts:
    """Run workers one after the other until the time is over: one that dies or hangs is a finding, and the next goes on."""
    ends, number = time.monotonic() + seconds, seed * 1_000_000
    outcomes: Counter[str] = Counter()
    findings: list[Facts] = []
    peak = 0.0
    while (left := ends - time.monotonic()) > 1:
        lines = _run_worker(number, left)
        for line in lines:
            outcomes[f"{line['kind']} {line['outcome']}"] += 1
            peak = max(peak, line["peak_mb"])
            findings += [line] if line["outcome"] not in ("value", "error") else []
        number = max((line["case"] for line in lines), default=number - 1) + 1
        has_stopped = bool(lines) and lines[-1]["peak_mb"] > MOST_MB  # as it does by itself then
        if not has_stopped and time.monotonic() < ends - 1:
            findings.append({"case": number, "outcome": "the worker died or hung"})
            number += 1
    return {"cases": outcomes.total(), "outcomes": dict(sorted(outcomes.items())), "peak_mb": round(peak), "findings": findings[:50]}


def _run_worker(number: int, seconds: float) -> list[Facts]:
    command = [sys.executable, "-m", "benchmarks.fuzz", "--worker", str(number), "--seconds", str(seconds)]
    started = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ | {"PYTHONHASHSEED": "0"}
    )
    try:
        told, _ = started.communicate(timeout=seconds + _ALLOWANCE_S)
    except subprocess.TimeoutExpired:
        started.kill()
        told, _ = started.communicate()
    return [json.loads(line) for line in told.splitlines() if line.endswith("}")]


def work(first: int, seconds: float) -> None:
    """Run cases from this number on, a line of JSON each, until the time is over or memory has once gone too high."""
    logging.disable(logging.CRITICAL)
    folder = Path(tempfile.mkdtemp(prefix="hearback-fuzz-"))
    ends, number = time.monotonic() + seconds, first
    while time.monotonic() < ends:
        line = _run_guarded(number, folder)
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
        number += 1
        if line["peak_mb"] > MOST_MB:
            return


def _run_guarded(number: int, folder: Path) -> Facts:
    kept = folder / f"case-{number}"
    started = time.monotonic()
    signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_S)
    try:
        outcome = run_one(number, kept)
    except TooLongError:
        outcome = f"longer than {LONGEST_S} s"
    except BaseException as error:  # the finding is its type and place: its text may hold what was read
        outcome = f"{type(error).__name__} at {_place_of(error)}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    peak = peak_mb()
    if peak > MOST_MB:
        outcome = f"more than {MOST_MB} MB"
    is_fine = outcome in ("value", "error")
    if is_fine:
        kept.unlink(missing_ok=True)
    line = {"case": number, "kind": _draw_case(number)[0].kind, "outcome": outcome, "peak_mb": round(peak, 1)}
    return (
        line
        if is_fine
        else line | {"seconds": round(time.monotonic() - started, 1), "kept": str(kept), "sample": _draw_case(number)[0].name}
    )


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooLongError


def run_one(number: int, kept: Path | None) -> str:
    """Run the case of this number: "value" or "error". What was damaged last is written to `kept`."""
    from benchmarks.fuzzing.targets import run_case

    sample, draw = _draw_case(number)
    return run_case(sample, draw, lambda content: None if kept is None else _write(kept, content))


def _draw_case(number: int) -> tuple[Sample, Random]:
    draw = Random(number)  # noqa: S311 - damage, no secret
    return draw.choice(list_samples(_shared())), draw


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def _shared() -> Path | None:
    folder = Path(os.environ.get("HEARBACK_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data" / "formats"
    return folder if folder.is_dir() else None


def _place_of(error: BaseException) -> str:
    trace = error.__traceback__
    place = "?"
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if "surveys" in file.parts or place == "?":
            place = f"{file.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


if __name__ == "__main__":
    main()
