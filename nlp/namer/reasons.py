"""Why the machine's own title stayed."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What was wrong with an answer, or why none was asked for; counted, never told with words."""

    TOO_FEW_PEOPLE = "too few people"
    NO_ANSWER = "no answer"
    TOO_LONG = "answer too long"
    NOT_JSON = "not JSON"
    WRONG_SHAPE = "wrong shape"
    UNKNOWN_IDS = "passages that were not sent"
    NOT_PLAIN = "more than plain words"
    WRONG_LENGTH = "not two to six words"
    NOT_SAID = "words that three people did not say"
    NOT_TELLING = "beside the theme"
    QUOTES = "quotes a passage"
    NAMES_PERSON = "names a person"
    NAMES_PEOPLE = "names a community"
    TAKEN = "another theme's title"


class Refused(Exception):
    """An answer that is not used. `reason` says why; the answer itself is in no message."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
