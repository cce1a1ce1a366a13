"""What the commands about recommendations share: options, days as they are typed, and the warehouse they work on."""

from __future__ import annotations

import calendar
import difflib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import read_settings
from domain.errors import WrongUse
from domain.recommendations import Role, UpdateState

if TYPE_CHECKING:
    from config.settings import Settings
    from warehouse.store import Store

OneReference = Annotated[str, typer.Argument(help="The recommendation's reference, as in R-03.", show_default=False)]
WhoDecides = Annotated[
    str, typer.Option("--who", envvar="HEARBACK_ACTOR", help="Who enters this, for the audit log; else this account.", show_default=False)
]
Why = Annotated[str, typer.Option("--why", help="Why, in a few words; kept for good with the change.", show_default=False)]
On = Annotated[str, typer.Option("--on", help="The day that it is about, as in 2026-03-31; else today.", show_default=False)]
By = Annotated[str, typer.Option("--by", help="Who said so, where it is not whoever enters it.", show_default=False)]
For = Annotated[
    str,
    typer.Option("--as", help=f"For whom they speak: {', '.join(Role)}. Only board and auditor judge.", show_default=False),
]
Note = Annotated[str, typer.Option("--note", help="What was done or found, in a sentence. Name nobody who spoke.", show_default=False)]
Reason = Annotated[str, typer.Option("--reason", help="Why, in a sentence that may be published.", show_default=False)]
Evidence = Annotated[str, typer.Option("--evidence", help="What shows it: a paper, a place, a count.", show_default=False)]
Step = Annotated[str, typer.Option("--milestone", help="A milestone by its title, or how it begins.", show_default=False)]

_SPAN = re.compile(r"(?P<number>\d{1,4})\s*(?P<unit>d|days?|w|weeks?|)")
_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")


@contextmanager
def opened_record(settings_file: Path) -> Iterator[tuple[Settings, Store, date]]:
    """The settings, their warehouse, and today where the town is."""
    settings = read_settings(settings_file)
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store, wordless_errors

    with wordless_errors("recommendations"), opened_store(settings) as store:
        yield settings, store, today_in(settings)


def read_on(words: str, today: date) -> date:
    """The day of --on, else today."""
    return read_day("--on", words) if words.strip() else today


def read_day(option: str, words: str) -> date:
    """A day as it is typed. Raises WrongUse that says what is wrong with it."""
    found = _DAY.fullmatch(words.strip())
    if found is None:
        raise WrongUse(f"{option} {words!r} is no date.", next_step="Write dates as in 2026-03-31.")
    year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    if not 1 <= month <= 12 or year < 1:
        raise WrongUse(f"{option} {words.strip()} is no day: a year has twelve months.", next_step="Write year, month, day: 2026-03-31.")
    longest = calendar.monthrange(year, month)[1]
    if not 1 <= day <= longest:
        raise WrongUse(
            f"{option} {words.strip()} is no day: {calendar.month_name[month]} {year} has {longest} days.", next_step="Mend the date."
        )
    return date(year, month, day)


def read_days(option: str, words: str) -> int:
    """A number of days, as in 30d or 2w. Raises WrongUse."""
    found = _SPAN.fullmatch(words.strip().casefold())
    if found is None:
        raise WrongUse(f"{option} {words!r} is no number of days.", next_step="Write 30d, or 2w for weeks.")
    return int(found["number"]) * (7 if found["unit"].startswith("w") else 1)


def read_state(words: str) -> UpdateState:
    """A state by its name, with blanks, dashes or underscores. Raises WrongUse that offers those like it."""
    return UpdateState(_read_word("state", words, [each.value for each in UpdateState]))


def read_role(words: str) -> Role | None:
    """For whom somebody speaks; None where nothing is said."""
    return Role(_read_word("role", words, [each.value for each in Role])) if words.strip() else None


def _read_word(what: str, words: str, known: list[str]) -> str:
    folded = " ".join(re.split(r"[\s_-]+", words.strip().casefold()))
    if folded in known:
        return folded
    near = difflib.get_close_matches(folded, known, n=2) or [each for each in known if folded and folded in each]
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise WrongUse(f"The {what} {words!r} is not known.{hint}", next_step=f"Known: {', '.join(known)}.")
