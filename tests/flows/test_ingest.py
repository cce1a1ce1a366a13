"""Whatever pages come: the receipt adds up, nothing is stored twice, and the same pages again change nothing."""

from __future__ import annotations

import itertools
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.settings import Settings
from domain.listening import OpenAnswer, Response, Source, SourceKind
from domain.receipt import Receipt
from domain.text import RawText
from flows.steps.ingest import Ingest
from flows.steps.stage import opened_store, rounds_up_to
from tests.flows.paper import AUTUMN, SPRING, paper_town
from warehouse.keys import load_keys
from warehouse.store import Store

SAID = st.sampled_from(["The bus stop has no light.", "We are the only Chechen family on the street.", "Жарык жок, биз коркобуз.", ""])
DAYS = st.sampled_from([None, "2026-03-02", "2026-10-01", "2026-07-01"])


@st.composite
def surveys(draw: st.DrawFn) -> list[tuple[Response, ...]]:
    """Responses with ids of their own, cut into pages of any size."""
    facts = draw(st.lists(st.tuples(SAID, DAYS, st.sampled_from(["en", "ky", ""])), max_size=8))
    responses = [_response(str(number), *each) for number, each in enumerate(facts)]
    cuts = sorted(draw(st.lists(st.integers(0, len(responses)), max_size=3)))
    places = [0, *cuts, len(responses)]
    return [tuple(responses[start:end]) for start, end in itertools.pairwise(places)]


def _response(number: str, said: str, day: str | None, language: str) -> Response:
    instant = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    answers = (OpenAnswer("said", RawText(said)),) if said else ()
    return Response(number, language, instant, instant.date() if instant else None, True, open_answers=answers)


def take(store: Store, known_settings: Settings, round_name: str, pages: list[tuple[Response, ...]]) -> Receipt:
    source = Source(known_settings.source_value("paper").id, "paper", SourceKind.FILE, "Paper")
    rounds = rounds_up_to(store, known_settings, round_name)
    store.sources.save(source)
    by_id = {each.id: each for each in store.rounds.all()}
    return Ingest(store, known_settings, load_keys(known_settings.key_folder), source, rounds[-1], by_id).take(pages)


@given(first=surveys(), second=surveys())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_receipts_add_up_and_the_same_pages_again_change_nothing(
    first: list[tuple[Response, ...]], second: list[tuple[Response, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        town = paper_town(Path(folder), [])
        with opened_store(town) as store:
            for pages in (first, second):
                receipts = [take(store, town, name, pages) for name in (SPRING, AUTUMN)]
                for receipt in receipts:
                    assert receipt.read == sum(map(len, pages)) == receipt.written + receipt.unchanged + receipt.held + receipt.skipped
                before = store.fingerprint()
                again = [take(store, town, name, pages) for name in (SPRING, AUTUMN)]
                assert store.fingerprint() == before
                assert [each.written for each in again] == [0, 0]
                assert [each.held for each in again] == [each.held for each in receipts]
                taken = sum(each.written + each.unchanged + each.held for each in again)
                assert taken == sum(
                    response.submitted_on is None or response.submitted_on.month != 7 for page in pages for response in page
                )
