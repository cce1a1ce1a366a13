"""`hearback.toml` and the environment -> `Settings`. Read once by the command line or a flow, then handed on.

Secrets never stand in the file: it names the environment variable or the key file that holds them.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from config.problems import explain
from domain.errors import BadSettings
from domain.ids import RoundId, SourceId, stable_id
from domain.listening import Round, Source, SourceKind
from domain.quotes import QuotePolicy

FILE_NAME = "hearback.toml"
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


class Settings(BaseSettings):
    """Everything that can be set. `folder` is where the file lies; relative paths start there."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix="HEARBACK_", env_nested_delimiter="__")

    folder: Path = Path()
    hearback: GeneralSettings = GeneralSettings()
    redaction: RedactionSettings = RedactionSettings()
    translation: TranslationSettings = TranslationSettings()
    themes: ThemeSettings = ThemeSettings()
    digest: DigestSettings = DigestSettings()
    quotes: QuoteSettings = QuoteSettings()
    rounds: tuple[RoundSettings, ...] = ()
    trainings: tuple[TrainingSettings, ...] = ()
    sources: dict[str, AnySource] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _trainings_name_what_there_is(self) -> Settings:
        columns = [each.columns for each in self.sources.values() if isinstance(each, AnswerSettings)]
        codes = {each.question for one in columns for each in one.indicators}
        for each in self.trainings:
            if unknown := [code for code in each.indicators if code not in codes]:
                raise ValueError(
                    f"the training {each.name!r} names the question {unknown[0]!r}; followed are: {', '.join(sorted(codes)) or 'none'}"
                )
            if each.group and not any(each.group in one.groups for one in columns):
                raise ValueError(f"the training {each.name!r} names the group {each.group!r}, which no source has")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, so that a server's database URL and its password need not stand in it."""
        return env_settings, init_settings

    def path(self, path: Path) -> Path:
        """`path` as meant in the file: relative to the file's folder."""
        return path if path.is_absolute() else self.folder / path

    @property
    def warehouse_url(self) -> str:
        """The warehouse's URL, with a relative SQLite path made absolute."""
        prefix, _, name = self.hearback.warehouse.partition("sqlite:///")
        if prefix or not name:
            return self.hearback.warehouse
        return f"sqlite:///{self.path(Path(name)).absolute()}"

    @property
    def key_folder(self) -> Path:
        """Where the vault key and the pseudonym key lie."""
        return self.path(self.hearback.key_folder)

    def round(self, name: str) -> Round:
        """The round of this name. Raises BadSettings that lists the names there are."""
        for each in self.rounds:
            if each.name == name:
                return each.to_round()
        raise self._unknown("round", name)

    def source(self, name: str) -> LimeSurveySettings | TranscriptSettings | FileSettings:
        """The source of this name. Raises BadSettings that lists the names there are."""
        if name in self.sources:
            return self.sources[name]
        raise self._unknown("source", name)

    def _unknown(self, kind: Literal["round", "source"], name: str) -> BadSettings:
        names = [each.name for each in self.rounds] if kind == "round" else list(self.sources)
        table = "[[rounds]]" if kind == "round" else "[sources.NAME]"
        known = ", ".join(names) if names else "none yet"
        return BadSettings(
            f"There is no {kind} {name!r}.",
            where=str(self.folder / FILE_NAME),
            next_step=f"Known: {known}. Add it under {table}, or use one of these.",
        )

    @property
    def group_names(self) -> frozenset[str]:
        """The public groups that any source asks for."""
        return frozenset(name for each in self.sources.values() if isinstance(each, AnswerSettings) for name in each.columns.groups)

    @property
    def quote_policy(self) -> QuotePolicy:
        """The domain's own value of `[quotes]`; whoever is alone with a language and groups is rare under `[digest] threshold` too."""
        alike = max(self.digest.threshold, self.quotes.fewest_people)
        asked = self.quotes
        return QuotePolicy(asked.enabled, asked.fewest_people, asked.fewest_sessions, asked.approvers, alike)

    def raw_days_of(self, name: str) -> int:
        """For how many days the raw words of a source are kept."""
        own = self.source(name).raw_days
        return self.redaction.raw_days if own is None else own

    def panel_of(self, name: str) -> str | None:
        """The panel that a source's people belong to; None where they are linked with no other source."""
        kept = self.source(name)
        return kept.panel if isinstance(kept, AnswerSettings) else None

    def source_value(self, name: str) -> Source:
        """The domain's own value of a source."""
        kept = self.source(name)
        return Source(SourceId(stable_id("source", name)), name, SourceKind(kept.kind), kept.title or name)

    def timezone_of(self, name: str) -> ZoneInfo:
        """The time zone in which a source gives its naive times."""
        return ZoneInfo(self.source(name).timezone or self.hearback.timezone)


def load_settings(file: Path) -> Settings:
    """Read the settings file. Raises BadSettings naming the file, the key and the nearest known key."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadSettings("There is no such file.", where=str(file), next_step="Make one with: hearback init") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"This is not valid TOML: {error}.", where=str(file), next_step="Mend that line.") from None
    try:
        return Settings(folder=file.parent.absolute(), **content)
    except ValidationError as error:
        raise BadSettings(explain(error, Settings), where=str(file), next_step="See: docs/settings.md") from None


def known_timezone(name: str) -> str:
    """The name itself, if the time zone is known."""
    if name not in available_timezones():
        raise ValueError(f"unknown time zone {name!r}; write it as in Europe/Paris or America/Chicago")
    return name
