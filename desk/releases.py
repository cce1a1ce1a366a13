"""What was released, and what a reader who keeps every page of it can single out. Nothing is changed here."""

from __future__ import annotations

from dataclasses import dataclass

from config.screen_texts import load_texts
from digest.disclosing.check import Exposure, check_issues
from digest.disclosing.load import Released, list_released, load_issues
from digest.disclosing.policy import DisclosurePolicy
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class ReleaseCheck:
    """How many pages were held side by side, how many withdrawn ones could not be, and which groups they expose."""

    checked: int
    withdrawn: int
    exposures: tuple[Exposure, ...]


def find_releases(store: Store) -> tuple[Released, ...]:
    """Every release, oldest first."""
    return list_released(store)


def check_releases(store: Store, policy: DisclosurePolicy, *, round_name: str | None = None) -> ReleaseCheck:
    """Hold all releases side by side and solve for what they give away; with a round's name, only what concerns it is told.

    `policy` stands in for pages that do not state their own rules.
    """
    issues = load_issues(store, load_texts, policy)
    exposures = tuple(each for each in check_issues(issues) if round_name in (None, each.round))
    return ReleaseCheck(len(issues), len(list_released(store)) - len(issues), exposures)
