"""The measure of the cutter: the marks fit their texts, the scores are what they say, and the cutter keeps its distance."""

from __future__ import annotations

import json
import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.passage_scores import Marked, add_up, score
from benchmarks.passages import FOLDER, KINDS, cut_nothing, cut_sentences, read_demo, read_polis
from demo.town.comments import read_comments
from nlp.passages import cut_passages

DATA = Path(os.environ.get("HEARBACK_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="The shared data sets are not here: set HEARBACK_SHARED.")


def marked(text: str, *places: int) -> Marked:
    return Marked("written", text, "en", "sentences", "tune", places)


def test_the_demo_sample_is_made_of_comments_of_the_demo_in_all_its_languages() -> None:
    known = {comment.key: comment for comment in read_comments()}
    rows = [json.loads(line) for line in (FOLDER / "demo_sample.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({row["key"] for row in rows}) == len(rows) >= 120
    assert {row["language"] for row in rows} == {comment.language for comment in known.values()}
    for row in rows:
        comment = known[row["key"]]
        if not comment.spans:
            assert row["marked"].replace("¦", "") == comment.text
        assert not any(comment.text[span.start : span.end] in row["marked"] for span in comment.spans if span.end - span.start > 5)


def test_half_of_each_sample_is_set_aside_and_every_kind_is_there() -> None:
    rows = read_demo()
    assert {row.kind for row in rows} == set(KINDS)
    assert 0.4 <= sum(row.half == "test" for row in rows) / len(rows) <= 0.6


def test_the_polis_sample_holds_places_and_hashes_and_no_words() -> None:
    for line in (FOLDER / "polis_sample.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == {"set", "file", "text_sha256", "length", "language", "kind", "half", "marks"}
        assert len(row["text_sha256"]) == 16
        assert all(0 < place < row["length"] for place in row["marks"])


@needs_data
def test_every_marked_comment_of_polis_is_found_by_its_hash() -> None:
    rows = read_polis(DATA)
    assert len(rows) == len((FOLDER / "polis_sample.jsonl").read_text(encoding="utf-8").splitlines()) >= 100
    assert all(not row.text[place].isspace() or row.text[place] == "\n" for row in rows for place in row.places)


def test_a_boundary_in_the_gap_is_found_and_another_is_made_up() -> None:
    found = score(marked("One here. Two there. Three.", 10), lambda text, language: [(0, 9), (10, 20), (21, 27)])
    assert (found.found, found.made_up, found.missed) == (1, 1, 0)
    missed = score(marked("One here. Two there.", 10), cut_nothing)
    assert (missed.found, missed.made_up, missed.missed) == (0, 0, 1)
    assert missed.as_dict()["pk"] > 0.3


@given(st.sampled_from(read_demo()))
def test_the_marks_themselves_score_perfectly(row: Marked) -> None:
    bounds = [0, *row.places, len(row.text)]
    spans = list(pairwise(bounds))
    figures = score(row, lambda text, language: spans).as_dict()
    assert (figures["precision"], figures["recall"], figures["pk"], figures["window_diff"]) == (1, 1, 0, 0)


def test_the_cutter_finds_more_than_plain_sentences_in_what_was_set_aside_and_makes_up_less() -> None:
    rows = [row for row in read_demo() if row.half == "test"]
    ours, plain = (add_up(rows, cut).as_dict() for cut in (cut_passages, cut_sentences))
    assert ours["f1"] >= 0.8
    assert ours["f1"] >= plain["f1"] + 0.15
    assert ours["precision"] >= plain["precision"]
    assert ours["window_diff"] <= plain["window_diff"]


@needs_data
def test_real_comments_that_were_set_aside_are_cut_at_least_as_well() -> None:
    rows = [row for row in read_polis(DATA) if row.half == "test"]
    ours, plain = (add_up(rows, cut).as_dict() for cut in (cut_passages, cut_sentences))
    assert ours["f1"] >= max(0.8, plain["f1"])
