"""The stages one after another on a small town, without Prefect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.settings import Settings
from demo.town.survey import SURVEY_ID
from domain.errors import Busy, HearbackError, SourceError
from domain.receipt import Receipt
from flows.steps.digest import digest
from flows.steps.findings import findings
from flows.steps.kinds import kinds
from flows.steps.link import link
from flows.steps.prepare import cut, embed, translate
from flows.steps.pull import pull
from flows.steps.sessions import import_folder
from flows.steps.stage import opened_store, stage
from flows.steps.theme import theme
from tests.flows.town import ROUND, SmallTown, small_town
from tests.warehouse.postgresql import start_postgresql
from warehouse.store import Store


def run_all(settings: Settings, out: Path) -> dict[str, Receipt]:
    """Every stage of a round, in the order of the flow."""
    stages: dict[str, Callable[[], Receipt]] = {
        "pull": lambda: pull(settings, "survey", ROUND),
        "sessions": lambda: import_folder(settings, "sessions", ROUND),
        "translate": lambda: translate(settings, ROUND),
        "passages": lambda: cut(settings, ROUND),
        "embed": lambda: embed(settings, ROUND),
        "theme": lambda: theme(settings, ROUND),
        "kinds": lambda: kinds(settings, ROUND),
        "link": lambda: link(settings, ROUND),
        "findings": lambda: findings(settings, ROUND),
        "digest": lambda: digest(settings, ROUND, out),
    }
    return {name: step() for name, step in stages.items()}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallTown]:
    with small_town(tmp_path_factory.mktemp("town")) as made:
        yield made


@pytest.fixture(scope="module")
def first_run(town: SmallTown) -> dict[str, Receipt]:
    return run_all(town.settings, town.settings.folder / "digest")


def test_a_round_goes_from_answers_to_a_page(town: SmallTown, first_run: dict[str, Receipt]) -> None:
    assert first_run["pull"].read == 70
    assert first_run["pull"].written > 60
    assert first_run["sessions"].written > 40
    assert first_run["theme"].written > 0
    assert (town.settings.folder / "digest" / "draft-autumn-2025.html").read_text().startswith("<!")


def test_a_run_publishes_nothing(town: SmallTown, first_run: dict[str, Receipt]) -> None:
    with opened_store(town.settings) as store:
        assert [release for each in store.rounds.all() for release in store.releases.of_round(each.id)] == []
        assert store.audit.recent(100, ["release made"]) == ()
    assert [each.name for each in (town.settings.folder / "digest").iterdir()] == ["draft-autumn-2025.html"]


def test_sessions_of_other_rounds_are_skipped_and_counted(first_run: dict[str, Receipt]) -> None:
    assert first_run["sessions"].skipped > 100


def test_a_second_run_changes_no_row_and_says_so(town: SmallTown, first_run: dict[str, Receipt]) -> None:
    with opened_store(town.settings) as store:
        before, counts = store.fingerprint(), store.counts()
    again = run_all(town.settings, town.settings.folder / "digest")
    with opened_store(town.settings) as store:
        assert store.fingerprint() == before
        assert store.counts() == counts
    assert not any(receipt.changed_anything for receipt in again.values())
    assert again["pull"].held == first_run["pull"].held


def test_no_words_stand_in_the_open(town: SmallTown, first_run: dict[str, Receipt]) -> None:
    """What redaction took out is in no file of the warehouse: the raw words are there encrypted only."""
    from demo.town.people import gather_people

    values = [
        answer.text[span.start : span.end]
        for person in gather_people()
        if person.round.name == ROUND and person.language in ("en", "es", "ar")
        for answer in person.answers
        for span in answer.spans
        if span.type in ("EMAIL", "PHONE", "SSN", "A_NUMBER", "USCIS_RECEIPT")
    ]
    assert values
    content = b"".join(file.read_bytes() for file in town.settings.folder.rglob("*") if file.is_file())
    assert [number for number, value in enumerate(values) if value.encode() in content] == []


def test_nothing_unmapped_crosses_the_wire(town: SmallTown, first_run: dict[str, Receipt]) -> None:
    sent = repr(town.server.wire)
    assert "qworry" in sent or "X" in sent
    assert "203.0.113.7" not in sent
    content = b"".join(file.read_bytes() for file in town.settings.folder.rglob("*.db*"))
    assert b"Invented Caller" not in content
    assert b"203.0.113.7" not in content


def test_a_changed_answer_replaces_what_came_of_it_and_a_withdrawn_one_leaves_nothing(tmp_path: Path) -> None:
    with small_town(tmp_path, languages=("en",), people=12) as town:
        pull(town.settings, "survey", ROUND)
        cut(town.settings, ROUND)
        town.server.update(SURVEY_ID, 1, {"qworry": "The bus stop by the mill has no bench and no light."})
        town.server.delete(SURVEY_ID, 2)
        receipt = pull(town.settings, "survey", ROUND)
        assert (receipt.written, receipt.withdrawn, receipt.unchanged + receipt.held) == (1, 1, 10)
        with opened_store(town.settings) as store:
            rounds = [each.id for each in store.rounds.all()]
            texts = [comment.text for comment in store.comments.of_rounds(rounds)]
            assert "The bus stop by the mill has no bench and no light." in texts
            assert len(store.responses.of_rounds(rounds)) == 11


def test_a_survey_that_shows_nothing_is_not_believed(tmp_path: Path) -> None:
    with small_town(tmp_path, languages=("en",), people=5) as town:
        pull(town.settings, "survey", ROUND)
        for number in range(1, 6):
            town.server.delete(SURVEY_ID, number)
        with pytest.raises(SourceError, match="Nothing was taken out"):
            pull(town.settings, "survey", ROUND)
        with opened_store(town.settings) as store:
            assert store.counts()["response"] == 5


def test_raw_words_go_when_their_days_are_over_and_the_redacted_ones_stay(tmp_path: Path) -> None:
    with small_town(tmp_path, languages=("en",), people=4) as town:
        pull(town.settings, "survey", ROUND)
        with opened_store(town.settings) as store:
            counts = store.counts()
        assert counts["vault_entry"] >= 4
        over = town.settings.model_copy(update={"redaction": town.settings.redaction.model_copy(update={"raw_days": 0})})
        assert not pull(over, "survey", ROUND).changed_anything
        with opened_store(town.settings) as store:
            after = store.counts()
            (event,) = store.audit.recent(1)
        assert (after["vault_entry"], after["vault_key"], after["comment"]) == (0, 0, counts["comment"])
        assert event.action == "raw words destroyed"


def test_two_pulls_of_one_source_do_not_run_at_once(tmp_path: Path) -> None:
    with small_town(tmp_path, languages=("en",), people=3) as town:
        with opened_store(town.settings) as store, store.lease("pull survey", seconds=60), pytest.raises(Busy):
            pull(town.settings, "survey", ROUND)
        assert pull(town.settings, "survey", ROUND).read == 3


def test_an_unknown_error_tells_its_place_and_none_of_its_words(tmp_path: Path) -> None:
    @stage("trial")
    def fail(store: Store, settings: Settings, scope: str) -> Receipt:
        raise KeyError("the words of somebody")

    with small_town(tmp_path, languages=("en",), people=1) as town, pytest.raises(HearbackError) as caught:
        fail(town.settings, ROUND)
    assert "the words of somebody" not in str(caught.value)
    assert "KeyError at test_stages.py" in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_round_of_three_comments_gives_a_page_and_no_false_themes(tmp_path: Path) -> None:
    with small_town(tmp_path, languages=("fr",), people=3) as town:
        receipts = {
            "pull": pull(town.settings, "survey", ROUND),
            "translate": translate(town.settings, ROUND),
            "passages": cut(town.settings, ROUND),
            "embed": embed(town.settings, ROUND),
            "theme": theme(town.settings, ROUND),
            "findings": findings(town.settings, ROUND),
            "digest": digest(town.settings, ROUND, tmp_path / "out"),
        }
        assert receipts["theme"].written == 0
        assert receipts["theme"].skipped == receipts["theme"].read
        assert (tmp_path / "out" / "draft-autumn-2025.html").is_file()


def test_a_round_runs_on_postgresql_as_on_sqlite(tmp_path: Path) -> None:
    """The same keys and answers give the same content, whichever database keeps it."""
    with small_town(tmp_path / "town", languages=("en",), people=15) as town, start_postgresql() as server:
        on_server = town.settings.model_copy(
            update={"hearback": town.settings.hearback.model_copy(update={"warehouse": server.make_schema("round")})}
        )
        prints = []
        for settings in (town.settings, on_server):
            run_all(settings, tmp_path / "digest")
            with opened_store(settings) as store:
                prints.append(store.fingerprint())
        assert prints[0] == prints[1]
