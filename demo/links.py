"""What the staff of Alder Falls say of suggested links: which recommendation answers which theme, and which does not."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from config.settings import Settings
from demo.review import STAFF
from demo.truth import tell_main_concerns

if TYPE_CHECKING:
    from domain.ids import ThemeId
    from domain.recommendations import Recommendation
    from domain.themes import Theme
    from warehouse.store import Store

# The concern that the board had in mind with each recommendation; one that is not here was about none of them.
_CONCERNS = Path(__file__).parent / "town" / "asked_for.tsv"


def decide_links(settings: Settings, round_name: str) -> tuple[int, int]:
    """Confirm what is right and refuse what is wrong, until nothing wrong is suggested: how many of each.

    What is decided stays so: decided again, nothing is left to do.
    """
    from flows.steps.link import link
    from flows.steps.stage import opened_store

    confirmed = refused = 0
    while True:
        with opened_store(settings) as store:
            yes, no = _decide(store)
        confirmed, refused = confirmed + yes, refused + no
        if not no:
            return confirmed, refused
        link(settings, round_name)


def _decide(store: Store) -> tuple[int, int]:
    from desk.recommending.links import link, refuse

    concerns, meant = tell_main_concerns(store), _read_concerns()
    living = {each.id: each for each in store.themes.living()}
    about: dict[str, list[Theme]] = {}
    for theme_id, concern in concerns.items():
        about.setdefault(concern, []).extend([living[theme_id]] if theme_id in living else [])
    yes = no = 0
    for each in store.recommendations.all():
        right = about.get(meant.get(each.reference, ""), [])
        for theme in _list_unsaid(each, right):
            link(store, each.reference, theme, who=STAFF[0], why="the board had this in mind")
            yes += 1
        for theme in [] if right else _list_suggested(each, living):
            refuse(store, each.reference, theme, who=STAFF[0], why="it is about something else")
            no += 1
    return yes, no


def _list_unsaid(recommendation: Recommendation, right: list[Theme]) -> Iterator[Theme]:
    """The themes that it answers and that nobody linked yet."""
    from domain.themes import MadeBy

    linked = {each.theme_id for each in recommendation.links if each.made_by is MadeBy.PERSON}
    return (each for each in right if each.id not in linked)


def _list_suggested(recommendation: Recommendation, living: Mapping[ThemeId, Theme]) -> list[Theme]:
    from domain.themes import MadeBy

    return [living[each.theme_id] for each in recommendation.links if each.made_by is MadeBy.MODEL and each.theme_id in living]


def _read_concerns() -> dict[str, str]:
    with _CONCERNS.open(encoding="utf-8", newline="") as lines:
        return {row["reference"]: row["concern"] for row in csv.DictReader(lines, delimiter="\t")}
