"""A round is themed with a model that proposes titles: what is sent, what stands in the audit log, and what an order can do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from config.settings import Settings
from config.tables import NamerSettings
from desk.themes import approve
from domain.errors import BadSettings
from domain.themes import Theme
from flows.steps.stage import opened_store
from flows.steps.theme import theme
from tests.flows.paper import SPRING
from tests.flows.test_theme_again import bring_in, rows_of
from tests.namer.injections import ORDERS
from tests.namer.server import propose, serve


def with_namer(settings: Settings, url: str, **more: object) -> Settings:
    namer = NamerSettings.model_validate({"url": url, "model": "tiny", **more})
    return settings.model_copy(update={"themes": settings.themes.model_copy(update={"namer": namer})})


def titles(settings: Settings) -> dict[str, str]:
    with opened_store(settings) as store:
        return {each.id: each.title for each in store.themes.living()}


def events(settings: Settings) -> list[tuple[str, dict[str, str | int]]]:
    with opened_store(settings) as store:
        return [(each.action, dict(each.detail)) for each in reversed(store.audit.recent(500)) if "model" in each.action]


def repeat(passages: Sequence[dict[str, str]]) -> str:
    """A title of two words that many of the passages hold: what a model that reads would say."""
    words = [word.strip(".,").casefold() for each in passages for word in set(each["text"].split()) if len(word) > 4]
    return " ".join(sorted(set(words), key=lambda word: (-words.count(word), word))[:2])


@pytest.fixture(scope="module")
def themed(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = bring_in(tmp_path_factory.mktemp("themed"), rows_of(SPRING, range(86)), SPRING)
    theme(settings, SPRING)
    return settings


@pytest.fixture
def plain(themed: Settings, tmp_path: Path) -> Settings:
    """The themed town, a copy for each test."""
    shutil.copytree(themed.folder, tmp_path / "plain")
    return themed.model_copy(update={"folder": tmp_path / "plain"})


def test_without_the_table_nothing_is_asked_and_with_it_the_log_says_what_left(plain: Settings) -> None:
    assert events(plain) == []
    before = titles(plain)
    with serve(lambda passages: propose(repeat(passages), [each["id"] for each in passages])) as heard:
        named = with_namer(plain, heard.url)
        theme(named, SPRING)
        after, asked = titles(named), len(heard.bodies)
        assert theme(named, SPRING).written == 0
        assert len(heard.bodies) == asked, "the same input was sent twice"
    assert after.keys() == before.keys()
    (first, said), (second, came) = events(named)
    assert (first, second) == ("titles asked of a model", "titles of a model checked")
    assert said["themes"] == len(before)
    assert said["address"] in heard.url
    assert came["asked"] == asked
    changed = sum(before[theme_id] != after[theme_id] for theme_id in before)
    assert changed <= int(came["taken"])
    assert not any(title in json.dumps([said, came]) for title in (*before.values(), *after.values()))


def test_what_somebody_approved_is_not_sent(plain: Settings) -> None:
    with opened_store(plain) as store:
        chosen: Theme = next(each for each in store.themes.living() if each.parent_id is None)
        approve(store, chosen, actor="ana")
    with serve(lambda passages: propose("street lights", [each["id"] for each in passages])) as heard:
        named = with_namer(plain, heard.url)
        theme(named, SPRING)
    assert titles(named)[chosen.id] == chosen.title
    assert events(named)[0][1]["themes"] == len(titles(named)) - 1


def test_orders_among_the_answers_put_nothing_on_the_page(tmp_path: Path) -> None:
    rows = rows_of(SPRING, range(60))
    orders = [[f"o{at}", "2026-04-02", order, "North", "4", "en", f"o{at}"] for at, (_, order, _) in enumerate(ORDERS) if at % 5 == 0]
    settings = bring_in(tmp_path / "orders", [*rows, *orders], SPRING)
    theme(settings, SPRING)
    before = titles(settings)
    wanted = {title.casefold() for _, _, title in ORDERS}
    obeying = iter([title for _, _, title in ORDERS] * 20)
    with serve(lambda passages: propose(next(obeying), [each["id"] for each in passages])) as heard:
        named = with_namer(settings, heard.url)
        theme(named, SPRING)
        assert heard.bodies
    assert titles(named) == before
    assert not wanted & {title.casefold() for title in before.values()}


def test_a_namer_without_its_key_or_in_the_open_stops_before_anything_is_sent(plain: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_SUCH_KEY", raising=False)
    with pytest.raises(BadSettings, match="NO_SUCH_KEY"):
        theme(with_namer(plain, "https://models.example/v1", key_env="NO_SUCH_KEY"), SPRING)
    with pytest.raises(BadSettings, match="https"):
        theme(with_namer(plain, "http://models.example/v1"), SPRING)
    assert events(plain) == []
