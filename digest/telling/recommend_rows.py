"""Recommendations -> rows that read as a sentence: asked of whom, by when, how it stands, what was answered and last said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from digest.gathering.facts import DigestFacts
from digest.pages.tables import RecommendationRow
from digest.telling.wording import Wording, show_plainly
from digest.tracking.recommendations import Progress, Standing, follow_up
from domain.recommendations import Recommendation, Reply

_PLURAL = {Standing.LATE, Standing.DUE_SOON}
# Nothing that waits for these has to wait any longer.
_OUT_OF_THE_WAY = {Standing.REPORTED_DONE, Standing.VERIFIED, Standing.CLOSED, Standing.SUPERSEDED, Standing.WITHDRAWN}


def standing_key(standing: Standing) -> str:
    """The standing as it stands in a key of the screen texts and a class of the stylesheet."""
    return standing.name.lower()


def reply_key(reply: Reply) -> str:
    """An answer as it stands in a key of the screen texts."""
    return f"reply.{reply.name.lower()}"


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
    done = {each.reference for each, progress in followed if progress.standing in _OUT_OF_THE_WAY}
    return tuple(_describe(each, progress, shown, done, wording) for each, progress in followed)


def describe_one(facts: DigestFacts, each: Recommendation, shown: Mapping[str, str], *, wording: Wording) -> RecommendationRow:
    """The row of one recommendation; what it waits for is looked up among those of the facts."""
    needed = [other for other in facts.recommendations if other.reference in each.needs]
    done = {other.reference for other in needed if _follow(other, facts).standing in _OUT_OF_THE_WAY}
    return _describe(each, _follow(each, facts), shown, done, wording)


def _describe(
    each: Recommendation, progress: Progress, shown: Mapping[str, str], done: Collection[str], wording: Wording
) -> RecommendationRow:
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
        reply=_say_reply(progress, wording),
        moves=progress.moves,
        moved_why=_say_why_moved(each, progress, wording),
        steps=_say_steps(progress, wording),
        reported=_per_cent(progress.reported),
        verified=_per_cent(progress.verified),
        silent=wording.count("recommendation.silent", progress.silent_days) if progress.is_stale else "",
        waits=_say_waits(each, progress, done, wording),
    )


def _follow(recommendation: Recommendation, facts: DigestFacts) -> Progress:
    return follow_up(recommendation, today=facts.today, due_soon_days=facts.due_soon_days)


def _say_moved(progress: Progress, wording: Wording) -> str:
    """How often dates were moved, and how far the one that moved farthest did."""
    if not progress.moves:
        return ""
    return wording.count("recommendation.moved_times", progress.moves, days=wording.number(abs(progress.moved_days)))


def _say_why_moved(each: Recommendation, progress: Progress, wording: Wording) -> str:
    """The reason that was given when a date moved last."""
    moves = sorted((change for change in each.due_changes if change.before is not None), key=lambda change: (change.on, change.id))
    if not progress.moves or not moves or not show_plainly(moves[-1].reason):
        return ""
    return wording.say("recommendation.moved_why", reason=wording.isolate(moves[-1].reason))


def _say_reply(progress: Progress, wording: Wording) -> str:
    """What was answered; with the reason, unless that is the last word anyway."""
    answer = progress.answer
    if answer is None or answer.reply is None:
        return ""
    said, on = wording.say(reply_key(answer.reply)), wording.day(answer.on)
    if answer == progress.last_word or not show_plainly(answer.note):
        return wording.say("recommendation.replied", answer=said, on=on)
    return wording.say("recommendation.replied_why", answer=said, on=on, note=wording.isolate(answer.note))


def _say_steps(progress: Progress, wording: Wording) -> str:
    """Steps reported and steps verified, apart; nothing once the whole was judged or has ended."""
    if progress.standing in _OUT_OF_THE_WAY - {Standing.REPORTED_DONE}:
        return ""
    reported, verified = _per_cent(progress.reported), _per_cent(progress.verified)
    if reported is None or verified is None:
        return ""
    return wording.say("recommendation.steps", reported=wording.percent(reported), verified=wording.percent(verified))


def _per_cent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)


def _say_waits(each: Recommendation, progress: Progress, done: Collection[str], wording: Wording) -> str:
    """What has to be done before it and is not."""
    waits = [wording.isolate(need) for need in each.needs if need not in done]
    if not waits or progress.standing in _OUT_OF_THE_WAY or progress.standing is Standing.REJECTED:
        return ""
    return wording.say("recommendation.waits", references=wording.listing(waits))
