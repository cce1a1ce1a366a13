"""`hearback themes FILE`: the page, the tables and the counts agree with one another."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from flows.steps.file_themes import ThemesAsked, theme_file

WISHES = (
    "Mend the lamp at the corner of the school",
    "The bus is late every morning",
    "Nobody at the desk speaks Somali. I waited for two hours.",
    "noise, litter, parking",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int | bool]]:
    """Sixteen rows: too few to look for themes."""
    folder = tmp_path_factory.mktemp("file-themes")
    with (folder / "wishes.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["wish", "language"])
        writer.writerows([wish, "en"] for wish in WISHES * 4)
    asked = ThemesAsked(file=folder / "wishes.csv", text_column="wish", language_column="language", out=folder / "out")
    return folder / "out", theme_file(asked)


def test_too_few_rows_are_told_as_such_and_listed_as_they_are(made: tuple[Path, dict[str, int | bool]]) -> None:
    out, figures = made
    assert figures == {
        "rows": 16,
        "passages": 28,
        "themes": 0,
        "parts": 0,
        "tentative": 0,
        "is_too_few": True,
        "unthemed": 28,
        "held": 0,
    }
    assert "Too few different things were said" in (out / "digest.html").read_text(encoding="utf-8")


def test_the_tables_have_a_place_for_sub_themes_and_say_what_the_counts_say(made: tuple[Path, dict[str, int | bool]]) -> None:
    out, figures = made
    with (out / "assignments.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert list(rows[0]) == ["row", "start", "end", "theme_id", "score", "part_id"]
    assert len(rows) == figures["passages"]
    assert [(row["row"], WISHES[3][int(row["start"]) : int(row["end"])]) for row in rows if row["row"] == "3"] == [
        ("3", "noise"),
        ("3", "litter"),
        ("3", "parking"),
    ]
    told = json.loads((out / "themes.json").read_text(encoding="utf-8"))
    assert (told["themes"], told["unthemed"], told["is_too_few"]) == ([], figures["unthemed"], True)
