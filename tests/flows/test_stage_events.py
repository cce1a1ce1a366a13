"""What stages take out, bring in by session and publish is an event of whoever began them, without a word of what was said."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from config.settings import Settings
from demo.town.survey import SURVEY_ID
from flows.acting import PROGRAM, acting_as, current_actor
from flows.steps.pull import pull
from flows.steps.sessions import import_folder
from flows.steps.stage import opened_store
from tests.flows.paper import AUTUMN, paper_town
from tests.flows.test_sessions import BUS, RENT, write
from tests.flows.town import ROUND, small_town
from warehouse.audit_read import AuditEvent

SETTINGS = "settings first seen"


def events(settings: Settings) -> list[AuditEvent]:
    """Oldest first."""
    with opened_store(settings) as store:
        assert store.audit.verify().is_intact
        return list(reversed(store.audit.recent(1000)))


def test_sessions_that_come_and_go_are_events(tmp_path: Path) -> None:
    town = paper_town(tmp_path, [])
    folder = write(town, hall__txt=BUS, yard__txt=RENT)
    with acting_as("ana"):
        import_folder(town, "talks", AUTUMN)
        import_folder(town, "talks", AUTUMN)
        (folder / "hall.txt").unlink()
        import_folder(town, "talks", AUTUMN)
    found = events(town)
    assert [(each.actor, each.action) for each in found] == [
        ("ana", SETTINGS),
        ("ana", "session imported"),
        ("ana", "session imported"),
        ("ana", "sessions withdrawn"),
    ]
    assert found[1].detail == {"speakers": 2, "turns": 2, "withdrawn": 0}
    assert found[3].detail == {"sessions": 1, "responses": 2}
    written = json.dumps([asdict(each) | {"happened_at": ""} for each in found])
    assert not any(word in written for word in ("bus", "mill", "rent", "Amina", "Omar", "hall", "yard"))


def test_answers_that_are_gone_at_the_survey_are_an_event(tmp_path: Path) -> None:
    with small_town(tmp_path, languages=("en",), people=3) as town:
        pull(town.settings, "survey", ROUND)
        pull(town.settings, "survey", ROUND)
        assert [each.action for each in events(town.settings)] == [SETTINGS]
        town.server.delete(SURVEY_ID, 2)
        with acting_as("ben"):
            pull(town.settings, "survey", ROUND)
        last = events(town.settings)[-1]
        assert (last.actor, last.action, last.detail, last.why) == ("ben", "responses withdrawn", {"responses": 1}, "gone at the source")


def test_who_acts_is_known_within_the_block_alone() -> None:
    assert current_actor() == PROGRAM
    with acting_as("ana"):
        with acting_as("ben"):
            assert current_actor() == "ben"
        assert current_actor() == "ana"
    assert current_actor() == PROGRAM
