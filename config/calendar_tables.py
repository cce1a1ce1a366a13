"""The table of `hearback.toml` that is about calendars."""

from __future__ import annotations

import re

from pydantic import Field, field_validator

from config.tables import Part

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\[\]:-]+(/[A-Za-z0-9._~/-]*)?")


class CalendarSettings(Part):
    """Where calendars find the public pages, and when their alarms ring."""

    address: str = Field("", description="Where the public pages are, as in https://hearback.example.org.")
    alarm_hour: int = Field(9, ge=0, le=23, description="Full local hour of the alarms, 7 days and 1 day ahead.")

    @field_validator("address")
    @classmethod
    def _is_an_address(cls, address: str) -> str:
        if address and not _ADDRESS.fullmatch(address):
            raise ValueError(f"{address!r} is no address of pages; write it as in https://hearback.example.org")
        return address.rstrip("/")
