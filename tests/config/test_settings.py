"""Settings: read, refused with a sentence, documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

import config
from config.reminder_tables import ChannelSettings, MailSettings, ReminderSettings
from config.settings import Settings, load_settings
from config.source_tables import ColumnSettings, FileSettings, LimeSurveySettings, TranscriptSettings
from config.tables import NamerSettings, RoundSettings
from domain.errors import BadSettings

SURVEY = """
[sources.safety]
kind = "limesurvey"
url = "https://survey.example.org/rc"
survey_id = 1
user = "puller"
password_env = "PW"
[sources.safety.columns]
comments = ["q1"]
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "hearback.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_file_that_init_writes_is_valid_with_every_example_taken_in() -> None:
    text = (Path(config.__file__).parent / "start.toml").read_text(encoding="utf-8")
    lines = [line[2:] if re.match(r"# (\[|[a-z_]+ = )", line) else line for line in text.splitlines()]
    import tomllib

    found = Settings(**tomllib.loads("\n".join(lines)))
    assert set(found.sources) == {"safety", "sessions", "paper"}
    assert found.reminders.enabled and found.reminders.mail and found.calendar.address


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[hearback]\ntwon = 'X'", "The key hearback.twon is not known. Did you mean town?"),
        ("[hearback]\ntimezone = 'Chicago'", "unknown time zone 'Chicago'"),
        ("[[rounds]]\ntitle = 'X'", "The key rounds.0.name is missing"),
        ("[[rounds]]\nname = 'a'\nstarts_on = 2026-02-01\nends_on = 2026-01-01", "before it starts"),
        ("[hearback\ntown = 'X'", "not valid TOML"),
        (SURVEY.replace('password_env = "PW"', ""), "one of password_env, password_file and password_block"),
        (SURVEY.replace('password_env = "PW"', 'password = "x"'), "sources.safety.password is not known"),
        (SURVEY.replace('kind = "limesurvey"', 'kind = "lime"'), "sources.safety"),
        (SURVEY.replace('kind = "limesurvey"', ""), "limesurvey, transcripts or file"),
        (SURVEY.replace("https://", "https://mia:very-hidden@"), "sources.safety.url is wrong: a user or password stands in it"),
        (SURVEY.replace("https://", "ftp://"), "sources.safety.url is wrong"),
        ("[digest]\nthreshold = 1", "digest.threshold is wrong"),
        ("[reminders]\ndays_before = [5]", "reminders.days_before.0 is wrong: Input should be 30, 7, 1 or 0"),
        ("[reminders]\nquiet = '8-9'", "quiet hours are written as in"),
        ("[reminders.mail]\nhost = 'x'\nsender = \"a@b\\r\\nBcc: c@d\"", "reminders.mail.sender is wrong"),
        ("[reminders.mail]\nhost = 'x'\nsender = 'a@b.example'\npassword = 'very-hidden'", "a password never stands here"),
        ("[reminders.mail]\nhost = 'x'\nsender = 'a@b.example'\nuser = 'me'", "user goes with one of"),
        ("[[reminders.channels]]\nname = 'a'\nurl = 'json://x/{secret}'", "goes with one of password_env"),
        ("[[reminders.channels]]\nname = 'a'\nurl = 'mailto://me:very-hidden@x.example'", "e-mail goes by [reminders.mail]"),
        ("[[reminders.channels]]\nname = 'a'\nurl = 'json://x'\n" * 2, "two channels are called 'a'"),
    ],
)
def test_a_mistake_is_named_with_its_key(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadSettings) as caught:
        load_settings(write(tmp_path, text))
    assert says in str(caught.value)
    assert "very-hidden" not in str(caught.value)
    assert "hearback.toml" in str(caught.value)


def test_a_file_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="hearback init"):
        load_settings(tmp_path / "hearback.toml")


def test_an_unknown_round_or_source_lists_those_there_are(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, SURVEY + "\n[[rounds]]\nname = 'one'"))
    with pytest.raises(BadSettings, match="Known: one"):
        settings.round("two")
    with pytest.raises(BadSettings, match="Known: safety"):
        settings.source("other")


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARBACK_HEARBACK__WAREHOUSE", "postgresql+psycopg://db/hearback")
    settings = load_settings(write(tmp_path, "[hearback]\ntown = 'X'\nwarehouse = 'sqlite:///x.db'"))
    assert settings.warehouse_url == "postgresql+psycopg://db/hearback"
    assert settings.hearback.town == "X"


def test_a_relative_sqlite_path_lies_beside_the_file(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, "[hearback]\nwarehouse = 'sqlite:///x.db'"))
    assert settings.warehouse_url == f"sqlite:///{tmp_path / 'x.db'}"


def test_every_setting_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")
    parts: list[type[BaseModel]] = [NamerSettings, RoundSettings, ColumnSettings, LimeSurveySettings, TranscriptSettings, FileSettings]
    fields = Settings.model_fields
    parts += [fields[name].annotation for name in ("hearback", "redaction", "translation", "themes", "digest")]  # type: ignore[misc]
    parts += [ReminderSettings, MailSettings, ChannelSettings]
    keys = {key for part in parts for key in part.model_fields}
    assert sorted(key for key in keys if f"`{key}`" not in text) == []
