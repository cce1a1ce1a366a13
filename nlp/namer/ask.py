"""One question to an OpenAI-compatible chat endpoint, over https or on this machine; its answer is only text."""

from __future__ import annotations

import ipaddress
import json
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from domain.errors import BadSettings
from nlp.namer.reasons import Reason, Refused

_LONGEST_ANSWER = 64 * 1024  # bytes
_CHUNK = 4096
_MOST_TOKENS = 400

Message = Mapping[str, str]


class NamerFailed(Refused):
    """The endpoint gave nothing that could be read."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers: `url` up to and without `/chat/completions`. The key is in no repr.

    Raises BadSettings for an address that is neither https nor on this machine.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout_s: float = 60.0

    def __post_init__(self) -> None:
        if not is_safe_address(self.url):
            raise BadSettings(
                "The namer's address is neither https nor on this machine, so what people said would cross a network in the open.",
                where="[themes.namer] url",
                next_step="Name an https address, or http://127.0.0.1:PORT/v1 for a model on this machine.",
            )


def is_safe_address(url: str) -> bool:
    """True for https, and for http to this machine itself; never where a user or password stands in it."""
    parts = urlsplit(url)
    if not parts.hostname or "@" in parts.netloc:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(url))


def is_this_machine(url: str) -> bool:
    """True for `localhost` and loopback addresses."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def ask_model(endpoint: Endpoint, messages: Sequence[Message], schema: Mapping[str, Any]) -> str:
    """The text of the model's answer. Raises NamerFailed; no message repeats what was sent or received."""
    body = {
        "model": endpoint.model,
        "messages": list(messages),
        "temperature": 0,
        "max_tokens": _MOST_TOKENS,
        "response_format": {"type": "json_schema", "json_schema": {"name": "title", "strict": True, "schema": schema}},
    }
    return _read_content(_post(endpoint, body))


def _post(endpoint: Endpoint, body: Mapping[str, Any]) -> bytes:
    import requests

    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    deadline = time.monotonic() + endpoint.timeout_s
    address = endpoint.url.rstrip("/") + "/chat/completions"
    try:
        with requests.Session() as session:
            # A proxy of the machine would be one more reader that no setting names, and its .netrc takes the place of the key.
            session.trust_env = False
            # A redirect would carry what people said to an address that nobody named.
            with session.post(
                address,
                json=body,
                headers=headers,
                timeout=endpoint.timeout_s,
                stream=True,
                allow_redirects=False,
                verify=os.environ.get("REQUESTS_CA_BUNDLE") or True,  # a city's own authority stands there
            ) as answer:
                if answer.status_code != 200:
                    raise NamerFailed(Reason.NO_ANSWER)
                return _read_all(answer, deadline)
    except requests.RequestException:
        # Its message holds the address, and at times what was sent.
        raise NamerFailed(Reason.NO_ANSWER) from None


def _read_all(answer: Any, deadline: float) -> bytes:
    content = b""
    for chunk in answer.iter_content(_CHUNK):
        content += chunk
        if len(content) > _LONGEST_ANSWER:
            raise NamerFailed(Reason.TOO_LONG)
        if time.monotonic() > deadline:
            raise NamerFailed(Reason.NO_ANSWER)
    return content


def _read_content(content: bytes) -> str:
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        raise NamerFailed(Reason.NOT_JSON) from None
    try:
        message = answer["choices"][0]["message"]
        text = message["content"]
    except (KeyError, IndexError, TypeError):
        raise NamerFailed(Reason.WRONG_SHAPE) from None
    if not isinstance(text, str) or message.get("tool_calls"):
        raise NamerFailed(Reason.WRONG_SHAPE)
    return text
