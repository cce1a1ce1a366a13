"""What a page is told from outside the warehouse: whose it is, in which language, under which rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.gather import Frame
from digest.telling.wording import Wording
from domain.screen import ScreenTexts


@dataclass(frozen=True, slots=True)
class PageTerms:
    """The frame of every page of an installation; its moment and what it corrects are set page by page.

    `texts_of` gives the words of a language: releases of other languages are read back, too.
    """

    frame: Frame
    policy: DisclosurePolicy
    texts_of: Callable[[str], ScreenTexts]

    @property
    def texts(self) -> ScreenTexts:
        """The words of the pages that are made now."""
        return self.texts_of(self.frame.language)

    @property
    def wording(self) -> Wording:
        """The same with that language's numbers and dates."""
        return Wording(self.texts)
