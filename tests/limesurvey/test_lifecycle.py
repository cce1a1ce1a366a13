"""The recorded life of a survey, replayed in its order against one server: edited, deleted, expired, deactivated, reactivated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from demo.limesurvey import LocalLimeSurvey
from tests.limesurvey.recorded import decoded, recorded_accounts, recorded_surveys, recording, shared_folder
from tests.limesurvey.test_recordings import content, post

WEB_SEED = {"ipaddr": "127.0.0.1", "refurl": "https://news.example.org/article?id=7&utm=mail"}


def lifecycle() -> list[str]:
    try:
        lines = (shared_folder() / "limesurvey" / "INDEX.tsv").read_text().splitlines()
    except pytest.skip.Exception:
        return []
    return [name for name in (line.split("\t")[0] for line in lines) if name.startswith("lc_")]


class Life:
    """The server, its clock, the keys so far, and what people did by hand between the recorded requests."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 8, 4, 59)
        self.server = LocalLimeSurvey(recorded_surveys(), recorded_accounts(), wall_clock=lambda: self.now)
        self.keys: list[str] = []
        self.by_hand: dict[str, Callable[[], object]] = {
            "lc_get_response_ids_two": self.visit_again,
            "lc_export_after_browser_edit": self.edit_in_the_browser,
            "lc_full_heading_duplicates": self.word_two_questions_alike,
            "lc_export_timeadjust": self.shift_the_clock,
            "lc_deactivated_export": lambda: self.server.deactivate(202602),
        }

    def visit_again(self) -> None:
        self.server.insert(202601, decoded("lc_export_by_token_two")[1])

    def edit_in_the_browser(self) -> None:
        before, after = decoded("lc_export_by_token_two")[1], decoded("lc_export_after_browser_edit")[2]
        answers = {name: value for name, value in after.items() if value != before[name] and not name.endswith(("date", "datestamp"))}
        self.now = datetime(2026, 11, 21, 8, 4, 58)
        assert self.server.submit(202601, {"token": before["token"], **answers}) == before["id"], "persistence edits, and adds nothing"
        self.now = datetime(2026, 11, 21, 8, 4, 59)

    def word_two_questions_alike(self) -> None:
        self.server.reword_question(202601, "qconcern", {"fr": "Same text"})
        self.server.reword_question(202601, "qchange", {"fr": "Same text"})

    def shift_the_clock(self) -> None:
        self.server.set_site_setting("timeadjust", "-6 hours")
        self.server.submit(202604, {"lastpage": 2, "seed": "1965170788", **WEB_SEED})
        assert post(self.server, "add_response", [self.keys[0], 202604, {"startlanguage": "en"}]).json()["result"] == "2"

    def key_for(self, name: str) -> str:
        return self.keys[-1] if name in ("lc_second_key_after_release_of_first", "lc_release2") else self.keys[0]

    def ask(self, name: str) -> Any:
        request = recording(name)["request"]
        params = [self.key_for(name) if each == "SESSIONKEY" else each for each in request["params"]]
        answer = post(self.server, request["method"], params, request["id"]).json()
        if request["method"] == "get_session_key":
            self.keys.append(answer["result"])
            answer["result"] = "SESSIONKEY"
        return answer


def told(name: str, answer: Any) -> Any:
    shown = content(name.replace("lc_export", "export_").replace("lc_full", "export_"), answer)
    if name == "lc_full_heading_duplicates":
        # LimeSurvey's French words for its own columns are its own; which values survive is the point.
        return [list(row.values()) for row in shown["result"]["responses"]]
    return shown


def test_the_recorded_life_of_a_survey_is_replayed_in_its_order() -> None:
    names = lifecycle()
    if not names:
        pytest.skip("the recordings are not at hand (set HEARBACK_SHARED)")
    life = Life()
    with life.server:
        for name in names:
            life.by_hand.get(name, lambda: None)()
            assert told(name, life.ask(name)) == told(name, recording(name)["response"]), name
    assert len(names) == 37
