"""Captions: WebVTT, SubRip and SBV, read line by line.

`webvtt-py` would read them too, but it drops a cue that it cannot read without a word, and tells no line numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from domain.errors import BadFile

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_ARROW = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}(?:\s|$)")
_COMMA = re.compile(rf"^\s*{_TIME},{_TIME}\s*$")
_SPOILT_TIME = re.compile(r"\d+:\d\S*\s*-->|\S*\s*-->\s*\d+:\d|\d+:\d{1,2}:\S*,\d+:\d{1,2}:\S*$")
_BLOCK = re.compile(r"^(NOTE|STYLE|REGION)(\s|$)")
_INLINE_TIME = re.compile(r"<(?:\d+:)?\d{1,2}:\d{2}\.\d{3}>")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]*)>")
_TAG = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")


@dataclass(slots=True, repr=False)
class Cue:
    """One caption: where its words begin, when (None: its time cannot be read), and its lines as they stand in the file."""

    line: int
    starts_s: float | None
    ends_s: float | None
    lines: list[str] = field(default_factory=list)

    @property
    def is_timed_by_word(self) -> bool:
        """True when the words carry times of their own, as in captions that roll."""
        return any(_INLINE_TIME.search(each) for each in self.lines)


@dataclass(slots=True, repr=False)
class CueFile:
    """The cues of a file, and how many places with text belong to none that can be read."""

    cues: list[Cue] = field(default_factory=list)
    skipped: int = 0
    first_skipped_line: int = 0

    def skip(self, line: int) -> None:
        """Count a place that was left out."""
        self.skipped += 1
        self.first_skipped_line = self.first_skipped_line or line


def read_cues(text: str, path: Path) -> CueFile:
    """All cues of a caption file. Raises BadFile when a `.vtt` file is none."""
    lines = text.removeprefix("\ufeff").split("\n")
    is_vtt = path.suffix.casefold() == ".vtt" or lines[0].strip() == "WEBVTT"
    if is_vtt and not re.match(r"WEBVTT(\s|$)", lines[0]):
        raise BadFile("The file does not begin with WEBVTT.", where=f"{path}, line 1", next_step="Export the captions again as VTT.")
    reader = _Reader(is_vtt=is_vtt, timing=_COMMA if path.suffix.casefold() == ".sbv" else _ARROW)
    for number, line in enumerate(lines, 1):
        reader.take(number, line.rstrip())
    reader.end_block()
    return reader.found


class _Reader:
    """Goes through the lines; `_waiting` are lines since the last blank one that belong to no cue yet."""

    def __init__(self, *, is_vtt: bool, timing: re.Pattern[str]) -> None:
        self.found = CueFile()
        self._is_vtt = is_vtt
        self._timing = timing
        self._cue: Cue | None = None
        self._waiting: list[tuple[int, str]] = []
        self._is_header = is_vtt
        self._is_open = False  # within a cue's block: lines are its words

    def take(self, number: int, line: str) -> None:
        timing = self._timing.match(line)
        if timing:
            self._begin(number, timing)
        elif _SPOILT_TIME.match(line.strip()):
            self._begin(number, None)
        elif not line.strip():
            self.end_block()
        elif self._cue is not None and self._is_open:
            self._cue.lines.append(line)
        else:
            self._waiting.append((number, line))

    def end_block(self) -> None:
        """A blank line: what waits without a time is a header, a note, a cue's further words (SRT), or left out."""
        waiting, self._waiting, self._is_open = self._waiting, [], False
        is_header, self._is_header = self._is_header, False
        if self._is_vtt:
            self._cue = None
        if not waiting or is_header or (self._is_vtt and _BLOCK.match(waiting[0][1])):
            return
        if self._cue is not None and not self._is_vtt and not _is_number(waiting):
            # A number on top is the index of a cue that lost its time.
            self._cue.lines += [line for _, line in waiting[waiting[0][1].strip().isdigit() :]]
        elif not _is_number(waiting):
            self.found.skip(waiting[0][0])

    def _begin(self, number: int, timing: re.Match[str] | None) -> None:
        """A new cue. Where its time cannot be read, its words still count: they follow those before them."""
        self._let_go_of_identifier()
        times = (None, None) if timing is None else (_seconds(timing.groups()[:4]), _seconds(timing.groups()[4:]))
        self._cue = Cue(number + 1, *times)
        self.found.cues.append(self._cue)
        self._is_open = True

    def _let_go_of_identifier(self) -> None:
        if self._is_header:
            self._is_header, self._waiting = False, []
        # Without a blank line before it, a number right before a time is the cue's and not the last cue's words.
        if self._is_open and self._cue and self._cue.lines and self._cue.lines[-1].strip().isdigit() and not self._is_vtt:
            self._cue.lines.pop()
        before, self._waiting = self._waiting[:-1], []
        if before:
            self.found.skip(before[0][0])


def _is_number(waiting: list[tuple[int, str]]) -> bool:
    return len(waiting) == 1 and waiting[0][1].strip().isdigit()


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction}")


def split_voices(line: str) -> list[tuple[str | None, str]]:
    """Pairs of speaker and words in one line: `<v Name>words` names its speaker, other tags vanish."""
    parts = _VOICE.split(line)
    pairs = [(None, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    cleaned = [(name and " ".join(unescape(name).split()), clean(words)) for name, words in pairs]
    return [(name or None, words) for name, words in cleaned if words or name]


def clean(words: str) -> str:
    """The words without tags and entities, on one line."""
    return " ".join(unescape(_TAG.sub("", words)).split())
