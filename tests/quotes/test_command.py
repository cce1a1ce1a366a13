"""`hearback quote` as staff use it: proposed from vectors, read, approved by two, on the page, and refused where it must be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from config.settings import FILE_NAME, load_settings
from domain.quotes import Stance
from flows.steps.stage import opened_store
from tests.cli.test_sources import assert_explains, here
from tests.quotes.town import SPRING, Voiced, crowd, publish, quoted, settle
from tests.warehouse.samples import MODEL
from warehouse.keys import create_keys
from warehouse.store import Store

WORDS = (
    "The lamp by the old mill has been dark for many months now. Nobody comes.",
    "I asked the city three times to mend the light at our stop.",
    "At night we cannot see the steps in front of the library.",
    "Our corner is bright again and I walk home without any fear.",
)
_SETTINGS = """
[hearback]
warehouse = "sqlite:///hearback.db"
[[rounds]]
name = "spring"
starts_on = 2026-03-01
ends_on = 2026-05-31
[quotes]
enabled = true
"""


def _said() -> list[Voiced]:
    lamps = crowd(14, "lamps")
    told = [replace(each, text=WORDS[number]) if number < 4 else each for number, each in enumerate(lamps)]
    rare = Voiced("alone", "It is always dark where our boats lie in the evening.", "lamps", 0, "Harbor")
    silent = Voiced("silent", "The park by the school has no working lamp at all.", "lamps", 1, may_quote=False)
    narrow = [replace(each, session=0) for each in crowd(12, "noise", block="Park")]
    return [*told, rare, silent, *narrow]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[tuple[Path, Store]]:
    (tmp_path / FILE_NAME).write_text(_SETTINGS, encoding="utf-8")
    keys = create_keys(tmp_path / "keys")
    with opened_store(load_settings(tmp_path / FILE_NAME)) as store:
        settle(store, keys, _said())
        texts = [each.passage.text for each in store.passages.of_rounds([SPRING.id])]
        rng = np.random.default_rng(7)
        store.vectors.save(MODEL, {key: rng.normal(1, 1, 16).astype(np.float32) for key, _ in store.vectors.missing(MODEL, texts)})
        yield tmp_path, store


def _list(folder: Path) -> list[dict[str, object]]:
    return json.loads(here("quote", "list", "--round", "spring", "--json", folder=folder).stdout)  # type: ignore[no-any-return]


def test_only_who_agreed_and_is_not_rare_is_offered_and_proposing_again_changes_nothing(town: tuple[Path, Store]) -> None:
    folder, store = town
    here("quote", "propose", "--round", "spring", "--who", "Ana", folder=folder)
    offered = {each.comment_id for each in store.quotes.of_round(SPRING.id)}
    texts = {each.id: each.text for each in store.comments.of_rounds([SPRING.id])}
    assert offered and {texts[each] for each in offered} <= {*WORDS, *(each.text for each in crowd(14, "lamps"))}
    (event,) = [each for each in store.audit.recent(9) if each.action == "quotes proposed"]
    assert event.detail == {"quotes": len(offered), "themes": 1}  # the other theme was raised in one session alone
    again = json.loads(here("quote", "propose", "--round", "spring", "--json", folder=folder).stdout)
    assert (again["new"], again["before"]) == (0, len(offered))
    assert [each.action for each in store.audit.recent(1)] == ["quotes proposed"]


def test_from_proposal_to_page(town: tuple[Path, Store]) -> None:
    folder, store = town
    here("quote", "propose", "--round", "spring", "--who", "Ana", folder=folder)
    first = str(_list(folder)[0]["id"])
    shown = here("quote", "show", first, folder=folder).stdout
    said = next(each.text for each in store.comments.of_rounds([SPRING.id]) if each.id == store.quotes.find(first)[0].comment_id)
    assert said is not None and said in " ".join(shown.split()) and "needs more people" in shown
    here("quote", "approve", first, "--who", "Ana", folder=folder)
    assert_explains(here("quote", "approve", first, "--who", "ana", folder=folder), 2, "approved it already")
    assert _list(folder)[0]["is_published_next"] is False
    here("quote", "approve", first, "--who", "Ben", folder=folder)
    assert _list(folder)[0]["is_published_next"] is True
    assert len(quoted(publish(store))) == 1
    assert not any(word in here("quote", "list", "--round", "spring", folder=folder).stdout for word in ("mill", "stop", "library"))
    here("quote", "refuse", first, "--who", "Cy", "--why", "her boss reads this", folder=folder)
    assert not quoted(publish(store))
    here("quote", "take-back", first, "--who", "Cy", "--why", "asked her", folder=folder)
    assert len(quoted(publish(store))) == 1


def test_a_quote_is_trimmed_to_sentences_and_parts(town: tuple[Path, Store]) -> None:
    folder, store = town
    here("quote", "propose", "--round", "spring", folder=folder)
    first = store.quotes.of_round(SPRING.id)[0].id
    assert_explains(here("quote", "trim", first, folder=folder), 2, "one of the two")
    assert_explains(here("quote", "trim", first, "--sentences", "7", folder=folder), 2, "sentences")
    here("quote", "trim", first, "--parts", "0:8", folder=folder)
    (quote,) = store.quotes.find(first)
    assert quote.pieces == ((0, 8),) and quote.stance in Stance


def test_a_laxer_setting_stops_everything_until_it_is_allowed(town: tuple[Path, Store]) -> None:
    folder, store = town
    file = folder / FILE_NAME
    file.write_text(_SETTINGS + "fewest_sessions = 1\n", encoding="utf-8")
    for command in ("propose", "list"):
        assert_explains(here("quote", command, "--round", "spring", folder=folder), 2, "hearback quote allow fewest_sessions 1")
    assert_explains(here("quote", "allow", "fewest_sessions", "1", folder=folder), 2, "not said why")
    here("quote", "allow", "fewest_sessions", "1", "--why", "one hall in this town", folder=folder)
    here("quote", "propose", "--round", "spring", folder=folder)
    assert len({each.theme_id for each in store.quotes.of_round(SPRING.id)}) == 2
