"""JSON of AWS Transcribe: words one by one, with speakers or channels beside them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from surveys.transcripts.pieces import Parsed, Piece
from surveys.transcripts.turns import join_words

_PAUSE_S = 1.5
_ENDS = (".", "?", "!", "。", "？", "！", "؟", "।", "።")


@dataclass(slots=True, repr=False)
class _Phrase:
    """Words up to a sentence's end, a pause or another speaker. `number` is that of its first item, from 1."""

    number: int
    speaker: str | None
    starts_s: float | None
    ends_s: float | None
    words: str = ""
    has_ended: bool = field(default=False)


def reads_as_aws(told: Mapping[str, Any]) -> bool:
    """True for an object with AWS Transcribe's `results`."""
    results = told.get("results")
    return isinstance(results, dict) and any(isinstance(results.get(key), list) for key in ("items", "audio_segments", "transcripts"))


def read_aws(told: Mapping[str, Any]) -> Parsed:
    """The pieces in order of time, a sentence each; `line` counts items from 1. What is no item is skipped and counted."""
    results = told["results"]
    language = results.get("language_code")
    items = _channels(results) or [(None, results.get("items"))]
    phrases: list[_Phrase] = []
    skipped: list[int] = []
    for channel, some in items:
        found, lost = _read_items(some if isinstance(some, list) else [], channel, _speakers(results))
        phrases += found
        skipped += lost
    if len(items) > 1:
        phrases.sort(key=lambda each: each.starts_s or 0.0)
    pieces = tuple(_piece(each) for each in phrases) or tuple(_read_whole(results))
    return Parsed(
        pieces, len(skipped), min(skipped, default=0), is_machine_made=True, language=language if isinstance(language, str) else ""
    )


def _piece(phrase: _Phrase) -> Piece:
    return Piece(phrase.number, phrase.words, phrase.speaker, phrase.starts_s, phrase.ends_s)


def _channels(results: Mapping[str, Any]) -> list[tuple[str | None, Any]]:
    labels = results.get("channel_labels")
    channels = labels.get("channels") if isinstance(labels, dict) else None
    if not isinstance(channels, list):
        return []
    return [(str(channel.get("channel_label")), channel.get("items")) for channel in channels if isinstance(channel, dict)]


def _speakers(results: Mapping[str, Any]) -> dict[str, str]:
    """The speaker of each item by the time at which it starts, as it is written."""
    labels = results.get("speaker_labels")
    segments = labels.get("segments") if isinstance(labels, dict) else None
    found: dict[str, str] = {}
    for segment in segments if isinstance(segments, list) else []:
        items = segment.get("items") if isinstance(segment, dict) else None
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict):
                label = item.get("speaker_label") or segment.get("speaker_label")
                found[str(item.get("start_time"))] = str(label)
    return found


def _read_items(items: Sequence[Any], channel: str | None, speakers: Mapping[str, str]) -> tuple[list[_Phrase], list[int]]:
    phrases: list[_Phrase] = []
    skipped: list[int] = []
    for number, item in enumerate(items, 1):
        content = _content(item)
        if content is None:
            skipped.append(number)
        elif item.get("type") == "punctuation" and phrases:
            phrases[-1].words += content
            phrases[-1].has_ended = content.endswith(_ENDS)
        elif content:
            _add_word(phrases, item, content, number, channel or _speaker(item, speakers))
    return phrases, skipped


def _content(item: Any) -> str | None:
    """What an item says; None for what is no item."""
    alternatives = item.get("alternatives") if isinstance(item, dict) else None
    if not isinstance(alternatives, list) or not alternatives or not isinstance(alternatives[0], dict):
        return None
    content = alternatives[0].get("content")
    return " ".join(content.split()) if isinstance(content, str) else None


def _speaker(item: Mapping[str, Any], speakers: Mapping[str, str]) -> str | None:
    label = item.get("speaker_label")
    return label if isinstance(label, str) else speakers.get(str(item.get("start_time")))


def _add_word(phrases: list[_Phrase], item: Mapping[str, Any], content: str, number: int, speaker: str | None) -> None:
    starts_s, ends_s = _seconds(item.get("start_time")), _seconds(item.get("end_time"))
    last = phrases[-1] if phrases else None
    is_pause = bool(last and last.ends_s is not None and starts_s is not None and starts_s - last.ends_s >= _PAUSE_S)
    if last is None or last.has_ended or is_pause or last.speaker != speaker:
        phrases.append(_Phrase(number, speaker, starts_s, ends_s, content))
        return
    last.words = join_words(last.words, content)
    last.ends_s = ends_s


def _read_whole(results: Mapping[str, Any]) -> Iterator[Piece]:
    """Where no words stand one by one: the segments, else the transcript as a whole."""
    segments = results.get("audio_segments") or results.get("transcripts")
    for number, segment in enumerate(segments if isinstance(segments, list) else [], 1):
        words = segment.get("transcript") if isinstance(segment, dict) else None
        if isinstance(words, str) and words.strip():
            label = segment.get("speaker_label")
            speaker = label if isinstance(label, str) else None
            yield Piece(number, " ".join(words.split()), speaker, _seconds(segment.get("start_time")), _seconds(segment.get("end_time")))


def _seconds(value: Any) -> float | None:
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        return None
    return seconds if math.isfinite(seconds) else None
