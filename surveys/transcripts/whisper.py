"""JSON of speech recognition by Whisper: openai-whisper and its API, whisper.cpp, WhisperX (with speakers)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from surveys.transcripts.pieces import Parsed, Piece

# Whisper's own thresholds: above them it takes a segment for silence, or for a loop.
_NO_SPEECH = 0.6
_COMPRESSED = 2.4
_LANGUAGES = {
    "english": "en",
    "spanish": "es",
    "french": "fr",
    "portuguese": "pt",
    "arabic": "ar",
    "somali": "so",
    "vietnamese": "vi",
    "chinese": "zh",
    "amharic": "am",
    "swahili": "sw",
    "haitian creole": "ht",
    "russian": "ru",
}


def reads_as_whisper(told: Mapping[str, Any]) -> bool:
    """True for an object that any of these programs writes."""
    has_list = isinstance(told.get("segments"), list) or isinstance(told.get("transcription"), list)
    return has_list or (isinstance(told.get("text"), str) and "results" not in told)


def read_whisper(told: Mapping[str, Any]) -> Parsed:
    """The pieces of every segment, in order; `line` counts segments from 1. What is no segment is skipped and counted."""
    segments = told.get("segments") or told.get("transcription") or [{"text": told.get("text")}]
    pieces: list[Piece] = []
    skipped: list[int] = []
    for number, segment in enumerate(segments, 1):
        found = list(_read_segment(segment, number)) if isinstance(segment, dict) and isinstance(segment.get("text"), str) else None
        if found is None:
            skipped.append(number)
        pieces += found or ()
    return Parsed(tuple(pieces), len(skipped), skipped[0] if skipped else 0, is_machine_made=True, language=_language(told))


def _language(told: Mapping[str, Any]) -> str:
    result = told.get("result")
    language = told.get("language") or (result.get("language") if isinstance(result, dict) else None)
    return _LANGUAGES.get(language.casefold(), language) if isinstance(language, str) and len(language) <= 20 else ""


def _read_segment(segment: Mapping[str, Any], number: int) -> Iterator[Piece]:
    starts_s, ends_s = _times(segment)
    is_doubtful = _number(segment.get("no_speech_prob"), 0) > _NO_SPEECH or _number(segment.get("compression_ratio"), 0) > _COMPRESSED
    for speaker, words in _by_speaker(segment):
        if words.strip():
            yield Piece(number, " ".join(words.split()), speaker, starts_s, ends_s, is_doubtful=is_doubtful)


def _by_speaker(segment: Mapping[str, Any]) -> Sequence[tuple[str | None, str]]:
    """The segment's speaker and words; where its words name several speakers, a part for each in turn."""
    whole = segment["text"]
    speaker = _name(segment.get("speaker"))
    words = segment.get("words")
    if not isinstance(words, list) or not all(isinstance(word, dict) and isinstance(word.get("word"), str) for word in words):
        return [(speaker, whole)]
    parts = [(name, "".join(_spaced(word["word"]) for word in some)) for name, some in groupby(words, key=_speaker_of(speaker))]
    is_whole = "".join(part for _, part in parts).split() == whole.split()
    return parts if is_whole and len(parts) > 1 else [(parts[0][0] if len(parts) == 1 else speaker, whole)]


def _speaker_of(otherwise: str | None) -> Any:
    return lambda word: _name(word.get("speaker")) or otherwise


def _spaced(word: str) -> str:
    return word if word.startswith(" ") else f" {word}"


def _name(value: Any) -> str | None:
    """A speaker as the programs name one; `?` is whisper.cpp's word for not knowing."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"Speaker {value}"
    if not isinstance(value, str) or value.strip() in ("", "?"):
        return None
    return f"Speaker {value.strip()}" if value.strip().isdigit() else value.strip()


def _times(segment: Mapping[str, Any]) -> tuple[float | None, float | None]:
    offsets = segment.get("offsets")
    if isinstance(offsets, dict):  # whisper.cpp, in milliseconds
        return _seconds(offsets.get("from"), 1000), _seconds(offsets.get("to"), 1000)
    return _seconds(segment.get("start")), _seconds(segment.get("end"))


def _seconds(value: Any, per_second: int = 1) -> float | None:
    number = _number(value, math.nan)
    return None if math.isnan(number) else number / per_second


def _number(value: Any, otherwise: float) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9
    return float(value) if is_number else otherwise
