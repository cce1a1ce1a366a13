"""A training is said whole in the settings, and names questions and groups that there are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from config.settings import load_settings
from domain.errors import BadSettings

TOWN = """
[sources.paper]
kind = "file"
file = "answers.csv"
[sources.paper.columns]
comments = ["said"]
indicators = [{ question = "trust", title = "Trust" }]
groups = { place = "where" }
[[trainings]]
name = "workshop"
"""


def load(folder: Path, training: str) -> object:
    file = folder / "hearback.toml"
    file.write_text(TOWN + training, encoding="utf-8")
    return load_settings(file).trainings[0]


def test_a_day_is_a_span_of_itself(tmp_path: Path) -> None:
    training = load(tmp_path, 'held_on = 2026-06-12\ngroup = "place"\nhad = "Harbor"\ncompared_with = "Old Mill"\n')
    assert training.span == (date(2026, 6, 12), date(2026, 6, 12))  # type: ignore[attr-defined]
    longer = load(tmp_path, "starts_on = 2026-06-12\nends_on = 2026-06-14\n")
    assert longer.span == (date(2026, 6, 12), date(2026, 6, 14))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("training", "said"),
    [
        ("", "say when it was"),
        ("starts_on = 2026-06-12", "say when it was"),
        ("held_on = 2026-06-12\nstarts_on = 2026-06-12\nends_on = 2026-06-13", "say when it was"),
        ("starts_on = 2026-06-12\nends_on = 2026-06-11", "before it starts"),
        ('held_on = 2026-06-12\ngroup = "place"', "go together"),
        ('held_on = 2026-06-12\ncompared_with = "Harbor"', "needs both"),
        ('held_on = 2026-06-12\ngroup = "place"\nhad = "Harbor"\ncompared_with = "Harbor"', "the same value"),
        ('held_on = 2026-06-12\nindicators = ["trus"]', "followed are: trust"),
        ('held_on = 2026-06-12\ngroup = "age"\nhad = "young"', "which no source has"),
    ],
)
def test_what_is_not_whole_is_refused(tmp_path: Path, training: str, said: str) -> None:
    with pytest.raises(BadSettings, match=said):
        load(tmp_path, training + "\n")
