"""Turn what pydantic says of a settings file into a sentence that names the key and the nearest known one."""

from __future__ import annotations

import difflib
from typing import Any

from pydantic import BaseModel, ValidationError

_SECRETS = frozenset({"password", "pass", "secret"})


def explain(error: ValidationError, model: type[BaseModel]) -> str:
    """One sentence a problem, joined: at most three, so that the first is read."""
    problems = [_sentence(dict(each), model) for each in error.errors(include_url=False, include_input=False)]
    more = f" (and {len(problems) - 3} more)" if len(problems) > 3 else ""
    return " ".join(problems[:3]) + more


def _sentence(problem: dict[str, Any], model: type[BaseModel]) -> str:
    path = [str(part) for part in problem["loc"]]
    if problem["type"] == "extra_forbidden" and path[-1] in _SECRETS:
        return f"The key {_dotted(path)} is not known: a password never stands here. Name password_env, password_file or password_block."
    if problem["type"] in ("union_tag_not_found", "union_tag_invalid"):
        return f"The key {_dotted([*path, 'kind'])} must say what the source is: limesurvey, transcripts or file."
    if problem["type"] == "extra_forbidden":
        near = difflib.get_close_matches(path[-1], sorted(_all_keys(model)), n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        return f"The key {_dotted(path)} is not known.{hint}"
    if problem["type"] == "missing":
        return f"The key {_dotted(path)} is missing."
    return f"The key {_dotted(path)} is wrong: {problem['msg'].removeprefix('Value error, ')}."


def _dotted(path: list[str]) -> str:
    """`sources.safety.limesurvey.url` -> `sources.safety.url`: pydantic names the kind as a step of its own."""
    if path[:1] == ["sources"] and len(path) > 3:
        path = [*path[:2], *path[3:]]
    return ".".join(path)


def _all_keys(model: type[BaseModel]) -> set[str]:
    """Every key of a model and of those below it."""
    from typing import get_args

    keys: set[str] = set()
    waiting: list[Any] = [model]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            keys |= set(kind.model_fields)
            waiting += [field.annotation for field in kind.model_fields.values()]
        else:
            waiting += list(get_args(kind))
    return keys
