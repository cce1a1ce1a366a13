"""A transcript, read: its facts, its turns, and how much of it could not be read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from domain.errors import BadFile
from domain.listening import Utterance
from surveys.decode import DEFAULT_LIMIT_BYTES, decode, read_bytes
from surveys.transcripts.artefacts import mark_artefacts
from surveys.transcripts.captions import read_captions
from surveys.transcripts.cues import read_cues
from surveys.transcripts.facts import SessionFacts, make_facts, read_sidecar
from surveys.transcripts.front import split_front
from surveys.transcripts.markdown import read_markdown
from surveys.transcripts.pieces import Line, Parsed
from surveys.transcripts.plain import read_plain
from surveys.transcripts.recognised import looks_like_json, read_json
from surveys.transcripts.roles import Roles
from surveys.transcripts.table import read_table
from surveys.transcripts.turns import make_turns
from surveys.transcripts.word import read_word

_CAPTIONS = (".vtt", ".srt", ".sbv")
_TEXTS = (".txt", ".text")
_MARKDOWN = (".md", ".markdown")
_TABLES = (".csv", ".tsv")
_JSON = (".json",)
_WORD = (".docx",)
_MACROS = (".docm", ".dotm")
SUFFIXES = (*_CAPTIONS, *_TEXTS, *_MARKDOWN, *_TABLES, *_JSON, *_WORD)
"""The endings of files that can be read."""

_CUE_TIMES = re.compile(r"^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}", re.MULTILINE)

# Wider than any layout; the patterns for labels and marks take time that grows with the square of such a run.
_GAP = re.compile(r"[^\S\n]{200,}")


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
    given: Mapping[str, Any] | None = None,
    limit_bytes: int = DEFAULT_LIMIT_BYTES,
) -> Transcript:
    """Read a transcript (any of SUFFIXES), with the facts at its front and in the TOML file beside it.

    A speaker's consecutive cues or paragraphs are one turn. Names tell roles, beside labels such as "Moderator".
    `given` are checked facts that win over all others. `language` is that of the session where neither its facts nor the
    file say one. Raises BadFile naming the file and, where known, the line.
    """
    suffix = path.suffix.casefold()
    if suffix not in (*SUFFIXES, *_MACROS):
        what = f"A transcript ends in one of {', '.join(SUFFIXES)}."
        raise BadFile(what, where=_shown(path), next_step="Save it in one of these formats.")
    sidecar = read_sidecar(path)
    parsed, front = _parse(path, str((given or {}).get("language") or sidecar.get("language") or language), limit_bytes)
    facts = make_facts(path, sidecar, front, given or {})
    roles = Roles.of([*facilitators, *facts.facilitators], [*interpreters, *facts.interpreters])
    turns = make_turns(parsed.pieces, roles, facts.language or parsed.language or language)
    if not turns:
        line = f", line {parsed.first_skipped_line}" if parsed.first_skipped_line else ""
        what = "Nobody's words could be found in this file."
        raise BadFile(what, where=f"{_shown(path)}{line}", next_step="Look at it and export it again.")
    return Transcript(facts, turns, parsed.skipped, parsed.first_skipped_line)


def _shown(path: Path) -> str:
    """The path on one line, whatever signs are in its name."""
    return "".join(sign if sign.isprintable() else "?" for sign in str(path))


def _parse(path: Path, language: str, limit_bytes: int) -> tuple[Parsed, dict[str, Any]]:
    """The pieces of a file and the facts at its front."""
    suffix = path.suffix.casefold()
    if suffix in (*_WORD, *_MACROS):
        document = read_word(path, limit_bytes)
        parsed = read_plain([replace(each, text=_GAP.sub("  ", each.text)) for each in document.lines])
        return mark_artefacts(replace(parsed, skipped=parsed.skipped + document.left_out), has_cues=False), {}
    text = _GAP.sub("  ", decode(read_bytes(path, limit_bytes), path, language).text)
    if suffix in (*_TEXTS, *_MARKDOWN):
        return _parse_text(text, path, is_markdown=suffix in _MARKDOWN)
    if suffix in _CAPTIONS:
        return _parse_captions(text, path), {}
    parsed = read_json(text, path) if suffix in _JSON else read_table(text, path)
    return mark_artefacts(parsed, has_cues=suffix in _JSON), {}


def _parse_captions(text: str, path: Path) -> Parsed:
    parsed = read_captions(read_cues(text, path))
    is_machine_made = not any(piece.speaker for piece in parsed.pieces)
    return mark_artefacts(replace(parsed, is_machine_made=is_machine_made), has_cues=True)


def _parse_text(text: str, path: Path, *, is_markdown: bool) -> tuple[Parsed, dict[str, Any]]:
    """A text by what it holds: JSON and captions are often saved under the name of a text."""
    if looks_like_json(text) and not is_markdown:
        return mark_artefacts(read_json(text, path), has_cues=True), {}
    front, text = split_front(text, path)
    if len(_CUE_TIMES.findall(text)) >= 2:
        return _parse_captions(text.lstrip("\n") if text.lstrip().startswith("WEBVTT") else text, path), front
    if is_markdown:
        lines, remarks = read_markdown(text)
        parsed = read_plain(lines)
        parsed = replace(parsed, skipped=parsed.skipped + len(remarks))
    else:
        parsed = read_plain([Line(number, line) for number, line in enumerate(text.split("\n"), 1)])
    return mark_artefacts(parsed, has_cues=False), front
