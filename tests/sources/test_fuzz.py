"""Damaged input for every source: a value or one of Hearback's errors, in time and within memory."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from benchmarks import fuzz
from benchmarks.fuzzing.mutate import LARGEST, mutate
from benchmarks.fuzzing.samples import list_samples
from benchmarks.fuzzing.targets import run_case


def test_damaged_input_ends_in_a_value_or_an_error_that_can_be_explained() -> None:
    report = fuzz.fuzz(8, seed=7)
    assert report["cases"] >= 10  # about three hundred where nothing else runs
    assert report["findings"] == []


@pytest.mark.slow
def test_damaged_input_is_survived_for_minutes() -> None:
    assert fuzz.fuzz(240, seed=8)["findings"] == []


def test_what_is_sound_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fuzzer whose samples are refused as they are would find nothing."""
    monkeypatch.setattr("benchmarks.fuzzing.targets.mutate", lambda content, draw: content)
    samples = [each for each in list_samples(None) if each.kind != "survey"]
    assert {run_case(each, Random(1), lambda content: None) for each in samples} == {"value"}


def test_the_same_number_damages_in_the_same_way() -> None:
    for number in range(200):
        sample = list_samples(None)[number % len(list_samples(None))]
        damaged = mutate(sample.content, Random(number))
        assert damaged == mutate(sample.content, Random(number))
        assert len(damaged) <= LARGEST


@pytest.mark.skipif(sys.platform != "linux", reason="timers and peaks of memory are those of Linux")
def test_a_case_that_hangs_or_fails_is_found_and_told_without_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(number: int, kept: Path | None) -> str:
        raise ValueError("words that somebody said")

    def hang(number: int, kept: Path | None) -> str:
        while True:
            pass

    monkeypatch.setattr(fuzz, "LONGEST_S", 0.2)
    monkeypatch.setattr(fuzz, "MOST_MB", 1_000_000)  # this process has models in it, of other tests
    for broken, told in ((fail, "ValueError at"), (hang, "longer than")):
        monkeypatch.setattr(fuzz, "run_one", broken)
        line = fuzz._run_guarded(1, tmp_path)
        assert told in line["outcome"]
        assert "somebody" not in str(line)
