"""`hearback erase`: somebody withdraws, and nothing of their words is left."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from cli.asking import ask_hidden, confirm, is_asked
from cli.erase_show import print_extent, print_receipt, receipt_as_dict
from cli.options import DEFAULT_OUT, DEFAULT_SETTINGS, AsJson, OutFolder, SettingsFile, Who, name_actor, read_settings
from cli.show import print_json, print_line
from domain.errors import WrongUse
from domain.text import RawText

if TYPE_CHECKING:
    from config.settings import Settings
    from desk.erase import ErasureReceipt, Whose
    from domain.listening import Source
    from warehouse.store import Store


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("erase")(erase)


def erase(  # noqa: PLR0913, PLR0917 # each is a flag
    why: Annotated[str, typer.Option("--why", help="Why, for the audit log; write no names.")] = "",
    source: Annotated[str | None, typer.Option("--source", help="Name of the source.")] = None,
    response: Annotated[str | None, typer.Option("--response", help="The source's own id of the response; needs --source.")] = None,
    is_token: Annotated[
        bool,
        typer.Option(
            "--token", help="All of a person: the token is asked for, and not shown. With --session: a speaker, by the transcript's name."
        ),
    ] = False,
    person: Annotated[str | None, typer.Option("--person", help="All of a person, by the pseudonym or its beginning.")] = None,
    session: Annotated[str | None, typer.Option("--session", help="All that was said in a session, by its name.")] = None,
    is_future_refused: Annotated[bool, typer.Option("--also-future", help="Keep away what they give later, too.")] = False,
    is_confirmed: Annotated[bool, typer.Option("--yes", help="Do not ask before erasing.")] = False,
    out: OutFolder = DEFAULT_OUT,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Take out somebody's words for good, with all that came of them; shows first what goes, in counts."""
    asked = _Asked(source, response, person, session, is_token)
    _check(why, asked)
    if not is_confirmed and (as_json or not is_asked()):
        raise WrongUse("Nobody can be asked whether to erase.", next_step="Say it with: --yes")
    settings = read_settings(settings_file)
    from desk import erase as desk
    from flows.steps.stage import opened_store
    from flows.steps.withdrawn_pages import remove_drafts, replace_pages

    with opened_store(settings) as store:
        whose = _find(store, settings, asked)
        if whose.is_here and not is_confirmed:
            print_extent(whose, desk.measure(store, whose))
        if whose.is_here and not is_confirmed and not confirm("Erase this? It cannot be undone.", default=False):
            print_line("Nothing was erased.")
            return
        receipt = desk.erase(store, whose, why=why, actor=name_actor(who), is_future_refused=is_future_refused)
        pages = replace_pages(store, settings, out, {each.round_id for each in receipt.extent.releases})
        pages += remove_drafts(store, out) if receipt.extent.responses else ()
        rounds = [each.name for each in store.rounds.all() if each.id in receipt.extent.rounds]
    beyond = _say_beyond(settings, whose, receipt)
    if as_json:
        print_json(receipt_as_dict(receipt, rounds, pages, beyond))
    else:
        print_receipt(receipt, rounds, pages, beyond)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose words are to go, as the flags say it."""

    source: str | None
    response: str | None
    person: str | None
    session: str | None
    is_token: bool


def _check(why: str, asked: _Asked) -> None:
    """Refuse what is not said, and what says two things, before anything is opened."""
    if not why.strip():
        raise WrongUse("It is not said why.", next_step='Say it with: --why "asked by telephone". Write no names.')
    given = (("--response", asked.response), ("--person", asked.person), ("--session", asked.session))
    named = [name for name, value in given if value is not None]
    if asked.is_token and named != ["--session"]:
        named.append("--token")
    if len(named) != 1:
        what = f"{' and '.join(named)} are two questions." if named else "It is not said whose words are to go."
        raise WrongUse(what, next_step="Name one of --response, --person, --token and --session.")
    if asked.source is None and named[0] in ("--response", "--token"):
        raise WrongUse(f"{named[0]} is of a source, and none is named.", next_step="Name it with: --source")


def _find(store: Store, settings: Settings, asked: _Asked) -> Whose:
    from desk import erase as desk

    if asked.person is not None:
        return desk.find_person(store, asked.person)
    place = _source(store, settings, asked.source) if asked.source else None
    if asked.session is not None:
        whole = desk.find_session(store, asked.session, place)
        if not asked.is_token:
            return whole
        return desk.find_speaker(store, whole, asked.session, _read_hidden("The speaker, as in the transcript"))
    assert place is not None  # `_check` has seen to it
    if asked.response is not None:
        return desk.find_response(store, place, asked.response, has_own_ids=_has_own_ids(settings, place.name))
    return desk.find_token(store, place, _read_hidden("The person's token"), panel=_panel_of(settings, place.name))


def _source(store: Store, settings: Settings, name: str) -> Source:
    """The source as the settings say, else as the warehouse remembers it."""
    from desk.erase import find_source

    return settings.source_value(name) if name in settings.sources else find_source(store, name)


def _has_own_ids(settings: Settings, name: str) -> bool:
    from config.source_tables import FileSettings

    kept = settings.sources.get(name)
    return not isinstance(kept, FileSettings) or kept.columns.id is not None


def _panel_of(settings: Settings, name: str) -> str | None:
    return settings.panel_of(name) if name in settings.sources else None


def _read_hidden(question: str) -> RawText:
    """Typed without echo; a script hands it over as the first line of standard input. It never stands on the command line."""
    said = ask_hidden(question) if is_asked() else RawText(sys.stdin.readline().rstrip("\n"))
    if not said:
        raise WrongUse(f"Not said: {question[0].lower()}{question[1:]}.", next_step="Type it when asked, or pipe it in as one line.")
    return said


def _say_beyond(settings: Settings, whose: Whose, receipt: ErasureReceipt) -> list[str]:
    """What this program cannot reach, and what to do about it."""
    lines = [_say_of_source(settings, each) for each in whose.sources] if whose.is_here else []
    lines.append(f"Backups made before {receipt.erased_at:%Y-%m-%d %H:%M} UTC: destroy them, or let them run out.")
    if receipt.extent.releases:
        lines.append("Digests that were printed, sent on or copied elsewhere: ask for them back.")
    lines += [f"{line[0].upper()}{line[1:]}." for line in receipt.scrubbed.left]
    return lines


def _say_of_source(settings: Settings, source: Source) -> str:
    from config.source_tables import FileSettings, LimeSurveySettings, TranscriptSettings

    kept, name = settings.sources.get(source.name), source.name
    if isinstance(kept, LimeSurveySettings):
        return f"LimeSurvey itself: delete it in survey {kept.survey_id} too. Pulls of {name!r} leave it out in the meantime."
    if isinstance(kept, TranscriptSettings):
        return f"The transcript in {settings.path(kept.folder)}: take the words out of it too. Imports leave them out in the meantime."
    if isinstance(kept, FileSettings):
        told = "" if kept.columns.id else " Its rows have no id of their own: once the row is edited, it would come in again."
        return f"The file {settings.path(kept.file)}: delete the row in it too. Pulls leave it out in the meantime.{told}"
    return f"The source {name!r}, which is no longer in the settings: delete it there too."
