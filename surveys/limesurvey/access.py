"""Where a survey lies and how to get in."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.text import RawText
from surveys.addresses import AddressGuard


@dataclass(frozen=True, slots=True)
class LimeSurveyAccess:
    """A survey on a server. `url` is that of the RemoteControl interface; `page_size` counts responses.

    `is_local_allowed` lets it lie on this machine or its wire, where no survey is expected. `timeout_s` is how long the
    server may be silent; an answer over `largest_answer_bytes` is cut off.
    """

    url: str
    user: str
    password: RawText = field(repr=False)
    survey_id: int
    timeout_s: float = 60
    page_size: int = 1000
    is_local_allowed: bool = False
    requests_at_once: int = 2
    largest_answer_bytes: int = 200_000_000

    @property
    def where(self) -> str:
        """How errors name this survey, or the server where no survey was chosen yet (number 0)."""
        return f"Survey {self.survey_id} at {self.url}" if self.survey_id else self.url

    @property
    def longest_answer_s(self) -> float:
        """How long one answer may take from its first byte to its last."""
        return self.timeout_s * 5

    @property
    def guard(self) -> AddressGuard:
        """What keeps its connections away from addresses that no survey has."""
        return AddressGuard(self.where, is_local_allowed=self.is_local_allowed)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often a read is tried when it fails in passing. A login is never tried again."""

    attempts: int = 4
    first_wait_s: float = 0.5
    longest_wait_s: float = 8.0

    def wait_s(self, failures: int, chance: float) -> float:
        """Seconds to wait after so many failures: doubling, and spread by `chance` in [0, 1) over its upper half."""
        full = min(self.longest_wait_s, self.first_wait_s * 2.0 ** (failures - 1))
        return full * (0.5 + chance / 2)
