"""A folder with a CSV of answers as its source, settings and keys, for tests."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from config.settings import FILE_NAME, Settings, load_settings
from warehouse.keys import create_keys

SPRING, AUTUMN = "spring", "autumn"
COLUMNS = ("key", "when", "said", "hood", "trust", "tongue", "who")

_SETTINGS = """
[hearback]
town = "Zed"
[[rounds]]
name = "spring"
starts_on = {spring[0]}
ends_on = {spring[1]}
[[rounds]]
name = "autumn"
starts_on = {autumn[0]}
ends_on = {autumn[1]}
[sources.paper]
kind = "file"
file = "paper.csv"
[sources.paper.columns]
comments = ["said"]
indicators = [{{ question = "trust", title = "Trust" }}]
groups = {{ hood = "hood" }}
language = "tongue"
submitted = "when"
respondent = "who"
{id_line}
[sources.talks]
kind = "transcripts"
folder = "talks"
facilitators = ["Facilitator"]
"""


def write_paper(folder: Path, rows: Sequence[Sequence[str]]) -> None:
    with (folder / "paper.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def paper_town(
    folder: Path,
    rows: Sequence[Sequence[str]],
    *,
    spring: tuple[str, str] = ("2026-03-01", "2026-05-31"),
    autumn: tuple[str, str] = ("2026-09-01", "2026-11-30"),
    has_id: bool = True,
) -> Settings:
    """Settings of a folder with these rows; written again, the folder keeps its keys and warehouse."""
    (folder / "talks").mkdir(parents=True, exist_ok=True)
    text = _SETTINGS.format(spring=spring, autumn=autumn, id_line='id = "key"' if has_id else "")
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    write_paper(folder, rows)
    create_keys(folder / "keys")
    return load_settings(folder / FILE_NAME)
