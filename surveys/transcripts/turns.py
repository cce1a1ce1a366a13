"""From pieces to turns: what one speaker says without a break is one turn, with its sentences whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.listening import Utterance
from domain.text import RawText
from surveys.transcripts.labels import Roles, fold_name
from surveys.transcripts.pieces import Piece

# Captions without names: a turn ends at a long silence, or at a sentence's end when the pause or the text is long.
_SILENCE_S = 6.0
_PAUSE_S = 1.5
_LONG_TURN = 400
_ENDS = (".", "?", "!", "…", "。", "？", "！", "؟", "۔", "።", "।", "၊", "။")
_CLOSERS = "\"'”’»)]"
_SPACELESS = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3000, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFF60))


@dataclass(slots=True, repr=False)
class _Turn:
    first: Piece
    speaker: str | None
    words: str
    ends_s: float | None


def make_turns(pieces: Iterable[Piece], roles: Roles, language: str) -> tuple[Utterance, ...]:
    """The turns in order; a piece without a speaker belongs to whoever spoke last."""
    turns: list[_Turn] = []
    for piece in pieces:
        if turns and _goes_on(turns[-1], piece):
            turns[-1].words = _join(turns[-1].words, piece.words)
            turns[-1].ends_s = piece.ends_s
        else:
            turns.append(_Turn(piece, piece.speaker, piece.words, piece.ends_s))
    return tuple(
        Utterance(
            position=position,
            speaker=RawText(turn.speaker or ""),
            role=roles.tell(turn.speaker),
            words=RawText(turn.words),
            language=language,
            starts_s=turn.first.starts_s,
            line=turn.first.line,
        )
        for position, turn in enumerate(turns)
    )


def _goes_on(turn: _Turn, piece: Piece) -> bool:
    if piece.is_new:
        return False
    if piece.speaker is not None:
        return turn.speaker is not None and fold_name(piece.speaker) == fold_name(turn.speaker)
    return turn.speaker is not None or not _breaks_off(turn, piece)


def _breaks_off(turn: _Turn, piece: Piece) -> bool:
    silence_s = 0.0 if turn.ends_s is None or piece.starts_s is None else piece.starts_s - turn.ends_s
    has_ended = turn.words.rstrip(_CLOSERS).endswith(_ENDS)
    return silence_s >= _SILENCE_S or (has_ended and (silence_s >= _PAUSE_S or len(turn.words) >= _LONG_TURN))


def _join(before: str, after: str) -> str:
    # Scripts without spaces between words are not given one where a line ended.
    return before + after if _is_spaceless(before[-1:]) and _is_spaceless(after[:1]) else f"{before} {after}"


def _is_spaceless(sign: str) -> bool:
    return bool(sign) and any(low <= ord(sign) <= high for low, high in _SPACELESS)
