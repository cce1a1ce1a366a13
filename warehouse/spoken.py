"""What texts say, as words and runs of words: whether something that is shown was said by somebody, and by nobody else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from domain.text import PLACEHOLDER

RUN = 6
# Scripts that put no spaces between words: their signs are taken one by one, or in pairs.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PIECE = re.compile(f"[{_UNSPACED}]+|[^\\W{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody's texts hold: words (of scripts without spaces: pairs of signs), and runs of six words (or signs)."""

    words: frozenset[str]
    runs: frozenset[Run]

    def __repr__(self) -> str:
        return f"Spoken({len(self.words)} words)"

    def is_quoted_in(self, text: str) -> bool:
        """True where the text has six words in a row of what was said."""
        return not self.runs.isdisjoint(cut_runs(text))


def gather_spoken(texts: Iterable[str]) -> Spoken:
    """The words and runs of all the texts; placeholders are nobody's words."""
    words: set[str] = set()
    runs: set[Run] = set()
    for each in texts:
        words |= list_words(each)
        runs |= cut_runs(each)
    return Spoken(frozenset(words), frozenset(runs))


def list_words(text: str) -> set[str]:
    """The words of a text, folded; where a script has no spaces, each pair of signs that follow one another."""
    found: set[str] = set()
    for piece in _cut_pieces(text):
        if _IS_UNSPACED.match(piece):
            found |= {piece[start : start + 2] for start in range(max(1, len(piece) - 1))}
        else:
            found.add(piece)
    return found


def cut_runs(text: str) -> set[Run]:
    """Every six words in a row, folded; where a script has no spaces, six signs."""
    signs = [sign for piece in _cut_pieces(text) for sign in (piece if _IS_UNSPACED.match(piece) else (piece,))]
    return {tuple(signs[start : start + RUN]) for start in range(len(signs) - RUN + 1)}


def holds_words(text: str, parts: Iterable[str]) -> bool:
    """True where all the parts stand in the text, word for word, folded; a part without words stands nowhere."""
    said = _join(text)
    wanted = [_join(part) for part in parts]
    return bool(wanted) and all(len(part) > 1 and part in said for part in wanted)


def _join(text: str) -> str:
    """The words of a text, each between two separators; of scripts without spaces the signs."""
    signs = (sign for piece in _cut_pieces(text) for sign in (piece if _IS_UNSPACED.match(piece) else (piece,)))
    return "\x1f" + "".join(f"{sign}\x1f" for sign in signs)


def _cut_pieces(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", PLACEHOLDER.sub(" ", text)).casefold()
    return _PIECE.findall(folded)
