"""What goes wrong between here and a LimeSurvey server, and what is said about it."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from threading import Thread

import pytest

from demo.limesurvey import Account, Fault, LocalLimeSurvey
from demo.limesurvey.state import ErrorAnswerError
from domain.errors import SourceError, SourceUnavailable
from domain.text import RawText
from tests.surveys.small_survey import MAPPING, SID, access_to, calls, opened, small_survey

PASSWORD = "a-password-nobody-else-has"


@pytest.fixture
def server() -> Iterator[LocalLimeSurvey]:
    with LocalLimeSurvey([small_survey()], hang_s=5) as running:
        yield running


def test_a_wrong_password_is_tried_once_and_warns_of_the_lock_out(server: LocalLimeSurvey) -> None:
    with pytest.raises(SourceError, match="lock this address out") as caught, opened(server, password=RawText(PASSWORD)):
        pytest.fail("nobody may come in")
    assert calls(server, "get_session_key") == 1
    assert PASSWORD not in str(caught.value)
    assert caught.value.__cause__ is caught.value.__context__ is None


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.HANG])
def test_no_error_carries_the_request_with_the_password(server: LocalLimeSurvey, fault: Fault) -> None:
    server.fail_next(fault)
    with pytest.raises(SourceUnavailable) as caught, opened(server, timeout_s=0.2):
        pass
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_a_locked_address_is_told_to_wait(server: LocalLimeSurvey) -> None:
    for _ in range(3):
        with pytest.raises(SourceError), opened(server, password=RawText(PASSWORD)):
            pass
    with pytest.raises(SourceError, match="Wait ten minutes"), opened(server):
        pass


def test_the_key_is_given_back_at_the_end_even_after_a_failure(server: LocalLimeSurvey) -> None:
    with opened(server):
        assert server.state.keys
    assert not server.state.keys
    with pytest.raises(RuntimeError), opened(server):
        raise RuntimeError
    assert not server.state.keys


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.DROP, Fault.HTML])
def test_a_key_that_cannot_be_given_back_spoils_nothing(server: LocalLimeSurvey, fault: Fault, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), opened(server) as survey:
        server.fail_next(fault, 9, method="release_session_key")
        assert sum(len(page) for page in survey.pages()) == 2
    assert "could not be given back" in caplog.text


def test_an_expired_key_gets_exactly_one_new_login(server: LocalLimeSurvey) -> None:
    with opened(server, page_size=1) as survey:
        pages = survey.pages()
        first = next(pages)
        server.expire_keys()
        rest = list(pages)
    assert [each.external_id for page in (first, *rest) for each in page] == ["1", "2"]
    assert calls(server, "get_session_key") == 2


def test_a_password_that_changed_while_a_key_lived_is_tried_once(server: LocalLimeSurvey) -> None:
    with pytest.raises(SourceError, match="does not accept this password"), opened(server) as survey:
        server.state.accounts = (Account("listener", "changed"),)
        server.expire_keys()
        list(survey.pages())
    assert calls(server, "get_session_key") == 2


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.UNAVAILABLE, Fault.DROP])
def test_a_read_that_fails_in_passing_is_tried_again(server: LocalLimeSurvey, fault: Fault) -> None:
    with opened(server) as survey:
        server.fail_next(fault, 2, method="export_responses")
        assert sum(len(page) for page in survey.pages()) == 2
    assert calls(server, "get_session_key") == 1


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.UNAVAILABLE, Fault.DROP])
def test_a_server_that_stays_down_is_given_up_as_unavailable(server: LocalLimeSurvey, fault: Fault) -> None:
    with pytest.raises(SourceUnavailable), opened(server, attempts=3) as survey:
        server.fail_next(fault, 9, method="export_responses")
        list(survey.pages())
    assert calls(server, "export_responses") == 3


def test_a_server_that_does_not_answer_is_left_after_the_timeout(server: LocalLimeSurvey) -> None:
    with pytest.raises(SourceUnavailable, match=r"within 0.2 seconds"), opened(server, attempts=2, timeout_s=0.2) as survey:
        server.fail_next(Fault.HANG, 2)
        survey.check()


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.DROP])
def test_a_login_is_never_tried_again_whatever_happens(server: LocalLimeSurvey, fault: Fault) -> None:
    server.fail_next(fault, method="get_session_key")
    with pytest.raises(SourceUnavailable), opened(server):
        pass
    assert calls(server, "get_session_key") == 1


@pytest.mark.parametrize(
    ("fault", "says"),
    [(Fault.EMPTY, "nothing at all"), (Fault.HTML, "a page or XML"), (Fault.XML, "a page or XML"), (Fault.REDIRECT, "redirects")],
)
def test_an_answer_that_is_not_json_is_refused_with_the_next_step(server: LocalLimeSurvey, fault: Fault, says: str) -> None:
    server.fail_next(fault)
    with pytest.raises(SourceError, match=says) as caught, opened(server):
        pass
    assert caught.value.next_step
    assert calls(server, "get_session_key") == 1


def test_an_unreachable_host_is_unavailable_at_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with LocalLimeSurvey([small_survey()]) as server:
        access = access_to(server)
    with pytest.raises(SourceUnavailable, match="cannot be reached"), opened(server, url=f"http://127.0.0.1:{port}/"):
        pass
    assert access.password.reveal() not in repr(access)


def test_a_wrong_path_is_told_as_such(server: LocalLimeSurvey) -> None:
    with pytest.raises(SourceError, match="Check the url"), opened(server, url=server.url + "x"):
        pass


def test_an_answer_cut_off_midway_is_unavailable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=answer_half, args=(listener,), daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        with LocalLimeSurvey([small_survey()]) as server, pytest.raises(SourceUnavailable), opened(server, url=url):
            pass


def answer_half(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.recv(65_536)
        connection.sendall(b'HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{"id": 1, "res')


def test_an_inactive_survey_says_what_to_do(server: LocalLimeSurvey) -> None:
    server.deactivate(SID)
    with pytest.raises(SourceError, match="Activate it"), opened(server) as survey:
        list(survey.pages())


def test_a_survey_deactivated_midway_is_an_error_and_not_an_end(server: LocalLimeSurvey) -> None:
    with opened(server, page_size=1) as survey:
        for _ in range(9):
            server.insert(SID, {"submitdate": "2026-11-03 08:00:00"})
        pages = survey.pages()
        next(pages)
        server.deactivate(SID)
        with pytest.raises(SourceError, match="not active"):
            list(pages)


def test_the_text_of_an_inner_failure_is_not_passed_on(server: LocalLimeSurvey, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ErrorAnswerError("SQLSTATE[22007]: ... 'the stairs are dark' ...")

    monkeypatch.setattr(server._methods, "export_responses", fail)
    with pytest.raises(SourceError, match="failed while answering") as caught, opened(server) as survey:
        list(survey.pages())
    assert "stairs" not in str(caught.value)
    assert caught.value.__context__ is None


def test_an_unknown_survey_is_named(server: LocalLimeSurvey) -> None:
    with pytest.raises(SourceError, match="no survey with this number") as caught, opened(server, survey_id=99) as survey:
        list(survey.pages())
    assert "99" in caught.value.where


def test_an_account_without_rights_is_told_which() -> None:
    nobody = Account("nobody", "x", surveys=frozenset())
    with LocalLimeSurvey([small_survey()], [nobody]) as server:
        wanted = opened(server, user="nobody", password=RawText("x"))
        with pytest.raises(SourceError, match="export its responses"), wanted as survey:
            list(survey.pages())


def test_nothing_said_reaches_a_log(server: LocalLimeSurvey, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), opened(server, MAPPING, is_partial_taken=True) as survey:
        server.fail_next(Fault.UNAVAILABLE, method="export_responses")
        list(survey.pages())
    assert "Trying again" in caplog.text
    assert not any(secret in caplog.text for secret in ("stairs", "tok-1", "canal", "not-a-secret"))


def test_twenty_thousand_rows_come_in_pages() -> None:
    rows = tuple({"submitdate": "2026-11-01 08:00:00", "qconcern": f"comment {number}"} for number in range(20_000))
    with LocalLimeSurvey([small_survey(rows=rows)]) as server, opened(server, page_size=2000) as survey:
        sizes = [len(page) for page in survey.pages()]
    assert sizes == [2000] * 10
