"""A folder's transcripts: which there are, which session each is, and which cannot be taken, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from domain.errors import BadFile
from domain.text import RawText
from flows.steps.session_names import SessionNamer
from surveys.transcripts import SUFFIXES, Transcript, find_name, read_transcript

PARTS_STEP = "Rename one, or move it away; parts of one session come in with: hearback import FILE… --session NAME"


@dataclass(frozen=True, slots=True)
class ReadSession:
    """A session under its safe name. `people` are the names known of it, which are taken out wherever they are spoken."""

    name: str
    transcript: Transcript
    people: tuple[RawText, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was left out. `reason` names it and its line; `name` is the session that it would have been."""

    name: str
    reason: str
    error: BadFile


def find_transcripts(folder: Path) -> list[Path]:
    """The transcripts of a folder by name; not what the system or a word processor that is open leaves beside them."""
    return sorted(
        file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES and not file.name.startswith((".", "~$")) and file.is_file()
    )


@dataclass(frozen=True, slots=True)
class FolderReader:
    """Reads transcripts of one source. `today` is the day in the source's time zone: no session is held after it."""

    namer: SessionNamer
    facilitators: Sequence[str]
    language: str
    today: date

    def read(self, files: Sequence[Path]) -> tuple[list[ReadSession], list[Refused]]:
        """Every session that can be taken, by name of file, and every file that cannot."""
        read: list[tuple[Path, ReadSession]] = []
        refused: list[Refused] = []
        for file in files:
            twins = [each.name for each in files if each.stem == file.stem]
            try:
                if len(twins) > 1:
                    raise _two_for_one(file.parent, twins)
                read.append((file, self.read_parts(None, [file])))
            except BadFile as error:
                refused.append(self._refuse(file, error))
        return self._part_doubles(read, refused)

    def _part_doubles(self, read: Sequence[tuple[Path, ReadSession]], refused: list[Refused]) -> tuple[list[ReadSession], list[Refused]]:
        """Files that name the same session at their front would replace each other: none of them is taken."""
        kept: list[ReadSession] = []
        for file, session in read:
            same = [each.name for each, other in read if other.name == session.name]
            if len(same) > 1:
                refused.append(self._refuse(file, _two_for_one(file.parent, same)))
            else:
                kept.append(session)
        return kept, refused

    def read_parts(self, wanted: str | None, files: Sequence[Path], given: dict[str, object] | None = None) -> ReadSession:
        """One session of its parts: the facts of the first, the turns of all in order. Raises BadFile."""
        parts = [self._read(file, given) for file in files]
        joined = _join(parts)
        facts = joined.facts
        if facts.held_on and facts.held_on > self.today:
            what = f"The session is dated {facts.held_on}, which is after today ({self.today})."
            raise BadFile(what, where=str(files[0]), next_step="Correct its date.")
        people = _people(
            joined, [*self.facilitators, *(name for part in parts for name in (*part.facts.facilitators, *part.facts.interpreters))]
        )
        try:
            name = self.namer.name(wanted or facts.session or files[0].stem, held_on=facts.held_on, people=people)
        except BadFile as error:
            raise BadFile(error.what, where=_printable(str(files[0])), next_step=error.next_step) from None
        title = name if facts.title == files[0].stem else facts.title
        return ReadSession(name, replace(joined, facts=replace(facts, title=title)), people)

    def _read(self, file: Path, given: dict[str, object] | None) -> Transcript:
        return read_transcript(file, facilitators=self.facilitators, language=self.language, given=given)

    def _refuse(self, file: Path, error: BadFile) -> Refused:
        """The reason with the file's name, unless that holds a person's; the next step with it."""
        try:
            name = self.namer.name(file.stem)
        except BadFile:
            name = "a file whose name cannot be shown"
        line = re.search(r", lines? [\d to]+$", error.where)
        return Refused(name, f"{name}{file.suffix}{line[0] if line else ''}: {error.what} {error.next_step}".strip(), error)


def _two_for_one(folder: Path, names: Iterable[str]) -> BadFile:
    where = f"{folder}: {' and '.join(map(_printable, names))}"
    return BadFile("Two transcripts are of one session.", where=where, next_step=PARTS_STEP)


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def _join(parts: Sequence[Transcript]) -> Transcript:
    turns = [turn for part in parts for turn in part.utterances]
    numbered = tuple(replace(turn, position=position) for position, turn in enumerate(turns))
    return replace(parts[0], utterances=numbered, skipped=sum(part.skipped for part in parts))


def _people(transcript: Transcript, given: Iterable[str]) -> tuple[RawText, ...]:
    """Names of speakers, facilitators and interpreters; labels such as "Speaker 2" name nobody."""
    labels = [*given, *(turn.speaker.reveal() for turn in transcript.utterances)]
    names = dict.fromkeys(find_name(label) for label in labels)
    return tuple(RawText(name) for name in names if name)
