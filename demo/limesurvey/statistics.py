"""Counts over a survey's responses: by day or hour, and by answer as a page."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable
from html import escape

from demo.limesurvey.state import StatusAnswerError, SurveyState

_UNITS = {"day": 10, "hour": 13}


def count_by_day(dates: Iterable[str], unit: str, start: str, end: str) -> dict[str, int]:
    """Counts of dates from `start` to `end` by their first characters: the day, or the hour."""
    counts = Counter(date[: _UNITS.get(unit, 10)] for date in dates if start <= date < end)
    if not counts:
        raise StatusAnswerError("No valid Data")
    return dict(sorted(counts.items()))


def write_statistics(survey: SurveyState, language: str | None) -> str:
    """A page with a table a column: how many answered what; text answers are only counted. Base64."""
    if survey.table is None:
        raise StatusAnswerError("No valid Data")
    base = survey.definition.language
    tables = []
    for column in survey.columns:
        if column.numbered is None:
            continue
        is_text = not (column.numbered.question.type.traits.width and not column.is_own_words)
        given = (str(value) for _, value in survey.table.column(column.name) if value not in (None, ""))
        counts = Counter("Answer" if is_text else value for value in given)
        lines = "".join(f"<tr><td>{escape(answer)}</td><td>{count}</td></tr>" for answer, count in sorted(counts.items()))
        tables.append(f"<table><caption>{escape(column.label(language or base, base))}</caption>{lines}</table>")
    page = f"<h2>Results</h2><p>Number of records in this query: {len(survey.table)}</p>{''.join(tables)}"
    return base64.b64encode(page.encode()).decode()
