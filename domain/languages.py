"""What the program knows of a language: data that `config/languages/` holds and everything else is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """Cue words and rules of one language. Phrases are lower case (folded); lists may be empty.

    `name_cues` come right before a person's own or another's name ("my name is"), `titles` before a name ("Mrs"),
    `naming_cues` are those of them that say a name outright ("my name is", not "I am"), `thanks_cues` come before whom one thanks, person or not ("thanks to"), `officer_titles` before an officer's name, `kin_words` before the name of somebody near ("my cousin").
    `status_statements` state somebody's immigration status by themselves ("I have no papers"), `status_phrases` only
    where one of `person_words` is said before them in the sentence ("my cousin is undocumented").
    `status_frames` state it in parts with at most two words between: "i|we ~ have no|lack ~ papers|visa", where "@kin"
    stands for each of `kin_words`; `status_voids` before or inside make it a question, a fear or a topic ("if", "people").
    `small_group_cues` with one of `group_nouns` point to the only one of a kind ("the only family"),
    `street_words` make an address of a number ("street"), `home_cues` make a place somebody's home ("I live at"),
    `name_traps` are ordinary words that are also names ("hope", "may"), `verb_endings` tell a verb from a name
    after a cue, `place_words` come before a place ("in"), `peoples` are names of peoples and faiths ("Somali"),
    `institution_words` come before a school's, church's or street's name, `determiners` before a noun ("the") and not
    before a name, `verb_starts` are to `verb_endings` what their name says. `vehicle_words` ("my car") may have a plate
    near them, `number_words` with an officer's title announce a badge number, `unit_words` after a number ("dollars")
    tell that it is none. `digit_words` are spoken digits with the digit each stands for.
    """

    code: str
    name: str
    endonym: str
    direction: Literal["ltr", "rtl"] = "ltr"
    has_spaces: bool = True
    stop_words: frozenset[str] = frozenset()
    name_cues: tuple[str, ...] = ()
    naming_cues: tuple[str, ...] = ()
    thanks_cues: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    officer_titles: tuple[str, ...] = ()
    kin_words: tuple[str, ...] = ()
    person_words: tuple[str, ...] = ()
    status_statements: tuple[str, ...] = ()
    status_phrases: tuple[str, ...] = ()
    status_frames: tuple[str, ...] = ()
    status_voids: tuple[str, ...] = ()
    small_group_cues: tuple[str, ...] = ()
    group_nouns: tuple[str, ...] = ()
    street_words: tuple[str, ...] = ()
    home_cues: tuple[str, ...] = ()
    place_words: tuple[str, ...] = ()
    peoples: tuple[str, ...] = ()
    birth_cues: tuple[str, ...] = ()
    case_cues: tuple[str, ...] = ()
    plate_cues: tuple[str, ...] = ()
    vehicle_words: tuple[str, ...] = ()
    badge_cues: tuple[str, ...] = ()
    phone_cues: tuple[str, ...] = ()
    name_traps: frozenset[str] = frozenset()
    verb_endings: tuple[str, ...] = ()
    verb_starts: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    institution_words: tuple[str, ...] = ()
    number_words: tuple[str, ...] = ()
    unit_words: tuple[str, ...] = ()
    digit_words: tuple[tuple[str, str], ...] = ()
