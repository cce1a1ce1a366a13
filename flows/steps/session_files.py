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
                    raise self._two_for_one(file.parent, twins)
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
                refused.append(self._refuse(file, self._two_for_one(file.parent, same)))
            else:
                kept.append(session)
        return kept, refused

    def read_parts(self, wanted: str | None, files: Sequence[Path], given: dict[str, object] | None = None) -> ReadSession:
        """One session of its parts: the facts of the first, the turns of all in order. Raises BadFile.

        No error holds the name of a file that is a person's: Prefect keeps errors.
        """
        parts = [self._read(file, given) for file in files]
        joined = _join(parts)
        facts = joined.facts
        if facts.held_on and facts.held_on > self.today:
            what = f"The session is dated {facts.held_on}, which is after today ({self.today})."
            raise BadFile(what, where=self._place(files[0]), next_step="Correct its date.")
        people = _people(
            joined, [*self.facilitators, *(name for part in parts for name in (*part.facts.facilitators, *part.facts.interpreters))]
        )
        try:
            name = self.namer.name(wanted or facts.session or files[0].stem, held_on=facts.held_on, people=people)
        except BadFile as error:
            raise BadFile(error.what, where=self._place(files[0]), next_step=error.next_step) from None
        title = name if facts.title == files[0].stem else facts.title
        return ReadSession(name, replace(joined, facts=replace(facts, title=title)), people)

    def _read(self, file: Path, given: dict[str, object] | None) -> Transcript:
        try:
            return read_transcript(file, facilitators=self.facilitators, language=self.language, given=given)
        except BadFile as error:
            raise without_name(self.namer, file, error) from None

    def _two_for_one(self, folder: Path, names: Iterable[str]) -> BadFile:
        shown = (self.namer.file_name(Path(name)) for name in names)
        return BadFile("Two transcripts are of one session.", where=f"{folder}: {' and '.join(shown)}", next_step=PARTS_STEP)

    def _place(self, file: Path) -> str:
        return str(file.parent / self.namer.file_name(file))

    def _refuse(self, file: Path, error: BadFile) -> Refused:
        """The reason with the file's name, unless that holds a person's; the next step with it."""
        shown = self.namer.file_name(file)
        return Refused(Path(shown).stem, f"{shown}{_line_of(error)}: {error.what} {error.next_step}".strip(), error)


def without_name(namer: SessionNamer, file: Path, error: BadFile) -> BadFile:
    """The error with the name of the file, or of the facts beside it, only where that is no person's."""
    shown = namer.file_name(file)
    named = file.stem in error.where
    where = error.where.replace(file.stem, Path(shown).stem) if named else f"{file.parent / shown}{_line_of(error)}"
    return BadFile(error.what, where=where, next_step=error.next_step)


def _line_of(error: BadFile) -> str:
    """The line that an error is about, as it stands behind the file: ", line 7"; empty where it names none."""
    line = re.search(r", lines? [\d to]+$", error.where)
    return line[0] if line else ""


def _join(parts: Sequence[Transcript]) -> Transcript:
    turns = [turn for part in parts for turn in part.utterances]
    numbered = tuple(replace(turn, position=position) for position, turn in enumerate(turns))
    return replace(parts[0], utterances=numbered, skipped=sum(part.skipped for part in parts))


def _people(transcript: Transcript, given: Iterable[str]) -> tuple[RawText, ...]:
    """Names of speakers, facilitators and interpreters; labels such as "Speaker 2" name nobody."""
    labels = [*given, *(turn.speaker.reveal() for turn in transcript.utterances)]
    names = dict.fromkeys(find_name(label) for label in labels)
    return tuple(RawText(name) for name in names if name)
