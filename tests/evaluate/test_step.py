"""`hearback eval` over files as people have them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from domain.errors import BadFile
from flows.steps.evaluate import CodingColumns, ScoresAsked, evaluate_agreement, evaluate_themes
from tests.themes.town import say_everything


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_a_labelled_table_is_themed_and_scored(tmp_path: Path) -> None:
    passages, truth = say_everything()
    rows = [[each.text, label, each.language] for each, label in zip(passages, truth, strict=True)]
    file = write(tmp_path / "said.csv", [["comment", "concern", "lang"], *rows, ["Nobody labelled this one.", "", "en"], ["", "bus", "en"]])
    scores = evaluate_themes(ScoresAsked(file=file, text_column="comment", label_column="concern", language_column="lang"))
    assert scores.rows == len(passages) + 1  # the row without words has a label, and no theme
    assert scores.ami > 0.3
    assert scores.leak is not None
    assert scores.leak < 0.3
    assert {each.label for each in scores.labels} == set(truth)


def test_a_table_without_labels_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "said.csv", [["comment", "concern"], ["The bus is late.", ""]])
    with pytest.raises(BadFile, match="No row has a label"):
        evaluate_themes(ScoresAsked(file=file, text_column="comment", label_column="concern"))


def test_two_codings_are_compared_by_their_units(tmp_path: Path) -> None:
    one = write(tmp_path / "one.csv", [["id", "themes"], ["1", "bus; light"], ["2", ""], ["3", "rent"]])
    other = write(tmp_path / "other.csv", [["unit", "codes"], ["1", "bus|light"], ["3", "bus"]])
    with pytest.raises(BadFile, match="names no column 'id'") as caught:
        evaluate_agreement(one, other, CodingColumns())
    assert "codes" not in str(caught.value)
    same = write(tmp_path / "same.csv", [["id", "themes"], ["1", "light;bus"], ["3", "bus"]])
    found = evaluate_agreement(one, same, CodingColumns())
    assert (found.units, found.only_first, found.only_second) == (2, 1, 0)
    assert found.coverage == (1, 1)


@pytest.mark.parametrize(
    ("rows", "told"), [([["1", "a"], ["1", "b"]], "has come before"), ([["", "a"]], "has no id"), ([["9", "a"]], "No id of this file")]
)
def test_a_coding_that_is_none_is_refused_with_its_place(tmp_path: Path, rows: list[list[str]], told: str) -> None:
    one = write(tmp_path / "one.csv", [["id", "themes"], ["1", "bus"]])
    other = write(tmp_path / "other.csv", [["id", "themes"], *rows])
    with pytest.raises(BadFile, match=told) as caught:
        evaluate_agreement(one, other, CodingColumns())
    assert "other.csv" in str(caught.value)
