"""How much is asked for at once, how long and how large an answer may be, and who may log in again."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import pytest

from demo.limesurvey import Account, Fault, LocalLimeSurvey
from demo.limesurvey.faults import SPOKEN_IN_SQL
from domain.errors import SourceError, SourceUnavailable
from surveys.limesurvey.ahead import fetch_ahead
from surveys.limesurvey.body import read_body
from tests.surveys.small_survey import SID, calls, opened, small_survey

MANY = tuple({"submitdate": "2026-11-01 08:00:00", "qconcern": f"comment {number}"} for number in range(60))


@pytest.fixture
def server() -> Iterator[LocalLimeSurvey]:
    with LocalLimeSurvey([small_survey(rows=MANY)], hang_s=3) as running:
        yield running


def ids_of(survey: object) -> list[int]:
    return [int(each.external_id) for page in survey.pages() for each in page]  # type: ignore[attr-defined]


@pytest.mark.parametrize("at_once", [1, 2, 4])
def test_never_more_requests_are_under_way_than_the_setting_says(at_once: int) -> None:
    with (
        LocalLimeSurvey([small_survey(rows=MANY)], latency="recorded") as server,
        opened(server, page_size=5, requests_at_once=at_once) as survey,
    ):
        assert ids_of(survey) == list(range(1, 61))
        assert server.most_at_once <= at_once
        assert server.most_at_once == at_once or at_once > 2


@pytest.mark.parametrize("at_once", [2, 4])
def test_an_expired_key_is_renewed_once_for_all_threads(server: LocalLimeSurvey, at_once: int) -> None:
    with opened(server, page_size=5, requests_at_once=at_once) as survey:
        pages = survey.pages()
        first = next(pages)
        server.expire_keys()
        rest = [each for page in pages for each in page]
    assert [int(each.external_id) for each in (*first, *rest)] == list(range(1, 61))
    assert calls(server, "get_session_key") == 2


def test_a_refused_second_login_is_repeated_by_no_thread(server: LocalLimeSurvey) -> None:
    with pytest.raises(SourceError, match="does not accept this password"), opened(server, page_size=5, requests_at_once=4) as survey:
        pages = survey.pages()
        next(pages)
        server.state.accounts = (Account("listener", "changed"),)
        server.expire_keys()
        list(pages)
    assert calls(server, "get_session_key") == 2


def test_after_a_refused_second_login_no_later_read_logs_in_either(server: LocalLimeSurvey) -> None:
    with opened(server) as survey:
        server.state.accounts = (Account("listener", "changed"),)
        server.expire_keys()
        for _ in range(3):
            with pytest.raises(SourceError, match="does not accept this password"):
                survey.check()
    assert calls(server, "get_session_key") == 2


def test_after_a_failure_the_rest_is_not_asked_for(server: LocalLimeSurvey) -> None:
    with opened(server, page_size=2, requests_at_once=2) as survey:
        pages = survey.pages()
        next(pages)
        server.fail_next(Fault.SQL_ERROR, 9, method="export_responses")
        with pytest.raises(SourceError, match="failed while answering") as caught:
            list(pages)
        asked = calls(server, "export_responses")
        time.sleep(0.05)
        assert calls(server, "export_responses") == asked <= 5
    assert SPOKEN_IN_SQL not in str(caught.value)
    assert SPOKEN_IN_SQL not in repr(caught.value.__context__)


def test_a_reader_that_stops_early_leaves_no_thread_behind(server: LocalLimeSurvey) -> None:
    with opened(server, page_size=2) as survey:
        pages = survey.pages()
        next(pages)
        pages.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("survey")]


def test_a_body_that_is_cut_in_the_middle_is_asked_for_again(server: LocalLimeSurvey) -> None:
    with opened(server, page_size=20) as survey:
        server.fail_next(Fault.CUT, 2, method="export_responses")
        assert ids_of(survey) == list(range(1, 61))


def test_a_body_that_stays_cut_is_unavailable_and_not_an_end(server: LocalLimeSurvey) -> None:
    with pytest.raises(SourceUnavailable), opened(server, page_size=20, attempts=2) as survey:
        server.fail_next(Fault.CUT, 9, method="export_responses")
        ids_of(survey)


def test_a_trickle_is_left_when_the_whole_answer_takes_too_long(server: LocalLimeSurvey) -> None:
    began = time.monotonic()
    with pytest.raises(SourceUnavailable, match=r"within"), opened(server, attempts=1, timeout_s=0.1) as survey:
        server.fail_next(Fault.TRICKLE, 9, method="export_responses")
        ids_of(survey)
    assert time.monotonic() - began < 3


def test_an_answer_that_is_too_large_says_to_lower_page_size(server: LocalLimeSurvey) -> None:
    server.insert(SID, {"submitdate": "2026-11-02 08:00:00", "qconcern": "long " * 20_000})
    with pytest.raises(SourceError, match="Lower page_size"), opened(server, page_size=100, largest_answer_bytes=50_000) as survey:
        ids_of(survey)
    assert calls(server, "export_responses") == 1


def test_an_answer_without_an_end_is_cut_off() -> None:
    with endless_server(b'{"id": 1, "result": "', b"A" * 65_536) as url, LocalLimeSurvey([small_survey()]) as server:
        began = time.monotonic()
        with pytest.raises(SourceError, match="larger than 3 MB"), opened(server, url=url, largest_answer_bytes=3_000_000):
            pytest.fail("nobody may come in")
        assert time.monotonic() - began < 5


@contextmanager
def endless_server(head: bytes, piece: bytes) -> Iterator[str]:
    """A server that begins an answer as RemoteControl does, and goes on for as long as anybody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_flood, args=(listener, head, piece), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


