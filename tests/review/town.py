"""A small town on the desk: one round of people who raised three themes, themed by hand, with settings beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from config.settings import FILE_NAME, Settings, load_settings
from desk.review import list_unseen, look_at
from digest.releasing.prepare import Prepared, prepare
from digest.releasing.terms import PageTerms
from domain.ids import RunId, ThemeId, stable_id
from domain.listening import Round
from domain.themes import Assignment, Standing, Theme, ThemingRun
from flows.steps.digest import page_terms
from flows.steps.findings import findings
from flows.steps.stage import opened_store
from tests.warehouse.samples import CUTTER, MODEL, NOON, SOURCE, cut_whole, make_response
from warehouse.keys import create_keys, load_keys
from warehouse.store import Store

ROUND = "spring"
SETTINGS = """
[hearback]
town = "Alder"

[[rounds]]
name = "spring"
title = "Spring"
starts_on = 2026-03-01
ends_on = 2026-05-31

[[rounds]]
name = "autumn"
title = "Autumn"
starts_on = 2026-09-01
"""
LAMPS, NOISE, FEW = "Lamps that stay dark", "Nights full of noise", "Raised by a handful"
SOLID, TENTATIVE = 0.9, 0.1
SAID = {LAMPS: (40, SOLID), NOISE: (25, TENTATIVE), FEW: (4, SOLID), "": (20, 0.0)}  # title: people who raised it, how solid


@dataclass(frozen=True)
class Town:
    settings: Settings
    store: Store
    round: Round

    @property
    def terms(self) -> PageTerms:
        return page_terms(self.settings)

    @property
    def folder(self) -> Path:
        return self.settings.folder

    def prepare(self) -> Prepared:
        return prepare(self.store, self.terms, self.round, made_at=datetime.now(UTC))

    def theme(self, title: str) -> Theme:
        return next(each for each in self.store.themes.all() if each.id == theme_id(title))

    def look_at_all(self, actor: str = "Ana") -> None:
        look_at(self.store, self.terms, self.round, list_unseen(self.prepare(), is_solid_only=False), actor=actor)

    def count(self) -> None:
        findings(self.settings, self.round.name)


def theme_id(title: str) -> ThemeId:
    return ThemeId(stable_id("theme", title))


@contextmanager
def review_town(folder: Path, said: dict[str, tuple[int, float]] | None = None) -> Iterator[Town]:
    """People who each said one thing, by the theme that it is in; those of no theme are unthemed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE_NAME).write_text(SETTINGS, encoding="utf-8")
    settings = load_settings(folder / FILE_NAME)
    create_keys(settings.key_folder)
    with opened_store(settings) as store:
        town = Town(settings, store, settings.round(ROUND))
        store.sources.save(SOURCE)
        for each in settings.rounds:
            store.rounds.save(each.to_round())
        hear(town, SAID if said is None else said)
        town.count()
        yield town


def hear(town: Town, said: dict[str, tuple[int, float]], *, run: str = "run-1") -> None:
    """Make the round say this, in a run of its own: what was said before stays, and more people may say it."""
    keys = load_keys(town.settings.key_folder)
    texts = {f"{title or 'other'} {number}": title for title, (people, _) in said.items() for number in range(people)}
    responses = [make_response(keys, stable_id("row", text), f"About {text}.", round_=town.round) for text in texts]
    town.store.responses.replace([replace(each, groups=()) for each in responses], {})
    town.store.passages.save(CUTTER, {each.id: [cut_whole(each)] for one in responses for each in one.comments})
    _theme(town, said, {f"About {text}.": title for text, title in texts.items()}, RunId(run))


def _theme(town: Town, said: dict[str, tuple[int, float]], titles: dict[str, str], run_id: RunId) -> None:
    passages = town.store.passages.of_rounds([town.round.id])
    known = {each.id: each for each in town.store.themes.all()}
    made = [Theme(theme_id(title), title, "", (), town.round.id, (0.6, 0.8)) for title in said if title]
    themes = [known.get(each.id, each) for each in made]
    assigned = [
        Assignment(run_id, each.passage.id, theme_id(title) if title else None, 0.75 if title else 0.0)
        for each in passages
        if (title := titles.get(each.passage.text, "")) is not None
    ]
    standings = [Standing(run_id, theme_id(title), people, solid) for title, (people, solid) in said.items() if title]
    unthemed = sum(each.theme_id is None for each in assigned)
    run = ThemingRun(run_id, town.round.id, run_id, MODEL, len(assigned), unthemed, None, NOON)
    town.store.themes.save_run(run, themes, [], assigned, standings)
