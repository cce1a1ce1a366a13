"""Ways in which a real server fails, to be asked for: what a connector meets in the wild."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum

HTML_PAGE = b'<!DOCTYPE html><html lang="en"><head><title>LimeSurvey</title></head><body><p>A page, not an answer.</p></body></html>'
XML_FAULT = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<methodResponse><fault><value><struct><member><name>faultCode</name>'
    b"<value><int>631</int></value></member></struct></value></fault></methodResponse>"
)


class Fault(StrEnum):
    """How the next requests fail."""

    EMPTY = "empty"
    """HTTP 200 without a body: the interface is off."""
    HTML = "html"
    """HTTP 200 and a page."""
    XML = "xml"
    """HTTP 200 and XML: the interface is set to XML-RPC."""
    SERVER_ERROR = "500"
    UNAVAILABLE = "503"
    REDIRECT = "redirect"
    """A redirect, which would turn the POST into a GET."""
    DROP = "drop"
    """The connection ends without an answer."""
    HANG = "hang"
    """Nothing comes for `hang_s` seconds, then the connection ends."""
    CUT = "cut"
    """The right answer, of which only the first half comes; no length was announced."""
    TRICKLE = "trickle"
    """The right answer, a byte now and then, for `hang_s` seconds at most."""
    SQL_ERROR = "sql error"
    """HTTP 200 and a database's own message in `error`, with what somebody said in it."""


SPOKEN_IN_SQL = "my cousin Quillan sleeps at the mill"
"""What somebody said, as a database's message repeats it: it must reach no log and no screen."""
SQL_ERROR = (
    "CDbCommand failed to execute the SQL statement: SQLSTATE[HY000]: General error: 1366 Incorrect string value: "
    f"'{SPOKEN_IN_SQL}' for column `limesurvey`.`answers` at row 1"
)

HTTP_ANSWERS: dict[Fault, tuple[int, bytes]] = {
    Fault.EMPTY: (200, b""),
    Fault.HTML: (200, HTML_PAGE),
    Fault.XML: (200, XML_FAULT),
    Fault.SERVER_ERROR: (500, HTML_PAGE),
    Fault.UNAVAILABLE: (503, HTML_PAGE),
    Fault.REDIRECT: (302, b""),
}


@dataclass(slots=True)
class FaultPlan:
    """The faults still to come, each for one request; a fault may wait for one method."""

    waiting: deque[tuple[Fault, str | None]] = field(default_factory=deque)

    def add(self, fault: Fault, times: int, method: str | None) -> None:
        """Let the next `times` requests (of this method, where one is named) fail."""
        self.waiting.extend([(fault, method)] * times)

    def take(self, method: str) -> Fault | None:
        """The fault for this request, if one is due."""
        for place, (fault, wanted) in enumerate(self.waiting):
            if wanted is None or wanted == method:
                del self.waiting[place]
                return fault
        return None
