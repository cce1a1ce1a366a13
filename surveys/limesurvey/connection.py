"""One login, reads that are tried again when they fail in passing, and a key that is given back."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from domain.errors import HearbackError, SourceError, SourceUnavailable
from surveys.limesurvey.access import LimeSurveyAccess, RetryPolicy
from surveys.limesurvey.refusals import KeyExpiredError, run_explained

if TYPE_CHECKING:
    from citric import Client

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Connection:
    """A session with a LimeSurvey server; making one logs in, once. Raises SourceError or SourceUnavailable."""

    def __init__(self, access: LimeSurveyAccess, retry: RetryPolicy, sleep: Callable[[float], None] = time.sleep) -> None:
        self.access = access
        self._retry = retry
        self._sleep = sleep
        self._client = self._log_in()

    def read(self, call: Callable[[Client], T]) -> T:
        """Run a read: again after failures in passing, and after one new login where the key has expired."""
        try:
            return self._try(call)
        except KeyExpiredError:
            self._client = self._log_in()
        try:
            return self._try(call)
        except KeyExpiredError:
            raise SourceError(
                "LimeSurvey does not accept the session key that it has just given.",
                where=self.access.where,
                next_step="Check that the server keeps its sessions (its database, its clock).",
            ) from None

    def close(self) -> None:
        """Give the key back. A key that cannot be given back lapses by itself, so this failure is only logged."""
        try:
            run_explained(self.access, self._client.close)
        except (HearbackError, KeyExpiredError) as error:
            _log.warning("The session key could not be given back (%s); it lapses within two hours.", type(error).__name__)

    def _log_in(self) -> Client:
        from citric import Client

        from surveys.limesurvey.transport import StrictHttp

        access, http = self.access, StrictHttp(self.access.where, self.access.timeout_s, guard=self.access.guard)
        return run_explained(access, lambda: Client(access.url, access.user, access.password.reveal(), requests_session=http))

    def _try(self, call: Callable[[Client], T]) -> T:
        for failures in range(1, self._retry.attempts):
            try:
                return run_explained(self.access, lambda: call(self._client))
            except SourceUnavailable as error:
                wait_s = self._retry.wait_s(failures, random.random())  # noqa: S311 - it spreads load, it hides nothing
                _log.warning("%s Trying again in %.1f s.", error.what, wait_s)
                self._sleep(wait_s)
        return run_explained(self.access, lambda: call(self._client))
