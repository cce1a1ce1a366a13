"""From a row of an export (code headings, short answers) to a response."""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.errors import SourceError
from domain.listening import Response
from surveys.answers import (
    Cell,
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


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows of one survey. `labels` give the text of an option by code of the question and of the option."""

    mapping: Mapping
    plan: Plan
    labels: Table[tuple[str, str], str]
    timezone: ZoneInfo
    where: str

    def read(self, row: Row) -> Response:
        """The response in a row. Raises SourceError when the row is not as it was asked for."""
        self._check(row)
        cell = self._cells(row)
        instant = self._read_instant(row)
        return Response(
            external_id=str(row["id"]),
            language=read_language(self.mapping, cell, str(row.get("startlanguage") or "")),
            submitted_at=instant.astimezone(UTC) if instant else None,
            submitted_on=instant.date() if instant else None,
            is_complete=bool(row.get("submitdate")),
            open_answers=read_open_answers(self.mapping, cell, self._others(row)),
            closed_answers=read_closed_answers(self.mapping, cell, self._label),
            groups=(*read_groups(self.mapping.without(self.plan.ticks), cell, self._label), *self._read_ticks(row)),
            may_quote=read_consent(self.mapping, cell),
            respondent=read_respondent(self.mapping, cell),
            in_own_words=find_own_words(self.mapping, cell, self._is_option),
        )

    def _check(self, row: Row) -> None:
        missing = [heading for heading in self.plan.headings if heading not in row]
        if missing:
            raise SourceError(
                f"The export lacks the column {missing[0]!r}: the survey was changed just now, or the server is one we do not know.",
                where=self.where,
                next_step="Pull again; if it stays, report the server's version.",
            )

    def _cells(self, row: Row) -> Cell:
        return lambda code: _answer(row[self.plan.columns[code].heading]) if code in self.plan.columns else None

    def _others(self, row: Row) -> Cell:
        return lambda code: _answer(row[self.plan.others[code].heading]) if code in self.plan.others else None

    def _read_ticks(self, row: Row) -> tuple[tuple[str, str], ...]:
        """A pair for each box that was ticked, of the multiple choices that are groups as a whole."""
        return tuple(
            (name, " ".join(self._label(code, box.row).split()))
            for name, code in self.mapping.groups
            for box in self.plan.ticks.get(code, ())
            if _answer(row[box.heading])
        )

    def _is_option(self, code: str, value: str) -> bool:
        # The kind of question says so, not the list of its options: old rows may hold some that were taken out since.
        # An equation can repeat what was written elsewhere.
        field = self.plan.columns[code]
        return not field.is_written and field.type != EQUATION

    def _label(self, code: str, value: str) -> str:
        field = self.plan.columns.get(code)
        if field is not None and field.type in NUMBERS and "." in value:
            return value.rstrip("0").rstrip(".")  # LimeSurvey keeps ten decimals of every number
        return self.labels.get((code, value), value)

    def _read_instant(self, row: Row) -> datetime | None:
        heading = self.mapping.submitted or "submitdate"
        told = row.get(heading)
        if not told or str(told).startswith(_NO_DATE):
            return None
        try:
            instant = datetime.fromisoformat(str(told)).replace(tzinfo=self.timezone)
            instant.astimezone(UTC)  # the first and last days of the calendar have no such time
        except (ValueError, OverflowError):
            what = f"Response {row['id']} has a date in {heading!r} that is none."
            raise SourceError(what, where=self.where, next_step="Correct it in LimeSurvey.") from None
        return instant


def _answer(value: Any) -> str | None:
    # "" was shown and left empty, null was never shown: neither is an answer.
    return None if value is None or value == "" else clean_text(str(value))
