"""Connecting a source: what is proposed, what staff change, where the password is, and who accepts a changed question."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.settings import Settings
from demo.limesurvey import DEMO_ACCOUNT, LocalLimeSurvey
from desk.sources import accept_questions
from domain.errors import BadSettings, SourceError, WrongUse
from domain.ids import SourceId
from domain.listening import Source, SourceKind
from domain.questions import Question, QuestionRole
from domain.text import RawText
from flows.steps.connect import Choices, Look, Place, change_roles, columns_as_settings, look_at_survey
from flows.steps.secrets import keep_password, read_password
from surveys.limesurvey import LimeSurveyAccess
from surveys.limesurvey.server import derive_url, open_server
from surveys.proposal import Candidate, Role, propose
from tests.surveys.small_survey import SID, small_survey
from warehouse.keys import create_keys
from warehouse.store import open_store

CANDIDATES = (
    Candidate("qworry", "What worries you most about where you live?", is_free_text=True),
    Candidate("qtrust", "Do you trust the police?", options=tuple((str(n), str(n)) for n in range(1, 6))),
    Candidate("qhood", "Where do you live?", options=(("N1", "Mill End"), ("N2", "Hill"))),
    Candidate("qname", "Your name", is_free_text=True),
)
LOOK = Look("Survey", CANDIDATES, propose(CANDIDATES))
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("pasted", "url", "number"),
    [
        ("https://s.org/index.php/202601?lang=en", "https://s.org/index.php/admin/remotecontrol", 202601),
        ("s.org", "https://s.org/index.php/admin/remotecontrol", None),
        ("https://s.org/limesurvey/", "https://s.org/limesurvey/index.php/admin/remotecontrol", None),
        ("https://s.org/ls/index.php/admin/remotecontrol/", "https://s.org/ls/index.php/admin/remotecontrol", None),
        ("https://s.org/admin/remotecontrol", "https://s.org/admin/remotecontrol", None),
        ("http://s.org/index.php?r=survey/index&sid=99", "http://s.org/index.php?r=admin/remotecontrol", 99),
        ("https://s.org/surveyAdministration/view?surveyid=202601", "https://s.org/index.php/admin/remotecontrol", 202601),
        ("https://s.org:8443/index.php/admin/survey/sa/view/surveyid/123456", "https://s.org:8443/index.php/admin/remotecontrol", 123456),
        ("https://s.org/123456/lang-en", "https://s.org/index.php/admin/remotecontrol", 123456),
    ],
)
def test_any_page_of_the_server_leads_to_remote_control(pasted: str, url: str, number: int | None) -> None:
    found = derive_url(pasted)
    assert (found.url, found.survey_id) == (url, number)
    assert derive_url(found.url).url == found.url


def test_one_login_lists_the_surveys_and_looks_at_one() -> None:
    with LocalLimeSurvey([small_survey()]) as server:
        access = LimeSurveyAccess(server.url, DEMO_ACCOUNT.user, RawText(DEMO_ACCOUNT.password), 0, is_local_allowed=True)
        with open_server(access) as opened:
            assert [each.survey_id for each in opened.surveys()] == [SID]
            look = look_at_survey(opened.look_at(SID, ZoneInfo("UTC")))
        methods = [entry.method for entry in server.wire]
        assert methods.count("get_session_key") == methods.count("release_session_key") == 1
        assert "export_responses" not in methods
    codes = [each.code for each in look.candidates]
    assert (codes[0], codes[-1]) == ("startlanguage", "token")
    assert "qservices" in codes
    assert "qservices[S1]" not in codes
    roles = {each.code: each.role for each in look.proposal.columns}
    assert roles["token"] is roles["qname"] is Role.IGNORED


def test_an_address_of_this_machine_is_refused_without_a_request() -> None:
    with LocalLimeSurvey([small_survey()]) as server:
        access = LimeSurveyAccess(server.url, DEMO_ACCOUNT.user, RawText(DEMO_ACCOUNT.password), SID)
        with pytest.raises(SourceError, match="this machine"), open_server(access):
            pass
        assert server.wire == []


def test_what_staff_say_wins() -> None:
    said = Choices(comments=("qname",), indicators=("qtrust:0:10:Trust",), groups=("part=qhood",), ignored=("qworry",), consent="qhood=N1")
    mapping = change_roles(LOOK, replace(said, consent=None)).as_mapping()
    assert (mapping.comments, mapping.groups) == (("qname",), (("part", "qhood"),))
    assert [(each.title, each.lowest, each.highest) for each in mapping.indicators] == [("Trust", 0, 10)]
    assert change_roles(LOOK, said).as_mapping().quote_consent_value == "N1"


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        (Choices(comments=("qwory",)), "qworry"),
        (Choices(indicators=("qtrust:5:1",)), "must rise"),
        (Choices(indicators=("qtrust:low:high",)), "--indicator"),
        (Choices(groups=("qhood",)), "--group"),
        (Choices(groups=("a=qhood", "a=qtrust")), "already"),
    ],
)
def test_what_cannot_be_meant_is_an_error_that_says_how(choices: Choices, says: str) -> None:
    with pytest.raises(WrongUse, match=says):
        change_roles(LOOK, choices)


def test_a_mapping_without_words_is_refused() -> None:
    with pytest.raises(WrongUse, match="--comment"):
        columns_as_settings(change_roles(LOOK, Choices(ignored=("qworry",))))


@given(st.permutations([each.code for each in CANDIDATES]), st.integers(0, 4))
def test_every_question_keeps_exactly_one_role(codes: list[str], count: int) -> None:
    changed = change_roles(LOOK, Choices(comments=tuple(codes[:count]), ignored=tuple(codes[count:])))
    assert [each.code for each in changed.columns] == [each.code for each in CANDIDATES]
    assert {each.code for each in changed.of(Role.COMMENT)} == set(codes[:count])


def test_a_password_is_read_from_the_file_that_was_kept(tmp_path: Path) -> None:
    settings = Settings(folder=tmp_path)
    file = keep_password(settings, "safety", RawText(" with spaces "))
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert read_password(settings, "safety", Place(password_file=file)).reveal() == " with spaces "
    with pytest.raises(BadSettings, match="already") as caught:
        keep_password(settings, "safety", RawText("another"))
    assert "another" not in str(caught.value)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o777])
def test_a_password_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "pw"
    file.write_text("very-secret", encoding="utf-8")
    file.chmod(mode)
    with pytest.raises(BadSettings, match="chmod 600") as caught:
        read_password(Settings(folder=tmp_path), "safety", Place(password_file=file))
    assert "very-secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("place", "says"),
    [(Place(password_env="NOT_SET_ANYWHERE"), "NOT_SET_ANYWHERE"), (Place(password_file=Path("nowhere")), "nowhere")],
)
def test_a_missing_password_says_where_it_was_looked_for(tmp_path: Path, place: Place, says: str) -> None:
    with pytest.raises(BadSettings, match=says):
        read_password(Settings(folder=tmp_path), "safety", place)


def test_a_password_comes_from_a_prefect_secret_block(tmp_path: Path) -> None:
    """In a process of its own, since Prefect reads where it lives once: a real API, a block saved and loaded."""
    script = (
        "import pathlib, sys; from flows.embedded import prepare; folder = pathlib.Path(sys.argv[1]); prepare(folder)\n"
        "from prefect.blocks.system import Secret; Secret(value='in-a-block').save('survey-password')\n"
        "from config.settings import Settings; from domain.errors import BadSettings; from flows.secret_blocks import use_prefect_blocks\n"
        "from flows.steps.connect import Place; from flows.steps.secrets import read_password\n"
        "use_prefect_blocks(); settings = Settings(folder=folder)\n"
        "found = read_password(settings, 'safety', Place(password_block='survey-password'))\n"
        "assert found.reveal() == 'in-a-block' and 'in-a-block' not in repr(found)\n"
        "try: read_password(settings, 'safety', Place(password_block='not-there'))\n"
        "except BadSettings as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Prefect Secret block 'not-there'" in done.stdout
    assert "in-a-block" not in done.stdout + done.stderr


def test_accepting_takes_a_question_as_it_is_now_and_says_so_in_the_audit_log(tmp_path: Path) -> None:
    source = SourceId("source-1")
    old = Question("q", QuestionRole.INDICATOR, "5", (("en", "Trust?"),), held_reason="its scale changed")
    other = replace(old, code="p")
    new = Question("q", QuestionRole.INDICATOR, "L", (("en", "Trust?"),))
    with open_store(f"sqlite:///{tmp_path / 'w.db'}", create_keys(tmp_path / "keys")) as store:
        store.sources.save(Source(source, "safety", SourceKind.LIMESURVEY, "Safety"))
        store.questions.save(source, [old, other])
        for codes, says in ((["x"], "not held"), (["q", "p"], "no longer has")):
            with pytest.raises(WrongUse, match=says):
                accept_questions(store, source, [new], codes, why="w", actor="Mia")
        assert store.questions.of_source(source) == (old, other)
        assert store.audit.recent() == ()
        assert accept_questions(store, source, [new], ["q"], why="same words", actor="Mia") == ("q",)
        assert store.questions.of_source(source) == (new, other)
        assert [(each.actor, each.why) for each in store.audit.recent()] == [("Mia", "same words")]
