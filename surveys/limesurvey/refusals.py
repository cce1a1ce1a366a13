"""What LimeSurvey's refusals mean, in sentences with a next step.

The text of LimeSurvey's `error` never goes on: it can hold raw SQL, and with it what people said.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from domain.errors import HearbackError, SourceError, SourceUnavailable
from surveys.limesurvey.access import LimeSurveyAccess

NO_RESPONSES = "No Data, could not get max id."
NO_TABLE = "No Data, survey table does not exist."
_WRONG_PASSWORD = "Invalid user name or password"  # noqa: S105 - the server's sentence, not a password
_LOCKED_OUT = "You have exceeded the number of maximum login attempts"
_EXPIRED_KEY = "Invalid session key"
_NO_PERMISSION = "No permission"
_UNKNOWN_SURVEY = ("Error: Invalid survey ID", "Invalid surveyid")


class KeyExpiredError(Exception):
    """The session key is not valid any more; a new login may help."""


class NothingThereError(Exception):
    """The survey is active and has no responses."""


@contextmanager
def explained(access: LimeSurveyAccess) -> Iterator[None]:
    """Turn what citric and requests raise into Hearback's errors, without their texts or the request they carry."""
    import binascii

    import requests
    from citric.exceptions import InvalidJSONResponseError, LimeSurveyApiError, LimeSurveyStatusError, ResponseMismatchError

    try:
        yield
    except LimeSurveyStatusError as error:
        raise _explain_status(str(error), access) from None
    except LimeSurveyApiError:
        raise _error(access, "LimeSurvey failed while answering.", "Its own log says why.") from None
    except (InvalidJSONResponseError, binascii.Error):
        raise SourceUnavailable("The answer broke off before its end.", where=access.where, next_step="Try again later.") from None
    except (ResponseMismatchError, KeyError, TypeError):
        raise _error(access, "The server's answer is not RemoteControl's.", "Check the url.") from None
    except requests.RequestException as error:
        raise _explain_connection(error, access) from None


def _explain_status(status: str, access: LimeSurveyAccess) -> Exception:
    if status.startswith(_EXPIRED_KEY):
        return KeyExpiredError()
    if status.startswith(NO_RESPONSES):
        return NothingThereError()
    for starts, what, next_step in _refusals(access):
        if status.startswith(starts):
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
    if isinstance(error, requests.ConnectionError | requests.exceptions.ChunkedEncodingError):
        what = "The server cannot be reached, or the connection broke."
        return SourceUnavailable(what, where=access.where, next_step="Check the url and the network, then try again.")
    return _error(access, "The request could not be made.", "Check the url.")


def _error(access: LimeSurveyAccess, what: str, next_step: str) -> SourceError:
    return SourceError(what, where=access.where, next_step=next_step)
