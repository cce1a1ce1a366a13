"""Between the domain's values and rows: responses, comments and passages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from domain.ids import CommentId, PassageId
from domain.listening import ClosedAnswer, Comment, Passage, StoredResponse, Translation
from domain.text import RedactedText
from warehouse.rows import Values

RESPONSE_COLUMNS = (
    "id",
    "source_id",
    "round_id",
    "session_id",
    "external_id",
    "person_id",
    "language",
    "submitted_on",
    "is_complete",
    "may_quote",
    "content_hash",
)
COMMENT_COLUMNS = (
    "id",
    "response_id",
    "round_id",
    "person_id",
    "session_id",
    "question",
    "position",
    "language",
    "language_made_by",
    "text",
    "held_reason",
    "is_context",
)


def write_response(response: StoredResponse) -> Values:
    """The row of a response, without its parts."""
    return {name: getattr(response, name) for name in RESPONSE_COLUMNS}


def write_groups(response: StoredResponse) -> list[Values]:
    """The rows of a response's groups."""
    return [
        {"response_id": response.id, "position": place, "name": name, "value": value} for place, (name, value) in enumerate(response.groups)
    ]


def write_closed_answers(response: StoredResponse) -> list[Values]:
    """The rows of a response's answers to closed questions."""
    return [
        {"response_id": response.id, "position": place, "question": each.question, "value": each.value, "score": each.score}
        for place, each in enumerate(response.closed_answers)
    ]


def read_response(row: Row[Any], groups: Iterable[Row[Any]], closed: Iterable[Row[Any]]) -> StoredResponse:
    """A response without its comments."""
    return StoredResponse(
        **{name: getattr(row, name) for name in RESPONSE_COLUMNS},
        groups=tuple((each.name, each.value) for each in groups),
        closed_answers=tuple(ClosedAnswer(each.question, each.value, each.score) for each in closed),
    )


def write_comment(comment: Comment) -> Values:
    """The row of a comment but for its translation."""
    return {name: getattr(comment, name) for name in COMMENT_COLUMNS}


def write_translation(translation: Translation | None) -> Values:
    """The columns of a comment's translation, all empty where there is none."""
    parts = (None, None, None) if translation is None else (translation.text, translation.language, translation.made_by)
    return dict(zip(("translation_text", "translation_language", "translation_made_by"), parts, strict=True))


def write_redactions(comment: Comment) -> list[Values]:
    """The rows that count what was redacted in a comment."""
    return [
        {"comment_id": comment.id, "position": place, "type": kind, "occurrences": count}
        for place, (kind, count) in enumerate(comment.redacted)
    ]


def read_comment(row: Row[Any], redacted: tuple[tuple[str, int], ...]) -> Comment:
    """A comment with its translation."""
    made_by = row.translation_made_by
    translation = None if made_by is None else Translation(RedactedText(row.translation_text), row.translation_language, made_by)
    return Comment(**{name: getattr(row, name) for name in COMMENT_COLUMNS}, redacted=redacted, translation=translation)


def read_passage(row: Row[Any]) -> Passage:
    """A passage from a row that has its columns."""
    return Passage(PassageId(row.id), CommentId(row.comment_id), row.start, row.end, RedactedText(row.text))
