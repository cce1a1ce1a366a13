"""Whose export a table is, told from its first rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final

from domain.errors import BadFile
from surveys.files.head import Head, Heading, clean, name_apart
from surveys.files.tables import Table
from surveys.files.tools import forms, kobo, limesurvey, qualtrics, surveymonkey

HEAD_ROWS: Final = 3
_TOOLS: Final[tuple[Callable[[Sequence[Sequence[str]]], Head | None], ...]] = (
    qualtrics.recognise,
    surveymonkey.recognise,
    kobo.recognise,
    limesurvey.recognise,
    forms.recognise_microsoft,
    forms.recognise_google,
)


def find_head(table: Table) -> Head:
    """The head of a table; one row of plain headings where no tool is recognised. Raises BadFile for a table without rows."""
    rows = [cells for _, cells in islice(table.rows(), HEAD_ROWS)]
    if not rows:
        raise BadFile("There is nothing in it.", where=str(table.path), next_step="Export it again.")
    told = next(filter(None, (recognise(rows) for recognise in _TOOLS)), None)
    return told or Head("a table", name_apart([Heading(name, name) for name in clean(rows[0])]))
