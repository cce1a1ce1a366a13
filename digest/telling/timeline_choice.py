"""What somebody chose of a timeline, and plain words where it is not known. Nothing of it stands on a page but as words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from digest.pages.timeline_page import LATE, Choices, Picked
from digest.telling.wording import Wording, show_plainly
from domain.following import Cursor, StoryKind, Wanted
from domain.ids import ThemeId
from domain.recommendations import UpdateState

MOST_SHOWN = 80  # letters of a value that is repeated to say that it is not known
_KEY = re.compile(r"[A-Za-z0-9_.:-]{1,120}")


def read_picked(values: Mapping[str, str]) -> Picked:
    """What was chosen; names that are no choice are passed over."""
    return Picked(**{each.name: read_value(values.get(each.name, "")) for each in fields(Picked)})


def read_value(value: str) -> str:
    """A value of an address, with what no database can look for (NUL, half a surrogate pair) as a mark: it is then unknown, and no error."""
    return value.strip().replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def want(picked: Picked, *, today: date) -> Wanted:
    """The recommendations that a choice is about. Raises ValueError for a state that nobody knows."""
    is_late = picked.state == LATE
    return Wanted(
        owner=picked.owner,
        states=(UpdateState(picked.state),) if picked.state and not is_late else (),
        theme_id=ThemeId(picked.theme) if picked.theme else None,
        place=picked.place,
        overdue_on=today if is_late else None,
    )


def is_state(value: str) -> bool:
    """Whether a value is a state that can be chosen."""
    return value == LATE or value in set(UpdateState)


def say_unknown(value: str, wording: Wording) -> str:
    """That something is not known here, repeating the begin of it."""
    plain = show_plainly(value)
    shown = plain if len(plain) <= MOST_SHOWN else f"{plain[:MOST_SHOWN]}…"
    return wording.say("story.unknown", what=wording.quote(shown))


def say_picked(picked: Picked, choices: Choices, wording: Wording) -> tuple[str, ...]:
    """What is shown, since paper has no form; nothing where that is everything."""
    kinds = [each.name for each in fields(Picked)]
    chosen = [each for kind in kinds for each in getattr(choices, kind) if each.value == getattr(picked, kind)]
    words = [wording.isolate(each.words) for each in chosen]
    return (wording.say("story.picked", what=wording.listing(words)),) if words else ()


def say_no_page(wording: Wording) -> str:
    """That a page of the story is not there."""
    return wording.say("story.not_a_page")


def write_cursor(cursor: Cursor) -> str:
    """Where a page ends, as it stands in an address."""
    return f"{cursor.on.isoformat()}~{cursor.kind.name.lower()}~{cursor.key}"


def read_cursor(value: str) -> Cursor | None:
    """The same read back; None where it is none."""
    parts = value.split("~")
    if len(parts) != 3 or not _KEY.fullmatch(parts[2]) or parts[1].upper() not in StoryKind.__members__:
        return None
    try:
        return Cursor(date.fromisoformat(parts[0]), StoryKind[parts[1].upper()], parts[2])
    except ValueError:
        return None
