"""A run looks for the codebook's themes, and is another run where the codebook is another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from config.settings import Settings
from desk.codebook import import_codebook, plan_codebook
from desk.codebook_list import list_codebook
from desk.codebook_rows import CodebookRow
from domain.themes import Origin
from flows.steps import prepare
from flows.steps.redaction import redactor_of
from flows.steps.stage import opened_store, rounds_up_to
from flows.steps.theme import theme
from tests.flows.held_town import AUTUMN, held_town, pull_answers
from warehouse.store import Store

LIGHT = ["The street lamps on our road are broken", "It is too dark at night, we need lamps", "No light on the path, the lamps are out"]
BUSES = ["The bus is always late", "I wait an hour for the bus to come", "The bus timetable is wrong, buses do not come"]
OTHER = ["My landlord does not mend the heating", "The library is a good place"]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, Store]]:
    with held_town(tmp_path_factory.mktemp("run")) as (settings, store):
        pull_answers(store, settings, {str(number): {"said": words} for number, words in enumerate([*LIGHT, *BUSES, *OTHER])})
        for stage in (prepare.cut, prepare.embed):
            stage(settings, AUTUMN)
        yield settings, store


def bring_in(settings: Settings, *rows: CodebookRow) -> None:
    with opened_store(settings) as store:
        first = rounds_up_to(store, settings, AUTUMN)[0].id
        plan = plan_codebook(store, rows, redactor_of(settings), language="en", born_in=first)
        import_codebook(store, plan, repr(len(rows)).encode(), actor="Ana")


def counts(settings: Settings) -> dict[str, int]:
    with opened_store(settings) as store:
        return {each.theme.title: each.passages for each in list_codebook(store)}


def test_passages_go_to_a_codebooks_themes_and_the_others_to_none(town: tuple[Settings, Store]) -> None:
    settings, store = town
    bring_in(
        settings,
        CodebookRow("line 2", "Broken street lamps", "Streets and paths that are dark at night"),
        CodebookRow("line 3", "Late buses", "Waiting for the bus"),
        CodebookRow("line 4", "Noise from bars", "Loud music late at night"),
    )
    theme(settings, AUTUMN)
    found = counts(settings)
    assert found["Broken street lamps"] >= 2 and found["Late buses"] >= 2 and found["Noise from bars"] == 0
    kept = {each.title: each for each in store.themes.living()}
    assert kept["Late buses"].origin is Origin.CODEBOOK and kept["Late buses"].description == "Waiting for the bus"


def test_the_same_codebook_is_the_same_run_and_another_one_is_another(town: tuple[Settings, Store]) -> None:
    settings, store = town
    autumn = rounds_up_to(store, settings, AUTUMN)[-1].id
    before = store.themes.latest_run(autumn)
    assert theme(settings, AUTUMN).written == 0 and store.themes.latest_run(autumn) == before
    bring_in(settings, CodebookRow("line 2", "Cold homes", "Heating that does not work, and landlords", ("my landlord does not mend it",)))
    theme(settings, AUTUMN)
    after = store.themes.latest_run(autumn)
    assert before is not None and after is not None and after.id != before.id
    assert counts(settings)["Cold homes"] >= 1 and counts(settings)["Late buses"] >= 2
