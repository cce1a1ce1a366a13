"""Pulling a survey: Hearback beside one citric export, and a first pull beside later ones. JSON on standard output.

Run: python -m benchmarks.pull [--quick]. The server (`python -m demo.limesurvey --latency recorded`) and each side are
processes of their own, so that neither's memory is the other's. Peaks are of resident memory, from the kernel.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import peak_mb

if TYPE_CHECKING:
    from config.settings import Settings

RESPONSES, MANY, QUICK = 20_000, 100_000, 2_000
SOURCE, ROUND = "survey", "all"
FROM_ENVIRONMENT = "HEARBACK_BENCHMARK_SERVER"
COMMENTS = ("qworry", "qwish", "qelse")
GROUPS = {"neighbourhood": "qplace", "age": "qage"}
QUOTE_CONSENT = "qquote"

Facts = dict[str, Any]


def main() -> None:
    """Measure, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} responses in place of {RESPONSES}, and no {MANY}")
    parser.add_argument("--many-pulled", action="store_true", help=f"also bring {MANY} into a warehouse, which takes long")
    parser.add_argument("--side", choices=tuple(_SIDES), help=argparse.SUPPRESS)
    parser.add_argument("--given", type=json.loads, default={}, help=argparse.SUPPRESS)
    wish = parser.parse_args()
    found = _SIDES[wish.side](wish.given) if wish.side else measure(is_quick=wish.quick, is_many_pulled=wish.many_pulled)
    print(json.dumps(found, indent=None if wish.side else 2))


def measure(*, is_quick: bool, is_many_pulled: bool) -> Facts:
    """All figures, side by side in one run."""
    count = QUICK if is_quick else RESPONSES
    report: Facts = {"responses": count}
    with serving(count) as server:
        report["citric"], report["hearback"] = run_side("citric", server), run_side("pages", server)
        report["hearback_to_citric"] = _compare(report["hearback"], report["citric"])
        report["step"] = _measure_step(server)
    if not is_quick:
        with serving(MANY) as server:
            report["citric_100000"], report["hearback_100000"] = run_side("citric", server), run_side("pages", server)
            report["hearback_to_citric_100000"] = _compare(report["hearback_100000"], report["citric_100000"])
            grown = report["hearback_100000"]["peak_mb"] - report["hearback"]["peak_mb"]
            report["peak_growth_mb"] = round(grown, 1)
            if is_many_pulled:
                report["step_100000"] = _measure_step(server)
    return report


def _compare(ours: Facts, theirs: Facts) -> Facts:
    return {name: round(ours[name] / theirs[name], 3) for name in ("seconds", "peak_mb", "peak_over_imports_mb")}


def _measure_step(server: Facts) -> Facts:
    """The whole pull: into an empty warehouse, again when nothing has changed, and only what is new."""
    with tempfile.TemporaryDirectory() as folder:
        given = server | {"folder": folder}
        runs = {name: run_side("step", given | {"is_new_only": name == "new_only"}) for name in ("first", "unchanged", "new_only")}
    ratios = {f"{name}_to_first": round(runs[name]["seconds"] / runs["first"]["seconds"], 4) for name in ("unchanged", "new_only")}
    return runs | ratios


@contextmanager
def serving(count: int) -> Iterator[Facts]:
    """The local server with so many responses in a process of its own; what a client needs to know of it."""
    command = [sys.executable, "-m", "demo.limesurvey", "--responses", str(count), "--latency", "recorded"]
    started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert started.stdin is not None
    assert started.stdout is not None
    try:
        yield json.loads(started.stdout.readline())
    finally:
        started.stdin.close()
        started.wait(timeout=30)
        started.stdout.close()


