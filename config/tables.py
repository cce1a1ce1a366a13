"""The tables of `hearback.toml` that are about everything: who listens, how it is redacted, themed and shown, rounds, trainings."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from domain.ids import RoundId, stable_id
from domain.listening import Round

MOST_DAYS = 36_500
DEFAULT_LANGUAGES = ("en", "es", "fr", "pt", "ar", "so", "vi", "zh", "am", "sw", "ht", "ru")


class Part(BaseModel):
    """A table of the file: frozen, and a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class GeneralSettings(Part):
    """Who listens, in which languages and where it is kept."""

    town: str = "Our town"
    language: str = Field("en", description="Language of screens and digests.")
    languages: tuple[str, ...] = Field(DEFAULT_LANGUAGES, min_length=1)
    timezone: str = "UTC"
    warehouse: str = Field("sqlite:///hearback.db", description="SQLAlchemy URL; a relative SQLite path is beside the file.")
    key_folder: Path = Field(Path("keys"), description="Folder of the vault key and the pseudonym key.")
    vault_key_block: str | None = Field(None, description="Name of a Prefect Secret block that holds the vault key.")
    pseudonym_key_block: str | None = Field(None, description="Name of a Prefect Secret block that holds the pseudonym key.")

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, name: str) -> str:
        return known_timezone(name)


class RedactionSettings(Part):
    """How words are made safe before they are stored."""

    officers: Literal["replace", "keep"] = "replace"
    raw_days: int = Field(90, ge=0, le=MOST_DAYS, description="Days until the raw words' keys are destroyed.")


class TranslationSettings(Part):
    """Which engine translates into `[hearback] language`."""

    engine: Literal["apertium", "none"] = "apertium"


class NamerSettings(Part):
    """A model that proposes titles; without this table nothing is asked of any."""

    url: str = Field(pattern=r"^https?://", description="Up to and without /chat/completions; https, or http to this machine.")
    model: str = Field(min_length=1)
    key_env: str | None = Field(None, description="The environment variable that holds the endpoint's key.")
    key_block: str | None = Field(None, description="Name of a Prefect Secret block that holds the endpoint's key.")
    passages: int = Field(12, ge=3, le=30, description="Redacted passages of a theme that are sent, at most.")
    timeout_s: float = Field(60, gt=0, le=600)

    @model_validator(mode="after")
    def _at_most_one_key(self) -> NamerSettings:
        if self.key_env is not None and self.key_block is not None:
            raise ValueError("name one of key_env and key_block, or neither where the model needs no key")
        return self


class ThemeSettings(Part):
    """How passages become themes."""

    embedding_model: str = Field("packaged:multilingual-e5-small", description="Or any sentence-transformers model.")
    english_model: str = Field("packaged:all-minilm-l6-v2", description='Reads English beside it; "none": not used.')
    smallest_theme: int | None = Field(None, ge=2, description="Passages; by default scaled to the data.")
    namer: NamerSettings | None = Field(None, description="A model that proposes titles; none is asked by default.")


class DigestSettings(Part):
    """What a digest shows, and to whom."""

    title: str = "What people told us"
    threshold: int = Field(10, ge=3, description="Counts of fewer people are not shown.")
    round_to: int = Field(5, ge=1)
    due_soon_days: int = Field(30, ge=1)
    weights: bool = Field(False, description="Closed questions, too, as if those who answered were made up like the town.")
    outcomes_by: Literal["month", "quarter", "round"] = Field("quarter", description="By which spans other records are added up.")
    paper: Literal["A4", "Letter"] = Field("A4", description="Size of the pages of the PDF.")
    say_more: str = Field("", max_length=300, description="Where people can say more; it stands on leaves for those who spoke.")


class QuoteSettings(Part):
    """Whether and when somebody's own words are shown; anything laxer than these defaults needs a recorded reason."""

    enabled: bool = Field(False, description="Quotes of people who agreed, approved by people of the staff.")
    fewest_people: int = Field(10, ge=1, description="People who raised the theme.")
    fewest_sessions: int = Field(3, ge=1, description="Sessions in which it was raised; a survey counts as one.")
    approvers: int = Field(2, ge=1, description="Different people who approve each quote.")


class RoundSettings(Part):
    """One wave of listening."""

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")
    title: str = ""
    starts_on: date | None = None
    ends_on: date | None = None

    @model_validator(mode="after")
    def _starts_first(self) -> RoundSettings:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError(f"the round ends on {self.ends_on}, before it starts on {self.starts_on}")
        return self

    def to_round(self) -> Round:
        """The domain's own value."""
        return Round(RoundId(stable_id("round", self.name)), self.name, self.title or self.name, self.starts_on, self.ends_on)


class TrainingSettings(Part):
    """A training, workshop or the like: what people answered before it is shown beside what they answered after it."""

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")
    title: str = ""
    held_on: date | None = Field(None, description="Its day; or starts_on and ends_on.")
    starts_on: date | None = None
    ends_on: date | None = None
    indicators: tuple[str, ...] = Field((), description="Codes of closed questions; by default all.")
    group: str | None = Field(None, description="A public group, of which one value had to do with those who were trained.")
    had: str | None = Field(None, description="That value.")
    compared_with: str | None = Field(None, description="A value of the same group that had not.")

    @model_validator(mode="after")
    def _has_its_days(self) -> TrainingSettings:
        if (self.held_on is None) == (self.starts_on is None or self.ends_on is None):
            raise ValueError("say when it was: held_on, or both starts_on and ends_on")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError(f"it ends on {self.ends_on}, before it starts on {self.starts_on}")
        return self

    @model_validator(mode="after")
    def _names_a_whole_comparison(self) -> TrainingSettings:
        if (self.group is None) != (self.had is None) or (self.compared_with is not None and self.had is None):
            raise ValueError("group and had go together, and compared_with needs both")
        if self.had is not None and self.had == self.compared_with:
            raise ValueError("had and compared_with are the same value")
        return self

    @property
    def span(self) -> tuple[date, date]:
        """Its first and its last day."""
        first, last = self.held_on or self.starts_on, self.held_on or self.ends_on
        assert first is not None and last is not None  # `_has_its_days` has seen to it
        return first, last


def known_timezone(name: str) -> str:
    """The name itself, if the time zone is known."""
    if name not in available_timezones():
        raise ValueError(f"unknown time zone {name!r}; write it as in Europe/Paris or America/Chicago")
    return name
