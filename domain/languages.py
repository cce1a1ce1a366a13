"""What the program knows of a language: data that `config/languages/` holds and everything else is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """Cue words and rules of one language. Phrases are lower case (folded); lists may be empty.

    `name_cues` come right before a person's own or another's name ("my name is"), `titles` before a name ("Mrs"),
    `status_phrases` state somebody's immigration status, `small_group_cues` point to the only one of a kind
    ("the only family"), `street_words` make an address of a number ("street"), `home_cues` make a place somebody's
    home ("I live at"), `name_traps` are ordinary words that are also names ("hope", "may").
    """

    code: str
    name: str
    endonym: str
    direction: Literal["ltr", "rtl"] = "ltr"
    has_spaces: bool = True
    stop_words: frozenset[str] = frozenset()
    name_cues: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    officer_titles: tuple[str, ...] = ()
    status_phrases: tuple[str, ...] = ()
    small_group_cues: tuple[str, ...] = ()
    street_words: tuple[str, ...] = ()
    home_cues: tuple[str, ...] = ()
    birth_cues: tuple[str, ...] = ()
    case_cues: tuple[str, ...] = ()
    plate_cues: tuple[str, ...] = ()
    badge_cues: tuple[str, ...] = ()
    phone_cues: tuple[str, ...] = ()
    name_traps: frozenset[str] = frozenset()
