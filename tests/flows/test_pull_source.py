"""Pulls of a survey that lives: new, changed and withdrawn responses, archived tables, and questions that change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from demo.limesurvey import Choice
from demo.town.survey import SURVEY_ID
from domain.errors import SourceError, WrongUse
from domain.ids import SourceId, stable_id
from domain.listening import BadRow
from flows.steps.ingest import Ingest
from flows.steps.pull import pull
from flows.steps.stage import opened_store, rounds_up_to
from tests.flows.paper import SPRING, paper_town
from tests.flows.town import ROUND, SmallTown, small_town
from warehouse.keys import load_keys

SOURCE = SourceId(stable_id("source", "survey"))
SAID = "The bus stop by the mill has no bench and no light."


def row(town: SmallTown, **changes: str) -> dict[str, str]:
    """A row like those of the first round."""
    first = min(town.server.state.surveys[SURVEY_ID].definition.rows, key=lambda each: str(each["submitdate"]))
    return {"submitdate": str(first["submitdate"]), "startlanguage": "en", "qworry": SAID, "qtrust": "2", "qquote": "N"} | changes


def ids(town: SmallTown) -> set[str]:
    with opened_store(town.settings) as store:
        return set(store.responses.external_ids(SOURCE))


def test_a_receipt_tells_new_from_changed(tmp_path: Path) -> None:
    with small_town(tmp_path, languages=("en",), people=8) as town:
        first = pull(town.settings, "survey", ROUND)
        assert first.new == first.written
        town.server.update(SURVEY_ID, 1, {"qworry": SAID})
        town.server.insert(SURVEY_ID, row(town))
        second = pull(town.settings, "survey", ROUND)
        assert (second.new, second.changed, second.unchanged + second.held) == (1, 1, 7)


def test_new_only_reads_what_is_above_the_last_and_changes_nothing_else(tmp_path: Path) -> None:
    with small_town(tmp_path, languages=("en",), people=8) as town:
        pull(town.settings, "survey", ROUND)
        town.server.update(SURVEY_ID, 1, {"qworry": SAID})
        town.server.delete(SURVEY_ID, 2)
        new = str(town.server.insert(SURVEY_ID, row(town)))
        town.server.wire.clear()
        receipt = pull(town.settings, "survey", ROUND, is_new_only=True)
        assert (receipt.read, receipt.new, receipt.withdrawn) == (1, 1, 0)
        assert ids(town) == {*map(str, range(1, 9)), new}
        assert sum(entry.rows for entry in town.server.wire if "qworry" in entry.headings) == 1
        whole = pull(town.settings, "survey", ROUND)
        assert (whole.changed, whole.withdrawn) == (1, 1)


def test_a_file_has_no_newest_response(tmp_path: Path) -> None:
    settings = paper_town(tmp_path, [["1", "2026-05-01", SAID, "North", "4", "en", "1"]])
    with pytest.raises(WrongUse, match="without --new"):
        pull(settings, "paper", SPRING, is_new_only=True)


def test_deactivation_and_a_new_table_take_nothing_out(tmp_path: Path) -> None:
    with small_town(tmp_path, languages=("en",), people=6) as town:
        pull(town.settings, "survey", ROUND)
        town.server.deactivate(SURVEY_ID)
        with pytest.raises(SourceError, match="not active"):
            pull(town.settings, "survey", ROUND)
        town.server.reactivate(SURVEY_ID)
        assert pull(town.settings, "survey", ROUND).withdrawn == 0
        fresh = [town.server.insert(SURVEY_ID, row(town)) for _ in range(3)]
        assert pull(town.settings, "survey", ROUND).new == 3
        town.server.delete(SURVEY_ID, fresh[0])
        assert pull(town.settings, "survey", ROUND).withdrawn == 1
        assert ids(town) == {*map(str, range(1, 7)), *map(str, fresh[1:])}


def test_ids_that_begin_anew_are_other_people(tmp_path: Path) -> None:
    """Deactivated while empty, LimeSurvey begins its ids at one again: nobody heard before may vanish for it."""
    with small_town(tmp_path, languages=("en",), people=3) as town:
        pull(town.settings, "survey", ROUND)
        for _ in range(2):
            town.server.deactivate(SURVEY_ID)
            town.server.reactivate(SURVEY_ID)
            pull(town.settings, "survey", ROUND)
        again = [town.server.insert(SURVEY_ID, row(town)) for _ in range(2)]
        assert again == [1, 2]
        receipt = pull(town.settings, "survey", ROUND)
        assert (receipt.new, receipt.withdrawn) == (2, 0)
        town.server.delete(SURVEY_ID, 1)
        town.server.insert(SURVEY_ID, row(town))
        assert pull(town.settings, "survey", ROUND, is_new_only=True).new == 1
        assert pull(town.settings, "survey", ROUND).withdrawn == 1
        assert ids(town) == {"1", "2", "3", "1-2", "1-3"}


def test_an_emptied_survey_is_believed_when_a_person_says_so(tmp_path: Path) -> None:
    with small_town(tmp_path, languages=("en",), people=3) as town:
        pull(town.settings, "survey", ROUND)
        for number in range(1, 4):
            town.server.delete(SURVEY_ID, number)
        with pytest.raises(SourceError, match="--accept-withdrawals"):
            pull(town.settings, "survey", ROUND)
        assert pull(town.settings, "survey", ROUND, is_emptying_accepted=True).withdrawn == 3
        with opened_store(town.settings) as store:
            assert store.counts()["comment"] == store.counts()["vault_key"] == 0
            assert store.audit.recent(1)[0].action == "withdrawals accepted"


def test_questions_are_kept_in_every_language(tmp_path: Path) -> None:
    with small_town(tmp_path, languages=("en",), people=2) as town:
        pull(town.settings, "survey", ROUND)
        with opened_store(town.settings) as store:
            questions = {each.code: each for each in store.questions.of_source(SOURCE)}
            before = store.fingerprint()
        assert questions["qworry"].text("en") == "What worries you about safety where you live?"
        assert [code for code, _ in ((option.code, option.texts) for option in questions["qhood"].options)]
        assert "qcontact" not in questions
        pull(town.settings, "survey", ROUND)
        with opened_store(town.settings) as store:
            assert store.fingerprint() == before


def test_a_question_whose_options_mean_something_else_is_held_and_the_rest_comes_in(tmp_path: Path) -> None:
    with small_town(tmp_path, languages=("en",), people=5) as town:
        pull(town.settings, "survey", ROUND)
        with opened_store(town.settings) as store:
            options = {each.code: each for each in store.questions.of_source(SOURCE)}["qhood"].options
        labels = [dict(each.texts)["en"] for each in options]
        swapped = tuple(Choice(each.code, {"en": label}) for each, label in zip(options, reversed(labels), strict=True))
        town.server.recode_options(SURVEY_ID, "qhood", swapped)
        town.server.insert(SURVEY_ID, row(town))
        receipt = pull(town.settings, "survey", ROUND)
        assert receipt.new == 1
        assert any("qhood" in note and note.startswith("Held") for note in receipt.notes)
        with opened_store(town.settings) as store:
            held = {each.code: each for each in store.questions.of_source(SOURCE)}["qhood"]
            assert held.held_reason
            assert [dict(each.texts)["en"] for each in held.options] == labels
            rounds = [each.id for each in store.rounds.all()]
            assert not [name for one in store.responses.of_rounds(rounds) for name, _ in one.groups if name == "neighbourhood"]
        assert not pull(town.settings, "survey", ROUND).changed_anything
        town.server.recode_options(SURVEY_ID, "qhood", tuple(Choice(each.code, dict(each.texts)) for each in options))
        back = pull(town.settings, "survey", ROUND)
        assert back.changed + back.held >= 5
        with opened_store(town.settings) as store:
            assert not any(each.held_reason for each in store.questions.of_source(SOURCE))


def test_a_row_that_cannot_be_read_is_counted_with_its_reason_and_takes_nothing_out(tmp_path: Path) -> None:
    settings = paper_town(
        tmp_path, [["1", "2026-05-01", SAID, "North", "4", "en", "1"], ["2", "2026-05-01", SAID, "North", "4", "en", "2"]]
    )
    pull(settings, "paper", SPRING)
    with opened_store(settings) as store:
        source = settings.source_value("paper")
        wanted = rounds_up_to(store, settings, SPRING)[-1]
        rounds = {each.id: each for each in store.rounds.all()}
        ingest = Ingest(store, settings, load_keys(settings.key_folder), source, wanted, rounds, has_own_ids=True)
        told = BadRow("paper.csv, line 2", "the date cannot be read", "1")
        receipt = ingest.take([(told, replace(told, where="paper.csv, line 3", external_id="2"))])
        assert (receipt.read, receipt.skipped) == (2, 2)
        assert receipt.skipped_for == (("the date cannot be read (first: paper.csv, line 2)", 2),)
        assert all(each in ingest.seen for each in store.responses.external_ids(source.id))
        assert not ingest.has_unknown_rows
        ingest.take([(replace(told, external_id=None),)])
        assert ingest.has_unknown_rows
