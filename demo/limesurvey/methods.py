"""RemoteControl 2's methods over the server's state, each with the refusals that a real LimeSurvey 6.5 gives."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from demo.limesurvey.definitions import Account
from demo.limesurvey.describe import (
    describe_language,
    describe_question,
    describe_survey,
    list_groups,
    list_questions,
    list_surveys,
    summarise,
)
from demo.limesurvey.exporting import ExportingMethods, check_token_column
from demo.limesurvey.refusals import NoSuchCallError
from demo.limesurvey.state import ErrorAnswerError, ServerState, StatusAnswerError, SurveyState
from demo.limesurvey.writing import WritingMethods

SITE_SETTINGS: dict[str, object] = {
    "timeadjust": "+0 hours",
    "defaultlang": "en",
    "sitename": "LimeSurvey",
    "restrictToLanguages": "",
    "RPCInterface": "json",
    "iSessionExpirationTime": 7200,
    "maxLoginAttempt": 3,
    "timeOutTime": 600,
}


VERSIONS: dict[int, dict[str, object]] = {
    6: {"versionnumber": "6.5.2", "dbversionnumber": 623, "buildnumber": 240402},
    7: {"versionnumber": "7.0.0", "dbversionnumber": 700, "buildnumber": 260901},
}


class Methods(ExportingMethods, WritingMethods):
    """The remote methods: each public method here is one of them, under its own name."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._state.site = SITE_SETTINGS | VERSIONS[state.version] | state.site

    def call(self, name: str, params: list[Any]) -> object:
        """Run a method. Parameters past the last one are ignored, as PHP does."""
        method: Callable[..., object] | None = None if name.startswith("_") or name == "call" else getattr(self, name, None)
        if method is None:
            raise NoSuchCallError(name)
        signature = inspect.signature(method)
        needed = sum(1 for each in signature.parameters.values() if each.default is each.empty)
        if len(params) < needed:
            raise NoSuchCallError(name)
        with self._state.lock:
            return method(*params[: len(signature.parameters)])

    def get_session_key(self, user: str, password: str, plugin: str = "Authdb") -> str:
        """A session key; an unknown plugin reads like a wrong password."""
        return self._state.log_in(user, password if plugin == "Authdb" else "")

    def release_session_key(self, key: str) -> str:
        """Forget a key; an unknown one is fine too."""
        self._state.keys.pop(key, None)
        return "OK"

    def list_surveys(self, key: str, user: str | None = None) -> object:
        """The surveys this account may read."""
        account = self._state.account_of(key)
        if user is not None and user not in {each.user for each in self._state.accounts}:
            raise StatusAnswerError("Invalid user")
        readable = [survey for survey in self._state.surveys.values() if account.may_read(survey.definition.sid)]
        if not readable:
            raise StatusAnswerError("No surveys found")
        return list_surveys(readable)

    def get_survey_properties(self, key: str, sid: object, settings: list[str] | None = None) -> object:
        """All settings of a survey, or those named."""
        survey = self._readable(key, sid)
        return _chosen(describe_survey(survey), settings)

    def get_language_properties(self, key: str, sid: object, settings: list[str] | None = None, language: str | None = None) -> object:
        """Title and texts of a survey in one language."""
        survey = self._readable(key, sid)
        _check_language(survey, language)
        return _chosen(describe_language(survey, language or survey.definition.language), settings)

    def list_groups(self, key: str, sid: object, language: str | None = None) -> object:
        """The question groups; in a language the survey does not have, their names are null."""
        survey = self._readable(key, sid)
        return list_groups(survey, language or survey.definition.language)

    def list_questions(self, key: str, sid: object, gid: int | None = None, language: str | None = None) -> object:
        """Questions and subquestions mixed, as they come."""
        survey = self._readable(key, sid)
        _check_language(survey, language)
        found = list_questions(survey, language or survey.definition.language)
        return [each for each in found if gid is None or each["gid"] == int(gid)]

    def get_question_properties(self, key: str, qid: int, settings: list[str] | None = None, language: str | None = None) -> object:
        """All settings of a question, or those named."""
        account = self._state.account_of(key)
        for survey in self._state.surveys.values():
            for each in survey.questions:
                if each.qid == int(qid):
                    return self._question(account, survey, qid, settings, language)
        raise StatusAnswerError("Error: Invalid questionid")

    def _question(self, account: Account, survey: SurveyState, qid: int, settings: list[str] | None, language: str | None) -> object:
        if not account.may_read(survey.definition.sid):
            raise StatusAnswerError("No permission")
        if language and language not in survey.definition.languages:
            raise StatusAnswerError("Error: Invalid questionid")
        known = describe_question(survey, int(qid), language or survey.definition.language)
        if not settings or "answeroptions_multiscale" not in settings:
            del known["answeroptions_multiscale"]
        return _chosen(known, settings)

    def get_fieldmap(self, key: str, sid: object, language: str | None = None) -> object:
        """Every column of the response table, by field name."""
        survey = self._readable(key, sid)
        base = survey.definition.language
        return {column.name: column.describe(survey.definition.sid, language or base, base) for column in survey.columns}

    def get_summary(self, key: str, sid: object, stat: str = "all") -> object:
        """Counts of responses and participants; an empty list while the survey is not active."""
        survey = self._readable(key, sid, unknown="Invalid surveyid")
        counts = summarise(survey)
        if stat == "all":
            return counts or []
        if stat not in counts:
            raise StatusAnswerError("Invalid summary key")
        return counts[stat]

    def get_response_ids(self, key: str, sid: object, token: str) -> object:
        """The ids of a token's responses."""
        survey = self._readable(key, sid)
        if survey.table is None:
            raise ErrorAnswerError(
                f'The table "{{{{survey_{sid}}}}}" for active record class "SurveyDynamic" cannot be found in the database.'
            )
        check_token_column(survey)
        return [identity for identity, known in survey.table.column("token") if token and known == token]

    def get_site_settings(self, key: str, name: str) -> object:
        """One setting of the server; for superadmins only."""
        account = self._state.account_of(key)
        if not account.is_superadmin or name not in self._state.site:
            raise StatusAnswerError("Invalid setting")
        return self._state.site[name]

    def list_participants(
        self,
        key: str,
        sid: object,
        start: int = 0,
        limit: int = 10,
        is_unused: object = False,
        attributes: list[str] | bool = False,
        conditions: dict[str, Any] | None = None,
    ) -> object:
        """Who was invited."""
        account, survey = self._state.account_of(key), self._state.survey(sid)
        if not account.may_read_participants:
            raise StatusAnswerError("No permission")
        if survey.definition.participants is None:
            raise StatusAnswerError("Error: No survey participants table")
        people = [
            (place, person) for place, person in enumerate(survey.definition.participants, 1) if _fulfils(person.value, conditions or {})
        ]
        people = [each for each in people if not is_unused or each[1].completed == "N"][start : start + limit]
        if not people:
            raise StatusAnswerError("No survey participants found.")
        extra = attributes if isinstance(attributes, list) else []
        return [
            {
                "tid": place,
                "token": person.token,
                "participant_info": {name: person.value(name) for name in ("firstname", "lastname", "email")},
                **{name: person.value(name) for name in extra},
            }
            for place, person in people
        ]

    def list_survey_groups(self, key: str) -> object:
        """The one group that all surveys are in."""
        self._state.account_of(key)
        names = {"gsid": 1, "name": "default", "title": "Default", "template": None, "description": "Default survey group"}
        times = dict.fromkeys(("created", "modified"), "2026-11-01 08:00:00")
        return [names | {"sortorder": 0, "owner_id": 1, "parent_id": None, **times, "created_by": 1, "alwaysavailable": 1}]

    def list_users(self, key: str) -> object:
        """The accounts; for superadmins only."""
        if not self._state.account_of(key).is_superadmin:
            raise StatusAnswerError("Permission denied.")
        return [{"uid": uid, "users_name": each.user, "full_name": each.user} for uid, each in enumerate(self._state.accounts, 1)]

    def list_quotas(self, key: str, sid: object) -> object:
        """No survey here has quotas."""
        self._readable(key, sid)
        raise StatusAnswerError("No quotas found")

    def get_uploaded_files(self, key: str, sid: object, token: str, identity: int | None = None) -> object:
        """The files of a response: none are kept here, whatever an upload question's column tells."""
        self._readable(key, sid)
        return []


def _chosen(known: dict[str, object], names: list[str] | None) -> dict[str, object]:
    if names is None:
        return known
    chosen = {name: known[name] for name in names if name in known}
    if not chosen:
        raise StatusAnswerError("No valid Data")
    return chosen


def _check_language(survey: SurveyState, language: str | None) -> None:
    if language and language not in survey.definition.languages:
        raise StatusAnswerError("Error: Invalid language")


def _fulfils(value: Callable[[str], object], conditions: dict[str, Any]) -> bool:
    return all(
        value(name) != wanted[1] if isinstance(wanted, list) and wanted[0] == "<>" else value(name) == wanted
        for name, wanted in conditions.items()
    )