@contextmanager
def one_answer(body: bytes) -> Iterator[str]:
    """A server that answers one request with these bytes."""

    def answer() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65_536)
            connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + body)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


def _flood(listener: socket.socket, head: bytes, piece: bytes) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.recv(65_536)
        connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + head)
        try:
            while True:
                connection.sendall(piece)
        except OSError:
            return


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"id": 1}',
        b'{"id": 1, "result": null}',
        b'{"id": "x", "result": [], "error": null}',
        b'{"id": 1, "result": "\xff\xfe", "error": null}',
        b'{"result": {"status": {"nested": []}}, "error": null, "id": 1}',
        json.dumps({"id": 1, "result": {"status": ["x"]}, "error": None}).encode(),
        b"[" * 5_000,
        b'{"a":' * 100_000,
    ],
)
def test_an_answer_of_any_wrong_shape_is_an_error_that_can_be_explained(body: bytes) -> None:
    unexplained = pytest.raises((SourceError, SourceUnavailable))
    with one_answer(body) as url, LocalLimeSurvey([small_survey()]) as server, unexplained, opened(server, url=url, timeout_s=0.5):
        pytest.fail("nobody may come in")


def test_the_cookie_of_the_server_is_not_kept(server: LocalLimeSurvey, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[bool] = []
    answer = server.answer
    monkeypatch.setattr(server, "answer", lambda body: (sent.append(b"PHPSESSID" in body), answer(body))[1])
    with opened(server) as survey:
        survey.check()
        assert len(survey._connection._client.session._session.cookies) == 0
    assert sent


def test_results_come_in_order_whatever_takes_longest() -> None:
    tasks = iter(range(12))

    def fetch(task: int) -> int:
        time.sleep(0.01 if task % 3 == 0 else 0)
        return task * task

    pairs = list(fetch_ahead(lambda: next(tasks, None), fetch, at_once=3, stop=lambda: None))
    assert pairs == [(number, number * number) for number in range(12)]


def test_the_next_task_is_asked_for_as_late_as_can_be() -> None:
    numbers, done = count(), [0]

    def take() -> int | None:
        number = next(numbers)
        assert number - done[0] < 2
        return number if number < 9 else None

    for _ in fetch_ahead(take, lambda task: task, at_once=2, stop=lambda: None):
        done[0] += 1
    assert done == [9]


@pytest.mark.parametrize("at_once", [1, 3])
def test_what_fails_is_raised_in_its_turn_and_stops_the_rest(at_once: int) -> None:
    tasks, begun, stopped, got = iter(range(50)), [], [], []

    def fetch(task: int) -> int:
        begun.append(task)
        if task == 4:
            raise SourceUnavailable("gone")
        return task

    with pytest.raises(SourceUnavailable):
        for task, _ in fetch_ahead(lambda: next(tasks, None), fetch, at_once=at_once, stop=_note(stopped)):
            got.append(task)
    assert got == [0, 1, 2, 3]
    assert max(begun) < 4 + at_once
    assert bool(stopped) == (at_once > 1)


def _note(calls: list[bool]) -> Callable[[], None]:
    return lambda: calls.append(True)


def test_the_limit_of_a_body_is_on_what_is_unpacked() -> None:
    class Raw:
        def read1(self, size: int, *, decode_content: bool) -> bytes:
            assert decode_content
            return b"x" * size

    class Answer:
        raw = Raw()

    with pytest.raises(SourceError, match="larger than 1 MB"):
        read_body(Answer(), where="here", largest_bytes=1_000_000, longest_s=5)  # type: ignore[arg-type]


def test_the_first_id_follows_a_deactivation() -> None:
    with LocalLimeSurvey([small_survey()]) as server, opened(server) as survey:
        assert survey.first_id() == 0
        server.deactivate(SID)
        server.reactivate(SID)
        assert survey.first_id() == 4


def test_a_survey_that_was_put_away_meanwhile_makes_no_response_look_withdrawn(server: LocalLimeSurvey) -> None:
    with opened(server, page_size=100) as survey:
        survey.first_id()
        server.deactivate(SID)
        server.reactivate(SID)
        with pytest.raises(SourceUnavailable, match="deactivated and activated again"):
            survey.which_are_there(set(range(1, 61)))
