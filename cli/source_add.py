"""`hearback source add`: asks for what is missing, looks at the source, and writes it into the settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.asking import ask, confirm, is_asked, say
from cli.options import DEFAULT_SETTINGS, SettingsFile, read_settings
from cli.show import print_json, print_line
from cli.source_answers import Answers, Wanted
from cli.source_table import as_name, change_role, print_rows, rows_of
from domain.errors import WrongUse
from domain.text import RawText

if TYPE_CHECKING:
    from flows.steps.connect import Choices, Look
    from surveys.limesurvey.server import Server
    from surveys.proposal import Proposal

NOT_ENCRYPTED = "The address begins with http://, so the password and the answers cross the network unencrypted: ask for https."


def add(  # noqa: PLR0913, PLR0917 - each is a flag of the command
    name: Annotated[str | None, typer.Option("--name", "-n", help="What the source is called in the settings, as in safety.")] = None,
    url: Annotated[str | None, typer.Option("--url", help="LimeSurvey: the address of the survey, or of any page of the server.")] = None,
    user: Annotated[str | None, typer.Option("--user", help="LimeSurvey: an account that may read responses, and nothing else.")] = None,
    password_env: Annotated[str | None, typer.Option("--password-env", help="The environment variable that holds the password.")] = None,
    password_file: Annotated[Path | None, typer.Option("--password-file", help="The file that holds the password.")] = None,
    password_block: Annotated[str | None, typer.Option("--password-block", help="The Prefect Secret block that holds it.")] = None,
    survey_id: Annotated[int | None, typer.Option("--survey-id", help="LimeSurvey: the survey's number.")] = None,
    timezone: Annotated[str | None, typer.Option("--timezone", help="In which the source writes its times, as in America/Chicago.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="What people call it.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Connect a file of answers (CSV, TSV, XLSX) instead.")] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="XLSX: the sheet of the answers.")] = None,
    dates: Annotated[str | None, typer.Option("--dates", help='File: how dates are written, as in "%d/%m/%Y".')] = None,
    folder: Annotated[Path | None, typer.Option("--folder", help="Connect a folder of session transcripts instead.")] = None,
    facilitators: Annotated[list[str] | None, typer.Option("--facilitator", help="Folder: a speaker whose turns are context.")] = None,
    comments: Annotated[list[str] | None, typer.Option("--comment", help="CODE of a question answered in words.")] = None,
    indicators: Annotated[list[str] | None, typer.Option("--indicator", help="CODE:LOW:HIGH:TITLE of a question to follow.")] = None,
    groups: Annotated[list[str] | None, typer.Option("--group", help="NAME=CODE by which people are counted.")] = None,
    language: Annotated[str | None, typer.Option("--language", help="CODE of the language of the answer.")] = None,
    consent: Annotated[str | None, typer.Option("--consent", help="CODE or CODE=VALUE of the question that allows quoting.")] = None,
    ignored: Annotated[list[str] | None, typer.Option("--ignore", help="CODE of a question that is never asked for.")] = None,
    is_local_allowed: Annotated[bool, typer.Option("--allow-local", help="The address may lead to this machine.")] = False,
    is_replaced: Annotated[bool, typer.Option("--replace", help="Replace the source of this name.")] = False,
    is_accepted: Annotated[bool, typer.Option("--yes", "-y", help="Take what is proposed without asking.")] = False,
    is_dry: Annotated[bool, typer.Option("--dry-run", help="Print the TOML and write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON; nobody is asked.")] = False,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Connect a survey, a file of answers or a folder of transcripts; asks for what no flag says."""
    settings = read_settings(settings_file)
    from flows.secret_blocks import use_prefect_blocks
    from flows.steps.connect import Choices

    use_prefect_blocks()
    wanted = Wanted(name, url, user, password_env, password_file, password_block, survey_id, timezone, title, is_local_allowed)
    choices = Choices(
        tuple(comments or ()), tuple(indicators or ()), tuple(groups or ()), language, consent, tuple(ignored or ())
    )  # fmt: skip
    if sum(each is not None for each in (url, file, folder)) > 1:
        raise WrongUse("--url, --file and --folder name three kinds of source.", next_step="Say one of them.")
    asking = _Asking(Answers(settings, wanted, is_replaced), settings_file, choices, is_accepted=is_accepted or as_json)
    if folder is not None:
        made = asking.connect_folder(folder, tuple(facilitators or ()))
    elif file is not None:
        made = asking.connect_file(file, sheet, dates)
    else:
        made = asking.connect_survey()
    asking.finish(made, is_dry=is_dry, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Made:
    """A source as it will stand in the settings; `typed` is a password that must be kept first."""

    name: str
    values: dict[str, Any]
    rows: tuple[dict[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    typed: RawText | None = None


@dataclass(frozen=True, slots=True)
class _Asking:
    """One run of the command."""

    answers: Answers
    settings_file: Path
    choices: Choices
    is_accepted: bool

    def connect_survey(self) -> _Made:
        from zoneinfo import ZoneInfo

        from flows.steps.connect import columns_as_settings, look_at_survey

        found = self.answers.find_url()
        is_local = self.answers.allow_local(found.url)
        if found.url.startswith("http:") and not is_local:
            say(NOT_ENCRYPTED)
        name = self.answers.find_name("survey")
        user = self.answers.wanted.user or ask("--user", "User (an account that may read responses, and nothing else)")
        place, typed = self.answers.find_password(name)
        zone = self.answers.find_timezone()
        with self._opened(found.url, name, user, place, typed, is_local=is_local) as server:
            survey_id = self.answers.wanted.survey_id or self.answers.choose_survey(server.surveys(), found.survey_id)
            facts = server.look_at(survey_id, ZoneInfo(zone))
        look = look_at_survey(facts)
        proposal = self._settle(look)
        values = {
            "kind": "limesurvey",
            "title": self.answers.wanted.title or facts.title,
            "url": found.url,
            "survey_id": survey_id,
            "user": user,
            **({"is_local_allowed": True} if is_local else {}),
            **place,
            "timezone": zone,
            "columns": columns_as_settings(proposal),
        }
        notes = (*look.notes, *([] if found.url.startswith("https") or is_local else [NOT_ENCRYPTED]))
        return _Made(name, values, rows_of(look, proposal), notes, typed)

    def connect_file(self, file: Path, sheet: str | None, dates: str | None) -> _Made:
        from flows.steps.connect import columns_as_settings, look_at_file

        look = look_at_file(file, sheet=sheet)
        name = self.answers.find_name(as_name(file.stem))
        zone = self.answers.find_timezone()
        proposal = self._settle(look)
        values: dict[str, Any] = {
            "kind": "file",
            "title": self.answers.wanted.title or file.stem,
            "file": self.answers.path(file),
            "sheet": sheet,
            "dates": dates,
        }
        values |= {"timezone": zone, "columns": columns_as_settings(proposal)}
        return _Made(name, values, rows_of(look, proposal), look.notes)

    def connect_folder(self, folder: Path, facilitators: tuple[str, ...]) -> _Made:
        from flows.steps.sessions import find_transcripts

        if not folder.is_dir():
            raise WrongUse("This folder is not there.", where=str(folder), next_step="Make it, and put the transcripts in.")
        count = len(find_transcripts(folder))
        name = self.answers.find_name(as_name(folder.absolute().name))
        values: dict[str, Any] = {"kind": "transcripts", "title": self.answers.wanted.title, "folder": self.answers.path(folder)}
        values |= {"facilitators": list(facilitators)} if facilitators else {}
        return _Made(name, values, notes=(f"{count} {'transcript lies' if count == 1 else 'transcripts lie'} there now.",))

    def finish(self, made: _Made, *, is_dry: bool, as_json: bool) -> None:
        """Show it, write it, and say what comes next."""
        from config.write import add_source, render_source, write_source
        from flows.steps.secrets import keep_password

        block = render_source(made.name, made.values)
        if is_dry:
            add_source(self.settings_file.read_text(encoding="utf-8"), made.name, block, is_replaced=self.answers.is_replaced)
        elif not self._has_been_asked() or confirm(f"Write this into {self.settings_file}?", default=True):
            if made.typed is not None:
                keep_password(self.answers.settings, made.name, made.typed)
            write_source(self.settings_file, made.name, block, is_replaced=self.answers.is_replaced)
        else:
            raise WrongUse("Nothing was written.", next_step="Run it again to choose otherwise.")
        if as_json:
            print_json({"name": made.name, "questions": list(made.rows), "notes": list(made.notes), "toml": block, "written": not is_dry})
            return
        if is_dry:
            print_line(block.rstrip())
            return
        if made.rows and not self._has_been_asked():
            print_rows("", made.rows)
        print_line(f"Wrote [sources.{made.name}] into {self.settings_file}.")
        self._say_next(made)

    def _say_next(self, made: _Made) -> None:
        rounds = [each.name for each in self.answers.settings.rounds]
        last = rounds[-1] if rounds else "NAME"
        print_line(f"Next:  hearback source check {made.name}")
        command = f"hearback run --round {last}" if made.values["kind"] == "transcripts" else f"hearback pull {made.name} --round {last}"
        print_line(f"Then:  {command}")

    @contextmanager
    def _opened(self, url: str, name: str, user: str, place: dict[str, str], typed: RawText | None, *, is_local: bool) -> Iterator[Server]:
        from flows.steps.connect import Place
        from flows.steps.secrets import read_password
        from surveys.limesurvey import LimeSurveyAccess
        from surveys.limesurvey.server import open_server

        password = typed or read_password(self.answers.settings, name, Place.of(place))
        with open_server(LimeSurveyAccess(url, user, password, survey_id=0, is_local_allowed=is_local)) as server:
            say(f"Logged in as {user}.")
            yield server

    def _settle(self, look: Look) -> Proposal:
        """The proposal with what the flags and the person say."""
        from flows.steps.connect import change_roles

        proposal = change_roles(look, self.choices)
        if not self._has_been_asked():
            return proposal
        while True:
            print_rows(look.title, rows_of(look, proposal))
            for note in look.notes:
                say(f"Note: {note}")
            code = ask("--yes", "Change a question (its code), or press Enter to go on", default="").strip()
            if not code:
                return proposal
            proposal = change_role(look, proposal, code)

    def _has_been_asked(self) -> bool:
        """True when somebody sees the table and decides."""
        return is_asked() and not self.is_accepted
