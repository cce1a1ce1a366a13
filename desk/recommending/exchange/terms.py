"""What whoever imports says beside the file: columns, words of states, dates, and what happens to rows that are not sound."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from desk.recommending.exchange.sections import Section
from domain.errors import BadFile, WrongUse

Pairs = Mapping[str, str]
_TABLES = ("columns", "set", "states")


class Owners(StrEnum):
    """What becomes of owners who are no contacts: their rows are held, or the names are taken as they stand."""

    HELD = "held"
    AS_THEY_STAND = "as-they-stand"


class Take(StrEnum):
    """Whose word holds where a file and the warehouse both changed a field: nobody's, the file's or the warehouse's."""

    ASK = "ask"
    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Terms:
    """How a file is to be read. `columns` are headings by field, `constants` values for every row by field.

    `states` are our words ("reported done", or "responded, rejected") by the file's, `dates` a pattern as in "%d.%m.%Y", `why`
    the reason for moved dates that tell none. `are_words_kept`: what stands for a date in words goes into the text.
    `is_good_kept`: sound rows are taken even where others are not.
    """

    columns: Pairs = field(default_factory=dict)
    constants: Pairs = field(default_factory=dict)
    states: Pairs = field(default_factory=dict)
    dates: str = ""
    why: str = ""
    sheets: tuple[str, ...] = ()
    section: Section | None = None
    owners: Owners = Owners.HELD
    take: Take = Take.ASK
    are_words_kept: bool = False
    is_good_kept: bool = False


def read_mapping(file: Path) -> dict[str, Any]:
    """A mapping file: `dates` and tables `columns`, `set` and `states`. Raises BadFile."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadFile(f"The mapping cannot be read: {error.strerror}.", where=str(file), next_step="Check its name.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise BadFile(
            "The mapping is no TOML file.", where=str(file), next_step='Write lines such as: completed = "reported done"'
        ) from None
    unknown = sorted(content.keys() - {*_TABLES, "dates"})
    if unknown:
        raise BadFile(f"Nobody knows {unknown[0]!r}.", where=str(file), next_step=f"Known: dates, [{'], ['.join(_TABLES)}].")
    for name in _TABLES:
        table = content.get(name, {})
        if not isinstance(table, dict) or not all(isinstance(each, str) for each in table.values()):
            raise BadFile(f"In [{name}] stands something that is no text.", where=str(file), next_step='Write: name = "text".')
    if not isinstance(content.get("dates", ""), str):
        raise BadFile("`dates` is no text.", where=str(file), next_step='Write: dates = "%d.%m.%Y".')
    return content


def read_pairs(option: str, given: list[str]) -> dict[str, str]:
    """`name=value` of a repeatable option. Raises WrongUse."""
    pairs = {}
    for each in given:
        name, sign, value = each.partition("=")
        if not sign or not name.strip():
            raise WrongUse(f"{option} {each!r} is not understood.", next_step=f"Write: {option} name=value")
        if name.strip() in pairs:
            raise WrongUse(f"{option} names {name.strip()!r} twice.", next_step="Say it once.")
        pairs[name.strip()] = value.strip()
    return pairs
