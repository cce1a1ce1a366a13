"""What a session is called: never by a person's name, since its name becomes part of ids and stands on pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.settings import Settings
from domain.errors import BadFile
from domain.text import RawText
from flows.steps.redaction import make_safe
from surveys.transcripts import LONGEST_NAME, is_safe_name
from warehouse.keys import Keys, hash_with

_HASH_DIGITS = 8
_NAMES = ("PERSON", "OFFICER")


@dataclass(frozen=True, slots=True)
class SessionNamer:
    """Names sessions. `taken` are the names that are in the warehouse, and so known to be safe."""

    settings: Settings
    keys: Keys
    taken: Collection[str]

    def name(self, wanted: str, *, held_on: date | None = None, people: Sequence[RawText] = ()) -> str:
        """The wanted name; one made of the day and a keyed hash where it holds a person's name.

        Raises BadFile for a name that is no name: too long, not printable, or with a slash.
        """
        if not is_safe_name(wanted):
            what = f"A session's name is printable, has at most {LONGEST_NAME} signs, no slash, and does not begin with a dot."
            raise BadFile(what, next_step="Rename the file, or name the session with --session.")
        replaced = "-".join(
            ["session", *([held_on.isoformat()] if held_on else []), hash_with(self.keys, f"session/{wanted}")[:_HASH_DIGITS]]
        )
        if wanted in self.taken:
            return wanted
        return replaced if replaced in self.taken or self._names_somebody(wanted, people) else wanted

    def file_name(self, file: Path) -> str:
        """The name of a file as it may be shown and kept; another one where it holds a person's name."""
        try:
            return f"{self.name(file.stem)}{file.suffix}"
        except BadFile:
            return f"a file whose name cannot be shown{file.suffix}"

    def _names_somebody(self, wanted: str, people: Sequence[RawText]) -> bool:
        spaced = " ".join(re.split(r"[\W_]+", wanted)).strip()
        texts = [(RawText(each), self.settings.hearback.language) for each in dict.fromkeys([spaced, spaced.title()]) if each]
        safe = make_safe([texts], self.settings, known_names=people)[0]
        return any(kind in _NAMES for words in safe for kind, _ in words.counts)

    def clean(self, text: str, people: Sequence[RawText], *, otherwise: str) -> str:
        """A title or place without what could find a person; `otherwise` where a person would have to look first."""
        if not text or text == otherwise:
            return otherwise
        safe = make_safe([[(RawText(text), self.settings.hearback.language)]], self.settings, known_names=people)[0][0]
        return safe.redaction.text or otherwise
