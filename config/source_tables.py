"""The tables of `hearback.toml` that are about sources: where answers and transcripts come from, and which column becomes what."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from config.tables import MOST_DAYS, Part, known_timezone


class IndicatorSettings(Part):
    """A closed question that is followed over rounds."""

    question: str
    title: str
    lowest: float = 1
    highest: float = 5
    scores: dict[str, float] = Field(default_factory=dict, description="Answer in words, or its code -> its place on the scale.")


class ColumnSettings(Part):
    """Which question becomes what. What is not named here is never asked for."""

    comments: tuple[str, ...] = Field(min_length=1)
    indicators: tuple[IndicatorSettings, ...] = ()
    groups: dict[str, str] = Field(default_factory=dict, description="Group name -> question code.")
    language: str | None = None
    quote_consent: str | None = None
    quote_consent_value: str = "Y"
    submitted: str | None = Field(None, description="Files only: the column of the date.")
    respondent: str | None = Field(None, description="The column that tells people apart; hashed at once.")
    id: str | None = Field(None, description="Files only: the column of the row's own id; by default the row number.")


class SourceSettings(Part):
    """What every source has."""

    title: str = ""
    timezone: str | None = None
    language: str | None = Field(None, description="Language of answers whose own is not told.")
    schedule: str | None = Field(None, description='Cron, as in "0 6 * * MON".')
    raw_days: int | None = Field(None, ge=0, le=MOST_DAYS, description="In place of [redaction] raw_days.")

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, name: str | None) -> str | None:
        return None if name is None else known_timezone(name)


class AnswerSettings(SourceSettings):
    """What every source of answers has: which question becomes what, and whether its people are those of others."""

    columns: ColumnSettings
    panel: str | None = Field(None, min_length=1, description="Sources of one panel give the same person the same pseudonym.")

    @model_validator(mode="after")
    def _panel_tells_people_apart(self) -> AnswerSettings:
        if self.panel is not None and self.columns.respondent is None:
            raise ValueError("a panel needs columns.respondent, which tells people apart")
        return self


class LimeSurveySettings(AnswerSettings):
    """A LimeSurvey survey, read over RemoteControl 2 (JSON-RPC)."""

    kind: Literal["limesurvey"]
    url: str = Field(pattern=r"^https?://")
    survey_id: int = Field(gt=0)
    user: str
    password_env: str | None = None
    password_file: Path | None = None
    password_block: str | None = Field(None, description="Name of a Prefect Secret block that holds the password.")
    is_partial_taken: bool = False
    timeout_s: float = Field(60, gt=0)
    page_size: int = Field(1000, ge=1, le=10_000)
    requests_at_once: int = Field(2, ge=1, le=8)
    is_local_allowed: bool = Field(False, description="Whether the url may point to this machine or to link-local addresses.")

    @field_validator("url")
    @classmethod
    def _no_password_in_url(cls, url: str) -> str:
        # Errors name a survey by its url, so what stands in it would be shown.
        if "@" in url.partition("://")[2].partition("/")[0]:
            raise ValueError("a user or password stands in it; name them in user and password_…")
        return url

    @model_validator(mode="after")
    def _one_password(self) -> LimeSurveySettings:
        named = [each for each in (self.password_env, self.password_file, self.password_block) if each is not None]
        if len(named) != 1:
            raise ValueError("name one of password_env, password_file and password_block (the password itself never stands here)")
        return self


class TranscriptSettings(SourceSettings):
    """A folder of session transcripts, each with an optional TOML file of the session's facts beside it."""

    kind: Literal["transcripts"]
    folder: Path
    facilitators: tuple[str, ...] = ()


class FileSettings(AnswerSettings):
    """A file of survey answers: CSV, TSV or XLSX, as survey tools export them."""

    kind: Literal["file"]
    file: Path
    sheet: str | None = Field(None, description="XLSX only: the sheet of the answers; by default the only one that has any.")
    dates: str | None = Field(None, description='How dates are written, as in "%d/%m/%Y %H:%M", where the column does not show it.')


AnySource = Annotated[LimeSurveySettings | TranscriptSettings | FileSettings, Field(discriminator="kind")]
