"""From a sentence of a release to the passages behind it: for an auditor, with redacted words. Nothing is changed here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from domain.action import Release
from domain.errors import WrongUse
from domain.heard import HeardPassage
from domain.ids import PassageId, RoundId, ThemeId
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class ThemeEvidence:
    """One theme of a release: the passages of its round that still stand behind it, and how many people and sessions said them.

    `then` are the passages that it was counted from when it was made, `gone` those withdrawn or erased since.
    """

    theme_id: ThemeId
    title: str
    then: int
    gone: int
    people: int
    sessions: int
    passages: tuple[HeardPassage, ...]


def find_release(store: Store, round_id: RoundId, number: int | None) -> Release:
    """A round's release of this number, or its latest. Raises WrongUse where there is none."""
    released = store.releases.of_round(round_id)
    found = next((each for each in released if each.number == number), None) if number is not None else next(iter(released[-1:]), None)
    if found is None:
        numbers = ", ".join(str(each.number) for each in released) or "none yet"
        which = "any release" if number is None else f"a release {number}"
        raise WrongUse(f"This round does not have {which}.", next_step=f"There are: {numbers}. See: hearback release list")
    return found


def trace_release(store: Store, release: Release) -> tuple[ThemeEvidence, ...]:
    """What stands behind each theme of a release, the most people first."""
    heard = {each.passage.id: each for each in store.passages.of_rounds([release.round_id])}
    behind: defaultdict[ThemeId, list[PassageId]] = defaultdict(list)
    for theme_id, passage_id in store.release_evidence.of_release(release.id):
        behind[theme_id].append(passage_id)
    then = {ThemeId(str(each["theme"])): int(each["passages"]) for each in release.record if each.get("what") == "counted"}
    titles = {each.id: each.title for each in store.themes.all()}
    found = (
        _gather(theme_id, titles.get(theme_id, theme_id), [heard[each] for each in behind[theme_id] if each in heard], then)
        for theme_id in sorted(behind.keys() | then.keys())
    )
    return tuple(sorted(found, key=lambda each: (-each.people, each.theme_id)))


def _gather(theme_id: ThemeId, title: str, passages: list[HeardPassage], then: dict[ThemeId, int]) -> ThemeEvidence:
    counted = then.get(theme_id, len(passages))
    return ThemeEvidence(
        theme_id=theme_id,
        title=title,
        then=counted,
        gone=counted - len(passages),
        people=len({each.person_id for each in passages}),
        sessions=len({each.session_id for each in passages if each.session_id}),
        passages=tuple(passages),
    )
