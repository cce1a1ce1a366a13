"""How a refusal is answered: its status, and from LimeSurvey 7 on an `error_code` beside it."""

from __future__ import annotations

from re import sub

# Those that LimeSurvey's public tests and public clients of version 7 name; the others are formed alike.
_CODES = {
    "Invalid session key": "ERR_INVALID_SESSION",
    "Error: Invalid survey ID": "ERR_INVALID_SURVEY",
    "Invalid surveyid": "ERR_INVALID_SURVEY",
    "Error: No survey participants table": "ERR_NO_PARTICIPANT_TABLE",
}


class NoSuchCallError(Exception):
    """An unknown method, or too few parameters: LimeSurvey answers HTTP 500 and a page of HTML."""


def refuse(status: str, version: int) -> dict[str, object]:
    """The result that says no."""
    return {"status": status, "error_code": _CODES.get(status) or _form_code(status)} if version >= 7 else {"status": status}


def _form_code(status: str) -> str:
    words = sub(r"[^A-Z]+", "_", status.removeprefix("Error: ").upper()).strip("_").split("_")
    return "_".join(["ERR", *words[:4]])
