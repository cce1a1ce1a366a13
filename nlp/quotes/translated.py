"""The translation of a part of a comment, found in the translation of the whole: sentence by sentence. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.passages.sentences import split_sentences
from nlp.passages.shape import shape_of

Spans = list[tuple[int, int]]


def find_sentences(text: str, language: str) -> Spans:
    """The sentences of a text without the space around them, line ends parting them too."""
    shape, spans, start = shape_of(text, language), Spans(), 0
    for line in text.splitlines(keepends=True):
        spans += split_sentences(shape, start, start + len(line))
        start += len(line)
    trimmed = (_trim(text, *span) for span in spans)
    return [span for span in trimmed if span[0] < span[1]]


def translate_parts(text: str, language: str, translation: str, target: str, pieces: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The translation of each piece; none where it cannot be told which part of the translation belongs to them.

    The rest of a comment's translation is not for readers. So a piece must be whole sentences, and the translation must have
    as many sentences as the text; or the one piece is the whole text.
    """
    if [_trim(text, *piece) for piece in pieces] == [_trim(text, 0, len(text))]:
        return (translation.strip(),)
    said, told = find_sentences(text, language), find_sentences(translation, target)
    if len(said) != len(told):
        return ()
    rows = [_rows_of(_trim(text, *piece), said) for piece in pieces]
    if not all(rows):
        return ()
    return tuple(translation[told[own[0]][0] : told[own[-1]][1]] for own in rows)


def _rows_of(piece: tuple[int, int], sentences: Spans) -> list[int]:
    """The numbers of the sentences that a piece is made of; none where it tears one."""
    rows = [row for row, (start, end) in enumerate(sentences) if start < piece[1] and piece[0] < end]
    is_whole = bool(rows) and (sentences[rows[0]][0], sentences[rows[-1]][1]) == piece
    return rows if is_whole else []


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()) if words.strip() else start
