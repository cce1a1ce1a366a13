"""One login, reads that are tried again when they fail in passing, and a key that is given back."""

from __future__ import annotations

import copy
import logging
import random
import time
from collections.abc import Callable
from threading import Event, Lock
from typing import TYPE_CHECKING, TypeVar

from domain.errors import HearbackError, SourceError, SourceUnavailable
from surveys.limesurvey.access import LimeSurveyAccess, RetryPolicy
from surveys.limesurvey.refusals import KeyExpiredError, run_explained

if TYPE_CHECKING:
    from citric import Client

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Connection:
    """A session with a LimeSurvey server; making one logs in, once. Raises SourceError or SourceUnavailable.

    Several threads may read at once: an expired key is renewed by the first of them that finds out, for all.
    """

    def __init__(self, access: LimeSurveyAccess, retry: RetryPolicy, sleep: Callable[[float], None] = time.sleep) -> None:
        self.access = access
        self._retry = retry
        self._sleep = sleep
        self._renewing = Lock()
        self._refused: HearbackError | None = None
        self._is_stopped = Event()
        self._client = self._log_in()

    def read(self, call: Callable[[Client], T]) -> T:
        """Run a read: again after failures in passing, and after one new login where the key has expired."""
        client = self._client
        try:
            return self._try(call, client)
        except KeyExpiredError:
            pass
        client = self._renew(client)
        try:
            return self._try(call, client)
        except KeyExpiredError:
            raise SourceError(
                "LimeSurvey does not accept the session key that it has just given.",
                where=self.access.where,
                next_step="Check that the server keeps its sessions (its database, its clock).",
            ) from None

    def explain(self, read: Callable[[], T]) -> T:
        """What `read` makes of an answer; Hearback's errors for one that is not shaped as RemoteControl's."""
        return run_explained(self.access, read)

    def stop_retrying(self) -> None:
        """From now on what fails is not tried again: somebody else has failed already, or nobody waits for it."""
        self._is_stopped.set()

    def resume(self) -> None:
        """Try again as before."""
        self._is_stopped.clear()

    def close(self) -> None:
        """Give the key back. A key that cannot be given back lapses by itself, so this failure is only logged."""
        try:
            run_explained(self.access, self._client.close)
        except (HearbackError, KeyExpiredError) as error:
            _log.warning("The session key could not be given back (%s); it lapses within two hours.", type(error).__name__)

    def _renew(self, stale: Client) -> Client:
        with self._renewing:
            if self._refused is not None:
                # A login that failed is never repeated, by no thread: three wrong ones lock the address out.
                raise copy.copy(self._refused)
            if self._client is stale:
                try:
                    self._client = self._log_in()
                except HearbackError as error:
                    self._refused = error
                    raise
            return self._client

    def _log_in(self) -> Client:
        from citric import Client

        from surveys.limesurvey.transport import StrictHttp

        access = self.access
        http = StrictHttp(
            access.where,
            access.timeout_s,
            guard=access.guard,
            longest_answer_s=access.longest_answer_s,
            largest_answer_bytes=access.largest_answer_bytes,
        )
        return run_explained(access, lambda: Client(access.url, access.user, access.password.reveal(), requests_session=http))

    def _try(self, call: Callable[[Client], T], client: Client) -> T:
        for failures in range(1, self._retry.attempts):
            try:
                return run_explained(self.access, lambda: call(client))
            except SourceUnavailable as error:
                if self._is_stopped.is_set():
                    raise
                wait_s = self._retry.wait_s(failures, random.random())  # noqa: S311 - it spreads load, it hides nothing
                _log.warning("%s Trying again in %.1f s.", error.what, wait_s)
                self._sleep(wait_s)
        return run_explained(self.access, lambda: call(client))
