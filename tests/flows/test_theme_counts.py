"""What staff are told of a round's themes after a run."""

from __future__ import annotations

from pathlib import Path

from config.settings import FILE_NAME, load_settings
from desk.themes import hide
from flows.steps.theme_counts import ThemeCounts, count_themes
from tests.digest.test_gathered_themes import NOISE, fill
from tests.warehouse.samples import AUTUMN, SPRING
from warehouse.keys import create_keys
from warehouse.store import open_store


def test_themes_are_counted_with_those_that_are_tentative_and_hidden(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(f'[[rounds]]\nname = "{SPRING.name}"\n', encoding="utf-8")
    settings = load_settings(tmp_path / FILE_NAME)
    with open_store(settings.warehouse_url, create_keys(settings.key_folder)) as store:
        fill(store, create_keys(settings.key_folder), people=40)
        hide(store, next(each for each in store.themes.all() if each.id == NOISE.id), actor="Mia", why="it names a neighbour")
    counts = count_themes(settings, SPRING.name)
    assert counts == ThemeCounts(themes=2, parts=1, tentative=1, hidden=1, passages=60, unthemed=0)
    assert counts.sentence() == "2 with 1 sub-themes (1 tentative, 1 hidden by staff); 0 % of the passages fit none"
    assert count_themes(settings, AUTUMN.name) is None
    assert count_themes(settings, "never") is None
