"""From cues to pieces of speech: captions that roll are counted once, names and voices are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from surveys.transcripts.cues import Cue, CueFile, clean, split_voices
from surveys.transcripts.labels import split_label
from surveys.transcripts.pieces import Parsed, Piece

_ROLLING_SHARE = 0.3
_TOUCHING_S = 0.5
_NEW_SPEAKER = re.compile(r"^\s*(?:>>+|&gt;&gt;+|[-–—](?=\s*\S))\s*")


def read_captions(file: CueFile) -> Parsed:
    """The pieces of a caption file, in order."""
    fresh = _drop_repeats(file.cues) if _rolls(file.cues) else [(cue, cue.lines) for cue in file.cues]
    pieces = [piece for cue, lines in fresh for piece in _read_cue(cue, lines)]
    return Parsed(tuple(pieces), file.skipped, file.first_skipped_line)


def _read_cue(cue: Cue, lines: Sequence[str]) -> Iterator[Piece]:
    is_dialogue = sum(bool(_NEW_SPEAKER.match(clean(line))) for line in lines) > 0
    for place, line in enumerate(lines):
        for voice, words in split_voices(line):
            marked = _NEW_SPEAKER.match(words) if is_dialogue else None
            said = words[marked.end() :] if marked else words
            told = split_label(said) if voice is None else None
            speaker = voice or (told.speaker if told else None)
            said = told.words if told and told.speaker else said
            if said:
                yield Piece(cue.line + place, said, speaker, cue.starts_s, cue.ends_s, is_new=marked is not None)


def _rolls(cues: Sequence[Cue]) -> bool:
    """True for captions that show each line again while the next one comes, as YouTube's do."""
    if any(cue.is_timed_by_word for cue in cues):
        return True
    pairs = [(before, cue) for before, cue in pairwise(cues) if _touch(before, cue)]
    repeating = sum(_repeats(_shown(before), _shown(cue)) for before, cue in pairs)
    return len(pairs) >= 3 and repeating >= _ROLLING_SHARE * len(pairs)


def _touch(before: Cue, cue: Cue) -> bool:
    return before.ends_s is not None and cue.starts_s is not None and cue.starts_s - before.ends_s <= _TOUCHING_S


def _repeats(before: Sequence[str], after: Sequence[str]) -> bool:
    return _shared(before, after) > 0 or bool(before and after and _grows(before[-1], after[0]))


def _grows(before: str, after: str) -> bool:
    return after.startswith(before + " ")


def _drop_repeats(cues: Sequence[Cue]) -> list[tuple[Cue, list[str]]]:
    fresh: list[tuple[Cue, list[str]]] = []
    last: list[str] = []
    for cue in cues:
        shown = _shown(cue)
        lines = shown[_shared(last, shown) :]
        if lines and last and _grows(last[-1], lines[0]):
            lines[0] = lines[0].removeprefix(last[-1]).strip()  # the line grows by a few words at a time
        fresh.append((cue, lines))
        last = shown or last
    return fresh


def _shown(cue: Cue) -> list[str]:
    return [words for words in map(clean, cue.lines) if words]


def _shared(before: Sequence[str], after: Sequence[str]) -> int:
    """How many of the last lines of `before` are the first of `after`."""
    longest = min(len(before), len(after))
    return next((count for count in range(longest, 0, -1) if list(before[-count:]) == list(after[:count])), 0)
