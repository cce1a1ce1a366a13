"""What must be known of a new source: from the flags where they say it, else from the person who is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cli.asking import ask, ask_hidden, choose, confirm, is_asked, say
from domain.errors import WrongUse
from domain.text import RawText

if TYPE_CHECKING:
    from config.settings import Settings
    from surveys.limesurvey import SurveyTitle
    from surveys.limesurvey.server import ServerUrl

_NAME = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was said by flags; None: ask for it."""

    name: str | None
    url: str | None
    user: str | None
    password_env: str | None
    password_file: Path | None
    password_block: str | None
    survey_id: int | None
    timezone: str | None
    title: str | None
    is_local_allowed: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """Finds each fact. Paths in the settings are relative to their folder."""

    settings: Settings
    wanted: Wanted
    is_replaced: bool

    def find_url(self) -> ServerUrl:
        """RemoteControl's address, from the address that was said. Raises WrongUse for what is none."""
        from surveys.limesurvey.server import derive_url

        asked = self.wanted.url or ask("--url", "Address of the survey, or of any page of the LimeSurvey server", check=derive_url)
        found = derive_url(asked)
        if found.url != asked:
            say(f"RemoteControl's address is {found.url}")
        return found

    def allow_local(self, url: str) -> bool:
        """Whether the address may lead to this machine: as the flag says, or the person. Raises WrongUse where it may not."""
        from surveys.addresses import ALLOW, find_danger_at

        danger = "" if self.wanted.is_local_allowed else find_danger_at(url)
        if not danger:
            return self.wanted.is_local_allowed
        if is_asked() and confirm(f"This address leads to {danger}. Is that meant?", default=False):
            return True
        raise WrongUse(f"The url leads to {danger}, where no survey is expected.", next_step=f"{ALLOW} Here: --allow-local")

    def find_name(self, proposed: str) -> str:
        """The source's name in the settings. Raises WrongUse for one that is taken or no name."""

        def check(name: str) -> None:
            if not _NAME.fullmatch(name):
                raise WrongUse(f"The name {name!r} must be small letters, digits, - and _, and begin with a letter.")
            if name in self.settings.sources and not self.is_replaced:
                raise WrongUse(f"There is a source {name!r} already.", next_step="Choose another name, or say --replace.")

        name = self.wanted.name or ask("--name", "Name of the source in the settings", default=proposed, check=check)
        check(name)
        return name

    def find_timezone(self) -> str:
        """The time zone in which the source writes its times; by default that of the settings."""
        from config.tables import known_timezone

        def check(name: str) -> None:
            try:
                known_timezone(name)
            except ValueError as error:
                raise WrongUse(f"The time zone is not known: {error}.") from None

        usual = self.settings.hearback.timezone
        zone = self.wanted.timezone or (
            ask("--timezone", "Time zone in which it writes its times", default=usual, check=check) if is_asked() else usual
        )
        check(zone)
        return zone

    def find_password(self, name: str) -> tuple[dict[str, str], RawText | None]:
        """Where the password is, as the settings say it, and the password itself where it was typed."""
        said = {
            "password_env": self.wanted.password_env,
            "password_file": self.wanted.password_file and self.path(self.wanted.password_file),
            "password_block": self.wanted.password_block,
        }
        given = {key: str(each) for key, each in said.items() if each is not None}
        if len(given) > 1:
            raise WrongUse("The password is in one place only.", next_step="Say one of --password-env, --password-file, --password-block.")
        return (given, None) if given else self._ask_password(name)

    def _ask_password(self, name: str) -> tuple[dict[str, str], RawText | None]:
        flags = "--password-env, --password-file or --password-block"
        ways = (
            "in an environment variable",
            "in a file",
            "in a Prefect Secret block",
            "I type it now; it goes into a file only you may read",
        )
        way = choose(flags, "Where is the password", ways, default=3)
        if way == 3:
            from flows.steps.secrets import password_file_of

            file = password_file_of(self.settings, name)
            if file.exists():
                say(f"There is a password in {file} already: it is used.")
            return {"password_file": self.path(file)}, None if file.exists() else ask_hidden("Password (it is not shown)")
        if way == 0:
            variable = f"HEARBACK_{name.upper().replace('-', '_')}_PASSWORD"
            return {"password_env": ask("--password-env", "Name of the variable", default=variable)}, None
        if way == 1:
            return {"password_file": self.path(Path(ask("--password-file", "The file")))}, None
        return {"password_block": ask("--password-block", "Name of the block")}, None

    def choose_survey(self, surveys: tuple[SurveyTitle, ...], hint: int | None) -> int:
        """The survey that the address named if the account may read it, else one of the list."""
        if hint is not None and any(each.survey_id == hint for each in surveys):
            return hint
        if not surveys:
            raise WrongUse("This account may read no survey.", next_step="In LimeSurvey, give it the right to read the survey's responses.")
        lines = [f"{each.survey_id}  {each.title}{'' if each.is_active else '  (not active)'}" for each in surveys]
        if not is_asked():
            raise WrongUse(f"Which survey is not said. There are: {'; '.join(lines)}.", next_step="Say it with: --survey-id")
        return surveys[choose("--survey-id", "Which survey", lines, default=0 if len(lines) == 1 else None)].survey_id

    def path(self, path: Path) -> str:
        """As the settings write it: relative to their folder where it lies under it."""
        whole, base = path.absolute(), self.settings.folder.absolute()
        return whole.relative_to(base).as_posix() if whole.is_relative_to(base) else whole.as_posix()
