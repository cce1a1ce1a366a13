"""What can be asked of the server while it runs: archives, locks, faults, other questions, version 7, and its speed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

import pytest
import requests

from demo.limesurvey import RECORDED_LATENCY, SPOKEN_IN_SQL, Choice, Fault, LocalLimeSurvey, QuestionType
from demo.limesurvey.made import make_rows
from tests.limesurvey.survey import SID, WRITER, ask, choices, export, question, serve
from tests.limesurvey.test_recordings import post

TEXT, LIST = question(QuestionType.LONG_TEXT), question(QuestionType.LIST)


def autonumber(server: LocalLimeSurvey) -> Any:
    return ask(server, "get_survey_properties", SID, ["autonumber_start"])["autonumber_start"]


def test_deactivation_sets_where_ids_go_on() -> None:
    with serve(TEXT) as server:
        for _ in range(3):
            server.insert(SID, {})
        assert autonumber(server) == 0
        server.deactivate(SID)
        assert autonumber(server) == 4
        server.reactivate(SID)
        assert (server.rows(SID), server.insert(SID, {})) == ({}, 4)


def test_a_withdrawn_last_response_leaves_its_id_to_the_next_table() -> None:
    with serve(TEXT) as server:
        server.insert(SID, {})
        server.delete(SID, server.insert(SID, {}))
        assert server.insert(SID, {}) == 3
        server.delete(SID, 3)
        server.deactivate(SID)
        server.reactivate(SID)
        assert (autonumber(server), server.insert(SID, {})) == (2, 2)


def test_an_empty_table_put_away_starts_ids_again() -> None:
    with serve(TEXT) as server:
        server.insert(SID, {})
        for _ in range(2):
            server.deactivate(SID)
            server.reactivate(SID)
        assert (autonumber(server), server.insert(SID, {})) == (1, 1)


def test_archived_responses_can_be_brought_back_under_their_ids() -> None:
    with serve(TEXT) as server:
        server.insert(SID, {"qlongtext": "before"})
        server.deactivate(SID)
        server.reactivate(SID)
        server.insert(SID, {"qlongtext": "after"})
        assert server.restore(SID) == 1
        assert {key: row["qlongtext"] for key, row in server.rows(SID).items()} == {1: "before", 2: "after"}


def test_a_locked_out_address_keeps_its_keys() -> None:
    with serve(TEXT) as server:
        key = post(server, "get_session_key", [WRITER.user, WRITER.password]).json()["result"]
        server.lock_out()
        refused = post(server, "get_session_key", [WRITER.user, WRITER.password]).json()["result"]
        assert "maximum login attempts" in refused["status"]
        assert post(server, "list_surveys", [key]).json()["result"][0]["sid"] == SID


def test_questions_change_only_while_the_survey_is_not_active_or_by_force() -> None:
    with serve(TEXT) as server:
        server.insert(SID, {"qlongtext": "kept"})
        with pytest.raises(ValueError, match="is active"):
            server.add_question(SID, LIST)
        server.add_question(SID, LIST, force=True)
        assert export(server)[0] | {"qlongtext": "kept", "qlist": None} == export(server)[0]
        server.remove_question(SID, "qlongtext", force=True)
        assert "qlongtext" not in export(server)[0]
        server.deactivate(SID)
        server.retype_question(SID, "qlist", QuestionType.SHORT_TEXT)
        assert [each["type"] for each in ask(server, "list_questions", SID)] == ["S"]


def test_a_question_of_the_same_code_that_comes_later_is_another_question() -> None:
    with serve(TEXT, LIST) as server:
        server.remove_question(SID, "qlist", force=True)
        server.add_question(SID, LIST, force=True)
        assert {each["title"]: each["qid"] for each in ask(server, "list_questions", SID)} == {"qlongtext": 1, "qlist": 3}


def test_a_renamed_question_keeps_its_id_and_its_answers() -> None:
    with serve(TEXT) as server:
        server.insert(SID, {"qlongtext": "kept"})
        server.rename_question(SID, "qlongtext", "q_worry")
        assert export(server)[0]["qworry"] == "kept"
        assert ask(server, "list_questions", SID)[0]["qid"] == 1


def test_options_texts_and_languages_change_while_people_answer() -> None:
    with serve(LIST) as server:
        server.insert(SID, {"qlist": "A1"})
        server.recode_options(SID, "qlist", (*choices("A2"), Choice("A9", {"en": "new"})))
        server.reword_question(SID, "qlist", {"es": "otra vez"})
        server.reword_question(SID, "qlist", {"es": "nuevo"}, part="A9")
        server.add_language(SID, "fr")
        told = ask(server, "get_question_properties", 1, ["answeroptions"], "es")["answeroptions"]
        assert {code: each["answer"] for code, each in told.items()} == {"A2": "A2 en castellano", "A9": "nuevo"}
        assert ask(server, "list_questions", SID, None, "es")[0]["question"] == "otra vez"
        assert ask(server, "get_survey_properties", SID, ["additional_languages"]) == {"additional_languages": "es fr"}
        server.remove_language(SID, "es")
        assert ask(server, "list_questions", SID, None, "es") == {"status": "Error: Invalid language"}
        assert export(server)[0]["qlist"] == "A1"


def test_version_7_names_fields_by_ids_and_refusals_by_codes() -> None:
    with serve(TEXT, version=7) as server:
        assert ask(server, "add_response", SID, {"Q1": "said"}) == "1"
        assert export(server, fields=["id", "Q1"]) == [{"id": 1, "qlongtext": "said"}]
        assert post(server, "list_surveys", ["gone"]).json()["result"] == {
            "status": "Invalid session key",
            "error_code": "ERR_INVALID_SESSION",
        }
        assert ask(server, "get_summary", 1)["error_code"] == "ERR_INVALID_SURVEY"


def test_faults_cut_and_trickle_the_right_answer_and_leak_sql() -> None:
    with serve(TEXT, hang_s=0.3) as server:
        whole = post(server, "release_session_key", ["x"]).content
        server.fail_next(Fault.CUT)
        assert post(server, "release_session_key", ["x"]).content == whole[: len(whole) // 2]
        server.fail_next(Fault.TRICKLE)
        slow = post(server, "release_session_key", ["x"])
        assert whole.startswith(slow.content)
        assert slow.elapsed.total_seconds() < 5
        server.fail_next(Fault.SQL_ERROR)
        assert SPOKEN_IN_SQL in post(server, "list_surveys", ["x"]).json()["error"]


def test_the_speed_is_the_recorded_one() -> None:
    assert RECORDED_LATENCY.seconds("export_responses", rows=1000, columns=28) == pytest.approx(0.07, abs=0.005)
    assert 10 * RECORDED_LATENCY.seconds("export_responses", rows=2000, columns=28) == pytest.approx(1.4, abs=0.15)
    assert RECORDED_LATENCY.seconds("export_responses", rows=20_000, columns=28) == pytest.approx(5, abs=0.3)
    with serve(TEXT, latency="recorded") as server:
        began = time.monotonic()
        post(server, "get_session_key", [WRITER.user, WRITER.password])
        assert time.monotonic() - began >= RECORDED_LATENCY.login_s


def test_made_answers_are_the_same_for_the_same_seed() -> None:
    assert list(make_rows(50, 3)) == list(make_rows(80, 3))[:50]
    assert list(make_rows(50, 3)) != list(make_rows(50, 4))


def test_a_server_in_a_process_of_its_own_obeys_until_its_input_closes() -> None:
    started = [sys.executable, "-m", "demo.limesurvey", "--responses", "30"]
    with subprocess.Popen(started, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        told = json.loads(process.stdout.readline())
        key = requests.post(told["url"], json=_login(told), timeout=10).json()["result"]
        for command in ({"do": "delete", "args": [told["sid"], 7]}, {"do": "burn"}):
            process.stdin.write(json.dumps(command) + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline()) == {"result": None}
        assert "no command 'burn'" in json.loads(process.stdout.readline())["problem"]
        request = {"method": "get_summary", "params": [key, told["sid"], "full_responses"], "id": 1}
        assert requests.post(told["url"], json=request, timeout=10).json()["result"] == 29
        process.stdin.close()
        assert process.wait(10) == 0


def _login(told: dict[str, Any]) -> dict[str, Any]:
    return {"method": "get_session_key", "params": [told["user"], told["password"]], "id": 1}
