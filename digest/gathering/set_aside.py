"""People whose words wait for somebody to look, or were not translated. Exact; pure."""

from __future__ import annotations

from collections.abc import Iterable

from digest.gathering.facts import SetAside
from domain.held import DISCARDED
from domain.listening import Comment


def count_set_aside(comments: Iterable[Comment], language: str) -> SetAside:
    """Of all who said something in a round, those of whom some words are held, and those of whom some are not in `language`.

    Words that a person left out for good are nobody's here.
    """
    said = [each for each in comments if not each.is_context and each.held_reason != DISCARDED]
    foreign = (each for each in said if each.text is not None and each.language != language and each.translation is None)
    return SetAside(
        people=len({each.person_id for each in said}),
        held=len({each.person_id for each in said if each.text is None}),
        untranslated=len({each.person_id for each in foreign}),
    )
