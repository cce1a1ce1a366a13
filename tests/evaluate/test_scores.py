"""Themes of a machine against labels of people."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from nlp.evaluate import score_themes

SCORER = Path(os.environ.get("HEARBACK_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "data" / "themes_score.py"


def test_themes_that_are_the_labels_under_other_names_fit_wholly() -> None:
    labels = [["bus"], ["bus"], ["rent"], ["rent"], ["light"]]
    scores = score_themes([["3"], ["3"], ["1"], ["1"], ["2"]], labels)
    assert (scores.ami, scores.ari, scores.sample_f1, scores.unthemed) == (1, 1, 1, 0)
    assert {each.label: each.f1 for each in scores.labels} == {"bus": 1, "rent": 1, "light": 1}


def test_rows_without_a_label_are_left_out_and_without_a_theme_counted() -> None:
    scores = score_themes([["1"], [], ["1"], ["2"]], [["bus"], ["bus"], [], ["rent"]])
    assert (scores.rows, scores.themes, scores.unthemed) == (3, 2, 1 / 3)
    with pytest.raises(ValueError, match="No row has a label"):
        score_themes([["1"]], [[]])


def test_a_theme_that_is_a_language_is_told() -> None:
    labels = [["bus"], ["rent"]] * 10
    languages = ["en"] * 10 + ["es"] * 10
    by_language = score_themes([[each] for each in languages], labels, languages)
    by_label = score_themes([[each] for (each,) in labels], labels, languages)
    assert by_language.leak == pytest.approx(1)
    assert by_label.leak == pytest.approx(0, abs=1e-9)
    assert score_themes([["1"]] * 20, labels, ["en"] * 20).leak is None


@pytest.mark.skipif(not SCORER.is_file(), reason="the measuring script of the data sets is not here")
def test_the_figures_are_those_of_the_data_sets_own_script(tmp_path: Path) -> None:
    draw = Random(3)
    labels = [draw.sample(["bus", "rent", "light", "noise"], draw.randint(1, 2)) for _ in range(200)]
    themes = [draw.sample(["t1", "t2", "t3", "t4", "t5"], draw.randint(0, 1)) for _ in labels]
    languages = [draw.choice(["en", "es"]) for _ in labels]
    with (tmp_path / "data.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [["text", "label", "lang"], *([f"row {n}", ";".join(each), languages[n]] for n, each in enumerate(labels))]
        )
    with (tmp_path / "assigned.csv").open("w", newline="") as file:
        rows = [[n, 0, 5, each[0] if each else "", ""] for n, each in enumerate(themes)]
        csv.writer(file).writerows([["row", "start", "end", "theme_id", "score"], *rows])
    command = [sys.executable, SCORER, tmp_path / "data.csv", tmp_path / "assigned.csv", "--label", "label", "--lang", "lang"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    ours = score_themes(themes, labels, languages)
    assert (ours.themes, ours.rows) == (theirs["k"], theirs["rows"])
    for mine, name in (
        (ours.ami, "AMI"),
        (ours.ari, "ARI"),
        (ours.sample_f1, "sample_F1"),
        (ours.leak, "leak"),
        (ours.unthemed, "unthemed"),
    ):
        assert mine == pytest.approx(theirs[name], abs=2e-4)
