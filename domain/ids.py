"""Typed ids. Every id is derived from what it names, so that writing the same thing twice gives the same row."""

from __future__ import annotations

import hashlib
from typing import NewType

SourceId = NewType("SourceId", str)
RoundId = NewType("RoundId", str)
SessionId = NewType("SessionId", str)
PersonId = NewType("PersonId", str)
ResponseId = NewType("ResponseId", str)
CommentId = NewType("CommentId", str)
PassageId = NewType("PassageId", str)
ThemeId = NewType("ThemeId", str)
RunId = NewType("RunId", str)
FindingId = NewType("FindingId", str)
RecommendationId = NewType("RecommendationId", str)
MilestoneId = NewType("MilestoneId", str)
UpdateId = NewType("UpdateId", str)
DueChangeId = NewType("DueChangeId", str)
FieldChangeId = NewType("FieldChangeId", str)
ReleaseId = NewType("ReleaseId", str)
OutcomeId = NewType("OutcomeId", str)
PlannedSessionId = NewType("PlannedSessionId", str)
QuoteId = NewType("QuoteId", str)

_SEPARATOR = "\x1f"
_LENGTH = 20  # hex digits: 80 bits, no collision expected below 10^11 rows of one kind


def stable_id(kind: str, *parts: str | int) -> str:
    """`kind-` and 20 hex digits of SHA-256 over the parts: the same parts, the same id, on every machine."""
    digest = hashlib.sha256(_SEPARATOR.join([kind, *map(str, parts)]).encode()).hexdigest()
    return f"{kind}-{digest[:_LENGTH]}"
