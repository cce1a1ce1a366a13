"""A transcript, read: its facts, its turns, and how much of it could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.errors import BadFile
from domain.listening import Utterance
from surveys.decode import DEFAULT_LIMIT_BYTES, decode, read_bytes
from surveys.transcripts.captions import read_captions
from surveys.transcripts.cues import read_cues
from surveys.transcripts.facts import SessionFacts, read_facts
from surveys.transcripts.labels import Roles
from surveys.transcripts.pieces import Line, Parsed
from surveys.transcripts.plain import read_plain
from surveys.transcripts.turns import make_turns
from surveys.transcripts.word import read_word

_CAPTIONS = (".vtt", ".srt", ".sbv")
_TEXTS = (".txt", ".md", ".text")
SUFFIXES = (*_CAPTIONS, *_TEXTS, ".docx")
"""The endings of files that can be read."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A session's facts and its turns. `skipped` counts places with text that are no speech or could not be read.

    `first_skipped_line` is the line of the first of these, 0 where there is none.
    """

    facts: SessionFacts
    utterances: tuple[Utterance, ...]
    skipped: int
    first_skipped_line: int = 0


def read_transcript(
    path: Path,
    *,
    facilitators: Sequence[str] = (),
    interpreters: Sequence[str] = (),
    language: str = "",
    limit_bytes: int = DEFAULT_LIMIT_BYTES,
) -> Transcript:
    """Read a transcript (VTT, SRT, SBV, TXT, DOCX) and the TOML file of its facts, if one lies beside it.

    A speaker's consecutive cues or paragraphs are one turn. Names tell roles, beside labels such as "Moderator".
    `language` is that of the session where its facts say none. Raises BadFile naming the file and, where known, the line.
    """
    if path.suffix.casefold() not in SUFFIXES:
        what = f"A transcript ends in one of {', '.join(SUFFIXES)}."
        raise BadFile(what, where=str(path), next_step="Save it in one of these formats.")
    facts = read_facts(path)
    spoken = facts.language or language
    parsed = _parse(path, spoken, limit_bytes)
    roles = Roles.of([*facilitators, *facts.facilitators], [*interpreters, *facts.interpreters])
    turns = make_turns(parsed.pieces, roles, spoken)
    if not turns:
        line = f", line {parsed.first_skipped_line}" if parsed.first_skipped_line else ""
        raise BadFile("Nobody's words could be found in this file.", where=f"{path}{line}", next_step="Look at it and export it again.")
    return Transcript(facts, turns, parsed.skipped, parsed.first_skipped_line)


def _parse(path: Path, language: str, limit_bytes: int) -> Parsed:
    content = read_bytes(path, limit_bytes)
    suffix = path.suffix.casefold()
    if suffix == ".docx":
        return read_plain(read_word(content, path))
    text = decode(content, path, language).text
    if suffix in _CAPTIONS:
        return read_captions(read_cues(text, path))
    return read_plain([Line(number, line) for number, line in enumerate(text.split("\n"), 1)])
