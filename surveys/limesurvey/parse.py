"""From a row of an export (code headings, short answers) to a response."""

from __future__ import annotations

from collections.abc import Mapping as Table
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.errors import SourceError
from domain.listening import Response
from surveys.answers import (
    find_own_words,
    read_closed_answers,
    read_consent,
    read_groups,
    read_language,
    read_open_answers,
    read_respondent,
)
from surveys.limesurvey.columns import clean_text
from surveys.limesurvey.kinds import EQUATION, NUMBERS
from surveys.limesurvey.plan import Plan
from surveys.mapping import Mapping

_NO_DATE = ("0000-", "1980-01-01")  # what LimeSurvey writes into an anonymised survey instead of a date

Row = Table[str, Any]


class RowReader:
    """Reads rows of one survey. `labels` give the text of an option by code of the question and of the option."""

    def __init__(self, mapping: Mapping, plan: Plan, labels: Table[tuple[str, str], str], timezone: ZoneInfo, where: str) -> None:
        self._mapping = mapping
        self._single = mapping.without(plan.ticks)
        self._plan = plan
        self._labels = labels
        self._timezone = timezone
        self._where = where
        # Looked up for every cell of every row, so they are made once.
        self._headings = plan.headings
        self._columns = {code: field.heading for code, field in plan.columns.items()}
        self._others = {code: field.heading for code, field in plan.others.items()}
        self._numbers = frozenset(code for code, field in plan.columns.items() if field.type in NUMBERS)
        # The kind of question says what is an option, not the list of them: old rows may hold some that were taken out since.
        # An equation can repeat what was written elsewhere.
        self._written = frozenset(code for code, field in plan.columns.items() if field.is_written or field.type == EQUATION)
        self._date_heading = self._columns.get(mapping.submitted or "", "submitdate")

    def read(self, row: Row) -> Response:
        """The response in a row. Raises SourceError when the row is not as it was asked for."""
        self._check(row)
        cells = {code: _answer(row[heading]) for code, heading in self._columns.items()}
        others = {code: _answer(row[heading]) for code, heading in self._others.items()}
        instant = self._read_instant(row)
        return Response(
            external_id=str(row["id"]),
            language=read_language(self._mapping, cells.get, str(row.get("startlanguage") or "")),
            submitted_at=instant.astimezone(UTC) if instant else None,
            submitted_on=instant.date() if instant else None,
            is_complete=bool(row.get("submitdate")),
            open_answers=read_open_answers(self._mapping, cells.get, others.get),
            closed_answers=read_closed_answers(self._mapping, cells.get, self._label),
            groups=(*read_groups(self._single, cells.get, self._label), *self._read_ticks(row)),
            may_quote=read_consent(self._mapping, cells.get),
            respondent=read_respondent(self._mapping, cells.get),
            in_own_words=find_own_words(self._single, cells.get, lambda code, _: code not in self._written),
        )

    def _check(self, row: Row) -> None:
        missing = [heading for heading in self._headings if heading not in row]
        if missing:
            raise SourceError(
                f"The export lacks the column {missing[0]!r}: the survey was changed just now, or the server is one we do not know.",
                where=self._where,
                next_step="Pull again; if it stays, report the server's version.",
            )

    def _read_ticks(self, row: Row) -> tuple[tuple[str, str], ...]:
        """A pair for each box that was ticked, of the multiple choices that are groups as a whole."""
        return tuple(
            (name, " ".join(self._label(code, box.row).split()))
            for name, code in self._mapping.groups
            for box in self._plan.ticks.get(code, ())
            if _answer(row[box.heading])
        )

    def _label(self, code: str, value: str) -> str:
        if code in self._numbers and "." in value:
            return value.rstrip("0").rstrip(".")  # LimeSurvey keeps ten decimals of every number
        return self._labels.get((code, value), value)

    def _read_instant(self, row: Row) -> datetime | None:
        told = row.get(self._date_heading)
        if not told or str(told).startswith(_NO_DATE):
            return None
        try:
            instant = datetime.fromisoformat(str(told)).replace(tzinfo=self._timezone)
            instant.astimezone(UTC)  # the first and last days of the calendar have no such time
        except (ValueError, OverflowError):
            what = f"Response {row['id']} has a date in {self._date_heading!r} that is none."
            raise SourceError(what, where=self._where, next_step="Correct it in LimeSurvey.") from None
        return instant


def _answer(value: Any) -> str | None:
    # "" was shown and left empty, null was never shown: neither is an answer.
    return None if value is None or value == "" else clean_text(str(value))
