"""RemoteControl 2's methods that write: responses, settings, activation, each with LimeSurvey 6.5's refusals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from demo.limesurvey.columns import Column
from demo.limesurvey.definitions import Value
from demo.limesurvey.describe import describe_survey
from demo.limesurvey.state import ErrorAnswerError, ServerState, StatusAnswerError, SurveyState
from demo.limesurvey.table import ResponseTable

_NEVER_SET = ("sid", "active", "language", "additional_languages")
_NOT_SET_WHILE_ACTIVE = ("anonymized", "datestamp", "savetimings", "ipaddr", "refurl")
_DATES = ("submitdate", "startdate", "datestamp")
_DEFAULTED_DATES = ("submitdate", "datestamp", "startdate")
_SQL = "CDbCommand failed to execute the SQL statement: SQLSTATE"


class WritingMethods:
    """The remote methods that change something: each public method here is one of them, under its own name."""

    _state: ServerState

    def add_response(self, key: str, sid: object, data: dict[str, Value]) -> str:
        """A response as it is given, and its id as text. Without dates it is complete, now; unknown columns are dropped."""
        survey = self._changeable(key, sid)
        table = _table(survey, "No survey response table")
        values = {name: value for name, value in self._dated(survey, data).items() if name in table.names}
        _check_values(survey, values)
        identity = values.pop("id", None)
        if identity in table:
            raise ErrorAnswerError(f"{_SQL}[23000]: Integrity constraint violation: 1062 Duplicate entry '{identity}' for key 'PRIMARY'")
        return str(table.insert(values, int(identity) if identity else None))

    def update_response(self, key: str, sid: object, data: dict[str, Value]) -> bool:
        """Change a response by its id or token; no date moves that is not named."""
        survey = self._changeable(key, sid)
        table = _table(survey, "No survey response table")
        identity = _find(table, data)
        unknown = [name for name in data if name not in table.names]
        if unknown:
            raise StatusAnswerError(f"Invalid Column names supplied: {', '.join(unknown)}")
        _check_values(survey, data)
        table.update(identity, {name: value for name, value in data.items() if name != "id"})
        return True

    def delete_response(self, key: str, sid: object, identity: object) -> dict[str, str]:
        """Remove a response without a trace."""
        table = _table(self._changeable(key, sid), "No survey response table")
        if int(str(identity)) not in table:
            raise StatusAnswerError("Response Id not found")
        table.delete(int(str(identity)))
        return {str(identity): "deleted"}

    def activate_survey(self, key: str, sid: object) -> dict[str, object]:
        """Give a survey its response table."""
        survey = self._changeable(key, sid)
        if survey.is_active:
            raise StatusAnswerError("Error: Survey already active")
        survey.activate()
        return {"status": "OK", "pluginFeedback": None}

    def set_survey_properties(self, key: str, sid: object, data: dict[str, object]) -> dict[str, bool]:
        """Change settings of a survey; those that cannot be set, or not while it is active, are left out."""
        survey = self._changeable(key, sid)
        barred = (*_NEVER_SET, *(_NOT_SET_WHILE_ACTIVE if survey.is_active else ()))
        chosen = {name: value for name, value in data.items() if name in describe_survey(survey) and name not in barred}
        if not chosen:
            raise StatusAnswerError("No valid Data")
        for name, value in chosen.items():
            _set(survey, name, value)
        return dict.fromkeys(chosen, True)

    def _dated(self, survey: SurveyState, data: Mapping[str, Value]) -> dict[str, Value]:
        now = self._state.wall_clock().strftime("%Y-%m-%d %H:%M:%S")
        given = {name: value or None if name in _DATES else value for name, value in data.items()}
        return {"startlanguage": survey.definition.language, **dict.fromkeys(_DEFAULTED_DATES, now), **given}

    def _changeable(self, key: str, sid: object) -> SurveyState:
        account, survey = self._state.account_of(key), self._state.survey(sid)
        if not account.may_change(survey.definition.sid):
            raise StatusAnswerError("No permission")
        return survey


def _set(survey: SurveyState, name: str, value: object) -> None:
    if name == "expires":
        survey.expires = str(value) if value else None
    elif name == "autonumber_start":
        survey.autonumber_start = int(str(value))
    else:
        survey.settings[name] = value


def _table(survey: SurveyState, refusal: str) -> ResponseTable:
    if survey.table is None:
        raise StatusAnswerError(refusal)
    return survey.table


def _find(table: ResponseTable, data: Mapping[str, Value]) -> int:
    if not data.get("id") and not data.get("token"):
        raise StatusAnswerError("Missing response identifier (id|token).")
    if data.get("id"):
        found = [int(str(data["id"]))] if int(str(data["id"])) in table else []
    else:
        found = [identity for identity, token in table.column("token") if token == data["token"]] if "token" in table.names else []
    if not found:
        raise StatusAnswerError("No matching Response")
    if len(found) > 1:
        raise StatusAnswerError("More then one matching response, updateing not possible.")
    return found[0]


def _check_values(survey: SurveyState, values: Mapping[str, Any]) -> None:
    columns = {column.name: column for column in survey.columns}
    for name, value in values.items():
        if value is not None and name in columns:
            _check_value(survey.definition.sid, columns[name], str(value))


def _check_value(sid: int, column: Column, text: str) -> None:
    if (column.name in _DATES or column.type == "D") and not _is_date(text):
        place = f"`limesurvey`.`lime_survey_{sid}`.`{column.name}`"
        raise ErrorAnswerError(
            f"{_SQL}[22007]: Invalid datetime format: 1292 Incorrect datetime value: '{text}' for column {place} at row 1"
        )
    width = column.numbered.question.type.traits.width if column.numbered and not column.is_own_words else None
    if width and len(text) > width:
        raise ErrorAnswerError(f"{_SQL}[22001]: String data, right truncated: 1406 Data too long for column '{column.name}' at row 1")


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
