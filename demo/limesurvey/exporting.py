"""RemoteControl 2's methods that export responses and counts over them."""

from __future__ import annotations

from collections.abc import Callable

from demo.limesurvey.definitions import Account
from demo.limesurvey.export import Export, ExportWish, export_responses
from demo.limesurvey.refusals import NoSuchCallError
from demo.limesurvey.state import ErrorAnswerError, ServerState, StatusAnswerError, SurveyState
from demo.limesurvey.statistics import count_by_day, write_statistics


class ExportingMethods:
    """The remote methods that export: each public method here is one of them, under its own name."""

    _state: ServerState

    def export_responses(  # noqa: PLR0913, PLR0917 - the protocol's own parameters
        self,
        key: str,
        sid: object,
        file_format: str,
        language: str | None = None,
        completion: str = "all",
        heading: str = "code",
        answers: str = "short",
        first_id: object = None,
        last_id: object = None,
        fields: list[str] | None = None,
        options: dict[str, object] | None = None,
    ) -> Export:
        """Responses by completion and range of ids."""
        account, survey = self._exportable(key, sid)
        wish = ExportWish(
            file_format, language, completion, heading, answers, _whole(first_id), _whole(last_id), _names(fields), None, _pairs(options)
        )
        return export_responses(survey, account, wish, is_text=self._state.numbers_are_text, between_batches=self._hook())

    def export_responses_by_token(  # noqa: PLR0913, PLR0917 - the protocol's own parameters
        self,
        key: str,
        sid: object,
        file_format: str,
        tokens: object,
        language: str | None = None,
        completion: str = "all",
        heading: str = "code",
        answers: str = "short",
        fields: list[str] | None = None,
    ) -> Export:
        """Responses of one token, or of a list of them."""
        account, survey = self._exportable(key, sid)
        if fields is not None and not isinstance(fields, list):
            raise NoSuchCallError("export_responses_by_token")
        _check_tokens(survey, tokens)
        wanted = tuple(map(str, tokens)) if isinstance(tokens, list) else (str(tokens),)
        wish = ExportWish(file_format, language, completion, heading, answers, fields=_names(fields), tokens=wanted)
        return export_responses(survey, account, wish, is_text=self._state.numbers_are_text, between_batches=self._hook())

    def export_timeline(self, key: str, sid: object, unit: str, start: str, end: str) -> object:
        """How many responses were completed, by day or hour."""
        survey = self._readable(key, sid)
        if survey.table is None or survey.definition.is_anonymised:
            raise StatusAnswerError("No valid Data")
        return count_by_day((str(date) for _, date in survey.table.column("submitdate") if date), unit, start, end)

    def export_statistics(self, key: str, sid: object, kind: str = "pdf", language: str | None = None, graph: object = "0") -> str:
        """How often each answer was given, as a page in base64."""
        return write_statistics(self._readable(key, sid), language)

    def _hook(self) -> Callable[[int], None] | None:
        return self._state.between_batches or (lambda sid: None) if self._state.skips_rows_on_delete else None

    def _readable(self, key: str, sid: object, unknown: str = "Error: Invalid survey ID") -> SurveyState:
        account, survey = self._state.account_of(key), self._state.survey(sid, unknown)
        if not account.may_read(survey.definition.sid):
            raise StatusAnswerError("No permission")
        return survey

    def _exportable(self, key: str, sid: object) -> tuple[Account, SurveyState]:
        return self._state.account_of(key), self._readable(key, sid, unknown="No permission")


def _check_tokens(survey: SurveyState, tokens: object) -> None:
    check_token_column(survey)
    if tokens == []:
        raise StatusAnswerError("No Data, empty tokens array parameter")
    known = {token for _, token in survey.table.column("token")} if survey.table else set()
    if not isinstance(tokens, list) and tokens not in known:
        raise StatusAnswerError("No Response found for Token")


def check_token_column(survey: SurveyState) -> None:
    """Raises ErrorAnswerError with the database's own words where the survey keeps no tokens."""
    if survey.table is not None and "token" not in {column.name for column in survey.columns}:
        raise ErrorAnswerError(f'Table "lime_survey_{survey.definition.sid}" does not have a column named "token".')


def _whole(value: object) -> int:
    return int(str(value)) if value else 0


def _names(fields: list[str] | None) -> tuple[str, ...] | None:
    return None if fields is None else tuple(map(str, fields))


def _pairs(options: dict[str, object] | None) -> tuple[tuple[str, object], ...]:
    return tuple((options or {}).items())
