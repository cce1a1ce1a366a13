"""From pieces to turns: what one speaker says without a break is one turn, with its sentences whole."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.listening import Speaker, Utterance
from domain.text import RawText
from surveys.transcripts.artefacts import MAY_BE_A_MISTAKE
from surveys.transcripts.pieces import Piece
from surveys.transcripts.roles import Roles, find_whom, fold_name, has_own_turn

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
    """The turns in order; a piece without a speaker belongs to whoever spoke last, a doubtful one stands alone.

    `language` is the one that the words are stated to be in. Signs that no database takes (the zero sign, halves of
    surrogate pairs) are left out.
    """
    turns: list[_Turn] = []
    current: _Turn | None = None
    for piece in pieces:
        if piece.is_doubtful:  # what goes on around it goes on
            turns.append(_Turn(piece, piece.speaker or (current.speaker if current else None), piece.words, piece.ends_s))
        elif current is not None and _goes_on(current, piece):
            current.words = join_words(current.words, piece.words)
            current.ends_s = piece.ends_s
        else:
            current = _Turn(piece, piece.speaker, piece.words, piece.ends_s)
            turns.append(current)
    return _to_utterances(turns, roles, language)


def _to_utterances(turns: Sequence[_Turn], roles: Roles, language: str) -> tuple[Utterance, ...]:
    words = [clean_signs(turn.words) for turn in turns]
    said = [(turn, each) for turn, each in zip(turns, words, strict=True) if each]
    participants = {turn.speaker or "" for turn, _ in said if roles.tell(turn.speaker) is Speaker.PARTICIPANT}
    return tuple(_to_utterance(position, turn, each, roles, participants, language) for position, (turn, each) in enumerate(said))


def _to_utterance(position: int, turn: _Turn, words: str, roles: Roles, participants: set[str], language: str) -> Utterance:
    role = roles.tell(turn.speaker)
    is_only_record = role is Speaker.INTERPRETER and not _is_rendering(turn.speaker or "", participants)
    speaker = turn.speaker or ""
    if is_only_record:
        speaker = find_whom(speaker) or ""  # the words are not the interpreter's own
    return Utterance(
        position=position,
        speaker=RawText(clean_signs(speaker)),
        role=role,
        words=RawText(words),
        language=language,
        starts_s=turn.first.starts_s,
        line=turn.first.line,
        is_only_record=is_only_record,
        held_reason=MAY_BE_A_MISTAKE if turn.first.is_doubtful else None,
    )


def _is_rendering(interpreter: str, participants: set[str]) -> bool:
    """True where the words of those for whom the interpreter speaks are in the transcript too."""
    whom = find_whom(interpreter)
    return has_own_turn(whom, participants) if whom else bool(participants)


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


def join_words(before: str, after: str) -> str:
    """Both on one line; scripts without spaces between words are not given one where a line ended."""
    return before + after if _is_spaceless(before[-1:]) and _is_spaceless(after[:1]) else f"{before} {after}"


def _is_spaceless(sign: str) -> bool:
    return bool(sign) and any(low <= ord(sign) <= high for low, high in _SPACELESS)


def clean_signs(words: str) -> str:
    """The words without control signs, halves of surrogate pairs and signs that are none; line ends become spaces."""
    if words.isprintable():
        return words.strip()
    kept = (sign for sign in words if sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cs"))
    return " ".join("".join(kept).split())
