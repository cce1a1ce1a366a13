"""A round is themed again and again as answers come in and people decide: the same input is the same run, and themes stay."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from config.settings import Settings
from desk.theme_places import merge, move
from desk.themes import approve
from domain.ids import PassageId, ThemeId
from domain.themes import EventKind, MadeBy, Theme
from flows.steps.prepare import cut, embed
from flows.steps.pull import pull
from flows.steps.stage import opened_store
from flows.steps.theme import theme
from tests.flows.paper import AUTUMN, SPRING, paper_town
from tests.themes.town import say_everything

DAYS = {SPRING: "2026-04-01", AUTUMN: "2026-10-01"}
Row = list[str]


def rows_of(round_name: str, numbers: Sequence[int]) -> list[Row]:
    """Answers of different people, in an order that mixes the concerns."""
    passages, _ = say_everything()
    mixed = random.Random(5).sample(range(len(passages)), len(passages))
    chosen = [(number, passages[mixed[number]]) for number in numbers]
    return [[f"{round_name}{n}", DAYS[round_name], said.text, "North", "4", said.language, f"{round_name}{n}"] for n, said in chosen]


def bring_in(folder: Path, rows: Sequence[Row], round_name: str) -> Settings:
    settings = paper_town(folder, rows)
    pull(settings, "paper", round_name)
    cut(settings, round_name)
    embed(settings, round_name)
    return settings


def places(settings: Settings, round_name: str) -> dict[PassageId, ThemeId | None]:
    with opened_store(settings) as store:
        run = store.themes.latest_run(settings.round(round_name).id)
        assert run is not None
        return {each.passage_id: each.theme_id for each in store.themes.assignments(run.id)}


def kinds(settings: Settings) -> Counter[EventKind]:
    with opened_store(settings) as store:
        return Counter(each.kind for each in store.themes.events() if each.made_by is MadeBy.MODEL)


def living(settings: Settings) -> list[Theme]:
    with opened_store(settings) as store:
        return [each for each in store.themes.living() if each.parent_id is None]


@pytest.fixture
def spring(tmp_path: Path) -> Settings:
    settings = bring_in(tmp_path, rows_of(SPRING, range(86)), SPRING)
    assert theme(settings, SPRING).written > 60
    return settings


def tell_run(settings: Settings) -> tuple[str, bool, float | None]:
    with opened_store(settings) as store:
        run = store.themes.latest_run(settings.round(SPRING).id)
        assert run is not None
        return run.id, run.is_refit, run.drift


def test_more_answers_in_a_round_leave_its_themes_as_they_are(spring: Settings) -> None:
    before, born = places(spring, SPRING), kinds(spring)[EventKind.BORN]
    assert theme(spring, SPRING).written == 0
    bring_in(spring.folder, rows_of(SPRING, range(90)), SPRING)
    theme(spring, SPRING)
    after = places(spring, SPRING)
    assert len(after) > len(before)
    assert {passage: after[passage] for passage in before} == before
    # The themes are those of this round still: none is told to go on from an earlier one.
    assert kinds(spring) == {EventKind.BORN: born}
    told = tell_run(spring)
    assert theme(spring, SPRING).written == 0
    assert tell_run(spring) == told


def test_the_same_history_makes_the_same_runs(spring: Settings) -> None:
    again = bring_in(spring.folder / "again", rows_of(SPRING, range(86)), SPRING)
    theme(again, SPRING)
    for settings in (spring, again):
        bring_in(settings.folder, rows_of(SPRING, range(90)), SPRING)
        theme(settings, SPRING)
    # Other keys give other ids, so what is compared is how many answers share a theme.
    assert sorted(Counter(places(spring, SPRING).values()).values()) == sorted(Counter(places(again, SPRING).values()).values())
    assert tell_run(spring)[1:] == tell_run(again)[1:]


def test_decisions_bind_the_next_run_and_the_round_after_it(spring: Settings) -> None:
    before = places(spring, SPRING)
    kept, other, gone = living(spring)[:3]
    moved = next(passage for passage, owner in sorted(before.items()) if owner == kept.id)
    with opened_store(spring) as store:
        approve(store, kept, actor="ana")
        move(store, [moved], other, actor="ana", why="it says so")
        merge(store, gone, other, actor="ana", why="the same")
    assert theme(spring, SPRING).written > 0
    assert_decided(spring, SPRING, kept, moved, other, gone)
    assert theme(spring, SPRING).written == 0
    autumn = bring_in(spring.folder, [*rows_of(SPRING, range(86)), *rows_of(AUTUMN, range(20, 96))], AUTUMN)
    theme(autumn, AUTUMN)
    assert_decided(autumn, AUTUMN, kept, moved, other, gone)


def assert_decided(settings: Settings, round_name: str, kept: Theme, moved: PassageId, other: Theme, gone: Theme) -> None:
    now = places(settings, round_name)
    assert now[moved] == other.id
    assert gone.id not in now.values()
    assert kept.id in now.values()
    assert next(each for each in living(settings) if each.id == kept.id).title == kept.title


def test_a_new_round_goes_on_from_the_one_before(spring: Settings) -> None:
    before = places(spring, SPRING)
    autumn = bring_in(spring.folder, [*rows_of(SPRING, range(86)), *rows_of(AUTUMN, range(96))], AUTUMN)
    theme(autumn, AUTUMN)
    after = places(autumn, AUTUMN)
    themed = [passage for passage, owner in before.items() if owner]
    assert sum(after[passage] == before[passage] for passage in themed) >= 0.9 * len(themed)
    told = kinds(autumn)
    assert told[EventKind.CONTINUED] + told[EventKind.MERGED] + told[EventKind.FADED] >= len({before[passage] for passage in themed})
    # The run of the spring is what it was: its digest may be published.
    assert theme(autumn, SPRING).written == 0
    assert places(autumn, SPRING) == before
    assert theme(autumn, AUTUMN).written == 0


def words_of_themes(settings: Settings) -> dict[ThemeId | None, set[str]]:
    owners = places(settings, SPRING)
    with opened_store(settings) as store:
        heard = store.passages.of_rounds([settings.round(SPRING).id])
    return {theme_id: {str(each.passage.text) for each in heard if owners[each.passage.id] == theme_id} for theme_id in owners.values()}


def test_a_theme_whose_answers_were_all_withdrawn_is_told_to_fade(spring: Settings) -> None:
    rows = rows_of(SPRING, range(86))
    words = words_of_themes(spring)
    # One that redaction left as it was said, to find its answers in the file; the smallest, so that many are left.
    whole = [each for each in living(spring) if words[each.id] <= {row[2] for row in rows}]
    gone = min(whole, key=lambda each: (len(words[each.id]), each.id))
    with opened_store(spring) as store:
        approve(store, gone, actor="ana")
    left = [row for row in rows if row[2] not in words[gone.id]]
    bring_in(spring.folder, left, SPRING)
    theme(spring, SPRING)
    assert gone.id not in places(spring, SPRING).values()
    with opened_store(spring) as store:
        assert EventKind.FADED in {each.kind for each in store.themes.events(gone.id)}
    assert gone.id in {each.id for each in living(spring)}
