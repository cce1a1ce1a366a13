"""The frozen JSON of a release -> its page model, so that every form of it can be made again."""

from __future__ import annotations

import json

from digest.pages.digest_page import DigestPage, Made
from domain.errors import HearbackError


def read_frozen(page_json: str, made: Made, *, where: str = "") -> DigestPage:
    """The page as it was frozen (`to_json`), with number and moment of its release, which are not in it.

    Pages of earlier versions are read as well. Raises HearbackError where it is no page; `where` names the release.
    """
    from pydantic import TypeAdapter, ValidationError

    try:
        content = json.loads(page_json)
        return TypeAdapter(DigestPage).validate_python(content | {"made": {"number": made.number, "at": made.at}})
    except (ValueError, TypeError, ValidationError):
        # What does not fit is not named: it may be words that somebody said.
        raise HearbackError(
            "This release cannot be read: it is no page that this version knows.",
            where=where,
            next_step="Was it changed? Ask: hearback audit verify",
        ) from None
