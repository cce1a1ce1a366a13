"""What is to run, and when."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Planned:
    """One deployment: what runs, when, and with which ids. The lease row in the warehouse guards against a second run."""

    name: str
    flow_name: str
    cron: str
    timezone: str
    parameters: dict[str, str]
