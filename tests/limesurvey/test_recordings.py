"""The local server answers as the recorded LimeSurvey 6.5.2 did: the recorded requests are sent again and compared."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import requests
from python_calamine import CalamineWorkbook

from demo.limesurvey import Fault, LocalLimeSurvey
from tests.limesurvey.recorded import recorded_accounts, recorded_surveys, recording, shared_folder

# These need the state they were recorded in: the tests named here bring it about and compare.
NEEDS_STATE = {
    "lc_": "test_lifecycle.py",
    "lockout_": "test_three_bad_passwords_lock_the_address_and_leave_keys_alone",
    "http_rpc_": "test_the_interface_switched_off_answers_as_recorded",
    "strings_": "test_numbers_come_as_text_where_the_driver_gives_text",
    "release_admin": "test_a_released_key_is_gone",
}
# Right in keys, types and statuses; the words differ (LimeSurvey's own translations, addresses, other invented people).
SHAPE_ONLY = (
    "auth_ok_",
    "export_csv_complete_full_long",
    "export_json_complete_code_long_",
    "get_survey_properties_",
    "list_participants_anon",
    "list_survey_groups",
    # A page of LimeSurvey's own design; ours has the counts in it.
    "export_statistics_html",
)


def names() -> list[str]:
    try:
        folder = shared_folder() / "limesurvey"
    except pytest.skip.Exception:
        return []
    found = sorted(path.stem for path in folder.glob("*.json") if not path.name.endswith(".decoded.json"))
    return [name for name in found if not name.startswith(tuple(NEEDS_STATE))]


@pytest.fixture(scope="module")
def server() -> Iterator[LocalLimeSurvey]:
    with LocalLimeSurvey(recorded_surveys(), recorded_accounts()) as running:
        yield running


@pytest.fixture(scope="module")
def keys(server: LocalLimeSurvey) -> dict[str, str]:
    return {user: post(server, "get_session_key", [user, "PASSWORD"]).json()["result"] for user in ("admin", "puller", "nobody")}


def post(server: LocalLimeSurvey, method: str, params: list[Any], request_id: int = 1) -> requests.Response:
    return requests.post(server.url, json={"method": method, "params": params, "id": request_id}, timeout=10)


def send_again(server: LocalLimeSurvey, name: str, keys: dict[str, str]) -> requests.Response:
    request = recording(name)["request"]
    if "method" not in request:
        root = server.url.removesuffix("/index.php/admin/remotecontrol")
        body = (request["body"] or "").encode()
        return requests.request(request["http_method"], root + request["path"], headers=request["headers"], data=body, timeout=10)
    is_stale = name.startswith(("badkey_", "expired_", "after_release", "release_"))
    user = next((user for user in ("puller", "nobody") if user in name), "admin")
    key = "gone" if is_stale else keys[user]
    return post(server, request["method"], [key if each == "SESSIONKEY" else each for each in request["params"]], request["id"])


def content(name: str, answer: Any) -> Any:
    """The answer with its export decoded, if it has one; without the attributes that differ by question type."""
    result = answer["result"]
    if isinstance(result, str) and name.startswith(("export_", "strings_export")):
        raw = base64.b64decode(result)
        result = json.loads(raw) if raw.startswith(b"{") else read_cells(raw) if raw.startswith(b"PK") else raw.decode()
    if isinstance(result, dict) and "attributes" in result:
        result = {key: value for key, value in result.items() if not key.startswith("attributes")}
    return answer | {"result": result}


def read_cells(workbook: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(workbook)).get_sheet_by_index(0).to_python()


def shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    return [shape(each) for each in value] if isinstance(value, list) else type(value).__name__


@pytest.mark.parametrize("name", names() or [pytest.param("", marks=pytest.mark.skip(reason="the recordings are not at hand"))])
def test_a_recorded_request_is_answered_as_it_was(name: str, server: LocalLimeSurvey, keys: dict[str, str]) -> None:
    recorded = recording(name)
    answer = send_again(server, name, keys)
    server.state.failed_logins = 0
    assert answer.status_code == recorded["status"]
    if recorded["response"] is None:
        assert bool(answer.content) == bool(recorded.get("response_text"))
        assert not answer.content.startswith(b"{")
        return
    ours, theirs = content(name, answer.json()), content(name, recorded["response"])
    if name.startswith(SHAPE_ONLY):
        assert shape(ours) == shape(theirs)
    else:
        assert ours == theirs


@pytest.mark.parametrize("name", ["list_surveys", "list_questions", "export_json", "get_summary", "get_fieldmap", "get_response_ids"])
def test_numbers_come_as_text_where_the_driver_gives_text(name: str) -> None:
    recorded = recording(f"strings_{name}")
    with LocalLimeSurvey(recorded_surveys(), recorded_accounts(), numbers_are_text=True) as server:
        key = post(server, "get_session_key", ["admin", "PASSWORD"]).json()["result"]
        answer = post(server, recorded["request"]["method"], [key, *recorded["request"]["params"][1:]], recorded["request"]["id"])
    assert content(f"strings_{name}", answer.json()) == content(f"strings_{name}", recorded["response"])


def test_three_bad_passwords_lock_the_address_and_leave_keys_alone() -> None:
    now = [0.0]
    with LocalLimeSurvey(recorded_surveys(), recorded_accounts(), clock=lambda: now[0]) as server:
        key = post(server, "get_session_key", ["admin", "PASSWORD"]).json()["result"]
        tried = [name for name in (shared_folder() / "limesurvey" / "INDEX.tsv").read_text().split() if name.startswith("lockout_")]
        for name in tried[:6]:
            request = recording(name)["request"]
            assert post(server, request["method"], request["params"], request["id"]).json() == recording(name)["response"]
        assert post(server, "list_surveys", [key]).json()["result"]
        now[0] = 601.0
        assert isinstance(post(server, "get_session_key", ["admin", "PASSWORD"]).json()["result"], str)


def test_the_interface_switched_off_answers_as_recorded(server: LocalLimeSurvey, keys: dict[str, str]) -> None:
    server.fail_next(Fault.EMPTY)
    assert post(server, "list_surveys", [keys["admin"]]).content == b""
    server.fail_next(Fault.XML)
    assert post(server, "list_surveys", [keys["admin"]]).text[:60] == recording("http_rpc_xml_only")["response_text"][:60]


def test_a_released_key_is_gone(server: LocalLimeSurvey) -> None:
    key = post(server, "get_session_key", ["admin", "PASSWORD"]).json()["result"]
    recorded = recording("release_admin")
    assert post(server, "release_session_key", [key], recorded["request"]["id"]).json() == recorded["response"]
    assert post(server, "list_surveys", [key]).json()["result"] == {"status": "Invalid session key"}


def test_every_recording_is_compared() -> None:
    every = {path.stem for path in (shared_folder() / "limesurvey").glob("*.json") if not path.name.endswith(".decoded.json")}
    assert every - set(names()) == {name for name in every if name.startswith(tuple(NEEDS_STATE))}


def test_headers_are_as_recorded(server: LocalLimeSurvey, keys: dict[str, str]) -> None:
    answer = send_again(server, "export_json_all_code_short", keys)
    recorded = {name.lower(): value for name, value in recording("export_json_all_code_short")["headers"].items()}
    assert "content-length" not in recorded.keys() | {name.lower() for name in answer.headers}
    for name in ("connection", "content-type", "cache-control", "pragma"):
        assert answer.headers[name] == recorded[name]
    assert "PHPSESSID" in answer.headers["Set-Cookie"]
