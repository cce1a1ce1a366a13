"""The list of recommendations for staff: what a form asked for, read carefully, and a page of what is most pressing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from digest.telling.wording import show_plainly
from domain.following import Listed, Pressing, Wanted
from domain.ids import ThemeId
from domain.recommendations import UpdateState
from warehouse.store import Store
from web.staff_words import say_day, say_days, say_state

PAGE = 50
MOST_DAYS = 3_660
LONGEST = 200
_TEXTS = ("owner", "state", "theme", "place", "collection", "due", "after", "after_due")
_TICKS = ("overdue", "stale")
FIELDS = (*_TEXTS, *_TICKS)


class BadQuery(Exception):
    """What a query says cannot be meant; the text says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says, as it was typed, so that it can be shown again."""

    owner: str = ""
    state: str = ""
    theme: str = ""
    place: str = ""
    collection: str = ""
    due: str = ""
    overdue: str = ""
    stale: str = ""
    after: str = ""
    after_due: str = ""

    def link(self, **other: str) -> str:
        """The address of the same list with other values."""
        values = {name: getattr(self, name) for name in FIELDS} | other
        query = urlencode({name: value for name, value in values.items() if value})
        return f"/?{query}" if query else "/"


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A recommendation on the list, in words. `is_late` marks what has to be seen first."""

    reference: str
    link: str
    title: str
    owner: str
    deputy: str
    due: str
    days: str
    is_late: bool
    state: str
    since: str
    last_word: str


@dataclass(frozen=True, slots=True)
class StaffList:
    """A page of the list. `problem` is what was wrong with what was asked; `further` leads to the next page."""

    town: str
    asked: Asked
    states: tuple[str, ...]
    themes: tuple[tuple[str, str], ...]
    rows: tuple[StaffRow, ...] = ()
    count: int = 0
    further: str = ""
    first: str = ""
    problem: str = ""


def read_asked(query: Mapping[str, str]) -> Asked:
    """What was typed, with nothing that no name has in it."""
    values = {name: query.get(name, "").strip()[:LONGEST] for name in FIELDS}
    return Asked(**{name: "".join(each for each in value if each.isprintable()) for name, value in values.items()})


def find_wanted(asked: Asked, *, today: date, stale_after_days: int) -> Wanted:
    """What is wanted. Raises BadQuery for a state nobody knows and days that are no number."""
    days = _read_days(asked.due)
    return Wanted(
        owner=asked.owner,
        states=(_read_state(asked.state),) if asked.state else (),
        theme_id=ThemeId(asked.theme) if asked.theme else None,
        place=asked.place,
        collection=asked.collection,
        due_from=today if days is not None and not asked.overdue else None,
        due_by=None if days is None else today + timedelta(days=days),
        overdue_on=today if asked.overdue and days is None else None,
        silent_since=today - timedelta(days=stale_after_days) if asked.stale else None,
    )


def _read_state(words: str) -> UpdateState:
    try:
        return UpdateState(words)
    except ValueError:
        raise BadQuery(f"There is no state “{words}”. Choose one of the list.") from None


def _read_days(words: str) -> int | None:
    if not words:
        return None
    if not (words.isascii() and words.isdecimal()) or int(words) > MOST_DAYS:
        raise BadQuery(f"“{words}” is no number of days from 0 to {MOST_DAYS:,}. Write one, as in 30, or leave it empty.")
    return int(words)


def _read_place(asked: Asked) -> Pressing | None:
    if not asked.after:
        return None
    try:
        return Pressing(date.fromisoformat(asked.after_due) if asked.after_due else None, asked.after)
    except ValueError:
        raise BadQuery("The address of this page was changed. Begin again with the form.") from None


def describe_list(store: Store, asked: Asked, *, town: str, today: date, stale_after_days: int) -> StaffList:
    """A page of what was asked for, what is due first in front; raises BadQuery."""
    wanted, place = find_wanted(asked, today=today, stale_after_days=stale_after_days), _read_place(asked)
    found = store.following.press(wanted, after=place, limit=PAGE + 1)
    rows = found[:PAGE]
    return StaffList(
        town=town,
        asked=asked,
        states=tuple(UpdateState),
        themes=list_themes(store),
        rows=tuple(_describe(each, today) for each in rows),
        count=store.following.count(wanted),
        further=_link_further(asked, rows) if len(found) > PAGE else "",
        first=asked.link(after="", after_due="") if place else "",
    )


def describe_problem(store: Store, asked: Asked, problem: str, *, town: str) -> StaffList:
    """The form again, with what is wrong."""
    return StaffList(town=town, asked=asked, states=tuple(UpdateState), themes=list_themes(store), problem=problem)


def list_themes(store: Store) -> tuple[tuple[str, str], ...]:
    """Themes that can be asked for, by title."""
    return tuple(sorted(((each.id, each.title) for each in store.themes.all()), key=lambda each: (each[1].casefold(), each[0])))


def _link_further(asked: Asked, rows: Sequence[Listed]) -> str:
    last = rows[-1]
    return asked.link(after=last.reference, after_due=last.next_due_on.isoformat() if last.next_due_on else "")


def _describe(each: Listed, today: date) -> StaffRow:
    days = (each.next_due_on - today).days if each.next_due_on else None
    return StaffRow(
        reference=show_plainly(each.reference),
        link=link_one(each.reference),
        title=show_plainly(each.title),
        owner=show_plainly(each.owner),
        deputy=show_plainly(each.deputy),
        due=say_day(each.next_due_on),
        days=say_days(days),
        is_late=days is not None and days < 0,
        state=say_state(each.state, each.reply),
        since=say_day(each.state_since),
        last_word=say_day(each.last_update_on),
    )


def link_one(reference: str) -> str:
    """The page of one recommendation."""
    return f"/recommendation?{urlencode({'reference': reference})}"
