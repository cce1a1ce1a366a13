"""The model's answer as JSON by schema: anything else is refused before anything of it is looked at."""

from __future__ import annotations

import json
import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nlp.namer.reasons import Reason, Refused

_FENCE = re.compile(r"\A```(?:json)?\s*(.*?)\s*```\Z", re.DOTALL)


class Answer(BaseModel):
    """What the model may say, and nothing beside it."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    title: Annotated[str, Field(max_length=80)]
    description: Annotated[str, Field(max_length=300)]
    passage_ids: Annotated[list[Annotated[str, Field(max_length=8)]], Field(min_length=1, max_length=50)]


def read_answer(text: str) -> Answer:
    """The answer of a model, with or without a fence around it. Raises Refused; the answer is in no message."""
    text = text.strip()
    fenced = _FENCE.match(text)
    try:
        content = json.loads(fenced[1] if fenced else text)
    except (ValueError, RecursionError):
        raise Refused(Reason.NOT_JSON) from None
    try:
        return Answer.model_validate(content)
    except ValidationError:
        raise Refused(Reason.WRONG_SHAPE) from None
