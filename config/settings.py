"""`hearback.toml` and the environment -> `Settings`. Read once by the command line or a flow, then handed on.

Secrets never stand in the file: it names the environment variable or the key file that holds them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from config.calendar_tables import CalendarSettings
from config.problems import explain
from config.reminder_tables import ReminderSettings
from config.source_tables import AnswerSettings, AnySource, FileSettings, LimeSurveySettings, TranscriptSettings
from config.tables import (
    DigestSettings,
    GeneralSettings,
    QuoteSettings,
    RedactionSettings,
    RoundSettings,
    ThemeSettings,
    TrainingSettings,
    TranslationSettings,
)
from domain.errors import BadSettings
from domain.ids import SourceId, stable_id
from domain.listening import Round, Source, SourceKind
from domain.quotes import QuotePolicy

FILE_NAME = "hearback.toml"


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
    reminders: ReminderSettings = ReminderSettings()
    calendar: CalendarSettings = CalendarSettings()
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
