from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.themes import SETS, measure_set
from nlp.embed import Encoder


@pytest.mark.parametrize("each", SETS[:2], ids=lambda each: each.name)
def test_ours_is_better_than_plain_on_two_hundred_rows(encoder: Encoder, shared_data: Path, each: object) -> None:
    results = {result["method"]: result for result in measure_set(each, shared_data, encoder, rows=200)}  # type: ignore[arg-type]
    ours, plain = results["hearback, whole rows"], results["BERTopic defaults, raw vectors"]
    assert ours["AMI"] > plain["AMI"]
    assert ours["sample_F1"] > plain["sample_F1"]
    assert ours["unthemed"] <= 0.1
    # Two hundred rows in twelve languages leak a tenth by chance alone; the whole set is held to .1 by the benchmark.
    assert ours.get("leak", 0.0) < 0.15
