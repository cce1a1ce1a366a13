"""What all formats are read into before turns are made of it: pieces of speech, and the lines of a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """A line of plain text, or a row of a table whose speaker is told apart. `number` counts from 1."""

    number: int
    text: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Piece:
    """Words of one speaker in one place; None is an unknown speaker, who goes on unless `is_new`.

    `is_doubtful` marks what may be a mistake of speech recognition and no speech at all.
    """

    line: int
    words: str
    speaker: str | None = None
    starts_s: float | None = None
    ends_s: float | None = None
    is_new: bool = False
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Parsed:
    """The pieces of a file, how many places with text were left out, and the line of the first of these (0: none).

    `is_machine_made` tells that no person wrote it down; `language` is what the file itself says of its words.
    """

    pieces: tuple[Piece, ...]
    skipped: int = 0
    first_skipped_line: int = 0
    is_machine_made: bool = False
    language: str = ""
