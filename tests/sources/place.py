"""A place to play a history in: a survey on a local server, and a warehouse with keys that starts empty."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from config.settings import Settings
from config.source_tables import ColumnSettings, IndicatorSettings, LimeSurveySettings
from config.tables import GeneralSettings, RoundSettings
from demo.limesurvey import (
    DEMO_ACCOUNT,
    Choice,
    LocalLimeSurvey,
    Participant,
    Question,
    QuestionGroup,
    QuestionType,
    SurveyDefinition,
)
from flows.steps.redaction import redactor_of
from surveys.limesurvey import RetryPolicy
from warehouse.keys import create_keys, load_keys
from warehouse.store import open_store

SID = 7301
SOURCE, ROUND = "survey", "autumn"
STARTS_ON, ENDS_ON = date(2026, 9, 1), date(2026, 11, 30)
TIMEZONE = "Europe/Paris"
OPTIONS = {"N1": "Mill End", "N2": "Hill & Dale"}
LANGUAGES = ("en", "es", "ar")
COMMENTS = ("qworry", "qplace[other]")
HANG_S = 0.3

_QUESTIONS = (
    Question("qworry", QuestionType.LONG_TEXT, {"en": "What worries you?"}),
    Question(
        "qplace",
        QuestionType.LIST,
        {"en": "Where do you live?"},
        options=tuple(Choice(code, {"en": text}) for code, text in OPTIONS.items()),
        has_other=True,
    ),
    Question("qtrust", QuestionType.FIVE_POINT, {"en": "Trust"}),
    Question("qquote", QuestionType.YES_NO, {"en": "May we quote you?"}),
    Question("qname", QuestionType.SHORT_TEXT, {"en": "Your name"}),
)
_COLUMNS = ColumnSettings(
    comments=COMMENTS,
    indicators=(IndicatorSettings(question="qtrust", title="Trust"),),
    groups={"place": "qplace"},
    quote_consent="qquote",
    respondent="token",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A server and the settings that point to it."""

    server: LocalLimeSurvey
    settings: Settings
    folder: Path

    def settings_with(self, **changes: Any) -> Settings:
        """The settings with the survey's own changed, as `timeout_s=0.3`."""
        return _with_survey(self.settings, **changes)

    def empty_copy(self) -> Settings:
        """Settings of a second warehouse, empty and with the same keys, so that both can be compared."""
        shutil.copy(_template() / "hearback.db", self.folder / "again.db")
        general = self.settings.hearback.model_copy(update={"warehouse": "sqlite:///again.db"})
        return self.settings.model_copy(update={"hearback": general})


@contextmanager
def opened_place(*, is_partial_taken: bool = False, page_size: int = 2, requests_at_once: int = 2) -> Iterator[Place]:
    """A place of its own for one history."""
    with tempfile.TemporaryDirectory(dir=_fast_folder()) as name:
        folder = Path(name)
        shutil.copy(_template() / "hearback.db", folder / "hearback.db")
        # A read is tried again as often as ever, but at once.
        at_once = patch.object(RetryPolicy, "wait_s", lambda *_: 0.0)
        with LocalLimeSurvey([_survey()], hang_s=HANG_S) as server, at_once:
            survey = LimeSurveySettings(
                kind="limesurvey",
                url=server.url,
                survey_id=SID,
                user=DEMO_ACCOUNT.user,
                password_file=_template() / "password",
                columns=_COLUMNS,
                timezone=TIMEZONE,
                is_partial_taken=is_partial_taken,
                page_size=page_size,
                requests_at_once=requests_at_once,
                is_local_allowed=True,
                timeout_s=20,
            )
            yield Place(server, _settings(folder, survey), folder)


def _survey() -> SurveyDefinition:
    groups = (QuestionGroup({"en": "All"}, _QUESTIONS),)
    return SurveyDefinition(SID, {"en": "Survey"}, ("en", "es"), groups, participants=(Participant("tok-1"), Participant("tok-2")))


def _settings(folder: Path, survey: LimeSurveySettings | None = None) -> Settings:
    return Settings(
        folder=folder,
        hearback=GeneralSettings(key_folder=_template() / "keys", languages=LANGUAGES),
        rounds=(RoundSettings(name=ROUND, starts_on=STARTS_ON, ends_on=ENDS_ON),),
        sources={SOURCE: survey} if survey else {},
    )


def _with_survey(settings: Settings, **changes: Any) -> Settings:
    survey = settings.sources[SOURCE].model_copy(update=changes)
    return settings.model_copy(update={"sources": {SOURCE: survey}})


@cache
def _template() -> Path:
    """A folder with keys, a password and a migrated, empty warehouse; made once a process. The redactor is loaded too."""
    kept = tempfile.TemporaryDirectory(prefix="hearback-histories-")
    atexit.register(kept.cleanup)
    folder = Path(kept.name)
    create_keys(folder / "keys")
    password = folder / "password"
    password.touch(mode=0o600)
    password.write_text(DEMO_ACCOUNT.password, encoding="utf-8")
    with open_store(f"sqlite:///{folder}/hearback.db", load_keys(folder / "keys")) as store:
        store.rounds.save(RoundSettings(name=ROUND, starts_on=STARTS_ON, ends_on=ENDS_ON).to_round())
    redactor_of(Settings(folder=folder, hearback=GeneralSettings(languages=LANGUAGES)))
    return folder


def _fast_folder() -> str | None:
    # Thousands of small databases that are synced at each commit: in memory where the system has such a folder.
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
