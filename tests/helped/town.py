"""A town that was heard twice, with something done in between, released and ready to be told about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from config.settings import FILE_NAME, Settings, load_settings
from desk.release_make import make_release
from desk.review import list_unseen, look_at
from digest.releasing.prepare import Prepared, prepare
from digest.releasing.terms import PageTerms
from domain.action import Release
from domain.course import ENDED, JUDGED
from domain.ids import RecommendationId, RunId, ThemeId, UpdateId, stable_id
from domain.recommendations import Recommendation, Reply, Role, StatusUpdate, ThemeLink, UpdateState
from domain.themes import Assignment, MadeBy, Standing, Theme, ThemingRun
from flows.steps.digest import page_terms
from flows.steps.findings import findings
from flows.steps.stage import opened_store
from tests.warehouse.samples import CUTTER, MODEL, NOON, SOURCE, cut_whole, make_response
from warehouse.keys import create_keys, load_keys
from warehouse.store import Store

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
ends_on = 2026-10-31
"""
LAMPS, BUSES, NOISE, FEW = "Lamps that stay dark", "Buses that come late", "Nights full of noise", "Raised by a handful"
# By theme: people who raised it in spring and in autumn. Everybody raises one thing.
SAID: Mapping[str, tuple[int, int]] = {LAMPS: (90, 30), BUSES: (60, 65), NOISE: (50, 45), FEW: (4, 5), "": (60, 90)}
PASSAGE_WORDS = "zebra umbrella quietly juggled seventeen purple lanterns"


@dataclass(frozen=True)
class Town:
    settings: Settings
    store: Store

    @property
    def terms(self) -> PageTerms:
        return page_terms(self.settings)

    def prepare(self) -> Prepared:
        return prepare(self.store, self.terms, self.settings.round("autumn"), made_at=datetime.now(UTC))

    def release(self) -> Release:
        current = self.settings.round("autumn")
        look_at(self.store, self.terms, current, list_unseen(self.prepare(), is_solid_only=False), actor="Ana")
        return make_release(self.store, self.terms, current, actor="Ana").release


def theme_id(title: str) -> ThemeId:
    return ThemeId(stable_id("theme", title))


def update(reference: str, on: date, state: UpdateState, note: str = "", **more: object) -> StatusUpdate:
    own = RecommendationId(stable_id("recommendation", reference))
    judged = {"role": Role.BOARD, "by": "The board", "evidence": "Minutes of the board"}
    values = {**(judged if state in JUDGED | ENDED | {UpdateState.REOPENED} else {}), **more}
    return StatusUpdate(UpdateId(stable_id("update", own, on.isoformat(), state)), own, on, state, note, **values)  # type: ignore[arg-type]


def recommend(reference: str, title: str, theme: str, *updates: StatusUpdate, **more: object) -> Recommendation:
    values: dict[str, object] = {"text": "", "owner": "Public Works", "issued_on": date(2026, 6, 1), "due_on": date(2026, 8, 1), **more}
    own = RecommendationId(stable_id("recommendation", reference))
    links = (ThemeLink(theme_id(theme), MadeBy.PERSON, 1.0),)
    return Recommendation(own, reference, title, links=links, updates=updates, **values)  # type: ignore[arg-type]


DONE = recommend(
    "R-01",
    "Mend every lamp",
    LAMPS,
    update("R-01", date(2026, 6, 10), UpdateState.RESPONDED, "We will.", reply=Reply.ACCEPTED),
    update("R-01", date(2026, 7, 1), UpdateState.REPORTED_DONE, "All lamps burn."),
    update("R-01", date(2026, 7, 20), UpdateState.VERIFIED, "The board counted them."),
)
REJECTED = recommend(
    "R-02",
    "A bus every ten minutes",
    BUSES,
    update("R-02", date(2026, 6, 12), UpdateState.RESPONDED, "There are no drivers.", reply=Reply.REJECTED),
)


@contextmanager
def heard_twice(folder: Path, *recommendations: Recommendation, said: Mapping[str, tuple[int, int]] = SAID) -> Iterator[Town]:
    """Both rounds with their findings, themed together, and what was asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE_NAME).write_text(SETTINGS, encoding="utf-8")
    settings = load_settings(folder / FILE_NAME)
    create_keys(settings.key_folder)
    with opened_store(settings) as store:
        store.sources.save(SOURCE)
        for each in settings.rounds:
            store.rounds.save(each.to_round())
        hear(settings, store, said)
        store.recommendations.save(recommendations or (DONE, REJECTED))
        findings(settings, "autumn")
        yield Town(settings, store)


def hear(settings: Settings, store: Store, said: Mapping[str, tuple[int, int]]) -> None:
    """Make both rounds say this; what was said before stays, and more people may say it."""
    keys = load_keys(settings.key_folder)
    titles: dict[str, str] = {}
    for number, name in enumerate(("spring", "autumn")):
        current = settings.round(name)
        texts = {
            f"{title or 'other'} {name} {one} {PASSAGE_WORDS}": title for title, people in said.items() for one in range(people[number])
        }
        made = [make_response(keys, stable_id("row", text), f"About {text}.", round_=current) for text in texts]
        store.responses.replace([replace(each, groups=()) for each in made], {})
        store.passages.save(CUTTER, {each.id: [cut_whole(each)] for one in made for each in one.comments})
        titles |= {f"About {text}.": title for text, title in texts.items()}
    _theme(settings, store, titles)


def _theme(settings: Settings, store: Store, titles: Mapping[str, str]) -> None:
    rounds = [settings.round(name) for name in ("spring", "autumn")]
    themes = [Theme(theme_id(title), title, "", (), rounds[0].id, (0.6, 0.8)) for title in sorted(set(titles.values())) if title]
    for each in rounds:
        run_id = RunId(f"run-{each.name}")
        until = [one.id for one in rounds[: rounds.index(each) + 1]]
        passages = store.passages.of_rounds(until)
        assigned = [Assignment(run_id, one.passage.id, _find(titles[one.passage.text]), 0.75) for one in passages]
        standings = [Standing(run_id, one.id, 50, 0.9) for one in themes]
        unthemed = sum(one.theme_id is None for one in assigned)
        store.themes.save_run(
            ThemingRun(run_id, each.id, run_id, MODEL, len(assigned), unthemed, None, NOON), themes, [], assigned, standings
        )


def _find(title: str) -> ThemeId | None:
    return theme_id(title) if title else None
