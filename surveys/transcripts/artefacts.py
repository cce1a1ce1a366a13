"""What speech recognition writes where nobody spoke: flagged for a person, never dropped; sound marks are no words.

A phrase such as "thank you for watching" may be real speech, so it is held and not left out. Sounds in brackets
("[Music]") say nothing, and are left out and counted.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from itertools import groupby

from surveys.transcripts.pieces import Parsed, Piece

MAY_BE_A_MISTAKE = "may be a mistake of speech recognition"

_LONGEST_SOUND = 4  # words in brackets that are a sound and no remark
_LOOP = 4  # equal segments one after the other: from the second on they are a loop
_LOOP_WITHIN = 6  # times that a phrase stands in one segment, without a break
_LOOP_WORDS = 8  # words that the repeated phrase may have
_MARK = re.compile(r"\[[^\[\]]{1,60}\]|\([^()]{1,60}\)|（[^（）]{1,60}）|【[^【】]{1,60}】|\*[^*]{1,40}\*|♪[^♪]{0,200}♪|[♪♫]+")


@dataclass(frozen=True, slots=True)
class _Lists:
    phrases: frozenset[str]
    beginnings: tuple[str, ...]
    sounds: frozenset[str]


@lru_cache(maxsize=1)
def _read_lists() -> _Lists:
    table = tomllib.loads(resources.files("surveys.transcripts").joinpath("artefacts.toml").read_text(encoding="utf-8"))
    phrases = frozenset(_fold(phrase) for some in table["phrases"].values() for phrase in some)
    sounds = frozenset(map(_fold, table["sounds"]["all"]))
    return _Lists(phrases, tuple(map(_fold, table["beginnings"]["all"])), sounds)


def _fold(words: str) -> str:
    """Without case, punctuation, marks on letters of Arabic and doubled space."""
    plain = "".join(sign if unicodedata.category(sign)[0] in "LNZ" else " " for sign in unicodedata.normalize("NFKC", words) if sign != "’")
    return " ".join(plain.casefold().split())


def mark_artefacts(parsed: Parsed, *, has_cues: bool) -> Parsed:
    """The same pieces without sound marks, which are counted as skipped, and with doubtful ones marked.

    `has_cues` tells captions and what machines made, in which a short remark in brackets is a sound. Phrases and loops
    are looked for in what a machine made only: in what a person typed, "thank you" was said.
    """
    pieces, silent = [], []
    for piece in parsed.pieces:
        words, sounds = _take_sounds(piece.words, has_cues=has_cues)
        silent += [piece.line] * sounds
        if words:
            pieces.append(replace(piece, words=words))
    first = min([line for line in (parsed.first_skipped_line, *silent[:1]) if line], default=0)
    kept = _mark_doubtful(pieces) if parsed.is_machine_made else pieces
    return replace(parsed, pieces=tuple(kept), skipped=parsed.skipped + len(silent), first_skipped_line=first)


def _take_sounds(words: str, *, has_cues: bool) -> tuple[str, int]:
    """The words without the sounds in brackets, and how many there were."""
    count = 0

    def take(found: re.Match[str]) -> str:
        nonlocal count
        if not _is_sound(found[0], is_alone=has_cues and found[0] == words.strip()):
            return found[0]
        count += 1
        return " "

    rest = _MARK.sub(take, words)
    return (" ".join(rest.split()) if count else words, count)


def _is_sound(mark: str, *, is_alone: bool) -> bool:
    inner = _fold(mark)
    return not inner or inner in _read_lists().sounds or (is_alone and mark[0] in "[(（【" and len(inner.split()) <= _LONGEST_SOUND)


def _mark_doubtful(pieces: Sequence[Piece]) -> list[Piece]:
    marked: list[Piece] = []
    for _, run in groupby(pieces, key=lambda piece: _fold(piece.words)):
        same = list(run)
        is_loop = len(same) >= _LOOP
        marked += [
            replace(piece, is_doubtful=piece.is_doubtful or (is_loop and place > 0) or _is_artefact(piece.words))
            for place, piece in enumerate(same)
        ]
    return marked


def _is_artefact(words: str) -> bool:
    folded = _fold(words)
    lists = _read_lists()
    return folded in lists.phrases or folded.startswith(lists.beginnings) or _repeats_itself(folded)


def _repeats_itself(folded: str) -> bool:
    """True where one phrase, again and again, is more than half of the words."""
    words = folded.split()
    for length in range(1, min(_LOOP_WORDS, len(words) // _LOOP_WITHIN) + 1):
        run = 0
        for place in range(length, len(words)):
            run = run + 1 if words[place] == words[place - length] else 0
            times = run // length + 1
            if times >= _LOOP_WITHIN and times * length * 2 > len(words):
                return True
    return False
