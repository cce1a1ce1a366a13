"""What the releases say of whether things helped: the newest that tells of a recommendation, and nothing that none tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from digest.pages.digest_page import DigestPage
from digest.pages.helped import Helped
from digest.releasing.frozen import read_release
from digest.releasing.tell_timeline import find_released
from domain.action import Release
from domain.listening import Round
from domain.screen import ScreenTexts
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class HelpedReleased:
    """What was released of a recommendation that was done: the round, its release, the page it stands on, and what it says."""

    round: Round
    release: Release
    page: DigestPage
    helped: Helped


def find_helped(store: Store, reference: str, texts_of: Callable[[str], ScreenTexts]) -> HelpedReleased | None:
    """The newest round whose standing release tells of it; None where none does."""
    for current, release in reversed(find_released(store)):
        page = read_release(store, release, texts_of(release.language))
        for each in page.helped:
            if each.reference == reference:
                return HelpedReleased(current, release, page, each)
    return None