def run_side(name: str, given: Facts) -> Facts:
    """One side in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.pull", "--side", name, "--given", json.dumps(given)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: Facts = json.loads(done.stdout.splitlines()[-1])
    return found


def _timed(work: Callable[[], int]) -> Facts:
    """Seconds and the peak of resident memory of `work`, which returns how many responses it has read."""
    before = peak_mb()
    started = time.perf_counter()
    count = work()
    seconds = time.perf_counter() - started
    peak = peak_mb()
    return {
        "responses": count,
        "seconds": round(seconds, 2),
        "peak_mb": round(peak, 1),
        "imports_mb": round(before, 1),
        "peak_over_imports_mb": round(peak - before, 1),
    }


def _run_citric(given: Facts) -> Facts:
    """One export of everything, as its users write it, parsed into the same answers."""
    import citric

    def work() -> int:
        with citric.Client(given["url"], given["user"], given["password"]) as client:
            content = client.export_responses(given["sid"], file_format="json", heading_type="code", response_type="short")
        rows = json.loads(content)["responses"]
        answers = [_read_plainly(row) for row in rows if row["submitdate"]]
        return len(answers)

    return _timed(work)


def _read_plainly(row: Facts) -> tuple[object, ...]:
    words = tuple(row[code] for code in COMMENTS if row[code])
    scores = tuple(int(row[code]) for code in ("qtrust", "qheard") if row[code])
    groups = tuple((name, row[code]) for name, code in GROUPS.items())
    return (int(row["id"]), datetime.fromisoformat(row["submitdate"]), words, scores, groups, row[QUOTE_CONSENT] == "Y")


def _run_pages(given: Facts) -> Facts:
    """Hearback's pages to the last one, each let go when the next comes."""
    import citric  # noqa: F401 - loaded before the clock starts, as on the other side

    from flows.steps.sources import opened_source

    settings = make_settings(Path.cwd(), given)

    def work() -> int:
        with opened_source(settings, SOURCE) as source:
            source.questions()
            return sum(len(page) for page in source.pages())

    return _timed(work)


def _run_step(given: Facts) -> Facts:
    """The pull as a stage, with redaction, vault and database."""
    from domain.text import RawText
    from flows.steps.pull import pull
    from flows.steps.redaction import make_safe
    from warehouse.keys import create_keys

    folder = Path(given["folder"])
    create_keys(folder / "keys")
    settings = make_settings(folder, given)
    make_safe([[(RawText("The lamp on Mill Road is broken."), "en")]], settings)  # the models are loaded before the clock starts
    receipts = []

    def work() -> int:
        receipts.append(pull(settings, SOURCE, ROUND, is_new_only=given["is_new_only"]))
        return receipts[0].read

    return _timed(work) | {"receipt": receipts[0].as_dict()}


def make_settings(folder: Path, given: Facts) -> Settings:
    """Settings of a warehouse in `folder` that is filled from the server. The password goes into this process's environment."""
    # Here, so that the other side's process does not carry what only this one needs.
    from config.settings import Settings
    from config.source_tables import ColumnSettings, IndicatorSettings, LimeSurveySettings
    from config.tables import GeneralSettings, RoundSettings

    os.environ[FROM_ENVIRONMENT] = given["password"]
    columns = ColumnSettings(
        comments=COMMENTS,
        indicators=(
            IndicatorSettings(question="qtrust", title="Trust"),
            IndicatorSettings(question="qheard", title="Heard"),
            IndicatorSettings(question="qsafe[SQ001]", title="Safe at home", highest=4),
        ),
        groups=GROUPS,
        quote_consent=QUOTE_CONSENT,
    )
    survey = LimeSurveySettings(
        kind="limesurvey",
        url=given["url"],
        survey_id=given["sid"],
        user=given["user"],
        password_env=FROM_ENVIRONMENT,
        columns=columns,
        is_local_allowed=True,
    )
    general = GeneralSettings(languages=("en", "es", "so", "vi"))
    return Settings(folder=folder, hearback=general, rounds=(RoundSettings(name=ROUND),), sources={SOURCE: survey})


_SIDES: dict[str, Callable[[Facts], Facts]] = {"citric": _run_citric, "pages": _run_pages, "step": _run_step}


if __name__ == "__main__":
    main()
