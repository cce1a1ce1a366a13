"""The large figures of the front: how many were heard, where, in how many languages, and what became of what was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from digest.disclosing.policy import DisclosurePolicy, disclose_count
from digest.gathering.facts import DigestFacts, GroupHeard
from digest.pages.cards import ThemeCard
from digest.pages.digest_page import Tile
from digest.telling.heard_tables import LANGUAGE, disclose_group
from digest.telling.wording import Wording
from digest.tracking.recommendations import Standing, follow_up


def describe_tiles(facts: DigestFacts, cards: tuple[ThemeCard, ...], *, wording: Wording, policy: DisclosurePolicy) -> tuple[Tile, ...]:
    """The tiles in their order; what is withheld, and what there is none of, has no tile."""
    return (
        *_count_people(facts, wording, policy),
        *_count_sessions(facts, wording),
        *_count_languages(facts, wording, policy),
        *_count_themes(cards, wording),
        *_count_recommendations(facts, wording),
    )


def _count_people(facts: DigestFacts, wording: Wording, policy: DisclosurePolicy) -> Iterator[Tile]:
    shown = disclose_count(facts.people_heard, policy).count
    if shown is not None:
        figure = wording.say("counts.about", n=wording.number(shown))
        yield Tile("people", figure, wording.count("tile.people", shown), "how-people", shown)


def _count_sessions(facts: DigestFacts, wording: Wording) -> Iterator[Tile]:
    held = sum(each.round_id == facts.round.id for each in facts.sessions)
    if held:
        yield Tile("sessions", wording.number(held), wording.count("tile.sessions", held), "summary")


def _count_languages(facts: DigestFacts, wording: Wording, policy: DisclosurePolicy) -> Iterator[Tile]:
    """Languages that may be named, and that there are more where some may not: how many more is not told."""
    counts = dict(facts.languages_heard)
    languages = GroupHeard(LANGUAGE, facts.languages_heard, facts.languages_resident)
    named = sum(not each.is_withheld for each in disclose_group(languages, facts, policy).values())
    if named:
        number = wording.number(named)
        figure = number if named == len(counts) else wording.say("tile.more_than", n=number)
        yield Tile("languages", figure, wording.count("tile.languages", named), "heard")


def _count_themes(cards: tuple[ThemeCard, ...], wording: Wording) -> Iterator[Tile]:
    if cards:
        yield Tile("themes", wording.number(len(cards)), wording.count("tile.themes", len(cards)), "overview")


def _count_recommendations(facts: DigestFacts, wording: Wording) -> Iterator[Tile]:
    followed = [follow_up(each, today=facts.today, due_soon_days=facts.due_soon_days) for each in facts.recommendations]
    if not followed:
        return
    answered = sum(each.is_answered for each in followed)
    figure = wording.say("tile.of_all", n=wording.number(answered), all=wording.number(len(followed)))
    yield Tile("answered", figure, wording.say("tile.answered"), "recommendations")
    if late := sum(each.standing is Standing.LATE for each in followed):
        yield Tile("late", wording.number(late), wording.count("tile.late", late), "recommendations")
