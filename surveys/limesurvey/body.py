"""Reading an answer's body under limits of size and time, and handing it on without keeping it twice."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import requests
from urllib3.exceptions import DecodeError, HTTPError, ReadTimeoutError

from domain.errors import SourceError, SourceUnavailable

CHUNK = 1 << 16


class JsonAnswer(requests.Response):
    """An answer whose body was read: it is parsed once, and then only what was parsed is kept."""

    def __init__(self, told: requests.Response, body: bytes) -> None:
        super().__init__()
        self.status_code, self.reason, self.url, self.headers = told.status_code, told.reason, told.url, told.headers
        self.request = told.request
        self._body: bytes | None = body
        self._is_empty = not body

    @property
    def text(self) -> str:
        """Something where there is a body: citric only asks whether it is empty, and decoding costs a copy."""
        return "" if self._is_empty else "{…}"

    def json(self, **kwargs: Any) -> Any:
        """The parsed body, once. Raises JSONDecodeError for what is no JSON in UTF-8."""
        body, self._body = self._body or b"", None
        try:
            words = body.decode()
            del body
            return json.loads(words, **kwargs)
        except (UnicodeDecodeError, RecursionError):
            raise json.JSONDecodeError("no JSON in UTF-8 of a sensible depth", "", 0) from None


def read_body(response: requests.Response, *, where: str, largest_bytes: int, longest_s: float) -> bytes:
    """The body of a streamed answer, decompressed.

    Raises SourceError for one that is too large, SourceUnavailable for one that takes too long as a whole: the timeout of
    requests begins anew with every byte, so that a trickle would never end.
    """
    ends_at, size, parts = time.monotonic() + longest_s, 0, []
    for chunk in _chunks(response):
        size += len(chunk)
        if size > largest_bytes:
            raise SourceError(
                f"One answer of the server is larger than {largest_bytes // 1_000_000} MB.",
                where=where,
                next_step="Lower page_size, so that fewer responses come at once.",
            )
        if time.monotonic() > ends_at:
            raise SourceUnavailable(
                f"One answer of the server did not end within {longest_s:g} seconds.",
                where=where,
                next_step="Try again later, lower page_size, or raise timeout_s.",
            )
        parts.append(chunk)
    return b"".join(parts)


def _chunks(response: requests.Response) -> Iterator[bytes]:
    """What comes, as soon as it comes. Raises what requests itself would raise."""
    while chunk := _read_chunk(response):
        yield chunk


def _read_chunk(response: requests.Response) -> bytes:
    try:
        chunk: bytes = response.raw.read1(CHUNK, decode_content=True)
        return chunk
    except ReadTimeoutError:
        problem: requests.RequestException = requests.ReadTimeout()
    except DecodeError:
        problem = requests.exceptions.ContentDecodingError()
    except (HTTPError, OSError):
        problem = requests.ConnectionError()
    raise problem
