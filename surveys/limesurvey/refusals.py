"""What LimeSurvey's refusals mean, in sentences with a next step.

The text of LimeSurvey's `error` never goes on: it can hold raw SQL, and with it what people said.
"""

from __future__ import annotations

import binascii
from collections.abc import Callable
from typing import TypeVar

from domain.errors import HearbackError, SourceError, SourceUnavailable
from surveys.limesurvey.access import LimeSurveyAccess

T = TypeVar("T")

NO_RESPONSES = "No Data, could not get max id."
NO_TABLE = "No Data, survey table does not exist."
NO_SURVEYS = "No surveys found"
_WRONG_PASSWORD = "Invalid user name or password"  # noqa: S105 - the server's sentence, not a password
_LOCKED_OUT = "You have exceeded the number of maximum login attempts"
_EXPIRED_KEY = "Invalid session key"
_NO_PERMISSION = "No permission"
_UNKNOWN_SURVEY = ("Error: Invalid survey ID", "Invalid surveyid")
_BY_CODE = {"ERR_INVALID_SESSION": _EXPIRED_KEY, "ERR_INVALID_SURVEY": _UNKNOWN_SURVEY[0]}


_WRONG_SHAPES = (LookupError, TypeError, ValueError, AttributeError, RecursionError, OverflowError)
"""What reading an answer raises that is not shaped as RemoteControl's: outside data can be anything."""


class KeyExpiredError(Exception):
    """The session key is not valid any more; a new login may help."""


class NothingThereError(Exception):
    """There is nothing of what was asked for: no response in an active survey, no survey that may be read."""


def run_explained(access: LimeSurveyAccess, call: Callable[[], T]) -> T:
    """What `call` returns; what citric and requests raise, and an answer of a wrong shape, become Hearback's errors."""
    import requests
    from citric.exceptions import LimeSurveyError, ResponseMismatchError

    try:
        return call()
    except (LimeSurveyError, ResponseMismatchError, requests.RequestException, *_WRONG_SHAPES) as error:
        explanation = _explain(error, access)
    # Raised out here, so that it does not carry the request, and with it the password, as its context.
    raise explanation


def _explain(error: Exception, access: LimeSurveyAccess) -> Exception:
    import requests
    from citric.exceptions import InvalidJSONResponseError, LimeSurveyApiError, LimeSurveyStatusError

    if isinstance(error, LimeSurveyStatusError):
        return _explain_status(str(error), error.error_code or "", access)
    if isinstance(error, LimeSurveyApiError):
        return _error(access, "LimeSurvey failed while answering.", "Its own log says why.")
    if isinstance(error, InvalidJSONResponseError | binascii.Error):
        return SourceUnavailable("The answer broke off before its end.", where=access.where, next_step="Try again later.")
    if isinstance(error, requests.RequestException):
        return _explain_connection(error, access)
    return _error(access, "The server's answer is not RemoteControl's.", "Check the url.")


def _explain_status(status: str, code: str, access: LimeSurveyAccess) -> Exception:
    # Where version 7 gives a code it decides, since its sentences may change or be translated.
    known = _BY_CODE.get(code, status)
    if known.startswith(_EXPIRED_KEY):
        return KeyExpiredError()
    if known.startswith((NO_RESPONSES, NO_SURVEYS)):
        return NothingThereError()
    for starts, what, next_step in _refusals(access):
        if known.startswith(starts):
            return _error(access, what, next_step)
    return _error(access, f"LimeSurvey refuses: {status[:120]}", "Check the source's settings.")


def _refusals(access: LimeSurveyAccess) -> tuple[tuple[str | tuple[str, ...], str, str], ...]:
    return (
        (
            _WRONG_PASSWORD,
            f"LimeSurvey does not accept this password for user {access.user!r} (tried once).",
            "Check both before you try again: three wrong passwords lock this address out for ten minutes.",
        ),
        (
            _LOCKED_OUT,
            "LimeSurvey has locked this address out after too many wrong passwords.",
            "Wait ten minutes without trying, then check the user and the password.",
        ),
        (
            NO_TABLE,
            "The survey is not active, so it has no responses to read.",
            "Activate it in LimeSurvey, or remove this source. What was pulled before stays as it is.",
        ),
        (
            _NO_PERMISSION,
            f"User {access.user!r} may not read this survey, or there is none with this number.",
            "Give the user the rights to read the survey's content and settings and to export its responses, or correct survey_id.",
        ),
        (_UNKNOWN_SURVEY, "There is no survey with this number.", "Correct survey_id."),
    )


def _explain_connection(error: Exception, access: LimeSurveyAccess) -> HearbackError:
    import requests

    if isinstance(error, requests.exceptions.SSLError):
        return _error(access, "The server's certificate cannot be trusted.", "Ask whoever runs the server to renew it.")
    if isinstance(error, requests.Timeout):
        what = f"The server did not answer within {access.timeout_s:g} seconds."
        return SourceUnavailable(what, where=access.where, next_step="Try again later, or raise timeout_s.")
    if isinstance(error, requests.ConnectionError | requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        what = "The server cannot be reached, or the connection broke."
        return SourceUnavailable(what, where=access.where, next_step="Check the url and the network, then try again.")
    return _error(access, "The request could not be made.", "Check the url.")


def _error(access: LimeSurveyAccess, what: str, next_step: str) -> SourceError:
    return SourceError(what, where=access.where, next_step=next_step)
