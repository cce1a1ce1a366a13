"""Recommendations -> rows that read as a sentence: asked of whom, by when, how it stands, what was last said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from digest.gathering.facts import DigestFacts
from digest.pages.tables import RecommendationRow
from digest.telling.wording import Wording, show_plainly
from digest.tracking.recommendations import Progress, Standing, follow_up
from domain.recommendations import Recommendation

_PLURAL = {Standing.LATE, Standing.DUE_SOON}


def standing_key(standing: Standing) -> str:
    """The standing as it stands in a key of the screen texts and a class of the stylesheet."""
    return standing.name.lower()


def say_standing(progress: Progress, wording: Wording) -> str:
    """How a recommendation stands, in words: "Late by 41 days"."""
    key = f"standing.{standing_key(progress.standing)}"
    if progress.standing not in _PLURAL:
        return wording.say(key)
    days = abs(progress.days or 0)
    return wording.count(key, days) if days else wording.say("standing.due_today")


def count_standings(facts: DigestFacts) -> Counter[Standing]:
    """How many recommendations stand how."""
    return Counter(_follow(each, facts).standing for each in facts.recommendations)


def describe_recommendations(facts: DigestFacts, shown: Mapping[str, str], *, wording: Wording) -> tuple[RecommendationRow, ...]:
    """A row for each recommendation, the most pressing first. `shown` are the titles of the themes that may be shown."""
    order = {standing: place for place, standing in enumerate(Standing)}
    followed = [(each, _follow(each, facts)) for each in facts.recommendations]
    followed.sort(key=lambda pair: (order[pair[1].standing], pair[1].days or 0, pair[0].reference))
    return tuple(_describe(each, progress, shown, wording) for each, progress in followed)


def _follow(recommendation: Recommendation, facts: DigestFacts) -> Progress:
    return follow_up(recommendation, today=facts.today, due_soon_days=facts.due_soon_days)


def _describe(each: Recommendation, progress: Progress, shown: Mapping[str, str], wording: Wording) -> RecommendationRow:
    last = progress.last_word
    linked = sorted({link.theme_id for link in each.links if link.theme_id in shown})
    return RecommendationRow(
        reference=show_plainly(each.reference),
        title=show_plainly(each.title),
        owner=show_plainly(each.owner),
        asked=wording.say("recommendation.issued", on=wording.day(each.issued_on)),
        due=wording.day(progress.due_on) if progress.due_on else wording.say("recommendation.no_due"),
        moved=_say_moved(progress, wording),
        standing=progress.standing,
        standing_words=say_standing(progress, wording),
        last_word=show_plainly(last.note) if last else wording.say("recommendation.no_word"),
        last_word_on=wording.day(last.on) if last else "",
        evidence=wording.say("recommendation.evidence", what=wording.isolate(last.evidence)) if last and last.evidence else "",
        answers=wording.say("recommendation.answers", what=wording.isolate(each.answers)) if each.answers else "",
        themes=tuple((theme_id, shown[theme_id]) for theme_id in linked),
    )


def _say_moved(progress: Progress, wording: Wording) -> str:
    if not progress.moved_dates:
        return ""
    return wording.count("recommendation.moved", progress.moved_dates, days=wording.number(abs(progress.moved_days)))
